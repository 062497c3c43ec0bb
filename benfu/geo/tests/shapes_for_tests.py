"""Invented shapes the tests share: squares, a district of four, and seeded blobs."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import Polygon

# The real boundaries lie beside the checkout and are not part of it.
REAL = Path(__file__).parents[3].parent / "shared" / "data" / "boundaries"
real_data = pytest.mark.skipif(not REAL.is_dir(), reason="real boundaries (../shared/data) are not on this machine")


def square(west: float, south: float, side: float = 0.01) -> Polygon:
    """Return a square of `side` degrees."""
    return shapely.box(west, south, west + side, south + side)


def blob(
    seed: int, corners: int = 24, lon: float = 120.0, lat: float = 36.0, size: float = 0.05, dents: float = 0.7
) -> Polygon:
    """Return a star-shaped polygon whose radius shrinks by up to `dents`, the same for the same seed."""
    rng = np.random.default_rng(seed)
    angles = np.sort(rng.random(corners)) * 2 * math.pi
    radii = size * (1 - dents * rng.random(corners))
    blunt = Polygon(np.column_stack([lon + radii * np.cos(angles), lat + radii * np.sin(angles)]))
    return max(shapely.get_parts(blunt.buffer(0)), key=lambda part: part.area)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """Return a GeoJSON feature; `geometry` is a shape or a raw geometry object."""
    raw = geometry if isinstance(geometry, dict) or geometry is None else shapely.geometry.mapping(geometry)
    return {"type": "Feature", "properties": properties, "geometry": raw}


def collection(*features: dict[str, Any], **members: Any) -> bytes:
    """Return a FeatureCollection as the bytes of a file."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


def polygon(*rings: Any) -> dict[str, Any]:
    """Return a raw Polygon geometry, wrong rings and all."""
    return {"type": "Polygon", "coordinates": list(rings)}
