"""Reading: one's own declaration, the records one follows up, the organisations that suit somebody."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from benfu.organisations.selectors import in_areas, names_of
from benfu.people.selectors import names_of as people_names
from benfu.people.selectors import person_named
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound
from benfu.territory import selectors as territory

from .access import FOLLOW_UP, may_follow_up
from .materials import MATERIALS
from .models import STAGE_WORDS, Declaration, How
from .rules import MOST_MATCHES, PARTY_KINDS, Fit, fit
from .workflow import MOVES, STAGES, Stage, State

DISTRICT_DIGITS = 6
PAGE = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A record as those who follow it up see it: what was volunteered stays hidden."""

    person: int
    name: str
    place: str
    state: State
    receiving: str
    declared_at: datetime
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """An organisation that suits somebody, and why."""

    id: int
    name: str
    fit: Fit


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of the contact log."""

    how: str
    words: str
    state: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage: when it was reached (None: not yet), and each of its materials with whether it is at hand."""

    stage: Stage
    words: str
    reached_on: object
    materials: list[tuple[str, str, bool]]


def mine(actor: Actor) -> Declaration | None:
    """Return what the actor volunteered, None when nothing."""
    return Declaration.objects.filter(pk=actor.person or 0).select_related("receiving").first()


def records_in(actor: Actor, state: str = "") -> list[Row]:
    """Return the records the actor follows up, those that have waited longest first, at most PAGE."""
    found = Declaration.objects.filter(_within(actor)).order_by("moved_at", "pk")
    rows = list((found.filter(state=state) if state else found)[:PAGE])
    names = people_names(one.pk for one in rows)
    receivers = names_of(one.receiving_id for one in rows if one.receiving_id)
    return [_row(one, names.get(one.pk, "—"), receivers.get(one.receiving_id or 0, "")) for one in rows]


def counts_by_state(actor: Actor) -> dict[str, int]:
    """Return how many records there are in each state."""
    found = Declaration.objects.filter(_within(actor)).order_by()
    return dict(found.values_list("state").annotate(Count("pk")))


def record_for(actor: Actor, person: int) -> Row:
    """Return one record the actor follows up. Raises NotFound for any other, without saying which."""
    one = _found(actor, person)
    receiving = names_of([one.receiving_id]).get(one.receiving_id, "") if one.receiving_id else ""
    return _row(one, people_names([one.pk]).get(one.pk, "—"), receiving)


def next_states(row: Row) -> tuple[State, ...]:
    """Return what a record may become."""
    return MOVES[row.state]


def matches(actor: Actor, person: int) -> list[Match]:
    """Return the organisations that suit somebody best: by company, trade, area. Raises NotFound as record_for does."""
    one = _found(actor, person)
    who = person_named(person)
    companies = [who.company] if who.company else []
    found = [
        Match(other.pk, other.name, fit(other.name, other.area, home=one.area, trade=who.trade, companies=companies))
        for other in in_areas([one.area[:DISTRICT_DIGITS]], kinds=PARTY_KINDS)
    ]
    return sorted(found, key=lambda match: (-match.fit.points, match.name))[:MOST_MATCHES]


def contacts_of(actor: Actor, person: int) -> list[ContactRow]:
    """Return the contact log of a record, the newest first. Raises NotFound as record_for does."""
    rows = list(_found(actor, person).contacts.order_by("-pk"))
    names = people_names(one.made_by_id for one in rows if one.made_by_id)
    return [
        ContactRow(
            str(How(one.how).label) if one.how else "",
            one.words,
            one.state,
            names.get(one.made_by_id or 0, "—"),
            one.made_at,
        )
        for one in rows
    ]


def stages_of(actor: Actor, person: int) -> list[StageRow]:
    """Return all stages in order, with what is known of each. Raises NotFound as record_for does."""
    reached = {one.stage: one for one in _found(actor, person).stages.all()}
    return [
        StageRow(
            stage=stage,
            words=str(STAGE_WORDS[stage]),
            reached_on=reached[stage].reached_on if stage in reached else None,
            materials=[
                (code, str(words), stage in reached and code in reached[stage].materials)
                for code, words in MATERIALS[stage].items()
            ],
        )
        for stage in STAGES
    ]


def _found(actor: Actor, person: int) -> Declaration:
    one = Declaration.objects.filter(_within(actor), pk=person).first()
    if one is None or not may_follow_up(actor, one.area):
        raise NotFound(_("没有找到。"))
    return one


def _row(one: Declaration, name: str, receiving: str) -> Row:
    place = territory.label(one.area)
    return Row(one.pk, name, place, State(one.state), receiving, one.declared_at, one.moved_at)


def _within(actor: Actor) -> Q:
    return reduce(or_, (Q(area__startswith=code) for code in actor.areas(FOLLOW_UP)), Q(pk__in=[]))
