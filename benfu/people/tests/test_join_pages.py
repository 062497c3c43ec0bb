"""Journey R1 without scripts: scan the poster, sign in by phone, say who one is, agree, done."""

import re
from typing import Any

import pytest
from django.test import Client

from benfu.people import selectors
from benfu.people.services import decline_registration, leave
from benfu.platform.identity.services import read_code
from benfu.platform.identity.strength import Strength
from benfu.platform.privacy.selectors import has_consented
from benfu.ui.short_links import code_for
from tests.cast import Cast, again, newcomer
from tests.district import CUIHU, JINHAI

FORM = {"name": "江一帆", "trade": "rider", "company": "飞马配送", "consent_registration": "1"}


def test_from_the_poster_to_the_card(cast: Cast) -> None:
    browser = Client()
    start = browser.get(f"/x/{code_for('j', int(JINHAI))}", follow=True)
    assert start.redirect_chain[-1][0] == f"/join/{JINHAI}/"
    text = start.content.decode()
    assert "向 金海社区 报到" in text
    assert "用来登录" in text, "what is kept, and why, is said before anything is asked"
    code_page = browser.post("/login/", {"phone": "199 0000 0099", "next": f"/join/{JINHAI}/"}, follow=True)
    told = read_code(actor=cast.zhou, phone="19900000099")
    address = code_page.redirect_chain[-1][0]
    form = browser.post(address, {"code": told.code, "next": f"/join/{JINHAI}/"}, follow=True)
    assert form.redirect_chain[-1][0] == f"/join/{JINHAI}/"
    assert not re.search(r'name="consent_\w+"[^>]* checked', form.content.decode()), (
        "consent is never ticked for anybody"
    )
    done = browser.post(f"/join/{JINHAI}/", FORM, follow=True)
    assert done.redirect_chain[-1][0] == "/me/card/"
    assert "江一帆" in done.content.decode()
    assert "等社区确认" in done.content.decode()


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(cast: Cast, page: Any) -> None:
    browser = page(newcomer("19900000099"), Strength.PHONE)
    answer = browser.post(f"/join/{JINHAI}/", {**FORM, "consent_registration": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "请先看过并勾选" in text
    assert "江一帆" in text
    assert 'value="rider" required checked' in text


@pytest.mark.parametrize(
    "bad", [{"trade": "astronaut"}, {"trade": ""}, {"name": ""}, {"name": "很" * 60}, {"company": "x" * 70}]
)
def test_bad_input_is_answered_in_the_form(cast: Cast, page: Any, bad: dict[str, str]) -> None:
    browser = page(newcomer("19900000099"), Strength.PHONE)
    answer = browser.post(f"/join/{JINHAI}/", {**FORM, **bad})
    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode() or 'class="error"' in answer.content.decode()
    assert selectors.counts_by_state(cast.zhou).get("waiting", 0) == 0


def test_a_name_from_the_web_is_shown_as_text(cast: Cast, page: Any) -> None:
    browser = page(newcomer("19900000099"), Strength.PHONE)
    answer = browser.post(f"/join/{JINHAI}/", {**FORM, "name": "<script>alert(1)</script>"}, follow=True)
    assert "<script>alert(1)" not in answer.content.decode()
    assert "&lt;script&gt;" in answer.content.decode()
    assert "<script>alert(1)" not in page(cast.zhou).get("/c/people/").content.decode()


def test_an_unknown_or_forged_community_is_refused_in_words(cast: Cast, page: Any) -> None:
    answer = page().get("/join/990101001999/")
    assert answer.status_code == 404
    assert "没有找到这个社区" in answer.content.decode()
    assert page().get("/x/j2222222222").status_code == 404


def test_registered_already_leads_to_the_card(cast: Cast, page: Any) -> None:
    assert page(cast.lin).get(f"/join/{JINHAI}/").url == "/me/card/"


def test_a_move_is_said_before_it_is_made(cast: Cast, page: Any) -> None:
    text = page(cast.lin).get(f"/join/{CUIHU}/").content.decode()
    assert "您现在在金海社区报到" in text
    assert "林小舟" in text, "what is known already need not be typed again"
    assert "已同意" in text


def test_a_declined_worker_sees_why(cast: Cast, page: Any) -> None:
    actor = newcomer("19900000099")
    browser = page(actor, Strength.PHONE)
    browser.post(f"/join/{JINHAI}/", FORM)
    mine = selectors.my_registration(again(actor))
    assert mine is not None
    decline_registration(actor=cast.zhou, registration=mine.pk, reason="请写真实姓名")
    assert "请写真实姓名" in browser.get("/me/").content.decode()
    assert "请写真实姓名" in browser.get(f"/join/{JINHAI}/").content.decode()
    assert browser.post(f"/join/{JINHAI}/", {**FORM, "name": "江帆"}, follow=True).status_code == 200
    assert again(actor).name == "江帆"


def test_position_is_agreed_to_only_when_ticked(cast: Cast, page: Any) -> None:
    actor = newcomer("19900000099")
    page(actor, Strength.PHONE).post(f"/join/{JINHAI}/", {**FORM, "consent_position": "1"})
    assert actor.account is not None
    assert has_consented(actor.account, "position")


def test_my_page_links_to_everything(cast: Cast, page: Any) -> None:
    text = page(cast.tang, Strength.PHONE).get("/me/").content.decode()
    for link in ("/me/card/", "/me/profile/", "/me/data/", "/look/", "/me/leave/", "/logout/"):
        assert link in text
    assert "199****0003" in text
    assert "19900000003" not in text
    assert "网格员" in text


def test_my_page_before_registering_says_how(cast: Cast, page: Any) -> None:
    answer = page(newcomer("19900000099"), Strength.PHONE).get("/me/")
    assert answer.status_code == 200
    assert "扫一扫社区或驿站门口的码" in answer.content.decode()


def test_the_profile_can_be_changed_but_not_a_name_others_vouch_for(cast: Cast, page: Any) -> None:
    browser = page(cast.lin)
    refused = browser.post("/me/profile/", {"name": "别人", "trade": "courier", "company": ""})
    assert refused.status_code == 422
    assert "姓名已经确认过" in refused.content.decode()
    assert browser.post("/me/profile/", {"name": "林小舟", "trade": "courier", "company": "飞马配送"}).url == "/me/"
    known = selectors.person_of(cast.lin)
    assert known is not None
    assert (known.trade, known.company) == ("courier", "飞马配送")


def test_leaving_and_the_record_of_it(cast: Cast, page: Any) -> None:
    browser = page(cast.lin)
    assert "退出金海社区" in browser.get("/me/leave/").content.decode()
    assert browser.post("/me/leave/").url == "/me/"
    assert again(cast.lin).duties == ()
    assert "已退出" in browser.get("/me/history/").content.decode()
    assert browser.post("/me/leave/").status_code == 404
    assert browser.get("/me/leave/").status_code == 200


def test_leaving_by_a_link_is_not_possible(cast: Cast, page: Any) -> None:
    page(cast.lin).get("/me/leave/")
    assert again(cast.lin).duties != ()


def test_leave_service_is_for_oneself(cast: Cast) -> None:
    leave(actor=cast.lin)
    assert again(cast.he).duties != ()


def test_a_version_of_thousands_of_digits_is_refused_in_words(cast: Cast, page: Any) -> None:
    browser = page(newcomer("19900000098"), Strength.PHONE)
    answer = browser.post(f"/join/{JINHAI}/", {**FORM, "consent_registration": "9" * 5000})
    assert answer.status_code == 422
