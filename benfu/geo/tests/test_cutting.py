"""A polygon cut into roughly equal, connected pieces, the same every time."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from benfu.geo.cells import cut

from .shapes_for_tests import REAL, blob, real_data, square


def assert_is_a_partition(whole: BaseGeometry, pieces: list[BaseGeometry]) -> None:
    """Check that the pieces are valid, do not overlap, and together are the whole, up to rounding."""
    assert all(piece.is_valid and piece.area > 0 for piece in pieces)
    assert sum(piece.area for piece in pieces) == pytest.approx(whole.area, rel=1e-9)
    assert shapely.symmetric_difference(shapely.union_all(pieces), whole).area < whole.area * 1e-9


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000), st.integers(3, 60), st.integers(1, 25))
def test_pieces_are_a_partition(seed: int, corners: int, pieces: int) -> None:
    whole = blob(seed, corners)
    parts = cut(whole, pieces)
    assert len(parts) == pieces
    assert_is_a_partition(whole, parts)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 20))
def test_pieces_of_a_connected_polygon_are_connected(seed: int, pieces: int) -> None:
    assert all(part.geom_type == "Polygon" for part in cut(blob(seed), pieces))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 20))
def test_pieces_are_roughly_equal(seed: int, pieces: int) -> None:
    areas = np.array([part.area for part in cut(blob(seed, dents=0.3), pieces)])
    assert areas.max() < 2 * areas.mean()
    assert areas.min() > areas.mean() / 4


def test_the_same_input_gives_the_same_pieces() -> None:
    first, second = cut(blob(7), 12), cut(blob(7), 12)
    assert [part.wkb for part in first] == [part.wkb for part in second]
    assert [part.wkb for part in cut(blob(7), 12, seed=1)] != [part.wkb for part in first]


def test_pieces_are_numbered_from_north_to_south() -> None:
    lats = [part.centroid.y for part in cut(shapely.box(120, 36, 120.01, 36.2), 8)]
    assert lats == sorted(lats, reverse=True)


def test_islands_holes_and_thin_strips() -> None:
    islands = MultiPolygon([square(120, 36), square(120.5, 36.3, 0.002), square(120.02, 36)])
    ring = Polygon(square(120, 36, 0.03).exterior, [square(120.01, 36.01).exterior])
    strip = shapely.box(120, 36, 121, 36.00001)
    for whole in (islands, ring, strip):
        parts = cut(whole, 6)
        assert len(parts) == 6
        assert_is_a_partition(whole, parts)


def test_one_piece_is_the_polygon_itself() -> None:
    assert cut(square(120, 36), 1) == [square(120, 36)]


@pytest.mark.parametrize("pieces", [0, -3])
def test_fewer_than_one_piece_is_refused(pieces: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        cut(square(120, 36), pieces)


@pytest.mark.parametrize(
    "bad", [Polygon(), Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), Polygon([(0, 0), (1, 1), (2, 2)])]
)
def test_what_is_no_area_is_refused(bad: Polygon) -> None:
    with pytest.raises(ValueError, match="empty or invalid"):
        cut(bad, 3)


@real_data
def test_real_streets_are_cut_whole() -> None:
    source = json.loads((REAL / "qingdao_huangdao_370211_towns_osm.geojson").read_text("utf-8"))
    streets = [shapely.geometry.shape(feature["geometry"]) for feature in source["features"][1:]]
    for street in streets:
        parts = cut(street, 17)
        assert len(parts) == 17
        assert_is_a_partition(street, parts)
