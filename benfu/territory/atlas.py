"""The areas in memory: one immutable atlas per edition, shared by all threads of a process."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from benfu.geo.distances import distance_m
from benfu.geo.shapes import PolygonIndex

from .levels import LENGTHS, Level, level_of, parent_of, steps_to
from .worktime import WorkCalendar

# A point is looked for in the smallest areas first.
SEARCH_ORDER = (Level.CELL, Level.COMMUNITY, Level.STREET, Level.DISTRICT)


@dataclass(frozen=True, slots=True)
class Place:
    """An area as others see it. `synthetic`: its outline was made by us; `official`: given by the authority in charge."""

    code: str
    name: str
    synthetic: bool = False
    official: bool = False
    centre: tuple[float, float] | None = None
    withdrawn: bool = False

    @property
    def level(self) -> Level:
        """District, street, community or cell."""
        return level_of(self.code)

    @property
    def parent(self) -> str:
        """The code of the area it lies in, "" for a district."""
        return parent_of(self.code)

    @property
    def has_outline(self) -> bool:
        """Whether its outline is known."""
        return self.centre is not None


@dataclass(frozen=True, slots=True)
class Located:
    """Where a position lies: the smallest area that holds it. Outside everything it is the district, with `outside`."""

    area: str
    level: Level
    outside: bool = False

    @property
    def cell(self) -> str:
        """The grid cell's code, "" when the position lies in none."""
        return self._part(Level.CELL)

    @property
    def community(self) -> str:
        """The community's code, "" when the position lies in none."""
        return self._part(Level.COMMUNITY)

    @property
    def street(self) -> str:
        """The street's code, "" when the position lies in none."""
        return self._part(Level.STREET)

    @property
    def district(self) -> str:
        """The district's code."""
        return self._part(Level.DISTRICT)

    def _part(self, level: Level) -> str:
        return self.area[: LENGTHS[level]] if len(self.area) >= LENGTHS[level] else ""


@dataclass(frozen=True, slots=True)
class LocatedMany:
    """Where many positions lie: one code each, and whether it stands for "outside everything"."""

    areas: NDArray[np.object_]
    outside: NDArray[np.bool_]


@dataclass(frozen=True)
class Layer:
    """The outlines of one level: by code, as an index of points, and as a tree of boxes."""

    outlines: Mapping[str, BaseGeometry]
    index: PolygonIndex
    codes: tuple[str, ...]
    tree: STRtree

    def within(self, box: BaseGeometry) -> list[str]:
        """Return the codes of the outlines that touch a box, in order."""
        return sorted(self.codes[position] for position in self.tree.query(box, predicate="intersects"))


@dataclass(frozen=True)
class Atlas:
    """All areas and the calendar of one edition."""

    edition: int
    calendar: WorkCalendar
    places: Mapping[str, Place]
    layers: Mapping[Level, Layer]
    codes: Mapping[Level, tuple[str, ...]]
    drawings: dict[Any, Any] = field(default_factory=dict)
    """Pictures drawn from this edition, kept by what was asked for."""

    def locate(self, lon: float, lat: float) -> Located:
        """Return where a WGS-84 position lies."""
        for level in SEARCH_ORDER:
            code = self.layers[level].index.find(lon, lat)
            if code:
                return Located(code, level)
        return Located(self.nearest_district(lon, lat), Level.DISTRICT, outside=True)

    def locate_many(self, lons: Any, lats: Any) -> LocatedMany:
        """Return where many WGS-84 positions lie."""
        x, y = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
        areas = np.full(len(x), self.nearest_district(0, 0), dtype=object)
        left = np.arange(len(x))
        for level in SEARCH_ORDER:
            index = self.layers[level].index
            found = index.find_positions(x[left], y[left])
            areas[left[found >= 0]] = np.array(index.codes, dtype=object)[found[found >= 0]]
            left = left[found < 0]
        if len(self.codes[Level.DISTRICT]) > 1:
            areas[left] = [self.nearest_district(x[position], y[position]) for position in left]
        outside = np.zeros(len(x), dtype=bool)
        outside[left] = True
        return LocatedMany(areas, outside)

    def nearest_district(self, lon: float, lat: float) -> str:
        """Return the district to whom a position outside all of them falls: nearly always there is just one."""
        districts = self.codes[Level.DISTRICT]
        if len(districts) < 2:
            return districts[0] if districts else ""
        centres = {code: place.centre for code in districts if (place := self.places[code]).centre}
        return min(centres, key=lambda code: distance_m(lon, lat, *centres[code]), default=districts[0])

    def under(self, prefix: str, level: Level) -> tuple[str, ...]:
        """Return the codes of one level that begin with `prefix`, in order."""
        codes = self.codes[level]
        return codes[bisect_left(codes, prefix) : bisect_left(codes, prefix + "~")]

    def path_of(self, code: str) -> tuple[Place, ...]:
        """Return the known areas from the district down to `code`; unknown steps are left out."""
        return tuple(self.places[step] for step in steps_to(code) if step in self.places)


def build(edition: int, calendar: WorkCalendar, areas: Iterable[tuple[Place, BaseGeometry | None]]) -> Atlas:
    """Return the atlas of the given areas."""
    pairs = sorted(areas, key=lambda pair: pair[0].code)
    places = {place.code: place for place, _ in pairs}
    outlines = {place.code: shape for place, shape in pairs if shape is not None}
    codes = {
        level: tuple(c for c, p in places.items() if len(c) == LENGTHS[level] and not p.withdrawn) for level in Level
    }
    return Atlas(edition, calendar, places, {level: _layer(level, outlines) for level in Level}, codes)


def _layer(level: Level, outlines: Mapping[str, BaseGeometry]) -> Layer:
    """Return the outlines of one level, ready to be searched."""
    own = {code: shape for code, shape in outlines.items() if len(code) == LENGTHS[level]}
    codes, shapes = tuple(own), list(own.values())
    return Layer(own, PolygonIndex(codes, shapes), codes, STRtree(shapes))
