"""The invented district of the tests: 青屿区, drawn as squares; each grid cell is about 500 m wide."""

import json

from benfu.platform.identity.actor import SYSTEM
from benfu.territory.services import import_boundaries
from benfu.territory.shelf import shelf

DISTRICT = "990101"
JINHAI_STREET, CUIHU_STREET = "990101001", "990101002"
JINHAI, HAISHENG, CUIHU = "990101001001", "990101001002", "990101002001"

Box = tuple[float, float, float, float]
CELL_LON, CELL_LAT = 0.0055, 0.0045
"""Size of a cell in degrees: 496 m × 500 m at this latitude."""
WEST, SOUTH = 120.07675, 35.91425
"""South-western corner of 金海社区; the middle of its third cell is 120.0795, 35.9210."""
NAMES = {
    DISTRICT: "青屿区",
    JINHAI_STREET: "金海街道",
    CUIHU_STREET: "翠湖街道",
    JINHAI: "金海社区",
    HAISHENG: "海盛社区",
    CUIHU: "翠湖社区",
}
BLOCKS: dict[str, Box] = {
    DISTRICT: (0, 0, 4, 4),
    JINHAI_STREET: (0, 0, 4, 2),
    CUIHU_STREET: (0, 2, 4, 4),
    JINHAI: (0, 0, 2, 2),
    HAISHENG: (2, 0, 4, 2),
    CUIHU: (0, 2, 4, 4),
}
"""Each area as (west, south, east, north) in cells; a community has four, numbered by row from the south-west."""


def boxes() -> dict[str, Box]:
    """Return every area's box (west, south, east, north, in degrees) by code."""
    found: dict[str, Box] = dict(BLOCKS)
    for community in (JINHAI, HAISHENG, CUIHU):
        west, south, east, north = BLOCKS[community]
        wide, high = (east - west) / 2, (north - south) / 2
        for number in range(4):
            x, y = west + number % 2 * wide, south + number // 2 * high
            found[f"{community}{number + 1:03}"] = (x, y, x + wide, y + high)
    return {code: _degrees(block) for code, block in found.items()}


def middle(code: str) -> tuple[float, float]:
    """Return the middle of an area as longitude, latitude."""
    west, south, east, north = boxes()[code]
    return (west + east) / 2, (south + north) / 2


def build_district() -> None:
    """Import the district into the test's database."""
    shelf.clear()
    features = [_feature(code, box) for code, box in sorted(boxes().items())]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    report = import_boundaries(actor=SYSTEM, content=content)
    assert report.done, report
    shelf.clear()


def _degrees(block: Box) -> Box:
    west, south, east, north = block
    return WEST + west * CELL_LON, SOUTH + south * CELL_LAT, WEST + east * CELL_LON, SOUTH + north * CELL_LAT


def _feature(code: str, box: Box) -> dict[str, object]:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    name = NAMES.get(code) or f"第{int(code[-3:])}网格"
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
