"""Reading honours: what everybody may read, one's own, and the area's for its staff. Never in an order of merit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.acting import Somebody
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.territory import selectors as territory

from . import access
from .models import Honour
from .workflow import Kind, State

PAGE = 30
KINDS = {Kind.ACTIVE_STAR: gettext_lazy("活跃之星"), Kind.BRAVERY_RECORD: gettext_lazy("见义勇为")}
STATES = {
    State.PROPOSED: (gettext_lazy("待审核"), "warn"),
    State.AWARDED: (gettext_lazy("等本人决定是否公开"), "act"),
    State.DECLINED: (gettext_lazy("未通过"), "off"),
    State.PUBLISHED: (gettext_lazy("已公开"), "ok"),
    State.KEPT: (gettext_lazy("本人不公开"), "off"),
    State.WITHDRAWN: (gettext_lazy("已撤销"), "off"),
}
MINE = (State.AWARDED, State.PUBLISHED, State.KEPT)


@dataclass(frozen=True, slots=True)
class Told:
    """An honour as everybody may read it: `name` is only as much of it as the person wishes."""

    kind: str
    name: str
    place: str
    honour: Honour


@dataclass(frozen=True, slots=True)
class Row:
    """An honour as its person and the staff see it."""

    honour: Honour
    kind: str
    state: str
    tone: str
    name: str
    place: str
    proposed_by: str
    reviewed_by: str
    may_review: bool


def roll(after: str = "") -> Page[Told]:
    """Return a page of the honours that their people wish to be told, the newest first. Raises Invalid for a bad cursor."""
    found = Honour.objects.filter(state=State.PUBLISHED)
    if after:
        found = found.filter(pk__lt=read_cursor(after, int)[0])
    rows = list(found.order_by("-pk")[: PAGE + 1])
    names = people.names_of(row.person_id for row in rows)
    told = [
        Told(
            str(KINDS[Kind(row.kind)]), _shown(names.get(row.person_id, ""), row.named), territory.label(row.area), row
        )
        for row in rows
    ]
    return cut(told, PAGE, lambda one: [one.honour.pk])


def my_honours(actor: Actor) -> list[Row]:
    """Return what the actor was awarded, the newest first; proposals are no promise and are not shown."""
    return _rows(actor, Honour.objects.filter(person=actor.person or 0, state__in=MINE).order_by("-pk"))


def honours_in(actor: Actor, *, waiting: bool = False, after: str = "") -> Page[Row]:
    """Return a page of the honours of the actor's area, the newest first. Raises Invalid for a damaged cursor."""
    found = Honour.objects.filter(access.in_area(actor))
    if waiting:
        found = found.filter(state=State.PROPOSED)
    if after:
        found = found.filter(pk__lt=read_cursor(after, int)[0])
    return cut(_rows(actor, found.order_by("-pk")[: PAGE + 1]), PAGE, lambda one: [one.honour.pk])


def honour_for(actor: Actor, honour: int) -> Row:
    """Return an honour of the actor's area. Raises NotFound for all others."""
    found = _rows(actor, Honour.objects.filter(access.in_area(actor), pk=honour))
    if not found:
        raise NotFound(_("没有找到这项荣誉。"))
    return found[0]


def waiting_count(actor: Actor) -> int:
    """Return how many proposals of the area the actor may review; one statement."""
    found = Honour.objects.filter(access.in_area(actor), state=State.PROPOSED)
    mine = actor.person or 0
    return found.exclude(person=mine).exclude(proposed_by=mine).count() if actor.holds(access.REVIEWERS) else 0


def export(actor: Somebody) -> list[dict[str, object]]:
    """Return the actor's honours as plain values, for their own copy of their data."""
    fields = ("kind", "done_on", "words", "state", "consented_at", "named")
    return list(Honour.objects.filter(person=actor.person or 0).order_by("pk").values(*fields))


def _rows(actor: Actor, honours: QuerySet[Honour] | Iterable[Honour]) -> list[Row]:
    rows = list(honours)
    names = people.names_of({one for row in rows for one in (row.person_id, row.proposed_by, row.reviewed_by or 0)})
    return [_row(actor, row, names) for row in rows]


def _row(actor: Actor, row: Honour, names: dict[int, str]) -> Row:
    state, tone = STATES[State(row.state)]
    waits = row.state == State.PROPOSED
    return Row(
        honour=row,
        kind=str(KINDS[Kind(row.kind)]),
        state=str(state),
        tone=tone,
        name=names.get(row.person_id, ""),
        place=territory.label(row.area),
        proposed_by=names.get(row.proposed_by, ""),
        reviewed_by=names.get(row.reviewed_by or 0, ""),
        may_review=waits and access.may_review(actor, row.area, row.person_id, row.proposed_by),
    )


def _shown(name: str, named: bool) -> str:
    return name if named else _("%(family)s师傅") % {"family": name[:1]}
