"""Reports without a network: kept on the phone, sent by themselves, exactly once, whatever happens in between."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from benfu.cases.models import Report
from benfu.platform.files.models import StoredFile
from benfu.platform.identity.actor import Actor
from tests.cast import Cast

from .conftest import FLAGS, chromium_path
from .fit import must_be_fit
from .photos import damaged, snapshot
from .test_report_four_touches import HERE
from .touches import Thumb

pytestmark = pytest.mark.journey
OpenPhone = Callable[..., BrowserContext]
SENT = 15_000
"""Milliseconds the phone may take to send by itself."""


def open_app(phone: BrowserContext) -> Page:
    """Open the app and wait until it can be opened without a network."""
    home = phone.new_page()
    home.goto("/")
    home.evaluate(
        "navigator.serviceWorker.ready.then(function () { return new Promise(function (done) {"
        " (function look() { caches.match('/reader-of-these-pages').then(function (kept) {"
        " kept && navigator.serviceWorker.controller ? done() : setTimeout(look, 50); }); })(); }); })"
    )
    return home


def report(home: Page, photo: Path, tile: str = "井盖破损") -> None:
    """Report something up to the thanks."""
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("button", name=tile), photo)
    expect(home.get_by_alt_text("第 1 张照片")).to_be_visible()
    expect(home.locator("#place-note")).to_contain_text("精度")
    thumb.tap(home.get_by_role("button", name="提交"))
    expect(home.get_by_role("heading", name="已收下，谢谢您！")).to_be_visible()
    assert thumb.touches == 4


def sign_in_again(phone: BrowserContext, page: Callable[..., Client], actor: Actor, server: LiveServer) -> None:
    """Give the phone a new session of somebody."""
    cookie = page(actor).cookies["sessionid"].value
    phone.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])


def test_two_reports_wait_through_closing_and_go_out_once(town: Cast, open_phone: OpenPhone, tmp_path: Path) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    phone.set_offline(True)
    report(home, snapshot(tmp_path))
    expect(home.locator("#thanks-state")).to_contain_text("有网后自动发送")
    home.goto("/")
    report(home, snapshot(tmp_path, "IMG_0003.jpg"), tile="飞线充电")
    home.close()
    again = phone.new_page()
    missing: list[str] = []
    again.on("requestfailed", lambda request: missing.append(request.url))
    again.goto("/")  # a cold start without a network
    expect(again.get_by_text("2 条待上传，有网自动发送")).to_be_visible()
    assert not [url for url in missing if "/static/" in url]
    assert not Report.objects.exists()
    phone.set_offline(False)
    expect(again.get_by_text("条待上传")).to_be_hidden(timeout=SENT)
    assert sorted(Report.objects.values_list("category", flat=True)) == ["manhole", "wire_charging"]
    assert StoredFile.objects.count() == 2


def test_a_page_the_phone_does_not_have_says_so(town: Cast, open_phone: OpenPhone) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    phone.set_offline(True)
    home.goto("/about/")
    expect(home.get_by_text("没有网络，这一页手机里没有存")).to_be_visible()


def test_a_server_in_trouble_is_tried_again_and_nothing_is_doubled(
    town: Cast, open_phone: OpenPhone, tmp_path: Path
) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    answers = iter([503, 0, 0])

    def stumble(route: Route) -> None:
        trouble = next(answers, None)
        if trouble == 503:
            route.fulfill(status=503, body="busy")
        elif trouble == 0:
            route.fetch()  # the server has it, but the answer never arrives
            route.abort()
        else:
            route.continue_()

    phone.route("**/api/v1/reports", stumble)
    report(home, snapshot(tmp_path))
    home.goto("/q/")
    for tries in (1, 2, 3):
        expect(home.get_by_text(f"试了 {tries} 次")).to_be_visible(timeout=SENT)
        home.get_by_role("button", name="全部重发").click()
    expect(home.get_by_text("都发完了")).to_be_visible(timeout=SENT)
    assert Report.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_an_ended_session_loses_nothing(
    town: Cast, open_phone: OpenPhone, page: Callable[..., Client], live_server: LiveServer, tmp_path: Path
) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    phone.set_offline(True)
    report(home, snapshot(tmp_path))
    phone.clear_cookies(name="sessionid")
    phone.set_offline(False)
    home.goto("/q/")
    expect(home.get_by_text("请重新登录，照片都还在").first).to_be_visible(timeout=SENT)
    assert not Report.objects.exists()
    sign_in_again(phone, page, town.lin, live_server)
    home.goto("/q/")
    expect(home.get_by_text("都发完了")).to_be_visible(timeout=SENT)
    assert Report.objects.get().person_id == town.lin.person


def test_another_account_never_sends_it_unless_the_person_says_so(
    town: Cast, open_phone: OpenPhone, page: Callable[..., Client], live_server: LiveServer, tmp_path: Path
) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    phone.set_offline(True)
    report(home, snapshot(tmp_path))
    sign_in_again(phone, page, town.he, live_server)
    phone.set_offline(False)
    home.goto("/q/")
    expect(home.get_by_text("别的账号", exact=True)).to_be_visible()
    home.get_by_role("button", name="全部重发").click()
    expect(home.get_by_text("这是另一个账号留下的")).to_be_visible()
    assert not Report.objects.exists()
    home.get_by_role("button", name="是我拍的，用现在的账号发送").click()
    expect(home.get_by_text("已发出")).to_be_visible(timeout=SENT)
    assert Report.objects.get().person_id == town.he.person


def test_a_photo_the_server_refuses_is_marked_and_the_rest_is_kept(
    town: Cast, open_phone: OpenPhone, tmp_path: Path
) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    expect(home.get_by_alt_text("第 1 张照片")).to_be_visible()
    thumb.shoot(home.get_by_role("button", name="再拍一张"), damaged(tmp_path))
    expect(home.locator("#photos figure")).to_have_count(2)
    thumb.tap(home.get_by_role("button", name="提交"))
    expect(home.locator("#thanks-state")).to_contain_text("有照片没收下", timeout=SENT)
    home.goto("/q/")
    expect(home.get_by_text("第 2 张照片：")).to_be_visible()
    assert Report.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_a_copy_can_be_saved_and_a_report_thrown_away(town: Cast, open_phone: OpenPhone, tmp_path: Path) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    phone.set_offline(True)
    report(home, snapshot(tmp_path))
    home.goto("/q/")
    expect(home.get_by_text("等网络")).to_be_visible()
    must_be_fit(home, "queue")
    with home.expect_download() as saved:
        home.get_by_role("button", name="导出备份").click()
    archive = tmp_path / "saved.zip"
    saved.value.save_as(archive)
    assert names_in(archive) == [".jpg", "report.json"]
    home.on("dialog", lambda dialog: dialog.accept())
    home.get_by_role("button", name="删除").click()
    expect(home.get_by_text("都发完了")).to_be_visible()


def names_in(archive: Path) -> list[str]:
    """Return what a zip holds, photos by their suffix, after checking every checksum."""
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        names = [name.partition("/")[2] for name in opened.namelist()]
    return sorted(name if name == "report.json" else Path(name).suffix for name in names)


def test_killing_the_browser_loses_nothing(
    town: Cast, chromium: Browser, page: Callable[..., Client], live_server: LiveServer, tmp_path: Path
) -> None:
    cookie = page(town.lin).cookies["sessionid"].value

    def start() -> BrowserContext:
        profile = str(tmp_path / "profile")
        options: dict[str, Any] = {"base_url": live_server.url, "locale": "zh-CN", "has_touch": True, **HERE}
        start_browser = chromium.browser_type.launch_persistent_context
        return start_browser(profile, executable_path=chromium_path(), args=FLAGS, **options)

    phone = start()
    phone.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    home = open_app(phone)
    phone.set_offline(True)
    report(home, snapshot(tmp_path))
    for process in psutil.process_iter(["cmdline"]):
        if any(str(tmp_path) in word for word in process.info["cmdline"] or []):
            process.kill()
    phone = start()
    phone.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    again = phone.new_page()
    again.goto("/q/")
    expect(again.get_by_text("都发完了")).to_be_visible(timeout=SENT)
    phone.close()
    assert Report.objects.get().person_id == town.lin.person
    assert StoredFile.objects.count() == 1
