"""Who may see a case, and who may do what to it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from benfu.organisations import selectors as organisations
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

from .models import Case, Report
from .workflow import MOVES, Move, Side, State, moves_from

COMMUNITY = (Role.COMMUNITY_WORKER, Role.GRID_LEADER, Role.STREET_OFFICIAL, Role.ADMINISTRATOR)
"""Who decides on and checks the cases of their area, and sees who reported them."""
LOOKERS = (*COMMUNITY, Role.GRID_MEMBER)
"""Who sees the cases of their area."""
HANDLERS = (Role.DEPARTMENT_HANDLER, Role.GRID_MEMBER, Role.GRID_LEADER, Role.PART_TIME_GRID_MEMBER)
"""Who mends what is dispatched to their unit or to themselves."""
OFFICE = (Role.COMMUNITY_WORKER,)
"""Who mends what is given to a community's own office."""
OFFICE_KIND = "community_office"
"""What organisations call such an office."""
COMMUNITY_DIGITS = 12
CONSOLE = frozenset({*LOOKERS, *HANDLERS})
"""Who has a list of cases."""


def in_work(actor: Actor) -> Q:
    """Return the cases that an actor's duties put before them: those of their areas, and those given to their side.

    What is given to a community's own office lies in the community, whose workers see it anyway.
    """
    seen = _given(actor)
    for area in actor.areas(LOOKERS):
        seen |= Q(area__startswith=area)
    return seen


def with_handler(actor: Actor) -> Q:
    """Return the cases that are given to the actor, to a department they work for, or to their community's own office."""
    mine = _given(actor)
    if communities := actor.areas(OFFICE):
        mine |= Q(department__kind=OFFICE_KIND, department__area__in=communities)
    return mine


def _given(actor: Actor) -> Q:
    mine = Q(pk__in=[])
    if units := departments_of(actor):
        mine |= Q(department__in=units)
    if actor.person is not None and actor.holds(HANDLERS):
        mine |= Q(handler=actor.person)
    return mine


def visible(actor: Actor) -> Q:
    """Return every case an actor may see: those in their work, and those they reported themselves."""
    if actor.system:
        return Q()
    seen = in_work(actor)
    if actor.person is not None:
        seen |= Q(Exists(Report.objects.filter(case=OuterRef("pk"), person=actor.person)))
    return seen


def departments_of(actor: Actor) -> list[int]:
    """Return the ids of the organisations the actor handles cases for."""
    units = actor.units((Role.DEPARTMENT_HANDLER,))
    return [int(unit.removeprefix("organisation:")) for unit in units if unit.startswith("organisation:")]


def on_side(actor: Actor, case: Case, side: Side) -> bool:
    """Return whether the actor stands on this side of the case."""
    if side is Side.COMMUNITY:
        return actor.holds(COMMUNITY, case.area)
    if case.department_id is not None and (case.department_id in departments_of(actor) or _in_office(actor, case)):
        return True
    return case.handler_id is not None and case.handler_id == actor.person and actor.holds(HANDLERS)


def _in_office(actor: Actor, case: Case) -> bool:
    """Return whether the case is given to the office of a community that the actor works for."""
    community = case.area[:COMMUNITY_DIGITS]
    if community not in actor.areas(OFFICE):
        return False
    office = organisations.office_of(community)
    return office is not None and office.pk == case.department_id


def works_on(actor: Actor, case: Case) -> bool:
    """Return whether the case is in the actor's work: `in_work` for one case at hand."""
    return actor.holds(LOOKERS, case.area) or on_side(actor, case, Side.HANDLER)


def may_see_reporters(actor: Actor, case: Case) -> bool:
    """Return whether the actor may know who reported: the community's side of the case's area, nobody else."""
    return on_side(actor, case, Side.COMMUNITY)


def moves_for(actor: Actor, case: Case) -> tuple[Move, ...]:
    """Return the moves that the actor's duties and the case's state allow (own report and own work are seen when it is done)."""
    return tuple(move for move in moves_from(State(case.state)) if on_side(actor, case, MOVES[move].side))


def reported_by(case: Case, person: int | None) -> bool:
    """Return whether a person is among those who reported the case, in one statement."""
    return person is not None and Report.objects.filter(case=case.pk, person=person).exists()


def may_see_report_pictures(actor: Actor, subject: str) -> bool:
    """Return whether the actor may see the photos of 'report:<uuid>': their own, and those of cases in their work."""
    report = _uuid(subject)
    if report is None:
        return False
    in_their_work = Q(case__in=Case.objects.filter(in_work(actor)))
    own = Q(person=actor.person) if actor.person is not None else Q(pk__in=[])
    return Report.objects.filter(own | in_their_work, pk=report).exists()


def may_see_report_originals(actor: Actor, subject: str) -> bool:
    """Return whether the actor may see such photos in full size: those who work on the case only."""
    report = _uuid(subject)
    return report is not None and Case.objects.filter(in_work(actor), reports=report).exists()


def may_see_case_pictures(actor: Actor, subject: str) -> bool:
    """Return whether the actor may see the photos of 'case:<id>', taken when it was mended: whoever may see the case."""
    return Case.objects.filter(visible(actor), pk=_number(subject)).exists()


def may_see_case_originals(actor: Actor, subject: str) -> bool:
    """Return whether the actor may see such photos in full size: those who work on the case only."""
    return Case.objects.filter(in_work(actor), pk=_number(subject)).exists()


def _number(subject: str) -> int:
    text = subject.partition(":")[2]
    return int(text) if text.isascii() and text.isdigit() else 0


def _uuid(subject: str) -> UUID | None:
    try:
        return UUID(subject.partition(":")[2])
    except ValueError:
        return None
