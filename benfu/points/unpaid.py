"""Why not: what became of those own reports that have earned nothing, each with its reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benfu.cases import selectors as cases
from benfu.cases.catalogue.reading import reasons
from benfu.cases.catalogue.wording import in_language
from benfu.cases.workflow import Move, State
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.models import Fact

from . import words
from .models import Decision

MOST = 100
"""Reports of one person that are looked at."""
WAITS = {
    State.REPORTED: gettext_lazy("社区还没受理，办结后才计分。"),
    State.FILED: gettext_lazy("已受理，还没派单；办结后才计分。"),
    State.RETURNED: gettext_lazy("被退单，正在重新派；办结后才计分。"),
    State.DISPATCHED: gettext_lazy("已派单，还没办结；办结后才计分。"),
    State.HANDLING: gettext_lazy("正在处置，还没办结；办结后才计分。"),
    State.HANDLED: gettext_lazy("已处置，等核查；核查办结后计分。"),
    State.CLOSED: gettext_lazy("刚办结，正在计分，请稍后再看。"),
}


@dataclass(frozen=True, slots=True)
class Unpaid:
    """One own report without points: what it is about, why, and where to appeal ('' while there is nothing to appeal)."""

    report: UUID
    decision: int | None
    title: str
    number: str
    reason: str
    url: str
    final: bool
    appeal_url: str


def unpaid(actor: Actor) -> list[Unpaid]:
    """Return the actor's own reports that have earned nothing, the newest first, each with its reason."""
    return _told(cases.my_reports(actor, size=MOST).rows)


def why_not(actor: Actor, report: UUID) -> Unpaid | None:
    """Return why an own report has earned nothing, None when it has earned. Raises NotFound for somebody else's."""
    return next(iter(_told([cases.report_for(actor, report)])), None)


def _told(mine: Sequence[Any]) -> list[Unpaid]:
    subjects = [f"report:{one.report.pk}" for one in mine]
    decided = {one.subject: one for one in Decision.objects.filter(subject__in=subjects)}
    closed = [f"case:{one.case.pk}" for one in mine if one.case.state == State.DECLINED]
    facts = Fact.objects.filter(subject__in=closed, kind="CaseDeclined").order_by("id")
    declined = {fact.subject: str(fact.data["reason"]) for fact in facts}
    found = []
    for one, subject in zip(mine, subjects, strict=True):
        decision = decided.get(subject)
        if decision is None or not decision.granted:
            found.append(_one(one, decision, declined.get(f"case:{one.case.pk}", "")))
    return found


def _one(mine: Any, decision: Decision | None, declined: str) -> Unpaid:
    final = decision is not None or mine.case.state == State.DECLINED
    appeal = ""
    if decision is not None:
        appeal = reverse("points-appeal-decision", args=[decision.pk])
    elif final:
        appeal = reverse("points-appeal-report", args=[mine.report.pk])
    return Unpaid(
        report=mine.report.pk,
        decision=decision.pk if decision else None,
        title=mine.label,
        number=mine.case.number,
        reason=_reason(mine, decision, declined),
        url=reverse("points-why", args=[decision.pk])
        if decision
        else reverse("cases-progress", args=[mine.case.number]),
        final=final,
        appeal_url=appeal,
    )


def _reason(mine: Any, decision: Decision | None, declined: str) -> str:
    if decision is not None:
        return words.reason_of(decision)
    if mine.case.state == State.DECLINED:
        known = reasons().get((Move.DECLINE, declined))
        return _("社区没有受理（%(reason)s），不计分，也不扣分。") % {"reason": in_language(known) if known else "—"}
    return str(WAITS[State(mine.case.state)])
