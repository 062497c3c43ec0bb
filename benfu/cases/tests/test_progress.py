"""The reporter's side: what they reported, how it goes in five steps, adding to it, being told no."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from benfu.cases import selectors, services
from benfu.cases.progress import progress_of
from benfu.cases.services.reporting import MOST_ADDITIONS
from benfu.platform.files.selectors import pictures_of
from benfu.platform.lib.errors import TooMany
from benfu.platform.lib.ids import uuid7
from benfu.ui.short_links import code_for
from tests.cast import Cast

from .acts import IN_STATE, closed, declined, join, jpeg, report

Page = Callable[..., Any]


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("state", "words", "marks"),
    [
        ("reported", "已收到", ["now", "next", "next", "next", "next"]),
        ("filed", "已受理", ["done", "now", "next", "next", "next"]),
        ("dispatched", "已派单", ["done", "done", "now", "next", "next"]),
        ("handling", "处置中", ["done", "done", "done", "now", "next"]),
        ("handled", "处置中", ["done", "done", "done", "now", "next"]),
        ("returned", "已受理", ["done", "now", "next", "next", "next"]),
        ("closed", "已办结", ["done"] * 5),
    ],
)
def test_five_steps_in_the_reporters_words(town: Cast, state: str, words: str, marks: list[str]) -> None:
    case = IN_STATE[state](town)
    progress = progress_of(town.lin, case.number)
    assert (progress.words, [step.state for step in progress.steps]) == (words, marks)
    reached = [step for step in progress.steps if step.state != "next"]
    assert all(step.at for step in reached)


def test_a_closed_case_tells_who_and_shows_the_answer(town: Cast, page: Page) -> None:
    case = closed(town, words="碎了半边")
    shown = text(page(town.lin).get(f"/r/{case.number}/"))
    for words in ("周明", "李工", "市政管理所", "已换新井盖，谢谢您！", "碎了半边", "/display"):
        assert words in shown
    assert "补一句" not in shown


def test_a_declined_case_tells_why_and_what_helps(town: Cast, page: Page) -> None:
    shown = text(page(town.lin).get(f"/r/{declined(town).pk}/"))
    assert "现场未发现：已到现场看过。" in shown
    assert "再拍一张带周围参照物的照片" in shown
    assert "不扣分" in shown


def test_the_list_of_ones_own(town: Cast, page: Page) -> None:
    client = page(town.lin)
    assert "还没报过" in text(client.get("/r/"))
    mine = [report(town.lin, category=one).case for one in ("manhole", "litter", "parking")]
    report(town.he, category="fire_lane")
    shown = text(client.get("/r/"))
    assert all(f"/r/{case}/" in shown for case in mine)
    assert "消防通道" not in shown


def test_pages_of_ones_own_follow_on(town: Cast) -> None:
    mine = [report(town.lin, category="litter", at=(120.0795 + n / 100, 35.921)).case for n in range(5)]
    first = selectors.my_reports(town.lin, size=3)
    rest = selectors.my_reports(town.lin, after=first.next, size=3)
    assert [one.case.pk for one in (*first.rows, *rest.rows)] == mine[::-1]
    assert rest.next == ""


def test_words_and_photos_are_added_by_plain_forms(town: Cast, page: Page) -> None:
    receipt = report(town.lin)
    client = page(town.lin)
    assert "已补充" in text(client.post(f"/r/{receipt.case}/words/", {"words": "在非机动车道上"}, follow=True))
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    sent = {"photo": photo, "file_id": uuid7()}
    assert "照片已收到" in text(client.post(f"/r/{receipt.case}/photo/", sent, follow=True))
    assert len(pictures_of(f"report:{receipt.report}")) == 1
    assert "在非机动车道上" in text(page(town.zhou).get(f"/c/cases/{receipt.case}/"))


def test_what_cannot_be_added_is_said_in_words(town: Cast, page: Page) -> None:
    receipt = report(town.lin)
    client = page(town.lin)
    assert client.post(f"/r/{receipt.case}/words/", {"words": " "}).status_code == 422
    assert "请先选一张照片" in text(client.post(f"/r/{receipt.case}/photo/", {}, follow=True))
    broken = {"photo": SimpleUploadedFile("a.jpg", b"<svg/>", "image/jpeg"), "file_id": "not-a-uuid"}
    assert "不是照片" in text(client.post(f"/r/{receipt.case}/photo/", broken, follow=True))
    other = page(town.he)
    assert other.post(f"/r/{receipt.case}/words/", {"words": "我来"}).status_code == 404
    services.decline_case(actor=town.zhou, case=receipt.case, reason="duplicate", words="重复")
    assert "已经办完" in text(client.post(f"/r/{receipt.case}/words/", {"words": "还在"}, follow=True))


def test_adding_without_end_is_stopped_kindly(town: Cast) -> None:
    receipt = report(town.lin)
    for number in range(MOST_ADDITIONS):
        services.add_words(actor=town.lin, report=receipt.report, words=f"第 {number} 次")
    with pytest.raises(TooMany, match="工作人员正在处理"):
        services.add_words(actor=town.lin, report=receipt.report, words="还有")


def test_the_home_page_shows_the_latest_two(town: Cast, page: Page) -> None:
    for category in ("manhole", "litter", "parking"):
        report(town.lin, category=category)
    shown = text(page(town.lin).get("/"))
    assert "我的上报" in shown
    assert "垃圾堆积" in shown
    assert shown.count("/r/") >= 2


def test_a_joined_report_has_its_own_beginning(town: Cast) -> None:
    case = IN_STATE["filed"](town)
    join(town.he, case.pk)
    progress = progress_of(town.he, str(case.pk))
    assert progress.steps[0].at == progress.mine.report.received_at
    assert progress.steps[1].who == "周明"


def test_a_short_link_opens_the_page_that_suits_its_reader(town: Cast, page: Page) -> None:
    case = report(town.lin).case
    link = f"/x/{code_for('c', case)}"
    from_lin, from_zhou = page(town.lin).get(link), page(town.zhou).get(link)
    assert (from_lin.url, from_zhou.url) == (f"/r/{case}/", f"/c/cases/{case}/")
