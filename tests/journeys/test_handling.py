"""D1 and C4: a department mends it and shows so from a phone; the community verifies with before and after."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benfu.cases import services as cases
from benfu.cases.models import Case
from benfu.ledger import selectors as ledger
from benfu.ledger.kinds import holder
from benfu.people.services import appoint
from benfu.platform.files.models import StoredFile
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.roles import Role
from tests.cast import JINHAI, Cast, again, person_of, staff

from . import deeds
from .conftest import DESKTOP, OpenPage
from .photos import damaged, snapshot
from .touches import Thumb

pytestmark = pytest.mark.journey


def has(actor: Actor) -> int:
    """Return the points somebody can spend."""
    return ledger.balance(holder(f"person:{actor.person}")).spendable


def choose(page: Page, thumb: Thumb, photo: Path) -> None:
    """Touch the field for photos, then a photo in the phone's own chooser."""
    with page.expect_file_chooser() as chooser:
        thumb.tap(page.get_by_label("处置后照片"))
    chooser.value.set_files(photo)
    thumb.touches += 1


def test_four_touches_accept_and_finish_with_a_photo(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    case = deeds.dispatched(town, deeds.report(town.lin))
    page = open_page(f"/c/cases/{case}/", town.li)
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("button", name="接单"))
    expect(page.get_by_text("已接单，请按时处置。")).to_be_visible()
    choose(page, thumb, snapshot(tmp_path))
    thumb.tap(page.get_by_role("button", name="提交处置结果"))
    expect(page.get_by_text("已提交，等社区核查。")).to_be_visible()
    assert thumb.touches == 4
    assert Case.objects.get(pk=case).state == "handled"
    assert StoredFile.objects.filter(subject=f"case:{case}", purpose="after").count() == 1


def test_a_photo_that_is_none_is_refused_in_words_and_the_work_is_not_done(
    town: Cast, open_page: OpenPage, tmp_path: Path
) -> None:
    case = deeds.handling(town, deeds.report(town.lin))
    page = open_page(f"/c/cases/{case}/", town.li)
    page.get_by_label("处置后照片").set_input_files(damaged(tmp_path))
    page.get_by_role("button", name="提交处置结果").tap()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert Case.objects.get(pk=case).state == "handling"


def test_three_clicks_verify_and_the_points_are_shown_before(town: Cast, open_page: OpenPage) -> None:
    case = deeds.report(town.lin)
    deeds.report(town.he, at=deeds.spot(east_m=8), joins=case)
    deeds.handled(town, case)
    deeds.beside()
    page = open_page("/c/cases/?tab=checking", town.zhou, viewport=DESKTOP)
    preview = page.locator("#preview")
    expect(preview.get_by_alt_text("处置后照片 1")).to_be_visible()
    paid = preview.get_by_role("region", name="办结后发分")
    expect(paid.get_by_role("listitem").nth(0)).to_contain_text("林小舟")
    expect(paid.get_by_role("listitem").nth(1)).to_contain_text("何川")
    promised = [int(words) for words in paid.locator("b.num, span.b.num").all_inner_texts()]
    assert promised[0] > promised[1] > 0
    assert (has(town.lin), has(town.he)) == (0, 0)
    clicks = [
        preview.get_by_role("checkbox").nth(0),
        preview.get_by_label("前后照片为同一位置"),
        preview.get_by_role("button", name="核查通过并办结"),
    ]
    for target in clicks:
        target.click()
    assert len(clicks) <= 3
    expect(page.get_by_text("已核查办结，谢谢。")).to_be_visible()
    deeds.beside()
    assert [has(town.lin), has(town.he)] == promised


def test_before_and_after_lie_over_each_other_with_a_slider(town: Cast, open_page: OpenPage) -> None:
    case = deeds.handled(town, deeds.report(town.lin))
    deeds.beside()
    page = open_page(f"/c/cases/{case}/", town.zhou, viewport=DESKTOP)
    for words in ("处置前照片", "处置后照片"):
        shown = page.get_by_alt_text(words, exact=True)
        expect(shown).to_be_visible()
        assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") >= deeds.DRAWN[0]
    page.get_by_role("button", name="叠起来比").click()
    slider = page.get_by_role("slider", name="拖动看前后")
    expect(slider).to_be_focused()
    slider.press("End")
    expect(page.locator(".compare figure").nth(1)).to_have_css("clip-path", "inset(0px 0px 0px 100%)")


def test_sent_back_with_a_reason_and_done_again(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    case = deeds.handled(town, deeds.report(town.lin))
    page = open_page(f"/c/cases/{case}/", town.zhou, viewport=DESKTOP)
    page.get_by_role("link", name="退回重办").click()
    form = page.locator("#act-send_back")
    form.get_by_role("radio").first.check()
    form.get_by_label("用一句话说明").fill("井盖还在晃，请垫平。")
    form.get_by_role("button", name="退回重办").click()
    expect(page.get_by_text("已退回重办。")).to_be_visible()

    li = open_page(f"/c/cases/{case}/", town.li)
    expect(li.get_by_text("井盖还在晃，请垫平。")).to_be_visible()
    li.get_by_label("处置后照片").set_input_files(snapshot(tmp_path))
    li.get_by_role("button", name="提交处置结果").tap()
    expect(li.get_by_text("已提交，等社区核查。")).to_be_visible()
    assert Case.objects.get(pk=case).sent_back == 1


def refused(page: Page, case: int, words: str) -> None:
    """Try to verify a case and read why not."""
    for box in page.locator("#act-verify").get_by_role("checkbox").all()[:2]:
        box.check()
    page.locator("#act-verify").get_by_role("button", name="核查通过并办结").click()
    expect(page.get_by_text(words)).to_be_visible()
    assert Case.objects.get(pk=case).state == "handled"


def test_who_handled_it_does_not_verify_it(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    head = staff("zhang", "张格", Role.GRID_LEADER, JINHAI)
    case = deeds.report(town.lin)
    cases.file_and_dispatch(actor=town.zhou, case=case, handler=person_of(head))
    page = open_page(f"/c/cases/{case}/", head, viewport=DESKTOP)
    page.get_by_role("button", name="接单").click()
    page.get_by_label("处置后照片").set_input_files(snapshot(tmp_path))
    page.get_by_role("button", name="提交处置结果").click()
    expect(page.get_by_text("已提交，等社区核查。")).to_be_visible()
    refused(page, case, "这是您自己处置的，请由同事来核查。")


def test_nobody_verifies_their_own_report(town: Cast, open_page: OpenPage) -> None:
    appoint(actor=SYSTEM, person=person_of(town.tang), role=Role.GRID_LEADER, area=JINHAI)
    both = again(town.tang)
    case = deeds.handled(town, deeds.report(both))
    refused(open_page(f"/c/cases/{case}/", both, viewport=DESKTOP), case, "这是您自己上报的，请由同事来办理这一步。")
