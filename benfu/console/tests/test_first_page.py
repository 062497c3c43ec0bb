"""The console's first page: what waits for me, where, and what is new; only for staff."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from benfu.cases import categories
from benfu.cases.loaders import load as load_catalogue
from benfu.cases.services import report_case
from benfu.platform.lib.ids import uuid7
from benfu.territory.loaders import load as load_calendar
from benfu.territory.shelf import shelf
from tests.cast import Cast
from tests.district import JINHAI, middle

Page = Callable[..., Client]


@pytest.fixture
def town(cast: Cast) -> Iterator[Cast]:
    for load in (load_calendar, load_catalogue):
        load(lambda words: None)
    shelf.look_again()
    yield cast
    categories.forget()


def report(town: Cast, cell: str = "003", category: str = "manhole") -> None:
    lon, lat = middle(f"{JINHAI}{cell}")
    report_case(actor=town.lin, report=uuid7(), category=category, lon=lon, lat=lat)


def first_page(page: Page, actor: Any) -> str:
    answer = page(actor).get("/c/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_waits(page: Page, town: Cast) -> None:
    assert "今天清零了" in first_page(page, town.zhou)


def test_what_waits_is_counted_and_leads_to_the_list(page: Page, town: Cast) -> None:
    report(town)
    report(town, category="litter")
    html = first_page(page, town.zhou)
    assert "今天清零了" not in html
    counter = re.search(
        r'<a class="card" href="(/c/cases/[^"]*)"><span class="mut sm">待受理</span><b[^>]*>2</b>', html
    )
    assert counter is not None
    assert page(town.zhou).get(counter[1].replace("&amp;", "&")).status_code == 200


def test_the_map_shows_where_the_open_ones_are(page: Page, town: Cast) -> None:
    for cell, category in (("003", "manhole"), ("003", "litter"), ("001", "parking")):
        report(town, cell, category)
    html = first_page(page, town.zhou)
    parts = re.findall(r'area=(\d+)" aria-label="(\S+ \d+)"><path class="shade-(\d)"', html)
    assert parts == [
        (f"{JINHAI}001", "第1网格 1", "2"),
        (f"{JINHAI}002", "第2网格 0", "0"),
        (f"{JINHAI}003", "第3网格 2", "4"),
        (f"{JINHAI}004", "第4网格 0", "0"),
    ]


def test_an_outsider_sees_nothing_of_it(page: Page, town: Cast) -> None:
    report(town)
    html = first_page(page, town.wu)
    assert "今天清零了" in html
    assert JINHAI not in html


def test_the_head_names_the_readers_area_on_every_page(page: Page, town: Cast) -> None:
    assert "金海街道·金海社区" in first_page(page, town.zhou)
    assert "青屿区" in first_page(page, town.admin)


@pytest.mark.parametrize("name", ["zhou", "mei", "guan", "li", "gu", "admin", "tang"])
def test_every_duty_has_a_first_page(page: Page, town: Cast, name: str) -> None:
    assert "我现在要做的" in first_page(page, getattr(town, name))


def test_workers_and_visitors_are_not_let_in(page: Page, town: Cast) -> None:
    assert page(town.lin).get("/c/").status_code == 403
    assert page().get("/c/")["Location"].startswith("/c/login/")


def test_english(page: Page, town: Cast) -> None:
    client = page(town.zhou)
    client.cookies["language"] = "en"
    assert "All done: nothing is waiting for you." in client.get("/c/").content.decode()


def test_who_looks_after_no_area_sees_no_map_of_its_cases(page: Page, town: Cast) -> None:
    for actor in (town.gu, town.li):
        assert page(actor).get("/c/").context["map"] is None
