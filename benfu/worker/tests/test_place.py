"""What a position is called and how it is drawn, for the form's script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.district import JINHAI, middle

Page = Callable[..., Client]


def ask(client: Client, **query: Any) -> Any:
    return client.get("/r/place", query, headers={"Accept": "application/json"})


def test_a_position_has_a_name_and_a_drawing_that_can_be_touched(page: Page, town: Cast) -> None:
    lon, lat = middle(f"{JINHAI}003")
    place = ask(page(town.lin), lon=lon, lat=lat, accuracy=12).json()
    assert (place["name"], place["area"]) == ("金海社区·第3网格", f"{JINHAI}003")
    assert place["map"].startswith("<svg")
    assert "data-bbox=" in place["map"]


def test_outside_the_district_a_report_is_welcome_too(page: Page, town: Cast) -> None:
    assert ask(page(town.lin), lon=121.5, lat=34.5).json()["name"] == "不在已划定的区域里，也能报"


@pytest.mark.parametrize("query", [{"lon": "east", "lat": 35}, {"lon": 200, "lat": 35}, {"lon": 120, "lat": "nan"}])
def test_what_is_no_position_is_refused_in_words(page: Page, town: Cast, query: dict[str, Any]) -> None:
    answer = ask(page(town.lin), **query)
    assert (answer.status_code, answer.json()["title"]) == (422, "这不是一个有效的位置。")


def test_a_visitor_is_not_answered(page: Page, town: Cast) -> None:
    assert ask(page(), lon=120, lat=35).status_code == 302
