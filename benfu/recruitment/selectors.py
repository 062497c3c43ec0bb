"""Reading: calls open to a worker, applicants of a call, appointments of an area, what a certificate proves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from benfu.people.selectors import my_registration, names_of
from benfu.people.workflow import State as Registered
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.territory import selectors as territory

from .access import SEE, may_recruit
from .models import Application, Appointment, Call, Post
from .rules import REMIND_DAYS
from .workflow import OPEN, State

PAGE = 50


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call, and how many applied and were appointed."""

    id: int
    title: str
    words: str
    post: str
    area: str
    place: str
    places: int
    closes_on: date
    starts_on: date
    ends_on: date
    is_open: bool
    waiting: int
    appointed: int
    may_recruit: bool


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment as its holder and those who recruit see it."""

    id: int
    number: str
    person: int
    name: str
    post: str
    area: str
    place: str
    starts_on: date
    ends_on: date
    state: str
    """coming, in_force, over, resigned, dismissed."""
    reason: str
    renewed: bool
    ends_soon: bool
    may_change: bool


def calls_for(actor: Actor) -> list[CallRow]:
    """Return the calls a worker may answer: open, for their community or its street; the soonest to close first."""
    registration = my_registration(actor)
    if registration is None or registration.state != Registered.APPROVED:
        return []
    home = registration.community
    around = [home[:length] for length in (9, 12)]
    found = _open_calls().filter(area__in=around).order_by("closes_on", "id")
    return _call_rows(actor, found)


def calls_in(actor: Actor) -> list[CallRow]:
    """Return all calls of the areas the actor sees, the newest first, at most PAGE."""
    return _call_rows(actor, Call.objects.filter(_within(actor, "area")).order_by("-id")[:PAGE])


def call_for(actor: Actor, call: int) -> CallRow:
    """Return one call that the actor may answer or sees the applicants of. Raises NotFound."""
    mine = [one for one in calls_for(actor) if one.id == call]
    rows = mine or _call_rows(actor, Call.objects.filter(_within(actor, "area"), pk=call))
    if not rows:
        raise NotFound(_("没有找到这个招募令。"))
    return rows[0]


def applicants(actor: Actor, call: int) -> list[tuple[Application, str]]:
    """Return the applications of a call the actor sees, with names, those waiting first. Raises NotFound."""
    found = Call.objects.filter(_within(actor, "area"), pk=call).first()
    if found is None:
        raise NotFound(_("没有找到这个招募令。"))
    rows = sorted(found.applications.all(), key=lambda one: (one.state not in OPEN, one.pk))
    names = names_of(one.person_id for one in rows if one.person_id)
    return [(one, names.get(one.person_id or 0, "—")) for one in rows]


def my_applications(actor: Actor) -> list[Application]:
    """Return the actor's own applications, the newest first."""
    return list(Application.objects.filter(person=actor.person or 0).select_related("call").order_by("-id"))


def my_appointments(actor: Actor) -> list[AppointmentRow]:
    """Return the actor's own appointments, the newest first."""
    return _appointment_rows(actor, Appointment.objects.filter(person=actor.person or 0).order_by("-id"))


def appointments_in(actor: Actor, *, only: str = "", after: str = "") -> Page[AppointmentRow]:
    """Return a page of the appointments of the actor's areas, the newest first.

    `only`: "in_force", "ending" (soon, not renewed), "over" or all. Raises Invalid for a damaged cursor.
    """
    found = Appointment.objects.filter(_within(actor, "duty__area")).filter(_only(only)).order_by("-id")
    if after:
        found = found.filter(pk__lt=read_cursor(after, int)[0])
    return cut(_appointment_rows(actor, found[: PAGE + 1]), PAGE, lambda row: [row.id])


def appointment_for(actor: Actor, appointment: int) -> AppointmentRow:
    """Return one appointment: one's own, or of an area the actor sees. Raises NotFound."""
    seen = _within(actor, "duty__area") | Q(person=actor.person or 0)
    rows = _appointment_rows(actor, Appointment.objects.filter(seen, pk=appointment))
    if not rows:
        raise NotFound(_("没有找到这份聘任。"))
    return rows[0]


