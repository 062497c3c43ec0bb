"""Signing in with thumb and keyboard: a worker by phone, an administrator for the first time, both without scripts too."""

from collections.abc import Callable

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from benfu.platform.identity.actor import SYSTEM
from benfu.platform.identity.selectors import logins_of
from benfu.platform.identity.services import reset_password
from benfu.platform.lib import clock
from tests.cast import Cast

from .conftest import DESKTOP, OpenPage
from .touches import Thumb

pytestmark = pytest.mark.journey
OpenPhone = Callable[..., BrowserContext]


def fit(page: Page) -> None:
    """Hold a page of the way against axe and the width of the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.django_db(transaction=True)
def test_a_phone_and_its_code_in_two_touches(open_phone: OpenPhone, settings: Settings, scripts: bool) -> None:
    settings.DEMO = True
    settings.BENFU_CODE_SENDER = "benfu.platform.identity.senders.Screen"
    page = open_phone(java_script_enabled=scripts).new_page()
    thumb = Thumb(page)
    page.goto("/login/?next=/me/data/")
    page.get_by_label("手机号").fill("138 0000 4321")
    thumb.tap(page.get_by_role("button", name="获取验证码"))
    code = page.locator("b.num").inner_text()
    field = page.get_by_label("6 位验证码")
    assert field.get_attribute("autocomplete") == "one-time-code"
    expect(field).to_be_focused()
    if scripts:
        fit(page)
    field.fill(f" {code[:3]} {code[3:]} ")  # as pasted from a message
    thumb.tap(page.get_by_role("button", name="登录"))
    expect(page.get_by_role("heading", name="我的信息", exact=True)).to_be_visible()
    assert thumb.touches == 2


@pytest.mark.parametrize("look", ["light", "dark", "care"])
def test_an_administrators_first_day(town: Cast, open_page: OpenPage, open_phone: OpenPhone, look: str) -> None:
    account = town.admin.own_account()
    password, login = reset_password(actor=SYSTEM, account=account), logins_of([account])[account]
    page = open_phone(look=look, viewport=DESKTOP).new_page()
    page.goto("/c/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()

    expect(page.get_by_role("heading", name="设置第二步验证")).to_be_visible()
    fit(page)
    secret = page.locator("#secret").inner_text()
    page.get_by_label("新验证器上的 6 位数字").fill(pyotp.TOTP(secret).at(clock.now()))
    page.get_by_role("button", name="启用").click()
    expect(page.locator("#codes code")).to_have_count(10)
    fit(page)
    recovery = page.locator("#codes code").first.inner_text()
    page.get_by_role("link", name="我已保存，继续").click()

    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()
    fit(page)
    page.get_by_label("现在的密码").fill(password)
    page.get_by_label("新密码").fill("quiet harbour nine")
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_text("密码已修改")).to_be_visible()
    page.goto("/c/journal/failed/")
    expect(page.get_by_role("heading", name="没办成的后续事项")).to_be_visible()

    again = open_phone(look=look, viewport=DESKTOP).new_page()
    again.goto("/c/journal/failed/")
    again.get_by_label("登录名").fill(login)
    again.get_by_label("密码").fill("quiet harbour nine")
    again.keyboard.press("Enter")
    expect(again.get_by_role("heading", name="第二步验证")).to_be_visible()
    fit(again)
    again.get_by_label("验证器上的 6 位数字，或一个备用码").fill("000000")
    again.keyboard.press("Enter")
    expect(again.get_by_text("验证码不对")).to_be_visible()
    fit(again)
    again.get_by_label("验证器上的 6 位数字，或一个备用码").fill(recovery)
    again.keyboard.press("Enter")
    expect(again.get_by_role("heading", name="没办成的后续事项")).to_be_visible()
