"""Degrees to pixels and back, and paths that stay small."""

import re

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from benfu.geo.distances import distance_m
from benfu.geo.svg import Frame, frame_around, frame_fitting

from .shapes_for_tests import square


@given(st.floats(100, 125), st.floats(18, 50), st.floats(100, 5000), st.floats(0, 362), st.floats(0, 132))
def test_a_tap_leads_back_to_its_place(lon: float, lat: float, metres: float, x: float, y: float) -> None:
    frame = frame_around(lon, lat, 362, 132, metres)
    assert frame.to_pixel(lon, lat) == pytest.approx((181, 66), abs=1e-6)
    assert frame.to_pixel(*frame.to_degrees(x, y)) == pytest.approx((x, y), abs=1e-5)


def test_metres_are_equal_in_both_directions() -> None:
    frame = frame_around(120, 36, 400, 200, 1000)
    west, east = frame.to_degrees(0, 100), frame.to_degrees(400, 100)
    north, south = frame.to_degrees(200, 0), frame.to_degrees(200, 200)
    assert distance_m(*west, *east) == pytest.approx(1000, rel=1e-3)
    assert distance_m(*north, *south) == pytest.approx(500, rel=1e-3)
    assert frame.pixels(100) == pytest.approx(40, rel=1e-3)


def test_a_fitted_frame_shows_the_whole_box() -> None:
    bounds = (120.0, 35.9, 120.3, 36.0)
    frame = frame_fitting(bounds, 800, 600, margin=10)
    left, top = frame.to_pixel(bounds[0], bounds[3])
    right, bottom = frame.to_pixel(bounds[2], bounds[1])
    assert (left, right) == pytest.approx((10, 790))
    assert top > 10
    assert top + bottom == pytest.approx(600)


def numbers(path: str) -> list[float]:
    return [float(text) for text in re.findall(r"-?\d*\.?\d+", path)]


def test_a_square_is_drawn_as_relative_steps() -> None:
    frame = frame_fitting((0.0, 0.0, 0.01, 0.01), 100, 100)
    path = frame.path(square(0, 0))
    assert re.fullmatch(r"M\d+ \d+l[-\d ]+z", path)
    x, y, *steps = numbers(path)
    corners = [(x, y)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
    assert sorted(corners) == [(0, 0), (0, 100), (100, 0), (100, 100)]


def test_decimals_holes_lines_and_what_lies_outside() -> None:
    frame = Frame(120.0, 36.0, 120.03, 36.03, 300, 300)
    ring = shapely.Polygon(square(120, 36, 0.03).exterior, [square(120.01, 36.01).exterior])
    assert frame.path(ring).count("z") == 2
    assert frame.path(shapely.LineString([(120, 36), (120.03, 36.03)]), 1) == "M0 300l300-300"
    assert frame.path(square(121, 36)) == ""
    assert frame.path(shapely.Point(120.01, 36.01)) == ""


def test_detail_below_a_pixel_costs_nothing() -> None:
    disc = shapely.Point(120, 36).buffer(0.05, quad_segs=2000)
    frame = frame_fitting(disc.bounds, 60, 60)
    assert 300 < len(frame.path(disc)) < 1000
