"""R1: from the poster to the card in at most six touches; the community decides; anybody may verify the card."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from benfu.credentials.selectors import printed_code
from benfu.people import selectors
from benfu.people.services import my_card, register_worker
from tests.cast import CONSENTS, Cast, newcomer
from tests.district import JINHAI

from .conftest import DESKTOP, OpenPage
from .qr import read_qr
from .touches import Thumb

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MOST_TOUCHES = 6
PHONE = "19900000088"


def sign_in(sheet: Page, thumb: Thumb) -> None:
    """Type a phone number and the code that the demonstration shows."""
    sheet.get_by_label("手机号").fill("199 0000 0088")
    thumb.tap(sheet.get_by_role("button", name="获取验证码"))
    box = sheet.get_by_label("验证码")
    if not box.input_value():
        box.fill("".join(filter(str.isdigit, sheet.locator("main b.num").first.inner_text())))
    thumb.tap(sheet.get_by_role("button", name="登录"))


def test_from_the_poster_to_the_card_in_six_touches(town: Cast, open_page: OpenPage, settings: Settings) -> None:
    settings.DEMO = True
    settings.BENFU_CODE_SENDER = "benfu.platform.identity.senders.Screen"
    poster = open_page("/c/people/qr/", town.zhou, viewport=DESKTOP)
    sheet = open_page(urlsplit(read_qr(poster.locator(".qr"))).path)
    thumb = Thumb(sheet)
    expect(sheet.get_by_role("heading", name="向 金海社区 报到")).to_be_visible()
    expect(sheet.get_by_text("用来登录").first).to_be_visible()
    sign_in(sheet, thumb)
    sheet.get_by_label("姓名").fill("江一帆")
    thumb.tap(sheet.get_by_role("radio", name="骑手"))
    consent = sheet.get_by_role("checkbox", name="报到和使用说明")
    expect(consent).not_to_be_checked()
    expect(sheet.get_by_role("checkbox", name="上报时的位置")).not_to_be_checked()
    thumb.tap(consent)
    thumb.tap(sheet.get_by_role("button", name="完成报到"))
    expect(sheet.get_by_text("新就业群体报到卡")).to_be_visible()
    expect(sheet.locator("#card")).to_contain_text("江一帆")
    assert thumb.touches <= MOST_TOUCHES
    sheet.get_by_role("link", name="拍一张试试").tap()
    expect(sheet.get_by_role("button", name="提交")).to_be_visible()


def test_the_community_takes_them_in_and_the_card_holds_for_whoever_scans_it(town: Cast, open_page: OpenPage) -> None:
    actor = newcomer(PHONE)
    register_worker(actor=actor, community=JINHAI, name="江一帆", trade="rider", consents=CONSENTS)
    card = open_page("/me/card/", actor)
    expect(card.get_by_text("等社区确认")).to_be_visible()
    expect(card.locator(".qr")).to_have_count(0)
    desk = open_page("/c/people/", town.zhou, viewport=DESKTOP)
    desk.get_by_role("button", name="同意 江一帆").click()
    expect(desk.get_by_text("没有人在等")).to_be_visible()
    card.reload()
    expect(card.get_by_text("社区已确认")).to_be_visible()
    path = urlsplit(read_qr(card.locator(".qr"))).path
    seen = open_page(path)
    expect(seen.get_by_role("heading", name="有效")).to_be_visible()
    expect(seen.locator("main")).to_contain_text("金海社区")
    expect(seen.locator("main")).not_to_contain_text("江")


def test_a_declined_worker_reads_why_and_comes_again(town: Cast, open_page: OpenPage) -> None:
    actor = newcomer(PHONE)
    made = register_worker(actor=actor, community=JINHAI, name="一帆", trade="rider", consents=CONSENTS)
    desk = open_page(f"/c/people/{made.pk}/", town.zhou, viewport=DESKTOP)
    desk.get_by_label("不通过的原因").fill("请写全名")
    desk.get_by_role("button", name="不通过").click()
    expect(desk.get_by_text("没有人在等")).to_be_visible()
    phone = open_page("/me/", actor)
    expect(phone.get_by_text("请写全名")).to_be_visible()
    phone.get_by_role("link", name="重新报到").tap()
    phone.get_by_label("姓名").fill("江一帆")
    phone.get_by_role("button", name="完成报到").tap()
    expect(phone.locator("#card")).to_contain_text("江一帆")
    assert [row.name for row in selectors.registrations_in(town.zhou, state="waiting").rows] == ["江一帆"]


def test_a_forged_card_is_plainly_not_valid(town: Cast, open_page: OpenPage) -> None:
    card = my_card(actor=town.lin)
    assert card is not None
    true = printed_code(card)
    forged = true[:-1] + ("A" if true[-1] != "A" else "E")
    expect(open_page(f"/v/{true}/").get_by_role("heading", name="有效")).to_be_visible()
    seen = open_page(f"/v/{forged}/")
    expect(seen.get_by_role("heading", name="无效")).to_be_visible()
    expect(seen.locator("main")).not_to_contain_text("金海社区")
