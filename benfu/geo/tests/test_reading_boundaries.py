"""A file of boundaries is read with a finding for everything that is wrong in it."""

import json
from typing import Any

import pytest
import shapely

from benfu.geo.crs import Crs, wgs84_to_gcj02
from benfu.geo.findings import Kind
from benfu.geo.geojson import Reading, read_geojson

from .shapes_for_tests import collection, feature, polygon, square

SQUARE = [[120.0, 36.0], [120.01, 36.0], [120.01, 36.01], [120.0, 36.01], [120.0, 36.0]]


def kinds(reading: Reading) -> list[str]:
    """Return the kinds of findings, in order."""
    return [finding.kind for finding in reading.findings]


def test_a_good_file_has_no_findings() -> None:
    raw = {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[x + 0.1, y] for x, y in SQUARE]]]}
    reading = read_geojson(collection(feature(polygon(SQUARE), name="甲街道", code="370299001"), feature(raw)))
    assert reading.findings == ()
    first, second = reading.features
    assert (first.number, first.label, first.properties["code"]) == (1, "甲街道", "370299001")
    assert first.geometry.equals(square(120, 36))
    assert (second.label, len(second.geometry.geoms)) == ("#2", 2)


def test_heights_a_byte_order_mark_and_cgcs2000_are_no_reason_to_complain() -> None:
    high = [[*position, 12.5] for position in SQUARE]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    reading = read_geojson(b"\xef\xbb\xbf" + collection(feature(polygon(high)), crs=crs))
    assert (reading.findings, reading.crs) == ((), Crs.CGCS2000)
    assert reading.features[0].geometry.equals(square(120, 36))


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b'{"type": "FeatureCollection",', b"\xff\xfe\x00", b"[" * 100_000, "街道".encode("gb18030")],
)
def test_what_is_not_json(content: bytes) -> None:
    assert kinds(read_geojson(content)) == [Kind.NOT_JSON]


@pytest.mark.parametrize("data", [[], 7, None, {}, {"type": "Feature"}, {"type": "FeatureCollection", "features": 3}])
def test_json_that_is_no_feature_collection(data: Any) -> None:
    assert kinds(read_geojson(json.dumps(data))) == [Kind.NOT_COLLECTION]


def test_an_empty_collection() -> None:
    assert kinds(read_geojson(collection())) == [Kind.NO_FEATURES]


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        (None, Kind.NO_GEOMETRY),
        ({"type": "Polygon", "coordinates": []}, Kind.NO_GEOMETRY),
        (polygon([[1, 1], [2, 2], [3, 3], [1, 1]]), Kind.SELF_CROSSING),
        ({"type": "Point", "coordinates": [120, 36]}, Kind.WRONG_TYPE),
        ({"type": "LineString", "coordinates": SQUARE}, Kind.WRONG_TYPE),
        ({"type": "GeometryCollection", "coordinates": [1]}, Kind.WRONG_TYPE),
        (polygon([]), Kind.SHORT_RING),
        (polygon(SQUARE[:3]), Kind.SHORT_RING),
        (polygon(SQUARE[:4]), Kind.UNCLOSED_RING),
        (polygon([[120, 36], [120.01, 36.01], [120.01, 36], [120, 36.01], [120, 36]]), Kind.SELF_CROSSING),
        (polygon(SQUARE, [[x + 1, y] for x, y in SQUARE]), Kind.INVALID_POLYGON),
        (polygon([["120", "36"], *SQUARE[1:]]), Kind.BAD_COORDINATES),
        (polygon([[True, 36], *SQUARE[1:]]), Kind.BAD_COORDINATES),
        (polygon([[float("nan"), 36], *SQUARE[1:]]), Kind.BAD_COORDINATES),
        (polygon([[10**400, 36], *SQUARE[1:]]), Kind.BAD_COORDINATES),
        (polygon([[120], *SQUARE[1:]]), Kind.BAD_COORDINATES),
        (polygon([120, 36]), Kind.BAD_COORDINATES),
        ({"type": "Polygon", "coordinates": "everywhere"}, Kind.BAD_COORDINATES),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, Kind.BAD_COORDINATES),
    ],
)
def test_a_wrong_shape_is_named_and_left_out(geometry: Any, kind: Kind) -> None:
    reading = read_geojson(collection(feature(geometry, name="乙街道"), feature(polygon(SQUARE), name="甲街道")))
    assert kinds(reading) == [kind]
    assert reading.findings[0].where == ("乙街道",)
    assert reading.findings[0].is_error
    assert [one.label for one in reading.features] == ["甲街道"]


