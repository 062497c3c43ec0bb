"""Reading volunteer hours: one's own sum and list, and the area's for who organises there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.acting import Somebody
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.territory import selectors as territory

from . import access
from .models import Service

PAGE = 30
COUNTS = Q(cancelled_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One service as it is read."""

    service: Service
    person: str
    recorded_by: str
    place: str

    @property
    def hours(self) -> str:
        """How long, in hours."""
        return in_hours(self.service.minutes)


def in_hours(minutes: int) -> str:
    """Return minutes as hours with at most two decimals, such as '2' or '1.5'."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def minutes_of(person: int, since: date | None = None, until: date | None = None) -> int:
    """Return the minutes a person has served, in a time if one is named; the caller has checked whose they are."""
    found = Service.objects.filter(COUNTS, person=person)
    if since:
        found = found.filter(done_on__gte=since)
    if until:
        found = found.filter(done_on__lte=until)
    return found.aggregate(sum=Sum("minutes"))["sum"] or 0


def my_hours(actor: Actor) -> tuple[int, list[Row]]:
    """Return the actor's own minutes altogether, and what they are made of, the newest first."""
    person = actor.person or 0
    return minutes_of(person), _rows(Service.objects.filter(person=person).order_by("-done_on", "-pk")[:500])


def hours_in(actor: Actor, after: str = "") -> Page[Row]:
    """Return a page of what was written down in the actor's area, the newest first. Raises Invalid for a damaged cursor."""
    found = Service.objects.filter(access.in_area(actor))
    if after:
        found = found.filter(pk__lt=read_cursor(after, int)[0])
    return cut(_rows(found.order_by("-pk")[: PAGE + 1]), PAGE, lambda one: [one.service.pk])


def export(actor: Somebody) -> list[dict[str, object]]:
    """Return the actor's services as plain values, for their own copy of their data."""
    fields = ("what", "done_on", "minutes", "back_filled", "recorded_at", "cancelled_at", "cancelled_because")
    return list(Service.objects.filter(person=actor.person or 0).order_by("pk").values(*fields))


def _rows(services: QuerySet[Service]) -> list[Row]:
    rows = list(services)
    names = people.names_of({one for row in rows for one in (row.person_id, row.recorded_by)})
    return [
        Row(row, names.get(row.person_id, ""), names.get(row.recorded_by, ""), territory.label(row.area))
        for row in rows
    ]
