"""The map of open cases: each area shaded by how many it has, each a link down."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from benfu.territory import selectors as territory
from benfu.territory.selectors import Level

from .charts import heat

WIDTH, HEIGHT = 720, 640
MOST_SHAPES = 400
"""More shapes than this are no longer told apart on a screen: the next coarser level is drawn."""
LEVELS = (Level.CELL, Level.COMMUNITY, Level.STREET, Level.DISTRICT)


@dataclass(frozen=True, slots=True)
class Patch:
    """One area on the map with its open cases, its shade (0–5) and where it leads."""

    name: str
    path: str
    count: int
    shade: int
    url: str


@dataclass(frozen=True, slots=True)
class Map:
    """The whole picture; `known` is whether there are outlines at all."""

    view_box: str
    patches: tuple[Patch, ...]
    level: Level
    sources: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.patches)


def choropleth(area: str, open_by_cell: Mapping[str, int]) -> Map:
    """Return the map of an area; `open_by_cell` maps 15-digit cell codes to counts."""
    level = next((one for one in LEVELS if 0 < territory.count_under(area, one) <= MOST_SHAPES), Level.STREET)
    sheet = territory.shapes_under(area, level, WIDTH, HEIGHT)
    counts: Counter[str] = Counter()
    digits = len(sheet.shapes[0].code) if sheet.shapes else 0
    for code, count in open_by_cell.items():
        counts[code[:digits]] += count
    most = max(counts.values(), default=0)
    patches = tuple(
        Patch(shape.name, shape.path, counts[shape.code], heat(counts[shape.code], most), _leads_to(shape.code, level))
        for shape in sheet.shapes
    )
    return Map(sheet.view_box, patches, level, territory.sources())


def _leads_to(code: str, level: Level) -> str:
    """Return the list of a cell's open cases, or the cockpit of a larger area."""
    if level is Level.CELL:
        return f"{reverse('cases-list')}?{urlencode({'area': code, 'tab': 'open'})}"
    return f"{reverse('board-cockpit')}?{urlencode({'area': code})}"
