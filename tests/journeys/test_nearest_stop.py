"""R5: a stop that is open now, sorted by distance once the phone may say where it is, and the way there."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from benfu.rest_stops.hours import ALWAYS
from benfu.rest_stops.services import Place, add_rest_stop
from tests.cast import Cast
from tests.district import CUIHU, JINHAI, middle

from .conftest import OpenPage
from .touches import Thumb

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_two_touches_to_the_way_there(town: Cast, open_page: OpenPage) -> None:
    for name, cell in (("海滨驿站", f"{JINHAI}003"), ("翠湖驿站", f"{CUIHU}004")):
        lon, lat = middle(cell)
        place = Place("rest_stop", name, lon, lat, ALWAYS, amenities=["e_bike_charging"], sockets=3)
        add_rest_stop(actor=town.admin, place=place)
    lon, lat = middle(f"{CUIHU}004")
    home = open_page("/", town.lin, geolocation={"longitude": lon, "latitude": lat}, permissions=["geolocation"])
    expect(home.locator("[data-near]")).to_contain_text("翠湖驿站")
    thumb = Thumb(home)
    thumb.tap(home.get_by_role("navigation", name="主导航").get_by_role("link", name="驿站"))
    home.wait_for_url("**/s/?*lon=*")
    first = home.locator("section.card").first
    expect(first).to_contain_text("翠湖驿站")
    expect(first).to_contain_text("充电 空 3")
    way = first.get_by_role("link", name="去这里").get_attribute("href") or ""
    assert urlsplit(way).netloc == "uri.amap.com"
    there = parse_qs(urlsplit(way).query)["position"][0].split(",")
    assert abs(float(there[0]) - lon) < 0.01
    assert thumb.touches + 1 == 2


def test_without_a_position_the_list_works_all_the_same(town: Cast, open_page: OpenPage) -> None:
    sheet = open_page("/s/", town.lin)
    expect(sheet.get_by_text("惠民超市").first).to_be_visible()
    sheet.get_by_role("button", name="离我最近").tap()
    expect(sheet.get_by_role("button", name="没有定位到，按社区远近排列")).to_be_visible()
    sheet.context.set_offline(True)
    expect(sheet.locator("[data-live]:visible")).to_have_count(0)
