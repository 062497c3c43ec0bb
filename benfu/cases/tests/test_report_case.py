"""Reporting: a report comes in once, opens a case where it lies, and nothing sent is lost."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from benfu.cases import rules, selectors
from benfu.cases.models import Case, Report
from benfu.geo.crs import gcj02_to_bd09, wgs84_to_gcj02
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed
from benfu.platform.lib.ids import uuid7
from benfu.territory.services import import_boundaries
from benfu.territory.shelf import shelf
from tests.cast import Cast, newcomer
from tests.district import CELL_LAT, CELL_LON, DISTRICT, JINHAI, SOUTH, WEST

from .acts import IN_CELL_1, IN_CELL_3, report

LATE_MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_a_report_opens_a_case_in_its_cell(town: Cast) -> None:
    receipt = report(town.lin, at=IN_CELL_3, category="manhole", accuracy_m=12, address="中山一路 18 号东侧")
    case = selectors.case_for(town.zhou, receipt.case)
    assert (receipt.created, receipt.first) == (True, True)
    assert (case.area, case.state, case.category_id, case.severity) == (f"{JINHAI}003", "reported", "manhole", 3)
    assert case.lonlat == pytest.approx(IN_CELL_3)
    assert (case.accuracy_m, case.address, case.crs) == (12, "中山一路 18 号东侧", "WGS84")
    assert receipt.number == case.number


def test_the_journal_is_told_ids_and_codes_only(town: Cast) -> None:
    receipt = report(town.lin, words="井盖碎了，电话 13800000000")
    (fact,) = facts_of(f"case:{receipt.case}")
    assert fact.kind == "CaseReported"
    assert fact.data == {
        "case": receipt.case,
        "report": str(receipt.report),
        "person": town.lin.person,
        "category": "manhole",
        "severity": 3,
    }
    assert (fact.actor, fact.area) == (town.lin.account, f"{JINHAI}003")


def test_sent_again_it_is_the_same_report(town: Cast) -> None:
    first, again = (report(town.lin, report=uuid7_fixed, words="同一条") for uuid7_fixed in [uuid7()] * 2)
    assert (again.case, again.number, again.created) == (first.case, first.number, False)
    assert Case.objects.count() == Report.objects.count() == facts_of(f"case:{first.case}").count() == 1


def test_sent_again_months_later_it_is_still_the_same(town: Cast) -> None:
    made = uuid7()
    with time_machine.travel(LATE_MORNING, tick=False):
        first = report(town.lin, report=made)
    with time_machine.travel(LATE_MORNING + timedelta(days=60), tick=False):
        assert report(town.lin, report=made).number == first.number


@pytest.mark.parametrize("other", [{"words": "别的"}, {"category": "litter"}, {"at": IN_CELL_1}, {"danger": True}])
def test_other_content_under_the_same_id_is_refused(town: Cast, other: dict[str, Any]) -> None:
    made = uuid7()
    report(town.lin, report=made)
    with pytest.raises(Conflict, match="内容不一样"):
        report(town.lin, report=made, **other)
    assert Report.objects.count() == 1


def test_somebody_elses_id_is_refused_and_tells_nothing(town: Cast) -> None:
    made = uuid7()
    first = report(town.lin, report=made)
    with pytest.raises(Conflict) as refused:
        report(town.he, report=made)
    assert first.number not in str(refused.value.message)


@pytest.mark.parametrize(("lon", "lat"), [(121.5, 34.5), (120.0795, 35.7), (-122.4, 37.8), (0.0, 0.0)])
def test_outside_every_area_it_is_the_districts(town: Cast, lon: float, lat: float) -> None:
    case = selectors.case_for(town.admin, report(town.lin, at=(lon, lat)).case)
    assert case.area == DISTRICT


def square(code: str, name: str, west: float, east: float) -> dict[str, Any]:
    """Return an area four cells high, from so many to so many cells east of the district's corner."""
    left, right, top = WEST + west * CELL_LON, WEST + east * CELL_LON, SOUTH + 4 * CELL_LAT
    ring = [[left, SOUTH], [right, SOUTH], [right, top], [left, top], [left, SOUTH]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}


def test_where_no_community_is_drawn_it_is_the_streets(town: Cast) -> None:
    wider = [square(DISTRICT, "青屿区", 0, 6), square("990101003", "北山街道", 4, 6)]
    content = json.dumps({"type": "FeatureCollection", "features": wider}).encode()
    assert import_boundaries(actor=SYSTEM, content=content).done
    shelf.look_again()
    at = (WEST + 5 * CELL_LON, SOUTH + CELL_LAT)
    assert selectors.case_for(town.admin, report(town.lin, at=at).case).area == "990101003"


def test_a_gcj02_position_is_converted_and_its_label_kept(town: Cast) -> None:
    case = selectors.case_for(town.zhou, report(town.lin, at=wgs84_to_gcj02(*IN_CELL_3), crs="gcj02").case)
    assert case.lonlat == pytest.approx(IN_CELL_3, abs=1e-6)
    assert (case.crs, case.area) == ("GCJ02", f"{JINHAI}003")


def test_a_bd09_position_is_converted_too(town: Cast) -> None:
    at = gcj02_to_bd09(*wgs84_to_gcj02(*IN_CELL_3))
    assert selectors.case_for(town.zhou, report(town.lin, at=at, crs="BD-09").case).area == f"{JINHAI}003"


