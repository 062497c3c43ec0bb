"""Each page, in each look and width: axe finds nothing, nothing sticks out sideways, nothing is refused by the CSP.

BENFU_SHOTS=<folder> keeps a picture of each, to look at.
"""

import os
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.cast import Cast

from .conftest import DESKTOP, PHONE, OpenPage
from .pages import SHEETS, Sheet

pytestmark = pytest.mark.journey
SHOTS = os.environ.get("BENFU_SHOTS", "")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_page_is_fit_for_everybody(request: pytest.FixtureRequest, open_page: OpenPage, sheet: Sheet) -> None:
    # A visitor's page needs nobody in the database.
    cast: Cast | None = request.getfixturevalue("town") if sheet.who or callable(sheet.path) else None
    actor = getattr(cast, sheet.who) if sheet.who else None
    address = sheet.path(cast) if callable(sheet.path) else sheet.path
    widths = (("phone", PHONE), ("desk", DESKTOP))
    for look, (width, viewport) in (*product(("light", "dark", "care"), widths), ("huge", widths[0])):
        check(open_page("about:blank", actor, look=look, viewport=viewport), address, f"{sheet.name}-{look}-{width}")


def check(opened: Page, address: str, name: str) -> None:
    """Look at one page in one look and width."""
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address, wait_until="networkidle")
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        opened.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    found = Axe().run(opened)
    assert found.violations_count == 0, f"{name}\n{found.generate_report()}"
    sideways = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert sideways <= 0, f"{name} is {sideways} px too wide"
    assert not [words for words in complaints if "status of 404" not in words], f"{name}: {complaints}"
    opened.context.close()
