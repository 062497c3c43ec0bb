"""Reading people: who somebody is, who registered where, and who works where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.platform.privacy.keys import keyed_hash
from benfu.platform.privacy.masks import mask_phone

from .access import SEE
from .models import Duty, Person, Registration, Trade
from .rules import GRID_ROLES
from .workflow import State

PAGE = 20
MOST_COMPANIES = 6
COMMON = 3
"""So many colleagues must name a company before it is offered to others: one person's words are not shown to the next."""

# Those whose area lies in the given one, and those whose area the given one lies in.
GRID_MEMBERS = """
    SELECT person.id, person.name, duty.role, duty.area FROM people_duty duty
    JOIN people_person person ON person.id = duty.person_id
    WHERE duty.role = ANY(%s) AND duty.ended_at IS NULL
        AND duty.starts_on <= %s AND (duty.ends_on IS NULL OR duty.ends_on >= %s)
        AND (starts_with(duty.area, %s) OR starts_with(%s, duty.area))
    ORDER BY length(duty.area) DESC, duty.area, person.name, person.id
"""


@dataclass(frozen=True, slots=True)
class GridMember:
    """Somebody who looks after a grid: their duty's area may be one cell or the whole community."""

    person: int
    name: str
    role: Role
    area: str


@dataclass(frozen=True, slots=True)
class Row:
    """A registration as staff see it: the phone is masked."""

    id: int
    person: int
    name: str
    phone: str
    trade: str
    company: str
    community: str
    state: State
    registered_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """What anybody may learn from a registration card: whether it holds, and with which community."""

    valid: bool
    community: str = ""


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of persons by id, in one statement; an unknown id is left out."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def person_for(actor: Actor, person: int) -> Person:
    """Return a person: oneself, or somebody registered or on duty in the actor's area. Raises NotFound."""
    found = Person.objects.filter(pk=person, pk__in=person_ids(actor)).first()
    if found is None:
        raise NotFound(_("没有找到这个人。"))
    return found


def person_ids(actor: Actor) -> QuerySet[Person, int]:
    """Return the ids of all persons the actor may see, to be used as `…__in=` (it stays one statement)."""
    workers = Registration.objects.filter(_within(actor, "community")).values("person")
    staff = Duty.objects.filter(_within(actor, "area")).values("person")
    return Person.objects.filter(Q(pk=actor.person) | Q(pk__in=workers) | Q(pk__in=staff)).values_list("pk", flat=True)


def grid_members_in(area: str) -> list[GridMember]:
    """Return the grid members, leaders and part-time members in force today for an area, those of single cells first."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(GRID_MEMBERS, [list(GRID_ROLES), today, today, area, area])
        return [GridMember(person, name, Role(role), code) for person, name, role, code in cursor.fetchall()]


def my_registration(actor: Actor) -> Registration | None:
    """Return the actor's newest registration, whatever its state; None when they never registered."""
    if actor.person is None:
        return None
    return Registration.objects.filter(person_id=actor.person).order_by("-id").first()


def my_history(actor: Actor) -> list[Registration]:
    """Return all registrations of the actor, the newest first."""
    return list(Registration.objects.filter(person_id=actor.person or 0).order_by("-id"))


def card(registration: int) -> Card:
    """Return what a card's number proves; only an approved registration that is still open holds."""
    found = (
        Registration.objects.filter(pk=registration, state=State.APPROVED).values_list("community", flat=True).first()
    )
    return Card(True, found) if found else Card(False)


def registrations_waiting(actor: Actor) -> int:
    """Return how many registrations wait for this actor's decision."""
    return Registration.objects.filter(_within(actor, "community"), state=State.WAITING).count()


def registrations_in(actor: Actor, *, state: str = "", search: str = "", trade: str = "", after: str = "") -> Page[Row]:
    """Return a page of the registrations the actor may see: those waiting oldest first, others newest first.

    `search` is part of a name, four digits that end a phone number, or a whole number.
    """
    found = _filtered(actor, search, trade).select_related("person", "decided_by")
    if state:
        found = found.filter(state=state)
    oldest_first = state == State.WAITING
    if after:
        place = int(read_cursor(after)[0])
        found = found.filter(pk__gt=place) if oldest_first else found.filter(pk__lt=place)
    rows = found.order_by("id" if oldest_first else "-id")[: PAGE + 1]
    return cut([_row(one) for one in rows], PAGE, lambda row: [row.id])


def counts_by_state(actor: Actor, *, search: str = "", trade: str = "") -> dict[str, int]:
    """Return how many registrations the actor may see in each state, with the same filters as the list."""
    counted = _filtered(actor, search, trade).values_list("state").annotate(Count("id"))
    return dict(counted.order_by())


def registration_for(actor: Actor, registration: int) -> Row:
    """Return one registration in the actor's area. Raises NotFound for absent and for another area's."""
    found = Registration.objects.filter(_within(actor, "community"), pk=registration)
    first = found.select_related("person", "decided_by").first()
    if first is None:
        raise NotFound(_("没有找到这条报到。"))
    return _row(first)


def common_companies() -> list[str]:
    """Return the companies that approved workers name most often, to be offered as chips."""
    named = Person.objects.filter(registrations__state=State.APPROVED).exclude(company="")
    counted = named.values("company").annotate(workers=Count("id", distinct=True)).filter(workers__gte=COMMON)
    return [one["company"] for one in counted.order_by("-workers", "company")[:MOST_COMPANIES]]


def _filtered(actor: Actor, search: str, trade: str) -> QuerySet[Registration]:
    found = Registration.objects.filter(_within(actor, "community"))
    if trade in Trade.values:
        found = found.filter(person__trade=trade)
    words = search.strip()
    if words.isdecimal() and words.isascii() and len(words) == 4:
        return found.filter(Q(person__phone_tail_hash=tail_hash(words)) | Q(person__name__contains=words))
    if words.isdecimal() and words.isascii() and len(words) == 11:
        return found.filter(person__phone_hash=phone_hash(words))
    return found.filter(person__name__icontains=words) if words else found


def _within(actor: Actor, column: str) -> Q:
    """Return the condition that a row's area is one the actor sees people in."""
    if actor.system:
        return Q()
    return reduce(or_, (Q(**{f"{column}__startswith": code}) for code in actor.areas(SEE)), Q(pk__in=[]))


def _row(one: Registration) -> Row:
    person = one.person
    return Row(
        id=one.pk,
        person=person.pk,
        name=person.name,
        phone=mask_phone(person.phone),
        trade=person.trade,
        company=person.company,
        community=one.community,
        state=State(one.state),
        registered_at=one.registered_at,
        decided_by=one.decided_by.name if one.decided_by else "",
        decided_at=one.decided_at,
        reason=one.reason,
    )


def phone_hash(phone: str) -> str:
    """Return the hash by which a phone number is found; see platform.privacy."""
    return keyed_hash(f"phone:{phone}")


def tail_hash(tail: str) -> str:
    """Return the hash by which the last four digits of a phone number are found."""
    return keyed_hash(f"phone-tail:{tail}")
