"""Counting touches: every tap on the page, and the system's own two (shutter, "use photo") for each photo."""

from pathlib import Path

from playwright.sync_api import Locator, Page

SHUTTER_AND_USE = 2


class Thumb:
    """One thumb on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.touches = 0

    def tap(self, target: Locator) -> None:
        """Touch something."""
        target.tap()
        self.touches += 1

    def shoot(self, target: Locator, photo: Path) -> None:
        """Touch what opens the camera, press the shutter, use the photo."""
        with self.page.expect_file_chooser() as camera:
            self.tap(target)
        assert camera.value.element.get_attribute("capture") == "environment"
        camera.value.set_files(photo)
        self.touches += SHUTTER_AND_USE
