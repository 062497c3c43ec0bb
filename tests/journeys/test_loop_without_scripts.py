"""The whole loop in browsers without scripts: every form of it is a form."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from benfu.cases.models import Case
from benfu.store.models import Order
from tests.cast import JINHAI, Cast, again, newcomer

from . import deeds
from .conftest import DESKTOP, OpenPage
from .photos import snapshot

pytestmark = pytest.mark.journey
PLAIN = {"java_script_enabled": False}


def test_joining_and_being_taken_in(town: Cast, open_page: OpenPage, settings: Settings) -> None:
    settings.DEMO = True
    settings.BENFU_CODE_SENDER = "benfu.platform.identity.senders.Screen"
    page = open_page(f"/join/{JINHAI}/", **PLAIN)
    page.get_by_label("手机号").fill("13800004321")
    page.get_by_role("button", name="获取验证码").tap()
    page.get_by_label("6 位验证码").fill(page.locator("b.num").inner_text())
    page.get_by_role("button", name="登录", exact=True).tap()
    page.get_by_label("姓名").fill("江一帆")
    page.get_by_role("radio", name="骑手").tap()
    page.locator("#consent-registration").tap()
    page.get_by_role("button", name="完成报到").tap()
    expect(page.get_by_text("等社区确认")).to_be_visible()
    desk = open_page("/c/people/", town.zhou, viewport=DESKTOP, **PLAIN)
    desk.get_by_role("button", name="同意 江一帆").click()
    page.reload()
    expect(page.get_by_text("社区已确认")).to_be_visible()
    expect(page.locator("#card .qr svg")).to_be_visible()


def report(page: Page, photo: Path) -> int:
    """Report a manhole and return its case."""
    page.get_by_role("button", name="井盖破损").tap()
    page.get_by_label("照片（最多 3 张）").set_input_files(photo)
    page.get_by_text("从名单里选网格、社区").tap()
    page.get_by_label("网格或社区").select_option(label="第3网格")
    page.get_by_role("button", name="提交").tap()
    expect(page.get_by_role("status").filter(has_text="已收下，谢谢您！")).to_be_visible()
    return int(Case.objects.get().pk)


def test_from_the_report_to_the_points(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/", town.lin, **PLAIN)
    case = report(page, snapshot(tmp_path))

    desk = open_page("/c/cases/", town.zhou, viewport=DESKTOP, **PLAIN)
    desk.get_by_role("link", name="井盖破损").click()
    desk.get_by_role("button", name="受理并派单").click()
    expect(desk.get_by_text("已受理并派单。")).to_be_visible()

    li = open_page(f"/c/cases/{case}/", town.li, **PLAIN)
    li.get_by_role("button", name="接单").tap()
    li.get_by_label("处置后照片").set_input_files(snapshot(tmp_path))
    li.get_by_role("button", name="提交处置结果").tap()
    expect(li.get_by_text("已提交，等社区核查。")).to_be_visible()

    desk.goto(f"/c/cases/{case}/")
    expect(desk.get_by_text("办结后发分")).to_be_visible()
    desk.locator("#act-verify").get_by_role("checkbox").nth(0).check()
    desk.get_by_label("前后照片为同一位置").check()
    desk.get_by_role("button", name="核查通过并办结").click()
    expect(desk.get_by_text("已核查办结，谢谢。")).to_be_visible()
    deeds.beside()

    page.goto("/pts/")
    page.locator("main li").filter(has_text="井盖破损").get_by_role("link").tap()
    expect(page.get_by_role("heading", name="这笔积分怎么来的")).to_be_visible()


def test_sending_back_and_declining(town: Cast, open_page: OpenPage) -> None:
    done = deeds.handled(town, deeds.report(town.lin))
    fresh = deeds.report(town.he, "litter", deeds.spot(east_m=150))
    desk = open_page(f"/c/cases/{done}/", town.zhou, viewport=DESKTOP, **PLAIN)
    for case, act, words in ((done, "send_back", "已退回重办。"), (fresh, "decline", "上报人会看到原因")):
        desk.goto(f"/c/cases/{case}/")
        desk.locator(f"#act-{act} > summary").click()
        form = desk.locator(f"#act-{act} form")
        form.get_by_role("radio").first.check()
        form.get_by_role("textbox").fill("请看现场。")
        form.get_by_role("button").last.click()
        expect(desk.get_by_text(words)).to_be_visible()


def test_exchanging_and_fetching(town: Cast, open_page: OpenPage) -> None:
    deeds.give(town.lin, 100)
    deeds.good(town)
    page = open_page("/shop/", town.lin, **PLAIN)
    page.get_by_role("link", name="雨衣").tap()
    page.get_by_role("button", name="兑换 · 60 分").tap()
    expect(page.get_by_role("heading", name="领取码")).to_be_visible()
    counter = open_page("/c/scan/", town.gu, viewport=DESKTOP, **PLAIN)
    counter.get_by_label("领取码").fill(Order.objects.get().digits)
    counter.get_by_role("button", name="查找").click()
    counter.get_by_role("button", name="确认交付").click()
    expect(counter.get_by_text("已交付：雨衣")).to_be_visible()


def test_the_inbox_and_what_is_kept_about_oneself(town: Cast, open_page: OpenPage) -> None:
    actor = again(newcomer("13800004321"))
    page = open_page("/me/data/", actor, **PLAIN)
    page.get_by_role("button", name="我同意").first.tap()
    expect(page.get_by_text("已记下您的同意。")).to_be_visible()
    page.get_by_text("注销我的账号").tap()
    page.locator("details.ask").get_by_role("button", name="确定").tap()
    expect(page.get_by_text("已注销")).to_be_visible()
