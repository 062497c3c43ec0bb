"""The staff's pages without scripts: what lacks is asked for beside its field, who was first is told, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from benfu.cases import listing, selectors, services, timeline
from benfu.cases.models import Case
from benfu.cases.pages import moves, showing
from benfu.cases.services.overtaking import DID
from benfu.cases.workflow import REPORTER_STEPS, STAFF_STEPS, WORDS
from benfu.platform.lib.ids import uuid7
from tests.cast import Cast

from .acts import IN_STATE, SENTENCE, department_of, dispatched, handled, handling, jpeg, report

Page = Callable[..., Any]
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_preview_leads_back_to_the_list_it_was_opened_on(town: Cast, page: Page) -> None:
    case = report(town.lin).case
    around = {"HX-Request": "true", "HX-Current-URL": "http://testserver/c/cases/?tab=waiting&category=manhole"}
    client = page(town.zhou)
    shown = text(client.get(f"/c/cases/{case}/preview/", headers=around))
    assert 'name="next" value="/c/cases/?tab=waiting&amp;category=manhole"' in shown
    assert "<svg" in shown
    sent = {"version": 0, "category": "manhole", "next": "/c/cases/?tab=waiting&category=manhole"}
    assert client.post(f"/c/cases/{case}/file/", sent).url == "/c/cases/?tab=waiting&category=manhole"


def test_nobody_is_sent_to_another_site(town: Cast, page: Page) -> None:
    case = report(town.lin).case
    sent = {"version": 0, "category": "manhole", "next": "https://evil.example/"}
    assert page(town.zhou).post(f"/c/cases/{case}/file/", sent).url == f"/c/cases/{case}/"


def test_the_likely_department_stands_chosen(town: Cast, page: Page) -> None:
    chosen = f'<option value="department:{department_of(town)}" selected>'
    case = report(town.lin).case
    shown = text(page(town.zhou).get(f"/c/cases/{case}/"))
    assert chosen in shown
    assert "建议派给：市政管理所" in shown
    dispatched(town)
    assert "同类 100% 派往" in text(page(town.zhou).get(f"/c/cases/{case}/"))


def test_what_lacks_is_asked_for_beside_its_field(town: Cast, page: Page) -> None:
    case = report(town.lin).case
    client = page(town.zhou)
    answer = client.post(f"/c/cases/{case}/decline/", {"version": 0, "reason": "", "words": ""})
    assert answer.status_code == 422
    assert 'id="decline-' in text(answer)
    assert "errorlist" in text(answer)
    for assignee in ("", "department:999999", "nonsense"):
        sent = {"version": 0, "category": "manhole", "assignee": assignee}
        assert client.post(f"/c/cases/{case}/file_and_dispatch/", sent).status_code == 422
    assert Case.objects.get(pk=case).version == 0


def test_closing_needs_the_checklist(town: Cast, page: Page) -> None:
    case = handled(town)
    client = page(town.zhou)
    sent = {"version": case.version, "words": "谢谢"}
    assert client.post(f"/c/cases/{case.pk}/verify/", sent).status_code == 422
    assert client.post(f"/c/cases/{case.pk}/verify/", {**sent, "mended": "on"}).status_code == 422
    assert client.post(f"/c/cases/{case.pk}/verify/", {**sent, "mended": "on", "same_place": "on"}).status_code == 302


def test_the_result_needs_a_photo_that_is_one(town: Cast, page: Page) -> None:
    case = handling(town)
    client = page(town.li)
    sent = {"version": case.version, "file_id": uuid7(), "words": ""}
    path = f"/c/cases/{case.pk}/finish/"
    none = client.post(path, sent)
    assert none.status_code == 422
    assert "请拍一张处置后的照片" in text(none)
    wrong = client.post(path, {**sent, "photos": SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")})
    assert wrong.status_code == 422
    assert "不是照片" in text(wrong)
    two = [SimpleUploadedFile(f"{n}.jpg", jpeg(n), "image/jpeg") for n in (1, 2)]
    assert client.post(path, {**sent, "photos": two}).status_code == 302
    assert selectors.case_for(town.li, case.pk).state == "handled"


def test_who_comes_later_is_told_on_the_page_as_it_now_is(town: Cast, page: Page) -> None:
    case = report(town.lin).case
    services.file_case(actor=town.zhou, case=case)
    answer = page(town.fang).post(f"/c/cases/{case}/file/", {"version": 0, "category": "manhole"}, follow=True)
    assert "周明 刚刚已受理" in text(answer)
    assert "待派单" in text(answer)


def test_ones_own_report_is_explained_not_hidden(town: Cast, page: Page) -> None:
    case = report(town.zhou).case
    sent = {"version": 0, "category": "manhole"}
    assert "这是您自己上报的" in text(page(town.zhou).post(f"/c/cases/{case}/file/", sent, follow=True))


def test_handing_back_leads_to_the_list(town: Cast, page: Page) -> None:
    case = dispatched(town)
    sent = {"version": case.version, "reason": "not_our_duty", "words": SENTENCE}
    answer = page(town.li).post(f"/c/cases/{case.pk}/hand_back/", sent)
    assert answer.url == "/c/cases/"


def test_moves_have_addresses_of_their_own(town: Cast, page: Page) -> None:
    case = report(town.lin).case
    client = page(town.zhou)
    assert client.get(f"/c/cases/{case}/file/").url == f"/c/cases/{case}/"
    assert client.get(f"/c/cases/{case}/explode/").status_code == 404
    assert client.post(f"/c/cases/{case}/explode/").status_code == 404


def test_the_page_shows_a_converted_position_and_a_local_code(town: Cast, page: Page) -> None:
    case = report(town.lin, category="wire_charging", crs="CGCS2000", accuracy_m=12).case
    shown = text(page(town.zhou).get(f"/c/cases/{case}/"))
    for words in ("±12", "由 CGCS2000 换算", "本地扩展", "L01"):
        assert words in shown


def test_what_people_wrote_is_shown_as_text(town: Cast, page: Page) -> None:
    case = report(town.lin, words="<script>alert(1)</script>\u202eabc", address="<b>路</b>").case
    for client, path in ((page(town.zhou), f"/c/cases/{case}/"), (page(town.lin), f"/r/{case}/")):
        shown = text(client.get(path))
        assert "<script>alert" not in shown
        assert "&lt;script&gt;" in shown
        assert "<b>路" not in shown


GIVEN_NAMES = {
    "林小舟",
    "周明",
    "李工",
    "市政管理所",
    "金海社区居委会",
    "金海街道",
    "金海社区",
    "第",
    "网格",
    "中文",
} | {
    *("方晴", "梅岚", "管宁", "唐远", "安宁", "已到现场看过", "已换新井盖", "谢谢您"),
}


@pytest.mark.parametrize("state", ["reported", "handled", "closed", "declined"])
def test_pages_are_whole_in_english(town: Cast, page: Page, state: str) -> None:
    case = IN_STATE[state](town).pk
    looks = ((town.zhou, (f"/c/cases/{case}/", f"/c/cases/{case}/preview/")), (town.lin, (f"/r/{case}/", "/r/")))
    for who, paths in looks:
        client = page(who)
        client.cookies["language"] = "en"
        for path in paths:
            whole = text(client.get(path))
            shown = re.sub(r"<[^>]+>", " ", whole.partition("<main")[2] or whole)
            assert set(CHINESE.findall(shown)) <= GIVEN_NAMES, path


def test_every_word_kept_in_a_table_has_its_english() -> None:
    with (Path(settings.CODE) / "cases/locale/en/LC_MESSAGES/django.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    words = {one for pair in WORDS.values() for one in (pair.staff, pair.reporter)}
    words |= {label for label, _ in STAFF_STEPS} | set(REPORTER_STEPS) | set(DID.values()) | set(moves.DONE.values())
    words |= {tab.label for tab in (*listing.COMMUNITY_TABS, *listing.HANDLER_TABS, *listing.HIDDEN_TABS)}
    words |= {line.title for line in timeline.LINES.values()} | {label for label, _ in showing.LABELS.values()}
    assert words <= known, words - known
