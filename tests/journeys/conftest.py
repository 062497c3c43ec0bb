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
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from benfu.cases import categories
from benfu.conf.rooms import modules
from benfu.platform.identity.actor import Actor
from benfu.territory.shelf import shelf
from tests.cast import Cast, settle

from .lived_in import LivedIn, live

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

HANG_UP = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle'
"""
OpenPage = Callable[..., Page]
# What is waited for comes at once on a machine that has nothing else to do.
expect.set_options(timeout=20_000)


@pytest.fixture
def town(cast: Cast, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    """Return the fixed cast in the invented district, with every room's reference data; pictures go to the test's folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    load_reference_data()
    shelf.look_again()
    yield cast
    categories.forget()


def load_reference_data() -> None:
    """Load every room's, as `benfu load` does."""
    for module in modules("loaders"):
        import_module(module).load(str)


@pytest.fixture(scope="module")
def lived_in(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LivedIn]:
    """Return a lived-in town for a module's tests that only look; it is committed, as a server in other threads reads it.

    Such a module carries the mark django_db, without which pytest-django makes no test database.
    """
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_"), "no test database: mark the module with django_db"
        town = settle()
        load_reference_data()
        yield live(town)
        with connection.cursor() as cursor:
            # A browser's last connection may still hold one of the server's threads, and with it the database.
            cursor.execute(HANG_UP)
        # Sequences run on, as they do after any other test: rows kept in a snapshot have ids of their own.
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
        shelf.clear()
        categories.forget()


@pytest.fixture(scope="module")
def town_hall(lived_in: LivedIn) -> Iterator[str]:
    """Return the address of a server in the lived-in town."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


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


@pytest.fixture(scope="module")
def look_at(chromium: Browser, town_hall: str, lived_in: LivedIn) -> Iterator[Callable[..., Page]]:
    """Return `look_at(who, viewport=…, language=…)`: a blank page of a browser in the lived-in town, for one reader.

    The reader has chosen no look, so that pages follow the system. One profile serves all: no service worker may keep
    what another reader saw.
    """
    profiles: dict[int, BrowserContext] = {}

    def open_one(who: str = "", viewport: Any = PHONE, language: str = "") -> Page:
        width = viewport["width"]
        if width not in profiles:
            profiles[width] = chromium.new_context(
                base_url=town_hall,
                viewport=viewport,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                has_touch=width < 700,
                is_mobile=width < 700,
                reduced_motion="reduce",
                service_workers="block",
            )
        wanted = {"language": language, "sessionid": lived_in.sessions.get(who, "")}
        profiles[width].clear_cookies()
        profiles[width].add_cookies(
            [{"name": name, "value": value, "url": town_hall} for name, value in wanted.items() if value]
        )
        return profiles[width].new_page()

    yield open_one
    for profile in profiles.values():
        profile.close()


@pytest.fixture
def open_page(open_phone: Callable[..., BrowserContext]) -> OpenPage:
    """Return `open_page(path, actor, look=…, viewport=…)`: a page that has loaded."""

    def open_one(path: str, actor: Actor | None = None, **options: Any) -> Page:
        sheet = open_phone(actor, **options).new_page()
        sheet.goto(path)
        return sheet

    return open_one
