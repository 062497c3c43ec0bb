"""WGS-84, GCJ-02 and BD-09 there and back; labels; positions that are none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.geo import crs
from benfu.geo.crs import Crs, PositionOutOfRange, UnknownCrs, normalise, parse_crs
from benfu.geo.distances import distance_m

# docs/standards §1.11: place, WGS-84 lat lon, GCJ-02 lat lon, BD-09 lat lon, shift in metres.
VECTORS = [
    ("天安门", (39.90872, 116.39748), (39.910124, 116.403724), (39.916463, 116.410097), 556),
    ("黄岛", (35.95, 120.18), (35.950146, 120.185149), (35.955796, 120.191743), 464),
    ("湛江", (21.2444, 110.4554), (21.241992, 110.459897), (21.247661, 110.466463), 538),
    ("平城", (40.0757, 113.298), (40.076896, 113.305012), (40.082983, 113.311478), 612),
    ("五华", (25.0436, 102.7045), (25.040617, 102.705926), (25.046841, 102.712353), 362),
]
# Well inside the rectangle the shift is defined for: a shifted point stays in it.
china_lons = st.floats(73.5, 136.0)
china_lats = st.floats(3.0, 54.0)


@pytest.mark.parametrize(("place", "wgs", "gcj", "bd", "shift"), VECTORS)
def test_known_places(
    place: str, wgs: tuple[float, float], gcj: tuple[float, float], bd: tuple[float, float], shift: float
) -> None:
    lat, lon = wgs
    assert crs.wgs84_to_gcj02(lon, lat) == pytest.approx((gcj[1], gcj[0]), abs=1.5e-6)
    assert crs.from_wgs84(lon, lat, Crs.BD09) == pytest.approx((bd[1], bd[0]), abs=1.5e-6)
    assert distance_m(lon, lat, gcj[1], gcj[0]) == pytest.approx(shift, abs=1.5)
    for label, (there_lat, there_lon) in (("gcj02", gcj), ("bd09", bd)):
        back = normalise(there_lon, there_lat, label)
        assert distance_m(*back, lon, lat) < 0.15, f"{place} {label}"  # the vectors are rounded to 0.1 m


@given(china_lons, china_lats)
def test_there_and_back_is_the_same_place(lon: float, lat: float) -> None:
    for system in Crs:
        there = crs.from_wgs84(lon, lat, system)
        assert distance_m(*crs.to_wgs84(*there, system), lon, lat) <= 0.1


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=20), st.sampled_from(Crs))
def test_arrays_and_single_numbers_agree(points: list[tuple[float, float]], system: Crs) -> None:
    lons, lats = (np.array(column) for column in zip(*points, strict=True))
    for convert in (crs.to_wgs84, crs.from_wgs84):
        moved_lons, moved_lats = convert(lons, lats, system)
        singles = [convert(lon, lat, system) for lon, lat in points]
        assert np.allclose(np.column_stack([moved_lons, moved_lats]), singles, atol=1e-9, rtol=0)
        assert all(type(number) is float for pair in singles for number in pair)


@pytest.mark.parametrize(("lon", "lat"), [(2.35, 48.86), (-122.4, 37.8), (151.2, -33.9), (71.9, 40.0)])
def test_outside_china_nothing_moves(lon: float, lat: float) -> None:
    for system in Crs:
        assert normalise(lon, lat, system) == (lon, lat)
        assert crs.from_wgs84(lon, lat, system) == (lon, lat)


@pytest.mark.parametrize(
    ("label", "system"),
    [
        ("WGS-84", Crs.WGS84),
        ("wgs84", Crs.WGS84),
        ("EPSG:4326", Crs.WGS84),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", Crs.WGS84),
        ("urn:ogc:def:crs:EPSG::4490", Crs.CGCS2000),
        ("cgcs2000", Crs.CGCS2000),
        ("GCJ-02", Crs.GCJ02),
        (" gcj02 ", Crs.GCJ02),
        ("bd09ll", Crs.BD09),
    ],
)
def test_labels_in_use_are_understood(label: str, system: Crs) -> None:
    assert parse_crs(label) is system


@pytest.mark.parametrize("label", ["", "EPSG:3857", "urn:ogc:def:crs:EPSG::4547", "mars", "GCJ-02; DROP TABLE"])
def test_an_unknown_label_is_refused_in_words(label: str) -> None:
    with pytest.raises(UnknownCrs, match="unknown coordinate system") as refusal:
        normalise(120.0, 36.0, label)
    assert refusal.value.label == label
    assert isinstance(refusal.value, ValueError)


def test_cgcs2000_counts_as_equal() -> None:
    assert normalise(120.18, 35.95, "CGCS2000") == (120.18, 35.95)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(35.95, 120.18), (float("nan"), 36.0), (120.0, float("inf")), (181.0, 0.0), (40476000.0, 3980000.0)],
)
def test_numbers_that_are_no_position_are_refused(lon: float, lat: float) -> None:
    with pytest.raises(PositionOutOfRange, match="longitude"):
        normalise(lon, lat, "WGS84")
