"""A cheap phone closes the page while the system's camera is open: the page's own camera takes over."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from benfu.cases.models import Report
from tests.cast import Cast

from .conftest import FLAGS, PHONE, chromium_path
from .fit import must_be_fit
from .test_report_four_touches import HERE

pytestmark = pytest.mark.journey
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def home(town: Cast, chromium: Browser, page: Callable[..., Client], live_server: LiveServer) -> Iterator[Page]:
    """Return the home page in a browser with a pretended camera."""
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=[*FLAGS, *FAKE_CAMERA])
    options: dict[str, Any] = {"viewport": PHONE, "locale": "zh-CN", "has_touch": True, **HERE}
    options["permissions"] = ["geolocation", "camera"]
    phone = browser.new_context(base_url=live_server.url, **options)
    cookie = page(town.lin).cookies["sessionid"].value
    phone.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    opened = phone.new_page()
    opened.goto("/")
    yield opened
    browser.close()


def test_the_photo_is_taken_within_the_page(home: Page) -> None:
    expect(home.get_by_text("用网页相机拍")).to_be_hidden()
    with home.expect_file_chooser():
        home.get_by_role("button", name="井盖破损").tap()
    home.reload()  # as after a kill: no photo ever came back
    home.get_by_role("button", name="用网页相机拍").tap()
    expect(home.get_by_role("dialog", name="网页相机")).to_be_visible()
    expect(home.locator("#webcam-view")).not_to_have_js_property("videoWidth", 0)
    must_be_fit(home, "camera in the page")
    home.get_by_role("button", name="拍照").tap()
    expect(home.get_by_alt_text("第 1 张照片")).to_be_visible()
    expect(home.get_by_role("radio", name="井盖破损")).to_be_checked()
    expect(home.locator("#place-note")).to_contain_text("精度")
    home.get_by_role("button", name="提交").tap()
    expect(home.locator("#thanks-state")).to_contain_text("社区已经收到")
    assert Report.objects.get().category == "manhole"


def test_it_can_be_put_away(home: Page) -> None:
    with home.expect_file_chooser():
        home.get_by_role("button", name="井盖破损").tap()
    home.reload()
    home.get_by_role("button", name="用网页相机拍").tap()
    home.get_by_role("button", name="不拍了").tap()
    expect(home.get_by_role("dialog", name="网页相机")).to_be_hidden()
    assert home.evaluate("document.getElementById('webcam-view').srcObject") is None
