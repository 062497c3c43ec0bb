"""The shape of the island: a wavy coast, cut into streets, communities and grid cells; the same for the same seed."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from benfu.geo.cells import cut

from .reading import Island

METRES_PER_DEGREE = 111_195.0
"""Length of a degree of latitude on the sphere, metres."""
CORNERS = 240
"""Points of the coast line."""
WAVES = range(2, 10)
ROUGHNESS = 0.16
"""How far headlands and bays reach, as a share of the radius."""
HEART_CELL = 2
"""Where in its community's list the cell at the heart stands."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An area of the island: code, name, polygon in WGS-84 degrees."""

    code: str
    name: str
    shape: BaseGeometry


def draw(island: Island, seed: int) -> list[Outline]:
    """Return the district, its streets, communities and cells, each level together the one above it."""
    coast = _coast(island, Random(f"coast:{seed}"))
    found = [Outline(island.code, island.name, coast)]
    heart = shapely.Point(island.heart)
    for number, (street, shape) in enumerate(zip(island.streets, _parts(coast, 4, heart), strict=True), 1):
        code = f"{island.code}{number:03}"
        found.append(Outline(code, street.name, shape))
        parts = _parts(shape, len(street.communities), heart)
        for place, (community, part) in enumerate(zip(street.communities, parts, strict=True)):
            inner = f"{code}{place + 1:03}"
            found.append(Outline(inner, community.name, part))
            cells = _parts(part, island.cells[place], heart, HEART_CELL)
            found += [Outline(f"{inner}{one:03}", f"第{one}网格", cell) for one, cell in enumerate(cells, 1)]
    return found


def as_geojson(outlines: Sequence[Outline]) -> bytes:
    """Return outlines as a GeoJSON FeatureCollection with the properties `code` and `name`."""
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"code": one.code, "name": one.name},
            "geometry": shapely.geometry.mapping(one.shape),
        }
        for one in outlines
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _coast(island: Island, chance: Random) -> Polygon:
    """Return a closed line around the middle whose distance from it sways in waves of chance size and phase."""
    waves = [(wave, chance.uniform(0.3, 1) / wave, chance.uniform(0, math.tau)) for wave in WAVES]
    whole = sum(size for _, size, _ in waves)
    lon, lat = island.middle
    stretch = METRES_PER_DEGREE * math.cos(math.radians(lat))
    points = []
    for corner in range(CORNERS):
        angle = math.tau * corner / CORNERS
        sway = sum(size * math.sin(wave * angle + phase) for wave, size, phase in waves) / whole
        reach = island.radius_m * (1 + 2.2 * ROUGHNESS * sway)
        points.append((lon + reach * math.cos(angle) / stretch, lat + reach * math.sin(angle) / METRES_PER_DEGREE))
    return Polygon(points)


def _parts(shape: BaseGeometry, pieces: int, heart: shapely.Point, position: int = 0) -> list[BaseGeometry]:
    """Return `shape` in pieces; the one that holds the heart, if one does, stands at `position`."""
    parts: list[BaseGeometry] = list(cut(shape, pieces))
    holds = next((number for number, part in enumerate(parts) if part.contains(heart)), None)
    if holds is not None:
        parts.insert(position, parts.pop(holds))
    return parts
