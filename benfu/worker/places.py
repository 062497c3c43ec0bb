"""Places to choose from when the phone may not or cannot tell where it is."""

from dataclasses import dataclass

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.territory import selectors as territory
from benfu.territory.selectors import Level, Place

RADIUS_M = {Level.CELL: 300, Level.COMMUNITY: 800, Level.STREET: 3000, Level.DISTRICT: 10_000}
"""How far from an area's middle the thing may be, metres: the accuracy of a place chosen from the list."""
STREET_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """An area to choose: its middle stands for the position."""

    code: str
    name: str
    lon: float
    lat: float
    radius_m: int


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading."""

    name: str
    choices: tuple[Choice, ...]


def places_for(actor: Actor) -> list[Group]:
    """Return the grid cells of the actor's communities, then the communities of their streets, then all streets."""
    communities = _own_communities(actor)
    streets = sorted({code[:STREET_DIGITS] for code in communities})
    groups = [
        Group(territory.area(code).name, _choices(territory.areas_under(code, Level.CELL))) for code in communities
    ]
    groups += [
        Group(territory.area(code).name, _choices(territory.areas_under(code, Level.COMMUNITY))) for code in streets
    ]
    groups.append(Group("", _choices(territory.areas_under("", Level.STREET))))
    return [group for group in groups if group.choices]


def choice_of(code: str) -> Choice | None:
    """Return the choice of an area's code, None when its outline is not known."""
    place = territory.find_area(code)
    return next(iter(_choices((place,))), None) if place else None


def _own_communities(actor: Actor) -> list[str]:
    codes = actor.areas(tuple(Role))
    under = {place.code for code in codes for place in territory.areas_under(code, Level.COMMUNITY)}
    above = {code[:12] for code in codes if len(code) > 12 and territory.find_area(code[:12])}
    return sorted(under | above)[:MOST]


MOST = 6
"""Communities whose cells are listed: staff of a whole district choose by street."""


def _choices(places: tuple[Place, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(place.code, place.name, round(place.centre[0], 6), round(place.centre[1], 6), RADIUS_M[place.level])
        for place in places
        if place.centre
    )
