"""R1, where it must not go through: nobody is registered without agreeing, and a forged poster leads nowhere."""

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from benfu.people.models import Registration
from benfu.ui.short_links import code_for
from tests.cast import JINHAI, Cast

from .conftest import OpenPage
from .test_registration import sign_in
from .touches import Thumb

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_without_agreeing_nobody_is_registered(town: Cast, open_page: OpenPage, settings: Settings) -> None:
    settings.DEMO = True
    settings.BENFU_CODE_SENDER = "benfu.platform.identity.senders.Screen"
    page = open_page(f"/join/{JINHAI}/")
    sign_in(page, Thumb(page))
    page.get_by_label("姓名").fill("江一帆")
    page.get_by_role("radio", name="快递").tap()
    page.locator("#join").evaluate("form => { form.noValidate = true; }")  # as a browser would that does not check
    page.get_by_role("button", name="完成报到").tap()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert not Registration.objects.filter(person__name="江一帆").exists()


def test_a_forged_poster_leads_nowhere(town: Cast, open_page: OpenPage) -> None:
    code = code_for("j", int(JINHAI))
    page = open_page(f"/x/{code[:-1]}{'2' if code[-1] != '2' else '3'}")
    expect(page.get_by_role("heading", name="这个码读不出来")).to_be_visible()
