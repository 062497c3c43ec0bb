"""What pages look like where it can be measured: nothing sticks to what it should stand apart from."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cast import Cast

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
