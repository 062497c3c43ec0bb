"""Where a position lies: cell, community, street, district, or outside of everything."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import numpy as np
import pytest

from benfu.platform.identity.actor import SYSTEM
from benfu.territory import selectors
from benfu.territory.atlas import Located
from benfu.territory.levels import Level
from benfu.territory.services import import_areas, import_boundaries
from benfu.territory.shelf import Shelf
from tests.district import CELL_LAT, CELL_LON, CUIHU, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET, SOUTH, WEST, middle

from .drawing import box_feature, geojson, table

Queries = Callable[[int], AbstractContextManager[object]]
CELL3 = f"{JINHAI}003"


@pytest.fixture
def holes(areas: None) -> None:
    """Add a street with a community without cells, a bare part of the street, and a bare part of the district."""
    # East of the district as drawn: a wider district, one street in it, one community in that.
    wide = (WEST, SOUTH, WEST + 8 * CELL_LON, SOUTH + 4 * CELL_LAT)
    street = (WEST + 4 * CELL_LON, SOUTH, WEST + 7 * CELL_LON, SOUTH + 4 * CELL_LAT)
    community = (WEST + 4 * CELL_LON, SOUTH, WEST + 5 * CELL_LON, SOUTH + 4 * CELL_LAT)
    rows = [("代码", "名称"), ("990101003", "望港街道"), ("990101003001", "望港社区")]
    import_areas(actor=SYSTEM, content=table(*rows))
    report = import_boundaries(
        actor=SYSTEM,
        content=geojson(
            box_feature(wide, code=DISTRICT),
            box_feature(street, code="990101003"),
            box_feature(community, code="990101003001"),
        ),
    )
    assert report.done


def test_a_position_lies_in_its_cell(areas: None) -> None:
    located = selectors.locate(120.0795, 35.9210)
    assert located == Located(CELL3, Level.CELL)
    assert (located.cell, located.community, located.street, located.district) == (
        CELL3,
        JINHAI,
        JINHAI_STREET,
        DISTRICT,
    )


def test_on_a_border_the_lowest_code_has_it(areas: None) -> None:
    assert selectors.locate(WEST + CELL_LON, SOUTH + CELL_LAT / 2).area == f"{JINHAI}001"


def test_without_a_cell_it_is_the_community_then_the_street_then_the_district(holes: None) -> None:
    lat = SOUTH + CELL_LAT / 2
    found = [selectors.locate(WEST + cells * CELL_LON, lat) for cells in (4.5, 6, 7.5)]
    assert [(one.area, one.level, one.outside) for one in found] == [
        ("990101003001", Level.COMMUNITY, False),
        ("990101003", Level.STREET, False),
        (DISTRICT, Level.DISTRICT, False),
    ]
    assert (found[0].cell, found[1].community, found[2].street) == ("", "", "")


@pytest.mark.parametrize(("lon", "lat"), [(121.5, 35.0), (35.9210, 120.0795), (0, 0), (float("nan"), 35.9)])
def test_outside_of_everything_it_falls_to_the_district(areas: None, lon: float, lat: float) -> None:
    assert selectors.locate(lon, lat) == Located(DISTRICT, Level.DISTRICT, outside=True)


def test_of_two_districts_the_nearer_one_has_what_lies_outside(areas: None) -> None:
    other = (121.0, 35.9, 121.1, 36.0)
    assert import_boundaries(actor=SYSTEM, content=geojson(box_feature(other, code="990102", name="云岭区"))).done
    assert selectors.locate(121.2, 35.95).area == "990102"
    assert selectors.locate(120.0, 35.95).area == DISTRICT


@pytest.mark.django_db
def test_while_nothing_is_known_there_is_no_area() -> None:
    assert selectors.locate(120.0795, 35.9210) == Located("", Level.DISTRICT, outside=True)
    assert selectors.label("") == ""


def test_many_at_once_as_one_by_one(holes: None) -> None:
    rng = np.random.default_rng(3)
    lons, lats = WEST + 10 * CELL_LON * (rng.random(500) - 0.1), SOUTH + 5 * CELL_LAT * (rng.random(500) - 0.1)
    many = selectors.locate_many(lons, lats)
    single = [selectors.locate(lon, lat) for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True)]
    assert many.areas.tolist() == [one.area for one in single]
    assert many.outside.tolist() == [one.outside for one in single]
    assert {len(code) for code in many.areas} == {6, 9, 12, 15}


def test_names_and_labels(areas: None) -> None:
    assert selectors.label(CELL3) == "金海街道·金海社区·第3网格"
    assert selectors.label(JINHAI_STREET) == "金海街道"
    assert selectors.label(DISTRICT) == "青屿区"
    assert selectors.label(f"{JINHAI}099") == "金海街道·金海社区"
    assert [place.code for place in selectors.path_of(CELL3)] == [DISTRICT, JINHAI_STREET, JINHAI, CELL3]
    assert (selectors.area(JINHAI).name, selectors.area(JINHAI).parent) == ("金海社区", JINHAI_STREET)
    assert selectors.find_area("999999") is None


def test_areas_of_a_subtree(areas: None) -> None:
    assert [place.code for place in selectors.areas_under(JINHAI_STREET, Level.COMMUNITY)] == [JINHAI, HAISHENG]
    assert [place.code for place in selectors.areas_under("", Level.DISTRICT)] == [DISTRICT]
    assert selectors.count_under(DISTRICT, Level.CELL) == 12
    assert selectors.areas_under(CUIHU, Level.STREET) == ()


def test_questions_are_answered_from_memory(areas: None, django_assert_num_queries: Queries) -> None:
    selectors.locate(120.0795, 35.9210)
    with django_assert_num_queries(0):
        for _ in range(50):
            selectors.locate(120.0795, 35.9210)
        selectors.label(CELL3)
        selectors.calendar()


def test_another_process_sees_a_change_within_two_seconds(
    areas: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Queries
) -> None:
    now = [1000.0]
    monkeypatch.setattr("benfu.territory.shelf.monotonic", lambda: now[0])
    other = Shelf()
    before = other.current()
    assert import_areas(actor=SYSTEM, content=table(("代码", "名称"), (JINHAI, "金海湾社区"))).done
    now[0] += 1.9
    with django_assert_num_queries(0):
        assert other.current() is before
    now[0] += 0.2
    assert other.current().places[JINHAI].name == "金海湾社区"
    after = other.current()
    now[0] += 2.1
    with django_assert_num_queries(1):
        assert other.current() is after


def test_while_one_thread_looks_the_others_go_on(areas: None) -> None:
    shelf = Shelf()
    before = shelf.current()
    shelf.look_again()
    answers: list[object] = []
    with shelf._lock:  # as if another thread were loading
        asking = threading.Thread(target=lambda: answers.append(shelf.current()))
        asking.start()
        asking.join(timeout=5)
        assert answers == [before]


def test_the_middle_of_every_area_lies_in_it(areas: None) -> None:
    for code in (JINHAI, HAISHENG, CUIHU):
        for number in range(1, 5):
            cell = f"{code}{number:03}"
            assert selectors.locate(*middle(cell)).area == cell
