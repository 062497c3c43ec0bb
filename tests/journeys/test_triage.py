"""C1: the community works its inbox off with the keyboard; two officials at once; a department hands back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from benfu.cases.models import Case
from benfu.organisations.models import Kind
from benfu.organisations.services import add_organisation
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.identity.roles import Role
from tests.cast import DISTRICT, JINHAI, Cast, staff

from . import deeds
from .conftest import DESKTOP, OpenPage

pytestmark = pytest.mark.journey


class Keys:
    """Somebody at a keyboard: counts what decides a case, not the way to it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, *keys: str) -> None:
        """Press some keys, one action each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.actions += 1


def inbox(open_page: OpenPage, town: Cast, who: str = "zhou") -> Page:
    """Open the list at a desk and wait until the first case lies beside it."""
    page = open_page("/c/cases/", getattr(town, who), viewport=DESKTOP)
    expect(page.locator("#preview h2")).to_be_visible()
    return page


def chosen(page: Page) -> Locator:
    """Return the row that the keyboard stands on."""
    return page.locator("tr[aria-selected=true]")


def shows(page: Page, label: str) -> None:
    """Wait until row and preview are of the same case."""
    expect(chosen(page)).to_contain_text(label)
    expect(page.locator("#preview h2")).to_have_text(label)


def test_j_and_k_go_through_the_inbox_most_dangerous_first(town: Cast, open_page: OpenPage) -> None:
    deeds.report(town.lin, "manhole")
    deeds.report(town.he, "litter", deeds.spot(east_m=100))
    deeds.report(town.he, "other", deeds.spot(east_m=-100), danger=True)
    deeds.beside()
    page = inbox(open_page, town)
    expect(page.get_by_role("navigation", name="状态").locator("[aria-current=page]")).to_have_text("待受理3")
    shows(page, "其他问题")
    page.keyboard.press("j")
    shows(page, "井盖破损")
    page.keyboard.press("j")
    shows(page, "垃圾堆积")
    page.keyboard.press("j")  # the last one stays
    shows(page, "垃圾堆积")
    page.keyboard.press("k")
    shows(page, "井盖破损")
    expect(page.locator("#preview").get_by_alt_text("上报照片 1")).to_be_visible()
    expect(page.locator("#preview .map svg")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="井盖破损")).to_be_visible()


def test_two_keys_take_a_case_on_and_dispatch_it(town: Cast, open_page: OpenPage) -> None:
    cases = [deeds.report(town.lin, "manhole"), deeds.report(town.he, "manhole", deeds.spot(east_m=200))]
    page = inbox(open_page, town)
    keys = Keys(page)
    for left in (1, 0):
        expect(page.locator("#preview").get_by_label("派给")).to_have_value(f"department:{deeds.department_of(town)}")
        keys.press("a")
        expect(page.get_by_role("button", name="受理并派单")).to_be_focused()
        keys.press("Enter")
        expect(page.get_by_text("已受理并派单。")).to_be_visible()
        expect(page.locator("tr[data-case]")).to_have_count(left)
    assert keys.actions == 2 * len(cases)
    found = Case.objects.filter(pk__in=cases).values_list("state", "department_id")
    assert list(found) == [("dispatched", deeds.department_of(town))] * 2
    expect(page.get_by_text("这一栏清零了")).to_be_visible()


def test_declining_takes_a_reason_and_the_reporter_reads_it(town: Cast, open_page: OpenPage) -> None:
    case = deeds.report(town.lin, "other", words="路中间有树枝")
    page = inbox(open_page, town)
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="重复上报")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="现场未发现")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("去看了，树枝已经清走。jkar")  # letters in a sentence are letters
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("上报人会看到原因")).to_be_visible()
    assert Case.objects.get(pk=case).state == "declined"

    deeds.beside()
    phone = open_page("/", town.lin)
    phone.get_by_role("link", name="其他问题").tap()
    expect(phone.get_by_text("去看了，树枝已经清走。jkar").first).to_be_visible()
    expect(phone.get_by_text("请再拍一张带周围参照物的照片")).to_be_visible()


def test_declining_without_a_reason_is_asked_for_one(town: Cast, open_page: OpenPage) -> None:
    case = deeds.report(town.lin)
    page = open_page(f"/c/cases/{case}/", town.zhou, viewport=DESKTOP)
    page.get_by_role("link", name="不予受理").click()
    form = page.locator("#act-decline form")
    form.evaluate("form => { form.noValidate = true; }")
    form.get_by_role("button", name="不予受理").click()
    expect(page.locator("#act-decline .errorlist").first).to_be_visible()
    assert Case.objects.get(pk=case).state == "reported"


def test_of_two_officials_the_second_is_told_who_was_first_and_when(town: Cast, open_page: OpenPage) -> None:
    case = deeds.report(town.lin)
    zhou = open_page(f"/c/cases/{case}/", town.zhou, viewport=DESKTOP)
    fang = open_page(f"/c/cases/{case}/", town.fang, viewport=DESKTOP)
    zhou.get_by_role("button", name="受理并派单").click()
    expect(zhou.get_by_text("已受理并派单。")).to_be_visible()
    fang.get_by_role("button", name="受理并派单").click()
    expect(fang.get_by_text("周明 刚刚已派单，现在是“处置中”")).to_be_visible()
    assert Case.objects.get(pk=case).version == 2


def test_a_department_hands_back_and_the_community_dispatches_anew(town: Cast, open_page: OpenPage) -> None:
    other = add_organisation(actor=SYSTEM, kind=Kind.DEPARTMENT, name="供电营业所", area=DISTRICT)
    wen = staff("wen", "文电", Role.DEPARTMENT_HANDLER, DISTRICT, f"organisation:{other.pk}")
    case = deeds.dispatched(town, deeds.report(town.lin, "loose_wires"))
    li = open_page(f"/c/cases/{case}/", town.li)  # on a phone
    li.locator("summary").filter(has_text="退回").tap()
    li.get_by_role("radio", name="不是我单位职责").tap()
    li.get_by_label("用一句话说明").fill("这一段线由供电所维护。")
    li.locator("#act-hand_back").get_by_role("button", name="退回").tap()
    expect(li.get_by_text("已退回社区。")).to_be_visible()
    gone = li.goto(f"/c/cases/{case}/")
    assert gone is not None
    assert gone.status == 404

    page = open_page("/c/cases/?tab=returned", town.zhou, viewport=DESKTOP)
    expect(page.locator("#preview h2")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("这一段线由供电所维护。")).to_be_visible()
    page.locator("#act-dispatch").get_by_label("派给").select_option(label="供电营业所")
    page.locator("#act-dispatch").get_by_role("button", name="派单").click()
    expect(page.get_by_text("已派单。")).to_be_visible()
    assert Case.objects.get(pk=case).department_id == other.pk
    wens = open_page("/c/cases/", wen)
    wens.get_by_role("link", name="私拉乱扯电线").tap()
    expect(wens.get_by_role("button", name="接单")).to_be_visible()


def test_the_inbox_of_another_community_stays_empty(town: Cast, open_page: OpenPage) -> None:
    case = deeds.report(town.lin)
    page = open_page("/c/cases/?tab=all", town.wu, viewport=DESKTOP)
    expect(page.get_by_text("这一栏清零了")).to_be_visible()
    answer = page.goto(f"/c/cases/{case}/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    assert Case.objects.get(pk=case).area.startswith(JINHAI)