def test_swapped_longitude_and_latitude_are_told(town: Cast) -> None:
    with pytest.raises(Invalid, match="写反了"):
        report(town.lin, at=(IN_CELL_3[1], IN_CELL_3[0]))


@pytest.mark.parametrize(
    "at", [(181.0, 10.0), (200.0, 91.0), (5.0, -91.0), (float("nan"), 35.0), (120.0, float("inf"))]
)
def test_what_is_no_position_is_told(town: Cast, at: tuple[float, float]) -> None:
    with pytest.raises(Invalid, match="有效的位置"):
        report(town.lin, at=at)


def test_an_unknown_coordinate_system_is_told(town: Cast) -> None:
    with pytest.raises(Invalid, match="坐标系") as refused:
        report(town.lin, crs="EPSG:3857")
    assert set(refused.value.fields) == {"crs"}


def test_an_unknown_category_is_told(town: Cast) -> None:
    with pytest.raises(Invalid, match="类别") as refused:
        report(town.lin, category="volcano")
    assert set(refused.value.fields) == {"category"}


@pytest.mark.parametrize("accuracy", [None, -1.0, float("nan"), float("inf"), 1e9])
def test_an_accuracy_that_cannot_be_is_left_out(town: Cast, accuracy: float | None) -> None:
    case = report(town.lin, accuracy_m=accuracy).case
    assert selectors.case_for(town.zhou, case).accuracy_m is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("井盖坏了🕳️👨‍👩‍👧", "井盖坏了🕳️👨‍👩‍👧"),
        ("غطاء مكسور", "غطاء مكسور"),
        ("שלום עולם", "שלום עולם"),
        ("路\u202e灯\u0000坏\u0007了", "路灯坏了"),
        ("  第一行\r\n第二行\n\n\n\n第三行 ", "第一行\n第二行\n\n第三行"),
        ("长" * rules.MOST_WORDS, "长" * rules.MOST_WORDS),
        ("'; DROP TABLE cases_case; --", "'; DROP TABLE cases_case; --"),
    ],
)
def test_words_are_kept_as_they_can_be_shown(town: Cast, sent: str, kept: str) -> None:
    made = report(town.lin, words=sent).report
    assert selectors.report_for(town.lin, made).report.words == kept


def test_more_words_than_can_be_kept_are_refused_not_cut(town: Cast) -> None:
    with pytest.raises(Invalid, match="10000"):
        report(town.lin, words="长" * (rules.MOST_WORDS + 1))


def test_danger_makes_it_urgent(town: Cast) -> None:
    assert selectors.case_for(town.zhou, report(town.lin, category="litter", danger=True).case).severity == 3


def test_whoever_has_not_registered_is_told_how(town: Cast) -> None:
    with pytest.raises(NotAllowed, match="报到"):
        report(newcomer("19900000042"))


def test_reports_may_come_late_and_out_of_order(town: Cast) -> None:
    with time_machine.travel(LATE_MORNING, tick=False):
        later = report(town.lin, taken_at=LATE_MORNING - timedelta(hours=1)).report
        earlier = report(town.lin, category="litter", taken_at=LATE_MORNING - timedelta(days=2)).report
    days = {one.report.pk: one.report.reported_on for one in selectors.my_reports(town.lin).rows}
    assert days == {later: date(2026, 11, 23), earlier: date(2026, 11, 21)}


RECEIVED = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # half past midnight on the 24th in China


@pytest.mark.parametrize(
    ("taken_at", "day"),
    [
        (None, date(2026, 11, 24)),
        (RECEIVED - timedelta(hours=1), date(2026, 11, 23)),
        (RECEIVED - timedelta(days=7), date(2026, 11, 17)),
        (RECEIVED - timedelta(days=8), date(2026, 11, 24)),
        (RECEIVED + timedelta(minutes=4), date(2026, 11, 24)),
        (RECEIVED + timedelta(days=1), date(2026, 11, 24)),
        (datetime(1970, 1, 1, tzinfo=UTC), date(2026, 11, 24)),
    ],
)
def test_the_day_of_the_act_is_the_photos_unless_the_clock_cannot_be_right(
    town: Cast, taken_at: datetime | None, day: date
) -> None:
    with time_machine.travel(RECEIVED, tick=False):
        made = report(town.lin, taken_at=taken_at).report
    assert selectors.report_for(town.lin, made).report.reported_on == day


@given(st.datetimes(timezones=st.just(UTC)))
def test_the_day_of_the_act_is_never_in_the_future(taken_at: datetime) -> None:
    day = rules.act_day(taken_at, RECEIVED, UTC)
    assert RECEIVED.date() - rules.LATEST <= day <= RECEIVED.date()


def test_a_time_without_zone_is_the_districts(town: Cast) -> None:
    with time_machine.travel(RECEIVED, tick=False):
        made = report(town.lin, taken_at=datetime(2026, 11, 23, 23, 59)).report
    assert selectors.report_for(town.lin, made).report.taken_at == datetime(2026, 11, 23, 15, 59, tzinfo=UTC)


def test_an_impossible_id_of_a_case_to_join_is_no_fault(town: Cast) -> None:
    receipt = report(town.lin, joins=2**70)
    assert (receipt.first, receipt.created) == (True, True)
