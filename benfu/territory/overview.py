"""The administrator's table of areas: what is known of each, and what is missing."""

from dataclasses import dataclass

from django.utils.functional import Promise

from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound

from . import selectors
from .access import CHANGE, may_change
from .atlas import Place
from .levels import Level, next_level
from .maps import Sheet
from .naming import LEVEL_NAMES
from .selectors import areas_under, count_under

SHEET = (560, 460)


@dataclass(frozen=True, slots=True)
class Row:
    """One area with the number of communities and cells in it, and of communities without outline."""

    place: Place
    communities: int
    cells: int
    without_outline: int

    @property
    def opens(self) -> bool:
        """Whether there is a level below to look at."""
        return self.place.level != Level.CELL


@dataclass(frozen=True, slots=True)
class Overview:
    """The areas one level below `place`, its path, and their picture; at the top the actor's own areas, without picture."""

    place: Place | None
    path: tuple[Place, ...]
    level: Level
    rows: tuple[Row, ...]
    sheet: Sheet | None
    synthetic: int
    sources: tuple[str, ...]

    @property
    def level_name(self) -> Promise:
        """What the areas of the table are called."""
        return LEVEL_NAMES[self.level]

    @property
    def shows_communities(self) -> bool:
        """Whether the areas of the table hold communities."""
        return self.level in (Level.DISTRICT, Level.STREET)

    @property
    def shows_cells(self) -> bool:
        """Whether the areas of the table hold cells."""
        return self.level != Level.CELL


def overview(actor: Actor, under: str = "") -> Overview:
    """Return the areas below `under`, at first those the actor is responsible for. Raises NotFound for all others."""
    if not under:
        own = actor.areas(CHANGE)
        if len(own) == 1 and selectors.find_area(own[0]):
            return overview(actor, own[0])
        places = [place for code in own if (place := selectors.find_area(code))]
        return Overview(None, (), Level.DISTRICT, tuple(map(_row, places)), None, 0, ())
    place = selectors.area(under)
    below = next_level(place.level)
    if below is None or not may_change(actor, under):
        raise NotFound
    rows = tuple(_row(place) for place in areas_under(under, below))
    sheet = selectors.shapes_under(under, below, *SHEET)
    path = tuple(step for step in selectors.path_of(under) if may_change(actor, step.code))
    synthetic = sum(row.place.synthetic for row in rows)
    return Overview(place, path, below, rows, sheet, synthetic, selectors.sources())


def may_upload_for(actor: Actor) -> list[tuple[str, str]]:
    """Return (code, name) of the areas the actor may change, for choosing one; the code stands in for an unknown name."""
    own = ((code, selectors.find_area(code)) for code in actor.areas(CHANGE))
    return [(code, f"{place.name} {code}" if place else code) for code, place in own]


def _row(place: Place) -> Row:
    communities = areas_under(place.code, Level.COMMUNITY)
    missing = sum(not community.has_outline for community in communities)
    return Row(place, len(communities), count_under(place.code, Level.CELL), missing)
