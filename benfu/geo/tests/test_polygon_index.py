"""Which polygon holds a point: one by one, in bulk, on borders, outside."""

import threading

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from benfu.geo.cells import cut
from benfu.geo.shapes import PolygonIndex, simplify

from .shapes_for_tests import blob, square

SIDE = 1 / 64  # a power of two: corners are exact
FOUR = {
    "370299001002": square(120, 36, SIDE),
    "370299001001": square(120 + SIDE, 36, SIDE),
    "370299001004": square(120, 36 + SIDE, SIDE),
    "370299001003": square(120 + SIDE, 36 + SIDE, SIDE),
}


def index_of_four() -> PolygonIndex:
    return PolygonIndex(list(FOUR), list(FOUR.values()))


def brute_force(codes: list[str], shapes: list[BaseGeometry], lon: float, lat: float) -> str | None:
    """Return the lowest code whose polygon meets the point, by asking every polygon."""
    spot = shapely.Point(lon, lat)
    return min((code for code, shape in zip(codes, shapes, strict=True) if shape.intersects(spot)), default=None)


def test_a_point_is_found_in_its_polygon() -> None:
    index = index_of_four()
    assert index.find(120.005, 36.005) == "370299001002"
    assert index.find(120.02, 36.02) == "370299001003"


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (120 + SIDE, 36 + SIDE, "370299001001"),  # the corner all four share
        (120 + SIDE, 36 + SIDE / 2, "370299001001"),
        (120 + SIDE / 2, 36 + SIDE, "370299001002"),
        (120.0, 36.0, "370299001002"),  # the outer corners
        (120 + 2 * SIDE, 36 + 2 * SIDE, "370299001003"),
    ],
)
def test_on_a_border_the_lowest_code_wins(lon: float, lat: float, code: str) -> None:
    index = index_of_four()
    assert index.find(lon, lat) == code
    assert index.find_many([lon], [lat]).tolist() == [code]


def test_outside_and_nonsense_are_nowhere() -> None:
    index = index_of_four()
    odd = [(119.99, 36.0), (120.0, 36.04), (36.0, 120.0), (float("nan"), 36.0), (120.0, float("inf"))]
    assert [index.find(lon, lat) for lon, lat in odd] == [None] * len(odd)
    assert index.find_many(*zip(*odd, strict=True)).tolist() == [None] * len(odd)


def test_holes_and_islands() -> None:
    ring = Polygon(square(120, 36, 0.03).exterior, [square(120.01, 36.01).exterior])
    islands = MultiPolygon([square(120.1, 36), square(120.2, 36)])
    index = PolygonIndex(["a", "b"], [ring, islands])
    assert index.find(120.015, 36.015) is None
    assert index.find(120.005, 36.015) == "a"
    assert index.find(120.105, 36.005) == index.find(120.205, 36.005) == "b"
    assert index.find(120.15, 36.005) is None


def test_an_empty_index_finds_nothing() -> None:
    for index in (PolygonIndex([], []), PolygonIndex(["a"], [Polygon()])):
        assert len(index) == 0
        assert index.find(120.0, 36.0) is None
        assert index.find_many([120.0, 1.0], [36.0, 1.0]).tolist() == [None, None]
    assert index_of_four().find_many([], []).tolist() == []


def test_wrong_input_is_refused() -> None:
    with pytest.raises(ValueError, match="2 codes"):
        PolygonIndex(["a", "b"], [square(120, 36)])
    with pytest.raises(ValueError, match="twice"):
        PolygonIndex(["a", "a"], [square(120, 36), square(121, 36)])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.booleans())
def test_it_answers_as_asking_every_polygon_does(seed: int, pieces: int, overlapping: bool) -> None:
    shapes = list(cut(blob(seed), pieces, seed))
    if overlapping:
        shapes.append(blob(seed + 1, lon=120.02))
    codes = [f"{number:03}" for number in np.random.default_rng(seed).permutation(len(shapes))]
    index = PolygonIndex(codes, shapes)
    rng = np.random.default_rng(seed)
    lons, lats = 120 + 0.12 * (rng.random(150) - 0.5), 36 + 0.12 * (rng.random(150) - 0.5)
    corners = shapely.get_coordinates(shapes)[::3]
    lons, lats = np.concatenate([lons, corners[:, 0]]), np.concatenate([lats, corners[:, 1]])
    expected = [brute_force(codes, shapes, lon, lat) for lon, lat in zip(lons, lats, strict=True)]
    assert index.find_many(lons, lats).tolist() == expected
    assert [index.find(lon, lat) for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True)] == expected


def test_bulk_answers_do_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of_four()
    rng = np.random.default_rng(5)
    lons, lats = 119.99 + 0.05 * rng.random(1000), 35.99 + 0.05 * rng.random(1000)
    whole = index.find_many(lons, lats).tolist()
    monkeypatch.setattr("benfu.geo.shapes._CHUNK", 7)
    assert index.find_many(lons, lats).tolist() == whole
    assert set(whole) == {None, *FOUR}


def test_threads_may_share_an_index() -> None:
    shapes = cut(blob(3, corners=200), 40)
    index = PolygonIndex([f"{number:02}" for number in range(40)], shapes)
    rng = np.random.default_rng(1)
    lons, lats = 120 + 0.1 * (rng.random(400) - 0.5), 36 + 0.1 * (rng.random(400) - 0.5)
    answers: list[list[str | None]] = []
    barrier = threading.Barrier(4)

    def ask() -> None:
        barrier.wait()
        answers.append([index.find(lon, lat) for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True)])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == index.find_many(lons, lats).tolist() for answer in answers)


def test_simplified_neighbours_keep_their_common_border() -> None:
    pieces = cut(blob(9, corners=400), 6)
    plain = simplify(pieces, 1000)
    assert len(plain) == 6
    assert shapely.coverage_is_valid(plain)
    assert sum(shapely.get_num_coordinates(plain)) < sum(shapely.get_num_coordinates(pieces)) / 2
    assert simplify([], 200) == []
