"""Cutting one polygon into roughly equal, connected pieces, the same way every time.

Used where a community has no published grid cells: points are sampled evenly inside the polygon, grouped by
Lloyd's algorithm (S. P. Lloyd, "Least squares quantization in PCM", 1982), and the Voronoi cells of the group
centres are clipped with the polygon.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]

_SAMPLES_PER_PIECE = 60
_MIN_SAMPLES = 400
_ROUNDS = 30
# A hair of 1 cm in degrees: parts closer than this count as sharing a border.
_HAIR_DEGREES = 1e-7


def cut(polygon: Polygon | MultiPolygon, pieces: int, seed: int = 0) -> list[Polygon | MultiPolygon]:
    """Cut `polygon` (WGS-84 degrees) into exactly `pieces` valid parts of roughly equal area.

    The parts do not overlap and together are the polygon (up to rounding of the coordinates). They are ordered
    from north to south, then west to east. The same input and seed give the same parts. A part is connected
    wherever the polygon is; islands stay with the nearest part. Meant for up to a few hundred pieces.
    Raises ValueError for `pieces < 1` and for an empty or invalid polygon.
    """
    if pieces < 1:
        raise ValueError(f"cannot cut into {pieces} pieces, at least 1 is needed")
    if polygon.is_empty or not polygon.is_valid or polygon.area == 0:
        raise ValueError("cannot cut an empty or invalid polygon")
    if pieces == 1:
        return [polygon]
    stretch = math.cos(math.radians((polygon.bounds[1] + polygon.bounds[3]) / 2))
    scale = np.array([stretch, 1.0])
    samples = _sample(polygon, max(_MIN_SAMPLES, pieces * _SAMPLES_PER_PIECE), seed) * scale
    centres = _group_centres(samples, pieces, seed) / scale
    return _in_reading_order(_connect(_clip(polygon, centres, stretch)))


def _sample(polygon: BaseGeometry, count: int, seed: int) -> Floats:
    """Return `count` points (count × 2) spread evenly over the area of `polygon`, by its triangles.

    Triangles are walked along their cumulative area at equal steps, so that the points are evener than chance.
    """
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(polygon))
    corners = shapely.get_coordinates(triangles).reshape(-1, 4, 2)[:, :3]
    cumulative = np.cumsum(shapely.area(triangles))
    rng = np.random.default_rng(seed)
    steps = (np.arange(count) + rng.random(count)) / count * cumulative[-1]
    chosen = corners[np.minimum(np.searchsorted(cumulative, steps), len(corners) - 1)]
    # The square root makes a point uniform inside its triangle (Osada et al., "Shape distributions", 2002).
    root, along = np.sqrt(rng.random((count, 1))), rng.random((count, 1))
    points = (1 - root) * chosen[:, 0] + root * (1 - along) * chosen[:, 1] + root * along * chosen[:, 2]
    return np.unique(points, axis=0)


def _group_centres(samples: Floats, groups: int, seed: int) -> Floats:
    """Return `groups` distinct rows of `samples`, each the middle of its Lloyd group.

    Taking a sample instead of the mean keeps every centre inside the polygon, so that no clipped cell is empty.
    """
    centres = _spread_out(samples, groups, seed)
    for _ in range(_ROUNDS):
        nearest = _squared_distances(samples, centres).argmin(axis=1)
        counts = np.bincount(nearest, minlength=groups)
        sums = np.stack([np.bincount(nearest, samples[:, axis], groups) for axis in (0, 1)], axis=1)
        moved = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres)
        if np.array_equal(moved, centres):
            break
        centres = moved
    return samples[_distinct_nearest(samples, centres)]


def _spread_out(samples: Floats, groups: int, seed: int) -> Floats:
    """Choose starting centres far from each other: each next one is the sample farthest from all before."""
    first = int(np.random.default_rng(seed).integers(len(samples)))
    chosen = [first]
    distance = _squared_distances(samples, samples[[first]])[:, 0]
    while len(chosen) < groups:
        chosen.append(int(distance.argmax()))
        distance = np.minimum(distance, _squared_distances(samples, samples[[chosen[-1]]])[:, 0])
    return samples[chosen]


def _distinct_nearest(samples: Floats, centres: Floats) -> list[int]:
    """Return for each centre the index of its nearest sample that no earlier centre took."""
    distances = _squared_distances(samples, centres)
    taken: list[int] = []
    for column in range(len(centres)):
        distances[taken, column] = np.inf
        taken.append(int(distances[:, column].argmin()))
    return taken


def _squared_distances(points: Floats, centres: Floats) -> Floats:
    """Return squared distances, one row a point and one column a centre.

    Written out as |p|² − 2 p·c + |c|², which is several times faster than differences; taken from the middle of the
    points, so that no digits are lost.
    """
    middle = points.mean(axis=0)
    near, far = points - middle, centres - middle
    squares = (near**2).sum(axis=1)[:, None] - 2 * near @ far.T + (far**2).sum(axis=1)
    return np.asarray(np.maximum(squares, 0.0))


def _clip(polygon: BaseGeometry, centres: Floats, stretch: float) -> list[BaseGeometry]:
    """Return the Voronoi cells of `centres`, drawn with metres-true proportions, clipped with `polygon`."""
    scale = np.array([stretch, 1.0])
    west, south, east, north = polygon.bounds
    margin = max(east - west, north - south)
    frame = shapely.box((west - margin) * stretch, south - margin, (east + margin) * stretch, north + margin)
    diagram = shapely.voronoi_polygons(shapely.multipoints(centres * scale), extend_to=frame)
    cells = shapely.transform(shapely.get_parts(diagram), lambda xy: xy / scale)
    return [_areas_only(part) for part in shapely.intersection(cells, polygon)]


def _areas_only(geometry: BaseGeometry) -> BaseGeometry:
    """Drop points and lines that an intersection leaves where two polygons merely touch."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return MultiPolygon(parts)


