"""The small map of one's own area: each part shaded by how many open cases lie in it."""

from dataclasses import dataclass

from benfu.cases import figures
from benfu.insight.selectors import VIEWERS
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.territory import selectors as territory
from benfu.territory.maps import Shape
from benfu.territory.selectors import Level

WIDTH, HEIGHT = 360, 240
PARTS = {6: (Level.STREET, 9), 9: (Level.COMMUNITY, 12), 12: (Level.CELL, 15), 15: (Level.CELL, 15)}
"""By the digits of an area's code: into which parts it is drawn, and the digits of theirs."""
LOOKERS = (*VIEWERS, Role.GRID_MEMBER)
"""Who looks after the cases of an area: a keeper or a department's handler does not."""
STEPS = 4
"""Shades, from none to most."""


@dataclass(frozen=True, slots=True)
class Part:
    """One area on the map."""

    code: str
    name: str
    path: str
    x: int
    y: int
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class GridMap:
    """The map of an area."""

    name: str
    view_box: str
    parts: tuple[Part, ...]


def grid_map(actor: Actor) -> GridMap | None:
    """Return the map of the widest area whose cases the actor looks after, None without one or without its outline."""
    area = min(actor.areas(LOOKERS), key=lambda code: (len(code), code), default="")
    if len(area) not in PARTS:
        return None
    level, digits = PARTS[len(area)]
    sheet = territory.shapes_under(area, level, WIDTH, HEIGHT)
    if not sheet.shapes:
        return None
    counts = figures.open_by_area(area, digits)
    most = max(counts.values(), default=0)
    parts = tuple(_part(shape, counts.get(shape.code, 0), most) for shape in sheet.shapes)
    return GridMap(territory.label(area), sheet.view_box, parts)


def _part(shape: Shape, count: int, most: int) -> Part:
    shade = -(-count * STEPS // most) if most else 0
    return Part(shape.code, shape.name, shape.path, shape.x, shape.y, count, shade)
