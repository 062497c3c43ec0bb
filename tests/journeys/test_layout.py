"""What pages look like where it can be measured: nothing sticks to what it should stand apart from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from benfu.platform.lib import clock
from tests.cast import Cast

from .conftest import DESKTOP
from .deeds import report, spot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
GAP = """() => {
    const shown = [...document.querySelectorAll("main > *")].find((one) => one.getBoundingClientRect().height > 0);
    return shown.getBoundingClientRect().top - document.querySelector("header.nav").getBoundingClientRect().bottom;
}"""
"""Pixels between the header and the first thing below it."""


@pytest.mark.parametrize("path", ["/me/", "/me/card/", "/r/", "/pts/", "/shop/"])
def test_the_first_card_stands_apart_from_the_header(town: Cast, open_page: Callable[..., Page], path: str) -> None:
    gap: Any = open_page(path, town.lin).evaluate(GAP)
    assert 8 <= gap <= 16


def test_the_cockpit_fits_a_desk_without_scrolling(town: Cast, open_page: Callable[..., Page]) -> None:
    for number in range(10):
        with clock.at(clock.now() - timedelta(days=9, hours=number)):
            report(town.lin, at=spot(east_m=20 * number))
    sheet = open_page("/cockpit/", town.admin, viewport=DESKTOP)
    assert sheet.evaluate("document.documentElement.scrollHeight <= innerHeight")
    names = sheet.locator("section:has(#h-late) td:first-child a")
    assert names.count() > 3
    lines = names.evaluate_all("all => all.map((one) => one.getClientRects().length)")
    assert set(lines) == {1}
    assert sheet.locator("section:has(#h-points) svg").bounding_box()["y"] + 100 < DESKTOP["height"]  # type: ignore[index]


def test_a_state_sits_in_the_middle_of_its_row(town: Cast, open_page: Callable[..., Page]) -> None:
    report(town.lin)
    tag = open_page("/c/cases/", town.zhou, viewport=DESKTOP).locator("main td .tag.act").first
    assert tag.evaluate("one => getComputedStyle(one).marginTop") == "0px"
