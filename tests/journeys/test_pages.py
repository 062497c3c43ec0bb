"""Each page, in each look and width: axe finds nothing, nothing sticks out sideways, nothing is refused by the CSP.

BENFU_SHOTS=<folder> keeps a picture of each, to look at.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import URLPattern, resolve
from django.urls.exceptions import Resolver404
from playwright.sync_api import Page, expect

from .addresses import patterns
from .conftest import DESKTOP, PHONE
from .lived_in import LivedIn
from .pages import SHEETS, Sheet

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
SHOTS = os.environ.get("BENFU_SHOTS", "")
LETTERS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""What changes with colours and letters; everything else axe knows is the same in each look."""
VARIANTS: dict[str, tuple[str, str, list[str]]] = {
    "light": ("light", "normal", []),
    "dark": ("dark", "normal", LETTERS),
    "care": ("light", "care", LETTERS),
    "huge": ("light", "huge", LETTERS),
}
"""Per look: what the system says of colours, the size of letters, the rules of axe (none: all)."""
PAPER = "getComputedStyle(document.documentElement).getPropertyValue('--bg').trim()"
PAPERS = {"light": "#F3F4F7", "dark": "#0F141B"}
"""What every page lies on."""
WIDTHS = {"phone": (PHONE, ("light", "dark", "care", "huge")), "desk": (DESKTOP, ("light", "dark", "care"))}
NOT_PAGES: dict[str, str] = {
    "worker-place": "a position's name, as JSON",
    "worker-who": "who is signed in, as JSON",
    "worker-sw": "a script",
    "worker-manifest": "the app's manifest",
    "operate-health": "for machines",
    "files-picture": "a picture",
    "identity-my-data-file": "a file",
    "cases-export": "a file",
    "recruitment-letter": "a file",
    "rosters-sign": "a file",
    "rosters-hub-of": "one of several hubs: looked at as /e/",
    "people-card-codes": "the phone's codes for a day, as JSON",
    "rest_stops-near": "a fragment of the home page, looked at within it",
    "cases-preview": "a fragment of the list of cases, looked at within it",
    "cases-move": "a form's target: leads to the case",
    "identity-code": "needs a code just asked for: looked at in test_sign_in.py",
    "identity-staff-code": "needs a password just given: looked at in test_sign_in.py",
}
"""Addresses without a sheet, and why; forms' targets, which answer no reader, need not be named."""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_page_is_fit_for_everybody(lived_in: LivedIn, look_at: Callable[..., Page], sheet: Sheet) -> None:
    address = sheet.path.format(**lived_in.things)
    faults: list[str] = []
    for width, (viewport, looks) in WIDTHS.items():
        with_listeners = listen(look_at(sheet.who, viewport=viewport), faults)
        with_listeners.goto(address)
        check(with_listeners, looks, f"{sheet.name}-{width}", faults)
        with_listeners.close()
    assert not faults, "\n".join(faults)


def listen(page: Page, faults: list[str]) -> Page:
    """Note what the browser complains of, and whatever the page asks for in vain."""

    def hear(kind: str, words: str) -> None:
        if kind == "error" and "Failed to load resource" not in words:
            faults.append(words)

    page.on("console", lambda message: hear(message.type, message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "response",
        lambda answer: (
            faults.append(f"{answer.status} {answer.url}")
            if answer.status >= 400 and not answer.request.is_navigation_request()
            else None
        ),
    )
    return page


def check(page: Page, looks: tuple[str, ...], name: str, faults: list[str]) -> None:
    """Look at an opened page in several looks: the reader's system and letters change, the page stays."""
    expect(page.locator(".htmx-request")).to_have_count(0)
    axe = Axe()
    page.evaluate(axe.axe_script)
    for look in looks:
        colours, letters, rules = VARIANTS[look]
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")  # type: ignore[arg-type]
        page.evaluate("size => { document.documentElement.dataset.size = size; }", letters)
        if page.evaluate(PAPER) != PAPERS[colours]:
            faults.append(f"{name}-{look} is not {colours}")
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(SHOTS) / f"{name}-{look}.png", full_page=True)
        faults.extend(f"{name}-{look}: {words}" for words in complaints(page, rules))
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if sideways > 0:
            faults.append(f"{name}-{look} is {sideways} px too wide")


def complaints(page: Page, rules: list[str]) -> Iterator[str]:
    """Yield what axe finds: the rule, where, and why."""
    options: dict[str, Any] = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    for found in page.evaluate("options => axe.run(options).then(results => results.violations)", options):
        for node in found["nodes"]:
            yield f"{found['id']}: {node['html'][:300]} {node['failureSummary'][:300]}"


def test_no_page_is_left_out(lived_in: LivedIn) -> None:
    seen = {name_of(sheet.path.format(**lived_in.things)) for sheet in SHEETS}
    left = {pattern.name: pattern for pattern in patterns() if pattern.name and pattern.name not in seen}
    unknown = set(NOT_PAGES) - set(left)
    assert not unknown, (
        f"{unknown} are pages that a sheet shows, or addresses that do not exist: take them off the list"
    )
    forgotten = [name for name, pattern in left.items() if name not in NOT_PAGES and answers_readers(pattern)]
    assert not forgotten, f"add a sheet to tests/journeys/pages.py for each of {forgotten}"


def name_of(address: str) -> str:
    """Return the name of the page at an address, "" when there is none."""
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def answers_readers(pattern: URLPattern) -> bool:
    """Return whether an address answers a GET at all; forms' targets refuse it before they ask who is there."""
    client = Client()
    values = dict.fromkeys(pattern.pattern.regex.groupindex, "1")
    request = client.get("/").wsgi_request
    request.method = "GET"
    return bool(pattern.callback(request, **values).status_code != 405)
