"""Hexagons for heat maps: which H3 cell each of many points falls into, and the outline of a cell."""

from __future__ import annotations

from typing import Any

import h3.api.numpy_int as h3
import numpy as np
from numpy.typing import NDArray

# About 0.1 km² a cell, 170 m a side: fine enough for a street, coarse enough to hide a front door.
DEFAULT_RESOLUTION = 9


def cells_of(lons: Any, lats: Any, resolution: int = DEFAULT_RESOLUTION) -> NDArray[np.uint64]:
    """Return the H3 cell (as 64-bit number) of each point at `resolution` 0–15; points are WGS-84 degrees.

    Raises ValueError for a resolution or a position that H3 does not know.
    """
    x, y = np.asarray(lons, dtype=np.float64).tolist(), np.asarray(lats, dtype=np.float64).tolist()
    cell_of = h3.latlng_to_cell
    found = (cell_of(lat, lon, resolution) for lon, lat in zip(x, y, strict=True))
    return np.fromiter(found, dtype=np.uint64, count=len(x))


def heat(lons: Any, lats: Any, resolution: int = DEFAULT_RESOLUTION) -> dict[int, int]:
    """Return how many points fall into each H3 cell that has any."""
    cells, counts = np.unique(cells_of(lons, lats, resolution), return_counts=True)
    return dict(zip(cells.tolist(), counts.tolist(), strict=True))


def outline(cell: int) -> list[tuple[float, float]]:
    """Return the corners (longitude, latitude) of an H3 cell, counter-clockwise, not closed."""
    return [(lon, lat) for lat, lon in h3.cell_to_boundary(cell)]
