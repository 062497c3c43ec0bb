"""Overlaps, gaps, codes and nesting of the boundaries of one level."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from benfu.geo.boundaries import check_siblings, check_within
from benfu.geo.cells import cut
from benfu.geo.crs import Crs, from_wgs84
from benfu.geo.distances import area_m2
from benfu.geo.findings import Kind
from benfu.geo.geojson import read_geojson

from .shapes_for_tests import REAL, blob, real_data, square

LEFT, RIGHT = square(120.00, 36.0), square(120.01, 36.0)
PARENT = shapely.box(120.0, 36.0, 120.02, 36.01)


def test_neighbours_that_fill_their_parent_are_fine() -> None:
    assert check_siblings(["1", "2"], [LEFT, RIGHT]) == []
    assert check_within(["1", "2"], [LEFT, RIGHT], PARENT) == []
    assert check_within([], [], PARENT) == []


def test_codes_missing_and_double() -> None:
    findings = check_siblings(["1", "", "1"], [LEFT, RIGHT, square(121, 36)], ["甲", "乙", "丙"])
    assert [(one.kind, one.where) for one in findings] == [
        (Kind.MISSING_CODE, ("乙",)),
        (Kind.DUPLICATE_CODE, ("甲", "丙")),
    ]
    assert all(one.is_error for one in findings)


def test_an_overlap_is_measured() -> None:
    wide = shapely.box(120.0, 36.0, 120.012, 36.01)
    (finding,) = check_siblings(["1", "2"], [wide, RIGHT])
    shared = area_m2(shapely.box(120.01, 36.0, 120.012, 36.01))
    assert (finding.kind, finding.where, finding.is_error) == (Kind.OVERLAP, ("1", "2"), True)
    assert finding.numbers["area_m2"] == pytest.approx(shared)
    assert finding.numbers["share"] == pytest.approx(0.2, rel=1e-6)
    assert 120.01 < finding.numbers["lon"] < 120.012


def test_a_sliver_is_a_warning_and_rounding_is_nothing() -> None:
    sliver = shapely.box(120.0, 36.0, 120.01 + 1e-6, 36.01)  # about 9 cm by 1.1 km
    (finding,) = check_siblings(["1", "2"], [sliver, RIGHT])
    assert (finding.kind, finding.is_error) == (Kind.OVERLAP, False)
    assert check_siblings(["1", "2"], [shapely.box(120.0, 36.0, 120.01 + 1e-9, 36.01), RIGHT]) == []


def test_a_gap_in_the_parent_is_a_warning_with_its_place() -> None:
    (finding,) = check_within(["1"], [LEFT], PARENT, "甲街道")
    assert (finding.kind, finding.is_error, finding.numbers["count"]) == (Kind.GAP, False, 1)
    assert finding.where == ("甲街道",)
    assert finding.numbers["share"] == pytest.approx(0.5)
    assert finding.numbers["largest_m2"] == finding.numbers["area_m2"] == pytest.approx(area_m2(RIGHT))
    assert RIGHT.contains(shapely.Point(finding.numbers["lon"], finding.numbers["lat"]))


def test_an_area_outside_its_parent() -> None:
    far, a_little = square(120.5, 36.0), shapely.box(120.0, 35.9999, 120.01, 36.01)
    findings = check_within(["1", "2", "3"], [a_little, RIGHT, far], PARENT)
    assert [(one.kind, one.where, one.is_error) for one in findings] == [
        (Kind.OUTSIDE_PARENT, ("3",), True),
        (Kind.OUTSIDE_PARENT, ("1",), False),
    ]
    assert findings[0].numbers["share"] == pytest.approx(1.0)


@pytest.mark.parametrize("system", [Crs.GCJ02, Crs.BD09])
def test_a_silent_shift_is_recognised_by_the_parent(system: Crs) -> None:
    parent = blob(4, corners=80)
    moved = shapely.transform(parent, lambda xy: np.column_stack(from_wgs84(xy[:, 0], xy[:, 1], system)))
    findings = check_within(["1"], [moved], parent)
    assert [(one.kind, one.detail, one.is_error) for one in findings] == [(Kind.LOOKS_SHIFTED, system, True)]
    assert findings[0].numbers["share_after"] < findings[0].numbers["share"] / 4


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100_000), st.integers(1, 20), st.data())
def test_a_cut_polygon_is_clean_until_a_piece_is_lost(seed: int, pieces: int, data: st.DataObject) -> None:
    whole = blob(seed)
    parts = cut(whole, pieces)
    codes = [str(number) for number in range(pieces)]
    assert [*check_siblings(codes, parts), *check_within(codes, parts, whole)] == []
    lost = data.draw(st.integers(0, pieces - 1))
    rest = [number for number in range(pieces) if number != lost]
    findings = check_within([codes[n] for n in rest], [parts[n] for n in rest], whole)
    assert [(one.kind, one.is_error) for one in findings] == [(Kind.GAP, False)] * (pieces > 1)
    for gap in findings:
        assert gap.numbers["area_m2"] == pytest.approx(area_m2(parts[lost]), rel=1e-6)


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        check_siblings(["1"], [LEFT, RIGHT])


@real_data
def test_the_real_district_has_gaps_only() -> None:
    reading = read_geojson((REAL / "qingdao_huangdao_370211_towns_osm.geojson").read_bytes())
    assert reading.findings == ()
    district, *streets = reading.features
    shapes = [street.geometry for street in streets]
    names = [str(street.number) for street in streets]
    findings = [*check_siblings(names, shapes), *check_within(names, shapes, district.geometry)]
    assert [one.kind for one in findings] == [Kind.GAP]
    assert 0.02 < findings[0].numbers["share"] < 0.06
    source = json.loads((REAL / "qingdao_huangdao_370211_towns_osm.geojson").read_text("utf-8"))
    assert len(source["features"]) == len(reading.features)
