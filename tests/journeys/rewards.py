"""What else the lived-in town does about points: a draft of rules tried on the past, appeals, unusual patterns, honours."""

from datetime import date
from typing import Any

from benfu.cases.models import Report
from benfu.fairness.models import Suspicion
from benfu.fairness.services import look, review
from benfu.honours.services import propose_honour, review_honour, tell_honour
from benfu.honours.workflow import Kind
from benfu.hours.services import record_hours
from benfu.people.models import Registration
from benfu.platform.identity.actor import SYSTEM
from benfu.points import appealing, drafting
from benfu.points.models import Decision
from benfu.points.tariffs import DEFAULT
from tests.cast import Cast
from tests.district import JINHAI

ASKED, ANSWERED = "当时很危险，应该算紧急。", "核对过照片，补 2 分。"
ASKED_TOO = "树枝还在，换个角度能看到。"
RULES = tuple(line for line in DEFAULT.read_text("utf-8").splitlines() if not line.isascii())
JUDGED, AGREED = "同一处，报了两类。", "现场核实。"
HONOURED = ("扶起摔倒的老人，等到救护车来。", "三个月里报了二十处隐患。", "雨天帮邻居送药。")
SERVED, SERVED_TOO = "金海社区周末清洁", "给老人送药"
SAID = (ASKED, ANSWERED, ASKED_TOO, JUDGED, AGREED, SERVED, SERVED_TOO, *HONOURED, *RULES)
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
    honours = _honours(town)
    signs = honours | {"suspicion": sign.pk, "judged_suspicion": judged.pk}
    return signs | {
        "draft": draft.pk,
        "appeal": appeal.pk,
        "answered_appeal": answered.pk,
        "declined_report": report.pk,
    }


def _honours(town: Cast) -> dict[str, Any]:
    """Let 林小舟 have an honour on the public roll, one to decide on, and another proposed; and hours of service."""
    worker = Registration.objects.get(person=town.lin.person, state="approved").pk
    made = [
        propose_honour(actor=town.zhou, registration=worker, kind=kind, done_on=date(2026, 1, 1), words=words)
        for kind, words in zip((Kind.BRAVERY_RECORD, Kind.ACTIVE_STAR, Kind.ACTIVE_STAR), HONOURED, strict=True)
    ]
    for one in made[:2]:
        review_honour(actor=town.mei, honour=one.pk, agrees=True, words=AGREED)
    tell_honour(actor=town.lin, honour=made[0].pk, named=False)
    services = [
        record_hours(actor=town.zhou, registration=worker, done_on=date(2026, 1, 5), minutes=minutes, what=what)
        for minutes, what in ((90, SERVED), (120, SERVED_TOO))
    ]
    return {"service": services[0].pk, "honour": made[2].pk, "told_honour": made[0].pk}
