"""What the lived-in town thinks about points: a draft of new rules tried on the past, appeals, what looks like farming."""

from datetime import date
from typing import Any

from benfu.cases.models import Report
from benfu.fairness.models import Suspicion
from benfu.fairness.services import look, review
from benfu.platform.identity.actor import SYSTEM
from benfu.points import appealing, drafting
from benfu.points.models import Decision
from benfu.points.tariffs import DEFAULT
from tests.cast import Cast
from tests.district import JINHAI

ASKED, ANSWERED = "当时很危险，应该算紧急。", "核对过照片，补 2 分。"
ASKED_TOO = "树枝还在，换个角度能看到。"
RULES = tuple(line for line in DEFAULT.read_text("utf-8").splitlines() if not line.isascii())
JUDGED = "同一处，报了两类。"
SAID = (ASKED, ANSWERED, ASKED_TOO, JUDGED, *RULES)
"""What people say here, and the lines of the rules' file that are not English."""


def rewards(town: Cast, declined: int) -> dict[str, Any]:
    """Try a draft, appeal twice, look for photos sent twice; return what stands in addresses."""
    body = DEFAULT.read_text("utf-8").replace("2026-1", "2099-1", 2).replace("valid_from = 2026", "valid_from = 2099")
    draft = drafting.save_draft(actor=town.admin, body=body)
    drafting.try_draft(actor=town.admin, draft=draft.pk, since=date(2026, 1, 1), until=date(2026, 12, 31))
    decision = Decision.objects.filter(person=town.lin.person).latest("pk")
    answered = appealing.ask_about_decision(actor=town.lin, decision=decision.pk, words=ASKED)
    appealing.answer_appeal(actor=town.fang, appeal=answered.pk, upheld=True, points=2, words=ANSWERED)
    report = Report.objects.get(case=declined, first=True)
    appeal = appealing.ask_about_report(actor=town.lin, report=report.pk, words=ASKED_TOO)
    look(actor=SYSTEM)
    sign = Suspicion.objects.filter(area__startswith=JINHAI).latest("pk")
    judged = Suspicion.objects.filter(area__startswith=JINHAI).earliest("pk")
    review(actor=town.admin, suspicion=judged.pk, harmless=True, words=JUDGED)
    signs = {"suspicion": sign.pk, "judged_suspicion": judged.pk}
    return signs | {
        "draft": draft.pk,
        "appeal": appeal.pk,
        "answered_appeal": answered.pk,
        "declined_report": report.pk,
    }
