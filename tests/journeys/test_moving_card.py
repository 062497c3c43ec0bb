"""R12: one touch shows the card; its code is new each minute, also without a network; a picture of it is soon worth nothing."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from benfu.credentials.selectors import verify
from benfu.platform.lib import clock
from tests.cast import Cast

from .fit import must_be_fit
from .qr import read_qr
from .test_offline_report import OpenPhone, open_app
from .test_report_four_touches import HERE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MINUTE_MS = 60_000


def code_on(card: Page) -> str:
    """Return the code that the page's script has drawn."""
    box = card.locator("[data-moving]")
    expect(box).to_have_attribute("data-state", "ready")
    return box.get_attribute("data-code") or ""


def test_the_code_on_the_phone_moves_and_works_without_a_network(town: Cast, open_phone: OpenPhone) -> None:
    phone = open_phone(town.lin, **HERE)
    home = open_app(phone)
    home.get_by_role("link", name="我的").tap()
    home.get_by_role("link", name="出示报到卡").tap()
    first = code_on(home)
    assert read_qr(home.locator(".qr")).endswith(f"/v/{first}/")
    assert verify(first).valid
    must_be_fit(home, "card with a moving code")

    phone.set_offline(True)
    home.clock.install(time=clock.now() + timedelta(hours=5))
    home.reload()
    second = code_on(home)
    assert second != first
    with clock.at(clock.now() + timedelta(hours=5)):
        assert verify(second).valid
        assert not verify(first).valid

    home.clock.fast_forward(MINUTE_MS)
    expect(home.locator("[data-moving]")).not_to_have_attribute("data-code", second)
    home.clock.fast_forward(20 * 60 * MINUTE_MS)
    expect(home.get_by_text("这一页存了超过一天")).to_be_visible()
    expect(home.locator(".qr svg")).to_have_count(0)
