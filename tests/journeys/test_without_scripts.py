"""Everything a person must be able to do works in a browser without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from benfu.cases.models import Report
from benfu.platform.files.models import StoredFile
from tests.cast import Cast
from tests.district import JINHAI

from .conftest import DESKTOP, OpenPage
from .photos import snapshot

pytestmark = pytest.mark.journey
PLAIN = {"java_script_enabled": False}


def test_a_report_from_the_tile_to_the_thanks(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    home = open_page("/", town.lin, **PLAIN)
    home.get_by_role("button", name="井盖破损").tap()
    expect(home.get_by_role("radio", name="井盖破损")).to_be_checked()
    home.get_by_label("照片（最多 3 张）").set_input_files(snapshot(tmp_path))
    home.get_by_text("从名单里选网格、社区").tap()
    home.get_by_label("网格或社区").select_option(label="第3网格")
    home.get_by_role("button", name="提交").tap()
    expect(home.get_by_role("status").filter(has_text="已收下，谢谢您！")).to_be_visible()
    assert Report.objects.get().case.area == f"{JINHAI}003"
    assert StoredFile.objects.count() == 1


def test_what_is_missing_is_said_on_the_form(town: Cast, open_page: OpenPage) -> None:
    form = open_page("/r/new", town.lin, **PLAIN)
    form.get_by_role("button", name="提交").tap()
    expect(form.get_by_text("请先拍一张照片。")).to_be_visible()
    expect(form.get_by_text("请选一选是什么问题。")).to_be_visible()
    expect(form.get_by_text("请选一选在哪里。")).to_be_visible()


def test_danger_shows_the_numbers_to_dial(town: Cast, open_page: OpenPage) -> None:
    form = open_page("/r/new", town.lin, **PLAIN)
    expect(form.get_by_role("link", name="119")).to_be_hidden()
    form.get_by_text("正在危及人身安全").tap()
    expect(form.get_by_role("link", name="119")).to_be_visible()


def test_large_letters_with_one_touch_and_back(open_page: OpenPage) -> None:
    home = open_page("/", **PLAIN)
    home.get_by_role("button", name="大字模式").tap()
    expect(home.locator("html")).to_have_attribute("data-size", "care")
    home.get_by_role("button", name="标准字号").tap()
    expect(home.locator("html")).to_have_attribute("data-size", "normal")


def test_dark_and_english(open_page: OpenPage) -> None:
    sheet = open_page("/look/", **PLAIN)
    for choice in ("深色", "English"):
        radio = sheet.get_by_role("radio", name=choice, exact=True)
        radio.tap()
        sheet.locator("form").filter(has=radio).get_by_role("button").tap()
    expect(sheet.locator("html")).to_have_attribute("lang", "en")
    assert sheet.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 20, 27)"


def test_the_consoles_menu_on_a_phone(town: Cast, open_page: OpenPage) -> None:
    desk = open_page("/c/", town.zhou, **PLAIN)
    cases = desk.get_by_role("navigation").get_by_role("link", name="案件")
    expect(cases).not_to_be_in_viewport()
    desk.get_by_role("link", name="打开导航").tap()
    expect(cases).to_be_in_viewport()
    desk.get_by_role("link", name="关闭导航").tap()
    expect(cases).not_to_be_in_viewport()
    desk.get_by_role("link", name="打开导航").tap()
    cases.tap()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("案件")


def test_the_menu_under_the_name_and_signing_out(town: Cast, open_page: OpenPage) -> None:
    desk = open_page("/c/", town.zhou, viewport=DESKTOP, **PLAIN)
    desk.get_by_text("周明", exact=True).click()
    desk.get_by_role("button", name="退出登录").click()
    desk.goto("/c/")
    assert "/c/login/" in desk.url
