"""R3 and R4: a worker sees why points were given, exchanges them, fetches the goods; the keeper hands over, once."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from benfu.cases.models import Case
from benfu.points.selectors import tariff
from benfu.store.models import Order, Stock
from tests.cast import Cast

from . import deeds
from .conftest import DESKTOP, OpenPage
from .qr import read_qr
from .touches import Thumb

pytestmark = pytest.mark.journey
TAB = "主导航"


def to_points(home: Page, thumb: Thumb) -> None:
    """Touch the tab of points."""
    thumb.tap(home.get_by_role("navigation", name=TAB).get_by_role("link", name="积分"))
    expect(home.get_by_role("heading", name="我的积分")).to_be_visible()


def ordered(open_page: OpenPage, town: Cast) -> tuple[Page, Order]:
    """Let 林小舟 exchange 60 of 100 points for a raincoat by touch, and return the page of the code and the order."""
    deeds.give(town.lin, 100)
    deeds.good(town, "雨衣", price=60, pieces=2)
    deeds.beside()
    home = open_page("/", town.lin)
    thumb = Thumb(home)
    to_points(home, thumb)
    thumb.tap(home.get_by_role("link", name="换东西"))
    thumb.tap(home.get_by_role("link", name="雨衣"))
    thumb.tap(home.get_by_role("button", name="兑换 · 60 分"))
    expect(home.get_by_role("heading", name="领取码")).to_be_visible()
    assert thumb.touches == 4
    return home, Order.objects.get()


def shelf() -> tuple[int, int]:
    """Return (on hand, reserved) of the one good there is."""
    found = Stock.objects.get()
    return found.on_hand, found.reserved


def test_two_touches_tell_why_points_were_given(town: Cast, open_page: OpenPage) -> None:
    case = deeds.closed(town, deeds.report(town.lin))
    home = open_page("/", town.lin)
    thumb = Thumb(home)
    to_points(home, thumb)
    line = home.locator("main li").filter(has_text="井盖破损")
    expect(line).to_contain_text("周明")
    thumb.tap(line.get_by_role("link"))
    expect(home.get_by_role("heading", name="这笔积分怎么来的")).to_be_visible()
    assert thumb.touches <= 2
    told = home.locator("main")
    for words in ("周明", Case.objects.get(pk=case).number, tariff().version, "规则", "合计"):
        expect(told).to_contain_text(words)
    home.get_by_role("link", name=Case.objects.get(pk=case).number).tap()
    expect(home.get_by_alt_text("处置前照片")).to_be_visible()
    expect(home.get_by_alt_text("处置后照片")).to_be_visible()


def test_what_is_not_verified_yet_is_shown_as_pending(town: Cast, open_page: OpenPage) -> None:
    deeds.report(town.lin)
    home = open_page("/pts/", town.lin)
    pending = home.get_by_role("region", name="我的积分").locator("div", has_text="待查实").last
    expect(pending.locator("b")).to_have_text("+14")


def test_exchange_in_four_touches_and_the_camera_of_the_keeper_reads_the_code(town: Cast, open_page: OpenPage) -> None:
    code, order = ordered(open_page, town)
    expect(code.get_by_text("冻结中")).to_be_visible()
    assert shelf() == (2, 1)
    digits = f"{order.digits[:3]} {order.digits[3:]}"
    expect(code.get_by_label(f"领取码 {digits}")).to_be_visible()
    address = read_qr(code.locator(".qr svg"))
    assert urlsplit(address).path.startswith("/x/o")

    keeper = open_page(address, town.gu)  # the keeper's own phone
    thumb = Thumb(keeper)
    expect(keeper.get_by_text("林**")).to_be_visible()
    assert "林小舟" not in keeper.locator("main").inner_text()
    thumb.tap(keeper.get_by_role("button", name="确认交付"))
    expect(keeper.get_by_text("已交付：雨衣")).to_be_visible()
    assert thumb.touches <= 2
    assert shelf() == (1, 0)

    keeper.goto(address)
    expect(keeper.get_by_role("alert")).to_contain_text("顾慧")
    expect(keeper.get_by_role("alert")).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"))
    expect(keeper.get_by_role("button", name="确认交付")).to_be_hidden()
    code.reload()
    expect(code.get_by_text("顾慧交付")).to_be_visible()


@pytest.mark.parametrize("typed", ["digits", "address"])
def test_six_digits_or_a_scanners_keystrokes_at_the_counter(town: Cast, open_page: OpenPage, typed: str) -> None:
    code, order = ordered(open_page, town)
    counter = open_page("/c/scan/", town.gu, viewport=DESKTOP)
    expect(counter.get_by_label("领取码")).to_be_focused()
    counter.keyboard.type(order.digits if typed == "digits" else read_qr(code.locator(".qr svg")))
    counter.keyboard.press("Enter")
    expect(counter.get_by_role("button", name="确认交付")).to_be_focused()
    counter.keyboard.press("Enter")
    expect(counter.get_by_text("已交付：雨衣")).to_be_visible()
    assert Order.objects.get().state == "handed_over"

    counter.get_by_label("领取码").fill(order.digits)
    counter.keyboard.press("Enter")
    expect(counter.get_by_role("alert")).to_be_visible()


def test_digits_that_are_none_are_refused_in_words(town: Cast, open_page: OpenPage) -> None:
    counter = open_page("/c/scan/", town.gu)
    counter.get_by_label("领取码").fill("000000")
    counter.get_by_role("button", name="查找").tap()
    expect(counter.get_by_role("alert")).to_contain_text("没有找到这个领取码")


def test_giving_an_order_up_gives_points_and_stock_back(town: Cast, open_page: OpenPage) -> None:
    code, order = ordered(open_page, town)
    code.get_by_text("不要了，取消").tap()
    code.get_by_role("button", name="确定取消").tap()
    expect(code.get_by_text("已取消，60 分已退回。")).to_be_visible()
    assert shelf() == (2, 0)
    code.goto("/shop/")
    expect(code.locator("main")).to_contain_text("100 分可用")

    counter = open_page("/c/scan/", town.gu, viewport=DESKTOP)
    counter.keyboard.type(order.digits)
    counter.keyboard.press("Enter")
    expect(counter.get_by_role("alert")).to_be_visible()
    expect(counter.get_by_role("button", name="确认交付")).to_be_hidden()


def test_too_few_points_or_an_empty_shelf_say_so(town: Cast, open_page: OpenPage) -> None:
    deeds.give(town.lin, 10)
    dear = deeds.good(town, "雨衣", price=60)
    gone = deeds.good(town, "手套", price=5, pieces=0)
    page = open_page(f"/shop/{dear.pk}/", town.lin)
    expect(page.get_by_role("button", name="还差 50 分")).to_be_disabled()
    page.goto(f"/shop/{gone.pk}/")
    expect(page.get_by_role("button", name="已领完")).to_be_disabled()
    page.goto("/shop/?can=1")
    expect(page.get_by_role("link", name="雨衣")).to_be_hidden()
