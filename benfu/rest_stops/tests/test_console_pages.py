"""The keepers' page: the big switch, sockets, hours; the managers' form."""

from typing import Any

import pytest
import time_machine

from benfu.rest_stops import selectors
from benfu.rest_stops.models import RestStop
from tests.cast import Cast
from tests.district import CUIHU, JINHAI, middle

NOON = "2026-11-24T04:00:00Z"


def form(cell: str = f"{JINHAI}003", **changes: Any) -> dict[str, Any]:
    lon, lat = middle(cell)
    given = {"name": "海滨驿站", "kind": "rest_stop", "address": "海滨路 8 号", "position": f"{lon}，{lat}"}
    return {**given, "crs": "WGS84", "sockets": "4", "amenities": ["water", "rest"], **changes}


def shop_of(cast: Cast) -> int:
    return int(cast.outlet.partition(":")[2])


@time_machine.travel(NOON, tick=False)
def test_the_big_switch(cast: Cast, page: Any) -> None:
    browser, shop = page(cast.gu), shop_of(cast)
    assert "关门" in browser.get("/c/stops/").content.decode()
    browser.post(f"/c/stops/{shop}/open/", {"open": "0"})
    assert not selectors.rest_stop(shop).status.is_open
    assert 'value="1"' in browser.get("/c/stops/").content.decode()
    browser.post(f"/c/stops/{shop}/open/", {"open": "1"})
    assert selectors.rest_stop(shop).status.is_open


def test_putting_a_stop_on_the_map_and_filling_in_its_hours(cast: Cast, page: Any) -> None:
    browser = page(cast.zhou)
    answer = browser.post("/c/stops/new/", form())
    made = RestStop.objects.get(name="海滨驿站").pk
    assert answer.url == f"/c/stops/{made}/hours/"
    browser.post(answer.url, {"every_day": "07:00-22:00", "day_6": "休息", "exceptions": "2027-02-06 休息"})
    hours = selectors.rest_stop(made).hours
    assert [spans != () for spans in hours.week] == [True] * 6 + [False]
    assert len(hours.exceptions) == 1
    again = browser.get(answer.url).content.decode()
    assert 'value="07:00-22:00"' in again
    assert "2027-02-06 休息" in again
    browser.post(f"/c/stops/{made}/sockets/", {"by": "-1"})
    assert selectors.rest_stop(made).free_sockets == 3


@pytest.mark.parametrize(
    "bad",
    [
        {"every_day": "早上到晚上"},
        {"every_day": ""},
        {"every_day": "08:00-20:00", "day_2": "25:00-26:00"},
        {"every_day": "08:00-20:00", "exceptions": "除夕 休息"},
        {"every_day": "08:00-20:00", "exceptions": "2027-13-01 休息"},
        {
            "every_day": "08:00-20:00",
            "exceptions": "\n".join(f"2027-0{m}-{d:02} 休息" for m in (1, 3, 5) for d in range(1, 31)),
        },
    ],
)
def test_hours_that_cannot_be_read_are_answered_in_the_form(cast: Cast, page: Any, bad: dict[str, str]) -> None:
    before = selectors.rest_stop(shop_of(cast)).hours
    answer = page(cast.gu).post(f"/c/stops/{shop_of(cast)}/hours/", bad)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert selectors.rest_stop(shop_of(cast)).hours == before


@pytest.mark.parametrize(
    "bad",
    [
        {"position": "here"},
        {"position": "1,2,3"},
        {"position": "35.9210, 120.0795"},
        {"name": "\u202e"},
        {"kind": "palace"},
        {"sockets": "many"},
        {"sockets": "9999"},
        {"amenities": ["sauna"]},
    ],
)
def test_a_form_that_does_not_fit(cast: Cast, page: Any, bad: dict[str, Any]) -> None:
    answer = page(cast.zhou).post("/c/stops/new/", form(**bad))
    assert answer.status_code == 422
    assert not RestStop.objects.filter(name="海滨驿站").exists()


def test_elsewhere_is_refused(cast: Cast, page: Any) -> None:
    answer = page(cast.zhou).post("/c/stops/new/", form(f"{CUIHU}001"))
    assert answer.status_code == 422
    assert "不在您负责的区域" in answer.content.decode()


def test_changing_and_withdrawing(cast: Cast, page: Any) -> None:
    browser, shop = page(cast.zhou), shop_of(cast)
    shown = browser.get(f"/c/stops/{shop}/").content.decode()
    assert "惠民超市" in shown
    assert "<svg" in shown
    assert browser.post(f"/c/stops/{shop}/", form(f"{JINHAI}001", name="惠民二店", kind="outlet")).status_code == 302
    assert selectors.rest_stop(shop).name == "惠民二店"
    assert browser.post(f"/c/stops/{shop}/withdraw/").url == "/c/stops/"
    assert "惠民二店" not in browser.get("/c/stops/").content.decode()


def test_keepers_see_their_own_and_strangers_nothing(cast: Cast, page: Any) -> None:
    shop = shop_of(cast)
    assert "登记驿站" not in page(cast.gu).get("/c/stops/").content.decode()
    assert page(cast.gu).get("/c/stops/new/").status_code == 403
    assert page(cast.gu).get(f"/c/stops/{shop}/").status_code == 403
    assert page(cast.wu).get(f"/c/stops/{shop}/").status_code == 404
    assert page(cast.wu).post(f"/c/stops/{shop}/open/", {"open": "0"}).status_code == 404
    assert page(cast.lin).get("/c/stops/").status_code == 403
    assert page().get("/c/stops/").url.startswith("/c/login/")