def _connect(pieces: list[BaseGeometry]) -> list[BaseGeometry]:
    """Give stray fragments of a piece to the piece they border on most; fragments without a border stay."""
    grown: list[BaseGeometry] = []
    strays: list[tuple[int, BaseGeometry]] = []
    for number, piece in enumerate(pieces):
        parts = sorted(shapely.get_parts(piece), key=lambda part: part.area, reverse=True)
        grown.append(parts[0])
        strays.extend((number, part) for part in parts[1:])
    # A fragment may border only on other fragments: those come after it has grown a piece.
    while strays:
        homes = [_best_neighbour(stray, grown) for _, stray in strays]
        if all(home is None for home in homes):
            homes = [number for number, _ in strays]
        for home, (_, stray) in zip(homes, strays, strict=True):
            if home is not None:
                grown[home] = shapely.union(grown[home], stray)
        strays = [one for home, one in zip(homes, strays, strict=True) if home is None]
    return grown


def _best_neighbour(stray: BaseGeometry, pieces: list[BaseGeometry]) -> int | None:
    """Return the number of the piece whose border with `stray` is longest, None if it borders on none."""
    rim = stray.buffer(_HAIR_DEGREES)
    shared = [(pieces[i].intersection(rim).area, -int(i)) for i in STRtree(pieces).query(rim)]
    area, negative = max(shared, default=(0.0, 0))
    return -negative if area > 0 else None


def _in_reading_order(pieces: list[BaseGeometry]) -> list[Polygon | MultiPolygon]:
    """Order the pieces from north to south, then west to east, by a point on each."""
    spots = shapely.get_coordinates(shapely.point_on_surface(pieces))
    order = sorted(range(len(pieces)), key=lambda i: (-round(spots[i, 1], 3), spots[i, 0]))
    return [pieces[i] for i in order]
