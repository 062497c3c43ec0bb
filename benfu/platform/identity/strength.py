"""How surely somebody is who they say, by the way they signed in, and which duties that opens."""

from enum import StrEnum

from .roles import Role


class Strength(StrEnum):
    """The way somebody signed in, weakest first."""

    PHONE = "phone"
    PASSWORD = "password"  # noqa: S105 - the name of a way
    SECOND_FACTOR = "second_factor"


BY_PHONE = frozenset({Role.WORKER, Role.PART_TIME_GRID_MEMBER})
"""Duties for which holding the phone is enough: what a worker does on the street."""

NEEDS_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR})
"""Duties whose holder gets no staff duty at all before a second factor is set up and used."""


def opened(roles: frozenset[Role], strength: Strength) -> frozenset[Role]:
    """Return which of the duties somebody holds are theirs to use after signing in this way."""
    if strength == Strength.SECOND_FACTOR:
        return roles
    if strength == Strength.PASSWORD and not roles & NEEDS_SECOND_FACTOR:
        return roles
    return roles & BY_PHONE
