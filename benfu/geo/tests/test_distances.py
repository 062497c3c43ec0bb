"""Metres between positions, areas, and boxes around a point."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from benfu.geo.distances import EARTH_RADIUS_M, METRES_PER_DEGREE, area_m2, box_around, distance_m, distances_m

lons = st.floats(-179.0, 179.0)
lats = st.floats(-85.0, 85.0)


def test_one_degree_of_latitude_and_of_longitude() -> None:
    assert distance_m(120, 35, 120, 36) == pytest.approx(111_195, abs=1)
    assert distance_m(120, 60, 121, 60) == pytest.approx(111_195 / 2, rel=1e-4)


def test_half_the_way_around_the_earth() -> None:
    assert distance_m(0, 0, 180, 0) == pytest.approx(180 * METRES_PER_DEGREE)


@given(lons, lats, lons, lats)
def test_distance_is_symmetric_and_equals_the_vector_form(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    there = distance_m(lon1, lat1, lon2, lat2)
    assert there == pytest.approx(distance_m(lon2, lat2, lon1, lat1), abs=1e-6)
    assert distances_m(lon1, lat1, np.array([lon2, lon1]), np.array([lat2, lat1])) == pytest.approx(
        [there, 0], abs=1e-6
    )


@given(lons, lats, st.floats(1, 50_000), st.floats(0, 360))
def test_the_box_holds_every_point_within_the_radius(lon: float, lat: float, radius: float, bearing: float) -> None:
    west, south, east, north = box_around(lon, lat, radius)
    angle = radius / METRES_PER_DEGREE
    turn = np.radians(bearing)
    other_lat = lat + angle * 0.999 * np.cos(turn)
    other_lon = lon + angle * 0.999 * np.sin(turn) / np.cos(np.radians(max(abs(lat), abs(other_lat))))
    if distance_m(lon, lat, other_lon, other_lat) <= radius:
        assert west <= other_lon <= east
        assert south <= other_lat <= north


def test_the_box_is_no_larger_than_needed() -> None:
    west, south, east, north = box_around(120, 36, 80)
    assert distance_m(120, 36, east, 36) == pytest.approx(80, rel=1e-3)
    assert distance_m(120, 36, 120, north) == pytest.approx(80, rel=1e-3)
    assert (west + east, south + north) == pytest.approx((240, 72))


def test_a_box_over_the_pole_spans_all_longitudes() -> None:
    assert box_around(10, 89.9999, 1000)[::2] == (-180.0, 180.0)
    assert box_around(10, 89.9999, 1000)[3] == 90.0


def test_area_of_a_square_kilometre_and_of_a_degree() -> None:
    side = 1000 / METRES_PER_DEGREE
    wide = side / np.cos(np.radians(36 + side / 2))
    assert area_m2(shapely.box(120, 36, 120 + wide, 36 + side)) == pytest.approx(1e6, rel=1e-6)
    # The exact area between two parallels is R² · Δλ · Δ(sin φ).
    exact = EARTH_RADIUS_M**2 * np.radians(1) * (np.sin(np.radians(37)) - np.sin(np.radians(36)))
    assert area_m2(shapely.box(120, 36, 121, 37)) == pytest.approx(exact, rel=2e-5)
    assert area_m2(shapely.Polygon()) == 0
