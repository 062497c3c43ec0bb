"""Reading decisions: what was awarded to whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.cases import selectors as cases
from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor

from . import access, words
from .models import Decision
from .rules import Tariff
from .tariffs import tariffs

PAGE = 30


@dataclass(frozen=True, slots=True)
class Award:
    """A decision with the words and names that belong to it."""

    decision: Decision
    tariff: Tariff | None
    title: str
    person: str
    verifier: str
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why a deed earned what it did: the rule as it was then, the sum, the case, who vouched for it."""

    award: Award
    rule: words.Explained | None
    sums: list[words.Sum]
    case_number: str
    own: bool


def why(actor: Actor, decision: int) -> Why:
    """Return the reasons of a decision: one's own, or one of the actor's area. Raises NotFound for all others."""
    found = named(Decision.objects.filter(access.visible(actor), pk=decision))
    if not found:
        raise NotFound(_("没有找到这笔积分。"))
    award = found[0]
    then, code = award.tariff, award.decision.rule
    rule = then.rule(code) if then and code else None
    return Why(
        award=award,
        rule=words.explain(rule, then) if rule and then else None,
        sums=words.sums(award.decision.steps),
        case_number=_case_number(actor, award.decision.case),
        own=award.decision.person_id == actor.person,
    )


def awards_of(actor: Actor, case: int) -> list[Award]:
    """Return what a case has paid, as far as the actor may see it."""
    return named(Decision.objects.filter(access.visible(actor), case=case).order_by("id"))


def awards_for(actor: Actor, subject: str) -> list[Award]:
    """Return what one thing, such as 'report:<uuid>', has earned, as far as the actor may see it."""
    return named(Decision.objects.filter(access.visible(actor), subject=subject).order_by("id"))


def awards_in(actor: Actor, *, kind: str = "", after: str = "") -> Page[Award]:
    """Return a page of the decisions in the actor's area, newest first; `kind` is '' for all, 'paid' or 'nothing'.

    Raises Invalid for a damaged cursor.
    """
    found = Decision.objects.filter(access.in_area(actor))
    if kind:
        found = found.filter(granted__gt=0) if kind == "paid" else found.filter(granted=0)
    if after:
        found = found.filter(pk__lt=read_cursor(after, int)[0])
    return cut(named(found.order_by("-pk")[: PAGE + 1]), PAGE, lambda one: [one.decision.pk])


def awarded_in(actor: Actor, since: date) -> int:
    """Return the points awarded in the actor's area since the beginning of a civil day."""
    start = timezone.make_aware(datetime.combine(since, time.min))
    found = Decision.objects.filter(access.in_area(actor), decided_at__gte=start)
    return found.aggregate(sum=Sum("granted"))["sum"] or 0


def paid_by(person: int, transfers: Iterable[int]) -> dict[int, Award]:
    """Return a person's awards by the transfer that paid them; the caller has checked whose they are."""
    found = named(Decision.objects.filter(person=person, transfer__in=list(transfers)))
    return {one.decision.transfer_id: one for one in found if one.decision.transfer_id is not None}


def nothing_earned(person: int, since: datetime, until: datetime) -> list[Award]:
    """Return the deeds of a person that earned nothing, decided within a time; the caller has checked whose they are."""
    found = Decision.objects.filter(person=person, granted=0, decided_at__gte=since, decided_at__lt=until)
    return named(found.order_by("-id"))


def named(decisions: QuerySet[Decision]) -> list[Award]:
    """Return decisions with their words and names, in three statements for any number."""
    rows = list(decisions)
    if not rows:
        return []
    names = people.names_of({row.person_id for row in rows} | {row.verifier for row in rows if row.verifier})
    published = {tariff.version: tariff for tariff in tariffs()}
    return [_award(row, published.get(row.tariff_id or ""), names) for row in rows]


def _award(row: Decision, tariff: Tariff | None, names: dict[int, str]) -> Award:
    return Award(
        decision=row,
        tariff=tariff,
        title=words.title_of(row, tariff),
        person=names.get(row.person_id, ""),
        verifier=names.get(row.verifier or 0, ""),
        reason=words.reason_of(row),
    )


def _case_number(actor: Actor, case: int | None) -> str:
    if case is None:
        return ""
    try:
        return cases.case_for(actor, case).number
    except NotFound:
        return ""
