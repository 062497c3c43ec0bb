"""Whether a page, as it stands now, is fit for everybody: for the states a journey leads to."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def must_be_fit(page: Page, name: str) -> None:
    """Run axe over the page and see that nothing sticks out sideways."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}\n{found.generate_report()}"
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert sideways <= 0, f"{name} is {sideways} px too wide"
