"""Finding a stop: open ones first, then the nearest; with what one needs; in words, on a map, over the API."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from benfu.geo.crs import gcj02_to_wgs84, wgs84_to_gcj02
from benfu.geo.distances import distance_m
from benfu.platform.lib.errors import NotFound
from benfu.rest_stops import figures, maps, selectors
from benfu.rest_stops.hours import ALWAYS, Hours, read_spans
from benfu.rest_stops.services import Place, add_rest_stop, change_free_sockets, set_open
from benfu.rest_stops.status import Status
from benfu.rest_stops.words import distance_words, open_words, week_words
from benfu.ui.short_links import code_for
from tests.cast import Cast
from tests.district import CUIHU, DISTRICT, HAISHENG, JINHAI, middle

NOON = "2026-11-24T04:00:00Z"
NIGHT = Hours((read_spans("20:00-06:00"),) * 7)


@pytest.fixture
def stops(cast: Cast) -> dict[str, int]:
    """Four stops beside the shop of the cast: near and closed, near and open, far and open, far and always open."""
    plan = {
        "夜间驿站": (f"{JINHAI}003", NIGHT, ["water"], 0),
        "海滨驿站": (f"{JINHAI}004", ALWAYS, ["water", "e_bike_charging"], 2),
        "海盛驿站": (f"{HAISHENG}002", ALWAYS, ["e_bike_charging", "toilet"], 4),
        "翠湖驿站": (f"{CUIHU}004", ALWAYS, [], 0),
    }
    made = {}
    for name, (cell, hours, amenities, sockets) in plan.items():
        lon, lat = middle(cell)
        place = Place("rest_stop", name, lon, lat, hours, amenities=amenities, sockets=sockets)
        made[name] = int(add_rest_stop(actor=cast.admin, place=place).pk)
    return made


def names(found: list[selectors.Stop]) -> list[str]:
    return [stop.name for stop in found]


@time_machine.travel(NOON, tick=False)
def test_open_ones_first_then_the_nearest(stops: dict[str, int]) -> None:
    lon, lat = middle(f"{JINHAI}003")
    found = selectors.stops(lon=lon, lat=lat)
    assert names(found) == ["海滨驿站", "惠民超市", "海盛驿站", "翠湖驿站", "夜间驿站"]
    distances = [stop.distance_m or 0 for stop in found[:4]]
    assert distances == sorted(distances)
    assert names(selectors.stops(lon=lon, lat=lat, open_only=True)) == names(found)[:4]


@time_machine.travel(NOON, tick=False)
def test_without_a_position_ones_own_community_first(stops: dict[str, int]) -> None:
    assert set(names(selectors.stops(home=JINHAI))[:2]) == {"海滨驿站", "惠民超市"}
    assert names(selectors.stops(home=CUIHU))[0] == "翠湖驿站"


@time_machine.travel(NOON, tick=False)
def test_with_what_one_needs(cast: Cast, stops: dict[str, int]) -> None:
    assert names(selectors.stops(having=["water"], home=JINHAI)) == ["海滨驿站", "夜间驿站"]
    assert names(selectors.stops(having=["water", "e_bike_charging"])) == ["海滨驿站"]
    assert selectors.stops(having=["books"]) == []
    lon, lat = middle(f"{JINHAI}003")
    change_free_sockets(actor=cast.admin, rest_stop=stops["海滨驿站"], by=-2)
    charging = selectors.stops(having=["e_bike_charging"], lon=lon, lat=lat)
    assert names(charging) == ["海盛驿站", "海滨驿站"], "who needs a socket is sent to a free one, though farther"


def test_the_nearest_is_the_nearest(stops: dict[str, int]) -> None:
    for cell in (f"{JINHAI}001", f"{HAISHENG}003", f"{CUIHU}002"):
        lon, lat = middle(cell)
        everyone = selectors.stops(lon=lon, lat=lat)
        truly = sorted(everyone, key=lambda stop: distance_m(lon, lat, stop.lon, stop.lat))
        assert names(selectors.nearest(lon, lat, limit=3)) == names(truly)[:3]


@time_machine.travel(NOON, tick=False)
def test_open_in_an_area_and_the_sums(stops: dict[str, int]) -> None:
    assert names(selectors.open_stops(JINHAI)) == ["惠民超市", "海滨驿站"]
    midnight = datetime.fromisoformat("2026-11-24T16:00:00+00:00")
    assert names(selectors.open_stops(JINHAI, midnight)) == ["夜间驿站", "海滨驿站"]
    assert figures.open_now(DISTRICT) == figures.OpenNow(total=5, open=4, free_sockets=6)
    assert figures.open_now("").total == 5
    assert names(selectors.outlets(DISTRICT)) == ["惠民超市"]


def test_an_unknown_stop(stops: dict[str, int]) -> None:
    with pytest.raises(NotFound):
        selectors.rest_stop(99999999)


@time_machine.travel(NOON, tick=False)
def test_the_page_is_open_to_everybody(stops: dict[str, int], page: Any) -> None:
    text = page().get("/s/").content.decode()
    assert "海滨驿站" in text
    assert "今天 20:00开门" in text
    assert "24 小时开门" in text
    assert "开到今天 21:00" in text
    only = page().get("/s/?open=1&a=toilet").content.decode()
    assert "海盛驿站" in only
    assert "海滨驿站" not in only


@time_machine.travel(NOON, tick=False)
def test_the_page_sorts_by_the_phones_position(cast: Cast, stops: dict[str, int], page: Any) -> None:
    lon, lat = middle(f"{HAISHENG}002")
    text = page(cast.lin).get(f"/s/?lon={lon}&lat={lat}").content.decode()
    assert text.index("海盛驿站") < text.index("海滨驿站")
    assert "骑行" in text


@pytest.mark.parametrize("query", ["lon=x&lat=1", "lon=nan&lat=nan", "lon=999&lat=0", "lon=1", "a=sauna", "open=yes"])
def test_a_damaged_query_is_as_none(stops: dict[str, int], page: Any, query: str) -> None:
    answer = page().get(f"/s/?{query}")
    assert answer.status_code == 200
    assert "海滨驿站" in answer.content.decode()
    assert "骑行" not in answer.content.decode()


@time_machine.travel("2026-11-24T15:00:00Z", tick=False)
def test_when_nothing_is_open_the_next_to_open_is_named(cast: Cast, page: Any) -> None:
    text = page().get("/s/?open=1").content.decode()
    assert "现在没有开门的" in text
    assert "明天 08:00开门" in text
    assert "惠民超市" in text


def test_the_detail_page_shows_the_way_and_the_hours(stops: dict[str, int], page: Any) -> None:
    text = page().get(f"/s/{stops['夜间驿站']}/").content.decode()
    for part in ("20:00–06:00", "每天", "uri.amap.com", "apis.map.qq.com", "geo:35.9", "饮水", "<svg"):
        assert part in text
    assert page().get("/s/99999999/").status_code == 404
    assert page().get(f"/x/{code_for('s', stops['夜间驿站'])}").url == f"/s/{stops['夜间驿站']}/"


def test_a_keepers_word_shows_its_age(cast: Cast, stops: dict[str, int], page: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        set_open(actor=cast.admin, rest_stop=stops["海滨驿站"], is_open=False)
        fresh = page().get(f"/s/{stops['海滨驿站']}/").content.decode()
        assert "刚刚" in fresh
        assert "以现场为准" not in fresh
    with time_machine.travel("2026-11-24T06:01:00Z", tick=False):
        assert "以现场为准" in page().get(f"/s/{stops['海滨驿站']}/").content.decode()


def test_the_home_page_shows_a_stop_near_ones_community(cast: Cast, stops: dict[str, int], page: Any) -> None:
    lon, lat = middle(f"{CUIHU}004")
    assert "翠湖驿站" in page(cast.lin).get(f"/s/near?lon={lon}&lat={lat}").content.decode()
    assert page(cast.lin).get("/s/near").content.decode().strip() == ""


def test_map_links_carry_gcj02_where_chinese_apps_want_it() -> None:
    lon, lat = middle(f"{JINHAI}003")
    amap = parse_qs(urlsplit(maps.amap(lon, lat, "驿站 & 茶")).query)
    there = tuple(float(number) for number in amap["position"][0].split(","))
    back = gcj02_to_wgs84(*there)
    assert distance_m(lon, lat, *back) < 1
    assert amap["name"] == ["驿站 & 茶"]
    x, y = wgs84_to_gcj02(lon, lat)
    marker = parse_qs(urlsplit(maps.tencent(lon, lat, "驿;站:一", "海滨路")).query)["marker"][0]
    assert marker == f"coord:{y:.6f},{x:.6f};title:驿 站 一;addr:海滨路"
    assert maps.system(lon, lat, "驿站").startswith(f"geo:{lat:.6f},{lon:.6f}?q=")


def test_distances_and_hours_in_words() -> None:
    assert distance_words(3) == "10 米 · 骑行 1 分钟"
    assert distance_words(324) == "320 米 · 骑行 1 分钟"
    assert distance_words(2512) == "2.5 公里 · 骑行 10 分钟"
    assert distance_words(None) == ""
    mixed = Hours((*(read_spans("08:00-20:00"),) * 5, (), read_spans("24小时")))
    assert week_words(mixed) == [("周一到周五", "08:00–20:00"), ("周六", "休息"), ("周日", "24 小时")]
    now = datetime(2026, 11, 24, 12)
    midnight = Status(True, datetime(2026, 11, 25), None, False, None, False)
    assert open_words(midnight, now) == "开到今天 24:00"
    friday = Status(False, None, datetime(2026, 11, 27, 9), False, None, False)
    assert open_words(friday, now) == "周五 09:00开门"
    assert open_words(Status(False, None, None, True, None, False), now) == "暂停开放"


@time_machine.travel(NOON, tick=False)
def test_the_api_gives_geojson_without_persons(stops: dict[str, int], api: Any) -> None:
    lon, lat = middle(f"{JINHAI}003")
    answer = api().get("/api/v1/rest-stops", {"lon": lon, "lat": lat, "open": True}).json()
    assert answer["type"] == "FeatureCollection"
    first = answer["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [round(part, 6) for part in middle(f"{JINHAI}004")]}
    assert first["properties"]["name"] == "海滨驿站"
    assert first["properties"]["distance_m"] > 0
    assert "account" not in json.dumps(answer)
    assert [one["id"] for one in api().get("/api/v1/rest-stops", {"amenity": "toilet"}).json()["features"]] == [
        stops["海盛驿站"]
    ]
    shifted = wgs84_to_gcj02(lon, lat)
    same = api().get("/api/v1/rest-stops", {"lon": shifted[0], "lat": shifted[1], "crs": "GCJ02", "open": True}).json()
    assert abs(same["features"][0]["properties"]["distance_m"] - first["properties"]["distance_m"]) <= 1


@pytest.mark.parametrize("query", [{"lon": 200, "lat": 0}, {"lon": 1, "lat": 1, "crs": "MARS"}, {"amenity": "sauna"}])
def test_the_api_refuses_nonsense(cast: Cast, api: Any, query: dict[str, Any]) -> None:
    assert api().get("/api/v1/rest-stops", query).status_code == 422


def test_keepers_use_the_api_too(cast: Cast, stops: dict[str, int], api: Any) -> None:
    shop = cast.outlet.partition(":")[2]
    path = f"/api/v1/rest-stops/{shop}/open"
    assert api(cast.gu).put(path, {"open": False}).json()["properties"]["is_open"] is False
    assert api(cast.gu).put(f"/api/v1/rest-stops/{stops['海滨驿站']}/open", {"open": False}).status_code == 404
    assert api().put(path, {"open": True}).status_code == 401
    sockets = api(cast.admin).post(f"/api/v1/rest-stops/{stops['海盛驿站']}/sockets", {"by": -1}).json()
    assert sockets["properties"]["free_sockets"] == 3
    assert api(cast.admin).post(f"/api/v1/rest-stops/{stops['海盛驿站']}/sockets", {"by": 1000}).status_code == 422
