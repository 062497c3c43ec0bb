"""Reading people: who somebody is, and who works where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock

from .models import Person

GRID_ROLES = (Role.GRID_MEMBER, Role.GRID_LEADER, Role.PART_TIME_GRID_MEMBER)

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


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of persons by id, in one statement; an unknown id is left out."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def grid_members_in(area: str) -> list[GridMember]:
    """Return the grid members, leaders and part-time members in force today for an area, those of single cells first."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(GRID_MEMBERS, [list(GRID_ROLES), today, today, area, area])
        return [GridMember(person, name, Role(role), code) for person, name, role, code in cursor.fetchall()]
