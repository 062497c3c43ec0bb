"""Home: a worker's day, a visitor's first look, and everything in it works without scripts."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

Page = Callable[..., Client]


def html_of(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_sees_what_this_is_and_both_doors(page: Page, town: Cast) -> None:
    html = html_of(page())
    assert "路上看到的，拍一张就有人管" in html
    assert 'href="/login/"' in html
    assert 'href="/c/login/"' in html
    assert 'id="snap"' not in html


def test_a_worker_sees_name_community_numbers_and_tiles(page: Page, town: Cast) -> None:
    html = html_of(page(town.lin))
    assert "林小舟" in html
    assert "金海社区" in html
    assert re.findall(r"<b>(\d+)</b><span>(\S+)</span>", html) == [
        ("0", "可用积分"),
        ("0", "本月上报"),
        ("0", "已办结"),
    ]
    assert re.findall(r'name="d" value="(\w+)"', html) == ["fire_lane", "wire_charging", "manhole", "road_damage"]


def test_tiles_are_buttons_of_a_form_so_that_they_lead_on_without_scripts(page: Page, town: Cast) -> None:
    html = html_of(page(town.lin))
    assert '<form id="snap" action="/r/new">' in html
    assert 'value="manhole" data-label="井盖破损" checked' in html_of(page(town.lin), "/r/new?d=manhole")


def test_staff_who_also_ride_find_the_way_to_the_console(page: Page, town: Cast) -> None:
    html = html_of(page(town.tang))
    assert 'href="/c/"' in html
    assert "网格员" in html
    assert 'href="/c/"' not in html_of(page(town.lin))


def test_the_five_tabs_stand_on_every_page_of_the_app(page: Page, town: Cast) -> None:
    html = html_of(page(town.lin), "/q/")
    assert re.findall(r'<li><a href="(/[^"]*)"', html)[:1] == ["/"]
    assert 'class="fab"' in html


def test_the_page_says_whose_it_is_and_when_it_was_drawn(page: Page, town: Cast) -> None:
    html = html_of(page(town.lin))
    assert f'data-account="{town.lin.account}"' in html
    assert re.search(r'data-drawn="\d{4}-\d\d-\d\dT', html)
    assert 'data-account=""' in html_of(page())


@pytest.mark.parametrize("path", ["/", "/r/new", "/q/", "/offline", "/about/", "/a11y/", "/privacy/", "/look/"])
def test_english(page: Page, town: Cast, path: str) -> None:
    client = page(town.lin)
    client.cookies["language"] = "en"
    text = re.sub(r"<script.*?</script>|<[^>]+>|&#?\w+;", " ", html_of(client, path), flags=re.DOTALL)
    names = {"林小舟", "林", "中文", "惠民超市", "海滨路", "号", "第"}
    chinese = {word for word in re.findall(r"[一-鿿]+", text) if not re.search("街道|社区|网格", word)}
    assert chinese <= names


def test_privacy_shows_the_texts_in_force(page: Page, town: Cast) -> None:
    html = html_of(page(), "/privacy/")
    assert "报到和使用说明" in html
    assert "第 1 版" in html
