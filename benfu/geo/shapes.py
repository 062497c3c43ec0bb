"""Which polygon holds a point: an index for single points and for millions, and simplified shapes for display.

Geometries are Shapely polygons or multipolygons in WGS-84 degrees, longitude first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from benfu.geo.distances import METRES_PER_DEGREE

# Tiles a side of the lookup table, per square root of the number of polygons, and its limits.
_TILES_PER_ROOT = 4
_FEWEST_TILES, _MOST_TILES = 32, 512
# Tiles overlap by a hair, so that a point on a tile's edge meets the polygons of both.
_HAIR_DEGREES = 1e-9
_CHUNK = 200_000


class PolygonIndex:
    """Finds the polygon that holds a point; on a border, and where polygons overlap, the lowest code wins.

    A table of tiles is laid over all polygons once; it names the few polygons that touch each tile and says where a
    tile lies wholly inside its only polygon, so that most points are answered without looking at a border at all.
    The index never changes after it is built and may be shared between threads.
    """

    def __init__(self, codes: Sequence[str], geometries: Sequence[BaseGeometry]) -> None:
        """Build the index from codes and geometries of the same length; geometries without area are left out.

        Raises ValueError when the lengths differ or a code comes twice.
        """
        if len(codes) != len(geometries):
            raise ValueError(f"{len(codes)} codes, but {len(geometries)} geometries")
        if len(set(codes)) != len(codes):
            raise ValueError("a code comes twice")
        pairs = sorted((code, shape) for code, shape in zip(codes, geometries, strict=True) if shape.area > 0)
        self.codes: tuple[str, ...] = tuple(code for code, _ in pairs)
        self._shapes = np.empty(len(pairs), dtype=object)
        self._shapes[:] = [shape for _, shape in pairs]
        # None at the end answers for position -1, "no polygon".
        self._answers = np.array([*self.codes, None], dtype=object)
        _prepare(self._shapes)
        self._lay_tiles()

    def __len__(self) -> int:
        return len(self.codes)

    def find(self, lon: float, lat: float) -> str | None:
        """Return the code of the polygon that holds the point, None if there is none."""
        if not (self._west <= lon <= self._east and self._south <= lat <= self._north):
            return None
        column = min(int((lon - self._west) * self._per_lon), self._side - 1)
        row = min(int((lat - self._south) * self._per_lat), self._side - 1)
        tile = row * self._side + column
        inner = self._inner_list[tile]
        if inner >= 0:
            return self.codes[inner]
        for position in self._touching_list[self._starts_list[tile] : self._starts_list[tile + 1]]:
            if shapely.intersects_xy(self._shapes[position], lon, lat):
                return self.codes[position]
        return None

    def find_many(self, lons: Any, lats: Any) -> NDArray[np.object_]:
        """Return one code or None a point, in an object array; `lons` and `lats` are arrays of equal length."""
        found: NDArray[np.object_] = self._answers[self.find_positions(lons, lats)]
        return found

    def find_positions(self, lons: Any, lats: Any) -> NDArray[np.int32]:
        """Return for each point the position in `self.codes` of the polygon that holds it, -1 if there is none."""
        x, y = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
        found = np.full(len(x), -1, dtype=np.int32)
        for start in range(0, len(x) if self.codes else 0, _CHUNK):
            part = slice(start, start + _CHUNK)
            found[part] = self._find_chunk(x[part], y[part])
        return found

    def _find_chunk(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int32]:
        """Answer one chunk: by the tile alone where possible, else by trying the tile's polygons in code order."""
        found = np.full(len(x), -1, dtype=np.int32)
        # NaN fails every comparison and so stays outside.
        framed = (x >= self._west) & (x <= self._east) & (y >= self._south) & (y <= self._north)
        open_points = np.flatnonzero(framed)
        columns = ((x[open_points] - self._west) * self._per_lon).astype(np.int64).clip(max=self._side - 1)
        rows = ((y[open_points] - self._south) * self._per_lat).astype(np.int64).clip(max=self._side - 1)
        tiles = rows * self._side + columns
        found[open_points] = self._inner[tiles]
        turn = 0
        while True:
            still = (found[open_points] < 0) & (self._starts[tiles] + turn < self._starts[tiles + 1])
            open_points, tiles = open_points[still], tiles[still]
            if not len(open_points):
                return found
            candidates = self._touching[self._starts[tiles] + turn]
            hit = shapely.intersects_xy(self._shapes[candidates], x[open_points], y[open_points])
            found[open_points[hit]] = candidates[hit]
            turn += 1

    def _lay_tiles(self) -> None:
        """Build the tile table: the polygons that touch each tile, and the only one it lies inside, if so."""
        self._frame()
        west, south = np.meshgrid(
            self._west + np.arange(self._side) / self._per_lon, self._south + np.arange(self._side) / self._per_lat
        )
        west, south = west.ravel() - _HAIR_DEGREES, south.ravel() - _HAIR_DEGREES
        hair = 2 * _HAIR_DEGREES
        boxes = shapely.box(west, south, west + 1 / self._per_lon + hair, south + 1 / self._per_lat + hair)
        tree = STRtree(self._shapes)
        tiles, touching = tree.query(boxes, predicate="intersects")
        order = np.lexsort((touching, tiles))
        self._touching = touching[order].astype(np.int32)
        counts = np.bincount(tiles, minlength=len(boxes))
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._inner = np.full(len(boxes), -1, dtype=np.int32)
        inner_tiles, holders = tree.query(boxes, predicate="within")
        alone = counts[inner_tiles] == 1
        self._inner[inner_tiles[alone]] = holders[alone]
        # Plain lists answer single look-ups several times faster than arrays.
        self._inner_list: list[int] = self._inner.tolist()
        self._starts_list: list[int] = self._starts.tolist()
        self._touching_list: list[int] = self._touching.tolist()

    def _frame(self) -> None:
        """Set the box around all polygons and the number of tiles; an index without polygons finds nothing."""
        bounds = shapely.total_bounds(self._shapes) if len(self._shapes) else (1.0, 1.0, -1.0, -1.0)
        self._west, self._south, self._east, self._north = (float(bound) for bound in bounds)
        wanted = int(_TILES_PER_ROOT * math.sqrt(len(self._shapes)))
        self._side = min(max(wanted, _FEWEST_TILES), _MOST_TILES)
        self._per_lon = self._side / (self._east - self._west)
        self._per_lat = self._side / (self._north - self._south)


def _prepare(shapes: NDArray[np.object_]) -> None:
    """Prepare the shapes and make each build its inner index now, before threads can meet over it."""
    shapely.prepare(shapes)
    spots = shapely.point_on_surface(shapes)
    shapely.intersects_xy(shapes, shapely.get_x(spots), shapely.get_y(spots))


def simplify(geometries: Sequence[BaseGeometry], tolerance_m: float) -> list[BaseGeometry]:
    """Return the shapes with detail below about `tolerance_m` metres removed; common borders stay common.

    For display only: neighbours are simplified together, so that no gap opens between them.
    """
    if not len(geometries):
        return []
    degrees = tolerance_m / METRES_PER_DEGREE
    return list(shapely.coverage_simplify(list(geometries), degrees))