def certificate_holds(appointment: int) -> str | None:
    """Return the area an appointment's certificate holds for today, None before its term, after it, or once ended."""
    today = clock.today()
    standing = Appointment.objects.filter(
        pk=appointment, ended_at=None, duty__ended_at=None, duty__starts_on__lte=today
    )
    return standing.filter(duty__ends_on__gte=today).values_list("duty__area", flat=True).first()


def cells_of(area: str) -> list[tuple[str, str]]:
    """Return what somebody can be appointed for in a call's area, as choices: communities and cells."""
    levels = (territory.Level.COMMUNITY, territory.Level.CELL)
    places = [one for level in levels for one in territory.areas_under(area, level)]
    return [(one.code, territory.label(one.code)) for one in sorted(places, key=lambda one: one.code)]


def waiting_count(actor: Actor) -> int:
    """Return how many applications wait in the actor's area."""
    return Application.objects.filter(_within(actor, "call__area"), state__in=OPEN).count()


def _open_calls() -> QuerySet[Call]:
    return Call.objects.filter(closed_at__isnull=True, closes_on__gte=clock.today())


def _only(only: str) -> Q:
    today = clock.today()
    standing = Q(ended_at=None, duty__ended_at=None, duty__ends_on__gte=today)
    if only == "in_force":
        return standing & Q(duty__starts_on__lte=today)
    if only == "ending":
        renewed = Appointment.objects.filter(renews__isnull=False).values("renews")
        return standing & Q(duty__ends_on__lte=today + timedelta(days=max(REMIND_DAYS))) & ~Q(pk__in=renewed)
    return ~standing if only == "over" else Q()


def _call_rows(actor: Actor, found: Iterable[Call]) -> list[CallRow]:
    calls = list(found)
    counted = Application.objects.filter(call__in=calls).values_list("call", "state").annotate(Count("id"))
    counts = {(call, state): count for call, state, count in counted.order_by()}
    today = clock.today()
    return [
        CallRow(
            id=one.pk,
            title=one.title,
            words=one.words,
            post=str(Post(one.post).label),
            area=one.area,
            place=territory.label(one.area),
            places=one.places,
            closes_on=one.closes_on,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            is_open=one.closed_at is None and one.closes_on >= today,
            waiting=sum(counts.get((one.pk, state), 0) for state in OPEN),
            appointed=counts.get((one.pk, State.APPOINTED), 0),
            may_recruit=may_recruit(actor, one.area),
        )
        for one in calls
    ]


def _appointment_rows(actor: Actor, found: QuerySet[Appointment]) -> list[AppointmentRow]:
    rows = list(found.select_related("duty"))
    names = names_of(one.person_id for one in rows)
    renewed = set(Appointment.objects.filter(renews__in=rows).values_list("renews", flat=True))
    return [_appointment_row(actor, one, names.get(one.person_id, "—"), one.pk in renewed) for one in rows]


def _appointment_row(actor: Actor, one: Appointment, name: str, renewed: bool) -> AppointmentRow:
    today, last = clock.today(), one.duty.ends_on or date.max
    state = _state(one, today, last)
    standing = state in {"coming", "in_force"}
    return AppointmentRow(
        id=one.pk,
        number=one.number,
        person=one.person_id,
        name=name,
        post=str(Post(one.post).label),
        area=one.duty.area,
        place=territory.label(one.duty.area),
        starts_on=one.duty.starts_on,
        ends_on=last,
        state=state,
        reason=one.reason,
        renewed=renewed,
        ends_soon=standing and not renewed and last <= today + timedelta(days=max(REMIND_DAYS)),
        may_change=one.ended_at is None and one.person_id != actor.person and may_recruit(actor, one.duty.area),
    )


def _state(one: Appointment, today: date, last: date) -> str:
    if one.ended_at or one.duty.ended_at:
        return "dismissed" if one.dismissed else "resigned"
    if one.duty.starts_on > today:
        return "coming"
    return "in_force" if last >= today else "over"


def _within(actor: Actor, column: str) -> Q:
    if actor.system:
        return Q()
    return reduce(or_, (Q(**{f"{column}__startswith": code}) for code in actor.areas(SEE)), Q(pk__in=[]))
