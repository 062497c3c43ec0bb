"""R2 with an ended session: the phone keeps the photos, asks to sign in, and sends by itself afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from pytest_django import Settings

from benfu.cases.models import Report
from benfu.platform.files.models import StoredFile
from benfu.platform.identity.services import sign_out_everywhere
from tests.cast import Cast

from .photos import snapshot
from .test_offline_report import SENT, open_app, report
from .test_report_four_touches import HERE

pytestmark = pytest.mark.journey


def test_the_queue_leads_to_the_door_and_goes_on_by_itself(
    town: Cast, open_phone: Callable[..., BrowserContext], settings: Settings, tmp_path: Path
) -> None:
    settings.DEMO = True
    settings.BENFU_CODE_SENDER = "benfu.platform.identity.senders.Screen"
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    phone.set_offline(True)
    report(home, snapshot(tmp_path))
    sign_out_everywhere(actor=town.lin)  # from another device, while this one has no network
    phone.set_offline(False)
    home.goto("/q/")
    expect(home.get_by_text("请重新登录，照片都还在").first).to_be_visible(timeout=SENT)
    assert not Report.objects.exists()

    home.locator("#queue-login").get_by_role("link", name="登录").tap()
    home.get_by_label("手机号").fill("19900000001")
    home.get_by_role("button", name="获取验证码").tap()
    home.get_by_label("6 位验证码").fill(home.locator("b.num").inner_text())
    home.get_by_role("button", name="登录", exact=True).tap()
    home.wait_for_url("**/q/")
    expect(home.get_by_text("都发完了")).to_be_visible(timeout=SENT)
    assert Report.objects.get().person_id == town.lin.person
    assert StoredFile.objects.count() == 1
