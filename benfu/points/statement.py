"""A worker's statement, month by month: every line says what it was and leads to why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benfu.ledger import selectors as ledger
from benfu.ledger.kinds import holder
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid
from benfu.store import selectors as store

from .awards import Award, nothing_earned, paid_by

NO_ORDER = UUID(int=0)
MOST_LINES = 500
"""Lines of one month that are read; the caps of any sensible tariff keep a month far below."""


OTHER = {"expire": gettext_lazy("到期"), "move": gettext_lazy("积分变动")}
ANSWERS = {
    ("hold", ""): (gettext_lazy("待领取"), "warn"),
    ("hold", "post"): (gettext_lazy("已领取"), "ok"),
    ("hold", "void"): (gettext_lazy("已退回"), "off"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it did to the spendable points, what it was for, and where it is explained ('' for nowhere)."""

    at: datetime
    amount: int
    title: str
    note: str
    tag: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    """The lines of one civil month, newest first, with what came and what went (what was given back counts as neither)."""

    first: date
    came: int
    went: int
    lines: list[Line]
    earlier: str
    later: str


def statement(actor: Actor, month: str = "") -> Month:
    """Return the actor's own statement of a month such as '2026-11', of this month when empty. Raises Invalid."""
    first = _first_day(month)
    after = _next(first)
    person = actor.person or 0
    since, until = _midnight(first), _midnight(after)
    entries = ledger.entries(holder(f"person:{person}"), since=since, until=until, limit=MOST_LINES)
    lines = [*_told(person, entries), *map(_without_points, nothing_earned(person, since, until))]
    before = ledger.entries(holder(f"person:{person}"), until=since, limit=1)
    return Month(
        first=first,
        came=sum(one.amount for one in entries if one.kind == "move" and one.amount > 0),
        went=-sum(one.amount for one in entries if one.amount < 0 and one.answer != "void"),
        lines=sorted(lines, key=lambda line: line.at, reverse=True),
        earlier=f"{timezone.localtime(before[0].booked_at):%Y-%m}" if before else "",
        later=f"{after:%Y-%m}" if after <= clock.today() else "",
    )


def _told(person: int, entries: Iterable[ledger.Entry]) -> Iterable[Line]:
    entries = list(entries)
    awards = paid_by(person, [one.id for one in entries if one.kind == "move"])
    keys = {one.id: key for one in entries if (key := _order(one.cause)) is not None}
    orders = store.titles_of(set(keys.values()))
    for one in entries:
        if award := awards.get(one.id):
            yield _award(one, award)
        elif order := orders.get(keys.get(one.id, NO_ORDER)):
            yield _of_order(one, *order)
        else:
            yield Line(one.booked_at, one.amount, str(OTHER.get(one.kind, one.kind)), "", "", "off", "")


def _award(one: ledger.Entry, award: Award) -> Line:
    note = _("规则 %(rule)s") % {"rule": award.decision.rule}
    if award.verifier:
        note = _("规则 %(rule)s · %(name)s核查") % {"rule": award.decision.rule, "name": award.verifier}
    url = reverse("points-why", args=[award.decision.pk])
    return Line(one.booked_at, one.amount, award.title, note, "", "", url)


def _without_points(award: Award) -> Line:
    url = reverse("points-why", args=[award.decision.pk])
    return Line(award.decision.decided_at, 0, award.title, award.reason, _("未计分"), "off", url)


def _of_order(one: ledger.Entry, order: int, what: str) -> Line:
    words = _("退回：%(what)s") if one.kind == "void" else _("换 %(what)s")
    tag, tone = ANSWERS.get((one.kind, one.answer), ("", ""))
    return Line(
        one.booked_at, one.amount, words % {"what": what}, "", str(tag), tone, reverse("store-order", args=[order])
    )


def _order(cause: str) -> UUID | None:
    kind, _colon, key = cause.partition(":")
    return UUID(key) if kind == "order" else None


def _first_day(month: str) -> date:
    if not month:
        return clock.today().replace(day=1)
    try:
        first = datetime.strptime(f"{month}-01", "%Y-%m-%d").date()  # noqa: DTZ007 - a civil month has no zone
    except ValueError:
        first = date.min
    # Neither the first nor the last year of the calendar has a month before or after each of its own.
    if not date.min.year < first.year < date.max.year:
        raise Invalid(_("月份要写成 2026-11 这样。"))
    return first


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
