"""How fast points are placed: 1,000,000 points into the grid cells of a district, in bulk and one by one.

Run from the root of the checkout:  .venv/bin/python -m benchmarks.places [--points 1000000] [--cells 2000] [--runs 5]

Prints one row a way of doing it: medians of `--runs` runs on the same points in the same process, so compare rows, not
machines. "STRtree" is the plain way with Shapely (points made, tree queried with the predicate), "tiles" is
`geo.shapes.PolygonIndex`. The district is the real one in ../shared/data when it is there, else an invented blob.
No database is needed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapely

from benfu.geo import h3cells
from benfu.geo.cells import cut
from benfu.geo.shapes import PolygonIndex

REAL = Path(__file__).parents[2] / "shared" / "data" / "boundaries" / "qingdao_huangdao_370211_towns_osm.geojson"


def streets() -> tuple[str, list[shapely.Polygon]]:
    """Return the name of the district and its streets."""
    if REAL.exists():
        features = json.loads(REAL.read_text("utf-8"))["features"]
        return "real district", [shapely.geometry.shape(one["geometry"]) for one in features[1:]]
    angles = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    radii = 0.2 + 0.03 * np.sin(7 * angles) + 0.01 * np.sin(31 * angles)
    blob = shapely.Polygon(np.column_stack([120 + radii * np.cos(angles), 36 + radii * np.sin(angles)]))
    return "invented district", cut(blob, 23)


def median(work: Callable[[], object], runs: int) -> float:
    """Return the median seconds of `runs` runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def points_within(shape: shapely.Polygon, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return `count` seeded points inside `shape`."""
    west, south, east, north = shape.bounds
    share = shape.area / ((east - west) * (north - south))
    rng = np.random.default_rng(1)
    many = int(count / share * 1.1) + 1000
    lons, lats = west + (east - west) * rng.random(many), south + (north - south) * rng.random(many)
    shapely.prepare(shape)
    inside = shapely.intersects_xy(shape, lons, lats)
    return lons[inside][:count], lats[inside][:count]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--cells", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    name, areas = streets()
    start = time.perf_counter()
    cells = [cell for area in areas for cell in cut(area, round(options.cells / len(areas)))]
    cutting = time.perf_counter() - start
    codes = [f"{number:015}" for number in range(len(cells))]
    lons, lats = points_within(shapely.union_all(areas), options.points)
    index, tree = PolygonIndex(codes, cells), shapely.STRtree(cells)
    few = list(zip(lons[:2000].tolist(), lats[:2000].tolist(), strict=True))
    rows = {
        "tiles: build the index": median(lambda: PolygonIndex(codes, cells), options.runs),
        "tiles: points in bulk": median(lambda: index.find_many(lons, lats), options.runs),
        "STRtree: points in bulk": median(
            lambda: tree.query(shapely.points(lons, lats), predicate="intersects"), options.runs
        ),
        "H3 cells of the points": median(lambda: h3cells.cells_of(lons, lats), 1),
    }
    single = median(lambda: [index.find(lon, lat) for lon, lat in few], options.runs) / len(few)
    plain = median(lambda: [tree.query(shapely.Point(p), predicate="intersects") for p in few], options.runs) / len(few)
    print(f"{name}: {len(areas)} areas cut into {len(cells)} cells in {cutting:.2f} s; {len(lons):,} points inside")
    print(f"load of the machine (1 min): {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for row, seconds in rows.items():
        rate = "" if "build" in row else f"{len(lons) / seconds / 1e6:8.2f} M points/s"
        print(f"{row:28}{seconds:8.3f} s {rate}")
    print(f"{'tiles: one point':28}{single * 1e6:8.2f} µs")
    print(f"{'STRtree: one point':28}{plain * 1e6:8.2f} µs")


if __name__ == "__main__":
    main()