def test_a_crossing_and_an_open_ring_say_where() -> None:
    bow_tie = polygon([[120, 36], [120.01, 36.01], [120.01, 36], [120, 36.01], [120, 36]])
    crossing = read_geojson(collection(feature(bow_tie))).findings[0]
    assert (crossing.numbers["lon"], crossing.numbers["lat"]) == pytest.approx((120.005, 36.005))
    unclosed = read_geojson(collection(feature(polygon(SQUARE[:4])))).findings[0]
    assert unclosed.numbers["gap_m"] == pytest.approx(1112, abs=2)


def test_something_else_among_the_features() -> None:
    assert kinds(read_geojson(collection({"type": "Polygon"}, feature(polygon(SQUARE))))) == [Kind.NOT_A_FEATURE]


def test_latitude_before_longitude_spoils_the_file() -> None:
    swapped = [[y, x] for x, y in SQUARE]
    reading = read_geojson(collection(feature(polygon(swapped)), feature(polygon(swapped))))
    assert kinds(reading) == [Kind.SWAPPED]
    assert reading.findings[0].numbers == {"x": 36.0, "y": 120.0, "share": 1.0}
    assert reading.features == ()


def test_swapped_in_the_far_west_where_both_could_be_latitudes() -> None:
    kashgar = [[y, x] for x, y in [[76.0, 39.4], [76.1, 39.4], [76.1, 39.5], [76.0, 39.4]]]
    assert kinds(read_geojson(collection(feature(polygon(kashgar))))) == [Kind.SWAPPED]


def test_metres_instead_of_degrees_spoil_the_file() -> None:
    metres = [[500_000 + 1e5 * x, 1e5 * y] for x, y in SQUARE]
    reading = read_geojson(collection(feature(polygon(metres))))
    assert (kinds(reading), reading.features) == ([Kind.PROJECTED], ())


def test_far_from_china_is_only_a_warning() -> None:
    paris = [[x - 118, y + 12] for x, y in SQUARE]
    reading = read_geojson(collection(feature(polygon(paris))))
    assert kinds(reading) == [Kind.OUTSIDE_CHINA]
    assert not reading.findings[0].is_error
    assert len(reading.features) == 1


@pytest.mark.parametrize("named_in", ["file", "request"])
def test_gcj02_by_name_is_turned_into_wgs84(named_in: str) -> None:
    shifted = [list(wgs84_to_gcj02(x, y)) for x, y in SQUARE]
    members = {"crs": {"type": "name", "properties": {"name": "GCJ-02"}}} if named_in == "file" else {}
    reading = read_geojson(collection(feature(polygon(shifted)), **members), crs="" if members else "gcj02")
    assert (kinds(reading), reading.crs) == ([Kind.CONVERTED], Crs.GCJ02)
    assert not reading.findings[0].is_error
    assert shapely.hausdorff_distance(reading.features[0].geometry, square(120, 36)) < 1e-6


@pytest.mark.parametrize(
    "member", [{"type": "name", "properties": {"name": "EPSG:3857"}}, {"type": "link"}, "EPSG:4326", {"properties": []}]
)
def test_a_coordinate_system_nobody_knows(member: Any) -> None:
    reading = read_geojson(collection(feature(polygon(SQUARE)), crs=member))
    assert (kinds(reading), reading.features) == ([Kind.UNKNOWN_CRS], ())


def test_file_and_sender_disagree() -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:4326"}}
    assert kinds(read_geojson(collection(feature(polygon(SQUARE)), crs=crs), crs="bd09")) == [Kind.CRS_CONFLICT]
    assert kinds(read_geojson(collection(feature(polygon(SQUARE)), crs=crs), crs="CGCS2000")) == []
