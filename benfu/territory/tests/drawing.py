"""Files of areas as a test sends them."""

import json
from collections.abc import Sequence
from typing import Any

Box = Sequence[float]


def box_feature(box: Box, **properties: Any) -> dict[str, Any]:
    """Return a GeoJSON feature of a box (west, south, east, north in degrees)."""
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(*features: dict[str, Any], **members: Any) -> bytes:
    """Return a file of features."""
    return json.dumps({"type": "FeatureCollection", "features": features, **members}, ensure_ascii=False).encode()


def table(*rows: Sequence[str], encoding: str = "utf-8-sig") -> bytes:
    """Return a CSV file of rows."""
    return "\r\n".join(",".join(row) for row in rows).encode(encoding)
