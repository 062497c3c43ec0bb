"""A real browser for the journeys; without one they are skipped in words.

def test_something(town, open_page):
    sheet = open_page("/", town.lin, look="dark", geolocation={"longitude": 120.0795, "latitude": 35.921})
"""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from benfu.cases import categories
from benfu.conf.rooms import modules
from benfu.platform.identity.actor import Actor
from benfu.territory.shelf import shelf
from tests.cast import Cast

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
LOOKS = {
    "light": {"theme": "light", "size": "normal"},
    "dark": {"theme": "dark", "size": "normal"},
    "care": {"theme": "light", "size": "care"},
    "huge": {"theme": "light", "size": "huge"},
}

OpenPage = Callable[..., Page]


@pytest.fixture
def town(cast: Cast, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    """Return the fixed cast in the invented district, with every room's reference data; pictures go to the test's folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    for module in modules("loaders"):
        import_module(module).load(str)
    shelf.look_again()
    yield cast
    categories.forget()


def chromium_path() -> str:
    """Return the browser to use, "" when there is none."""
    named = os.environ.get("BENFU_CHROMIUM", "")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one browser for all journeys, or skip them."""
    path = chromium_path()
    if not path:
        pytest.skip("no Chromium here: install it (apt install chromium) or name one in BENFU_CHROMIUM")
    # The browser's driver keeps an event loop in this thread; the tests themselves are ordinary synchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_phone(
    chromium: Browser, live_server: LiveServer, page: Callable[..., Any]
) -> Iterator[Callable[..., BrowserContext]]:
    """Return `open_phone(actor, look="light", **options)`: a fresh browser profile, signed in as the actor."""
    opened: list[BrowserContext] = []

    def open_one(
        actor: Actor | None = None, look: str = "light", viewport: Any = None, **options: Any
    ) -> BrowserContext:
        viewport = viewport or PHONE
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=viewport,
            locale=options.pop("locale", "zh-CN"),
            timezone_id="Asia/Shanghai",
            has_touch=viewport["width"] < 700,
            is_mobile=viewport["width"] < 700,
            **options,
        )
        cookies = dict(LOOKS[look])
        if actor is not None:
            cookies["sessionid"] = page(actor).cookies["sessionid"].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def open_page(open_phone: Callable[..., BrowserContext]) -> OpenPage:
    """Return `open_page(path, actor, look=…, viewport=…)`: a page that has loaded."""

    def open_one(path: str, actor: Actor | None = None, **options: Any) -> Page:
        sheet = open_phone(actor, **options).new_page()
        sheet.goto(path)
        return sheet

    return open_one
