"""The district of the cases' benchmark: 4 streets of 5 communities of 4 square cells of about 2 km, in one regular grid."""

import json

DISTRICT = "990101"
WEST, SOUTH = 120.0, 35.9
CELL_LON, CELL_LAT = 0.0222, 0.018
COLUMNS, ROWS = 10, 8


def code_of(column: int, row: int) -> str:
    """Return the code of the cell in a column and a row of the grid, counted from the south-west."""
    street, community, cell = row // 2 + 1, column // 2 + 1, 1 + column % 2 + 2 * (row % 2)
    return f"{DISTRICT}{street:03}{community:03}{cell:03}"


CODE_SQL = f"""
    '{DISTRICT}' || lpad((floor(y)::int / 2 + 1)::text, 3, '0') || lpad((floor(x)::int / 2 + 1)::text, 3, '0')
    || lpad((1 + floor(x)::int %% 2 + 2 * (floor(y)::int %% 2))::text, 3, '0')
"""
"""The same in SQL with parameters, for columns x and y in cells."""


def features() -> bytes:
    """Return the whole district as GeoJSON."""
    areas = {DISTRICT: (0, 0, COLUMNS, ROWS)}
    for row in range(ROWS):
        for column in range(COLUMNS):
            code = code_of(column, row)
            areas[code[:9]] = (0, row // 2 * 2, COLUMNS, row // 2 * 2 + 2)
            areas[code[:12]] = (column // 2 * 2, row // 2 * 2, column // 2 * 2 + 2, row // 2 * 2 + 2)
            areas[code] = (column, row, column + 1, row + 1)
    return json.dumps({"type": "FeatureCollection", "features": [_feature(*one) for one in areas.items()]}).encode()


def _feature(code: str, box: tuple[int, int, int, int]) -> dict[str, object]:
    west, south, east, north = box
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = [[round(WEST + x * CELL_LON, 6), round(SOUTH + y * CELL_LAT, 6)] for x, y in corners]
    name = {6: "基准区", 9: "第{}街道", 12: "第{}社区", 15: "第{}网格"}[len(code)].format(int(code[-3:]))
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}
