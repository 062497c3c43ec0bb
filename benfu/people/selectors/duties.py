"""Duties: who works where, and for how long."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from benfu.people.access import STAFF_OFFICE, may_appoint
from benfu.people.models import Duty
from benfu.people.roles import NAMES
from benfu.people.rules import GRID_ROLES
from benfu.people.units import names_of as unit_names
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.identity.selectors import logins_of
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.territory import selectors as territory

PAGE = 50

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
class DutyRow:
    """A duty in words, as the people see it who give duties."""

    id: int
    person: int
    name: str
    login: str
    role: str
    area: str
    unit: str
    starts_on: date
    ends_on: date | None
    may_end: bool


def grid_members_in(area: str) -> list[GridMember]:
    """Return the grid members, leaders and part-time members in force today for an area, those of single cells first."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(GRID_MEMBERS, [list(GRID_ROLES), today, today, area, area])
        return [GridMember(person, name, Role(role), code) for person, name, role, code in cursor.fetchall()]


def accounts_on_duty(roles: Collection[Role], *, area: str = "", unit: str = "") -> set[int]:
    """Return the accounts of those on duty today: whose area holds `area`, and who work for `unit`, as far as given."""
    today = clock.today()
    found = Duty.objects.filter(role__in=roles, ended_at__isnull=True, starts_on__lte=today).filter(_not_over())
    if area:
        found = found.filter(area__in=[area[:length] for length in range(1, len(area) + 1)])
    if unit:
        found = found.filter(unit=unit)
    return set(found.values_list("person__account_id", flat=True))


def my_duties(actor: Actor) -> list[DutyRow]:
    """Return the actor's own duties, not yet over, the oldest first."""
    own = Duty.objects.filter(_not_over(), person_id=actor.person or 0)
    return _rows(actor, own.select_related("person").order_by("id"))


def duties_in(actor: Actor, *, role: str = "", search: str = "", after: str = "") -> Page[DutyRow]:
    """Return a page of the duties not yet over where the actor gives duties, by person. Raises Invalid for a bad cursor."""
    found = Duty.objects.filter(_not_over(), _in_office(actor)).select_related("person")
    if role:
        found = found.filter(role=role)
    if words := search.strip().replace("\x00", ""):
        found = found.filter(person__name__icontains=words)
    if after:
        found = found.filter(pk__lt=_place(after))
    return cut(_rows(actor, found.order_by("-id")[: PAGE + 1]), PAGE, lambda row: [row.id])


def duty_for(actor: Actor, duty: int) -> DutyRow:
    """Return one duty where the actor gives duties. Raises NotFound."""
    rows = _rows(actor, Duty.objects.filter(_in_office(actor), pk=duty).select_related("person"))
    if not rows:
        raise NotFound(_("没有找到这个岗位。"))
    return rows[0]


def _not_over() -> Q:
    return Q(ended_at__isnull=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()))


def _in_office(actor: Actor) -> Q:
    if actor.system:
        return Q()
    return reduce(or_, (Q(area__startswith=code) for code in actor.areas(STAFF_OFFICE)), Q(pk__in=[]))


def _rows(actor: Actor, found: Iterable[Duty]) -> list[DutyRow]:
    duties = list(found)
    logins = logins_of(one.person.account_id for one in duties)
    units = unit_names(one.unit for one in duties)
    return [
        DutyRow(
            id=one.pk,
            person=one.person_id,
            name=one.person.name,
            login=logins.get(one.person.account_id, ""),
            role=str(NAMES[Role(one.role)]),
            area=territory.label(one.area),
            unit=units.get(one.unit, one.unit),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            may_end=may_appoint(actor, Role(one.role), one.area),
        )
        for one in duties
    ]


def _place(after: str) -> int:
    place = read_cursor(after)
    if len(place) != 1 or not isinstance(place[0], int):
        raise Invalid(_("翻页的标记不对，请从第一页开始。"))
    return place[0]
