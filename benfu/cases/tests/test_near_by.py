"""What is near: shown before a report is sent, without persons."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from benfu.cases import selectors
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid
from tests.cast import Cast

from .acts import IN_CELL_3, closed, declined, join, report

DEGREE_M = 111_195  # metres of a degree of latitude


def at(metres: float) -> tuple[float, float]:
    """Return a place so many metres north of the middle of the third cell."""
    return IN_CELL_3[0], IN_CELL_3[1] + metres / DEGREE_M


def test_near_ones_are_found_nearest_first(town: Cast) -> None:
    for metres in (70, 20, 79, 82, 300):
        report(town.lin, at=at(metres))
    assert [one.distance_m for one in selectors.near_by(*IN_CELL_3, "manhole")] == [20, 70, 79]


def test_it_says_what_and_how_far_but_never_who(town: Cast) -> None:
    first = report(town.lin, at=at(30), words="林小舟说的")
    join(town.he, first.case, at=at(35))
    (one,) = selectors.near_by(*IN_CELL_3, "manhole")
    assert (one.case, one.number, one.reports_count, one.state) == (first.case, first.number, 2, "reported")
    assert {"person", "reporter", "name", "words"} & set(type(one).__slots__) == set()


@pytest.mark.parametrize("end", [closed, declined])
def test_what_has_ended_is_not_offered(town: Cast, end: Callable[..., Any]) -> None:
    end(town)
    assert selectors.near_by(*IN_CELL_3, "manhole") == []


def test_another_category_is_another_thing(town: Cast) -> None:
    report(town.lin, category="litter")
    assert selectors.near_by(*IN_CELL_3, "manhole") == []


def test_after_three_days_it_is_another_thing(town: Cast) -> None:
    report(town.lin)
    with time_machine.travel(clock.now() + timedelta(hours=71)):
        assert len(selectors.near_by(*IN_CELL_3, "manhole")) == 1
    with time_machine.travel(clock.now() + timedelta(hours=73)):
        assert selectors.near_by(*IN_CELL_3, "manhole") == []


def test_the_category_says_how_near_is_near(town: Cast) -> None:
    report(town.lin, category="other", at=at(40))
    assert selectors.near_by(*IN_CELL_3, "other") == []


def test_an_unknown_category_is_told(town: Cast) -> None:
    with pytest.raises(Invalid):
        selectors.near_by(*IN_CELL_3, "volcano")


def test_over_the_api(town: Cast, api: Callable[..., Any]) -> None:
    first = report(town.lin, at=at(30))
    lon, lat = IN_CELL_3
    answer = api(town.he).get("/api/v1/cases/nearby", {"lon": lon, "lat": lat, "category": "manhole"})
    assert [(one["case"], one["distance_m"], one["state_words"]) for one in answer.json()] == [
        (first.case, 30, "已收到")
    ]
    assert "林" not in answer.content.decode()
    assert api(town.he).get("/api/v1/cases/nearby", {"lon": 999, "lat": lat, "category": "manhole"}).status_code == 422
    assert api().get("/api/v1/cases/nearby", {"lon": lon, "lat": lat, "category": "manhole"}).status_code == 401
