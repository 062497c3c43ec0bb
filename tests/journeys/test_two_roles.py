"""One person with two roles goes through both doors; staff set a second factor of their own accord."""

from collections.abc import Callable

import pyotp
import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from benfu.cases import services as cases
from benfu.cases.models import Case
from benfu.platform.identity.strength import Strength
from benfu.platform.lib import clock
from tests.cast import Cast, person_of

from . import deeds
from .conftest import DESKTOP, OpenPage

pytestmark = pytest.mark.journey
OpenPhone = Callable[..., BrowserContext]


def test_a_worker_who_is_a_grid_member_reports_and_mends(town: Cast, open_page: OpenPage) -> None:
    deeds.report(town.tang, "litter")
    case = deeds.report(town.lin)
    cases.file_and_dispatch(actor=town.zhou, case=case, handler=person_of(town.tang))
    page = open_page("/", town.tang)
    expect(page.get_by_role("link", name="垃圾堆积")).to_be_visible()  # their own report, as a worker
    page.get_by_role("link", name="网格台").first.tap()
    expect(page.get_by_role("heading", name="唐远，您好")).to_be_visible()
    page.goto("/c/cases/")
    page.get_by_role("link", name="井盖破损").first.tap()
    page.get_by_role("button", name="接单").tap()
    expect(page.get_by_text("已接单，请按时处置。")).to_be_visible()
    assert Case.objects.get(pk=case).handler_id == town.tang.person
    page.locator("details.who summary").tap()
    page.get_by_role("link", name="去手机端").tap()
    expect(page.get_by_role("button", name="随手拍 · 报隐患")).to_be_visible()


def test_by_phone_only_the_workers_door_is_open(
    town: Cast, open_phone: OpenPhone, page: Callable[..., Client], live_server: object
) -> None:
    phone = open_phone()
    cookie = page(town.tang, Strength.PHONE).cookies["sessionid"].value
    phone.add_cookies([{"name": "sessionid", "value": cookie, "url": str(live_server)}])
    sheet = phone.new_page()
    sheet.goto("/")
    expect(sheet.get_by_role("button", name="随手拍 · 报隐患")).to_be_visible()
    sheet.goto("/c/cases/")
    expect(sheet.get_by_role("heading", name="工作人员登录")).to_be_visible()


def test_staff_set_a_second_step_and_are_asked_for_it(town: Cast, open_page: OpenPage, open_phone: OpenPhone) -> None:
    page = open_page("/c/account/", town.zhou, viewport=DESKTOP)
    page.get_by_role("link", name="现在设置").click()
    secret = pyotp.TOTP(page.locator("#secret").inner_text())
    page.get_by_label("新验证器上的 6 位数字").fill(secret.at(clock.now()))
    page.get_by_role("button", name="启用").click()
    recovery = page.locator("#codes code").first.inner_text()

    again = open_phone(viewport=DESKTOP).new_page()
    again.goto("/c/cases/")
    again.get_by_label("登录名").fill("zhou")
    again.get_by_label("密码").fill("open-zhou-sesame")
    again.get_by_role("button", name="登录").click()
    expect(again.get_by_role("heading", name="第二步验证")).to_be_visible()
    again.goto("/c/cases/")  # half in is not in
    expect(again.get_by_role("heading", name="工作人员登录")).to_be_visible()
    again.get_by_label("登录名").fill("zhou")
    again.get_by_label("密码").fill("open-zhou-sesame")
    again.get_by_role("button", name="登录").click()
    again.get_by_label("验证器上的 6 位数字，或一个备用码").fill(recovery)
    again.get_by_role("button", name="登录").click()
    expect(again.locator("main")).to_be_visible()
    assert "/c/login/" not in again.url
