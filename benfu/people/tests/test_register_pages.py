"""The community's pages: the list, deciding, the whole number, the poster."""

from typing import Any

import pytest

from benfu.people import selectors
from benfu.people.services import register_worker
from benfu.platform.identity.strength import Strength
from benfu.ui.short_links import code_for
from tests.cast import CONSENTS, Cast, newcomer
from tests.district import CUIHU, HAISHENG, JINHAI

LONG = "阿卜杜热合曼·阿不都克里木·买买提江·吐尔逊·艾合买提·阿布都拉·居马·哈力克·沙吾提"


def waiting(community: str = JINHAI, name: str = "江一帆", phone: str = "19900000099") -> int:
    made = register_worker(actor=newcomer(phone), community=community, name=name, trade="courier", consents=CONSENTS)
    return int(made.pk)


def test_the_list_opens_on_those_who_wait(cast: Cast, page: Any) -> None:
    waiting(name=LONG)
    text = page(cast.zhou).get("/c/people/").content.decode()
    assert LONG in text
    assert "199****0099" in text
    assert "19900000099" not in text
    assert "林小舟" not in text
    assert "林小舟" in page(cast.zhou).get("/c/people/?state=approved").content.decode()
    assert "林小舟" in page(cast.zhou).get("/c/people/?state=all").content.decode()


def test_the_menu_counts_who_waits(cast: Cast, page: Any) -> None:
    waiting()
    assert "小哥<b>1</b>" in page(cast.zhou).get("/c/people/").content.decode().replace("\n", "")


def test_searching_and_filtering(cast: Cast, page: Any) -> None:
    waiting()
    browser = page(cast.zhou)
    assert "江一帆" in browser.get("/c/people/?q=0099").content.decode()
    assert "江一帆" in browser.get("/c/people/?trade=courier").content.decode()
    nothing = browser.get("/c/people/?trade=rider").content.decode()
    assert "江一帆" not in nothing
    assert "去掉职业筛选" in nothing
    assert browser.get("/c/people/?q=" + "x" * 500).status_code == 200
    assert browser.get("/c/people/?after=damaged").status_code == 422


def test_approving_and_what_the_late_one_is_told(cast: Cast, page: Any) -> None:
    made = waiting()
    assert "已同意" in page(cast.zhou).post(f"/c/people/{made}/approve/", follow=True).content.decode()
    late = page(cast.fang).post(f"/c/people/{made}/approve/", follow=True).content.decode()
    assert "周明" in late


def test_declining_without_a_reason_is_asked_for_one(cast: Cast, page: Any) -> None:
    made = waiting()
    browser = page(cast.zhou)
    answer = browser.post(f"/c/people/{made}/decline/", {"reason": " "})
    assert answer.status_code == 422
    assert "请写明原因" in answer.content.decode()
    assert browser.post(f"/c/people/{made}/decline/", {"reason": "不在本社区跑单"}).status_code == 302
    assert selectors.registration_for(cast.zhou, made).reason == "不在本社区跑单"


def test_taking_a_worker_off_the_list(cast: Cast, page: Any) -> None:
    mine = selectors.my_registration(cast.lin)
    assert mine is not None
    browser = page(cast.zhou)
    assert "移出社区" in browser.get(f"/c/people/{mine.pk}/").content.decode()
    browser.post(f"/c/people/{mine.pk}/end/", {"reason": "重复报到"})
    assert selectors.registration_for(cast.zhou, mine.pk).state == "left"


def test_another_communitys_pages_look_absent(cast: Cast, page: Any) -> None:
    made = waiting(CUIHU)
    browser = page(cast.zhou)
    for path in ("", "approve/", "decline/", "end/", "phone/", "appoint/"):
        send = browser.get if path in {"", "appoint/"} else browser.post
        assert send(f"/c/people/{made}/{path}", {"reason": "看看是谁"}).status_code == 404


@pytest.mark.parametrize("who", ["lin", "guan", "li", "gu"])
def test_others_are_kept_out(cast: Cast, page: Any, who: str) -> None:
    assert page(getattr(cast, who)).get("/c/people/").status_code == 403


def test_strangers_and_phone_sign_ins_go_to_the_staffs_door(cast: Cast, page: Any) -> None:
    assert page().get("/c/people/").url.startswith("/c/login/")
    assert page(cast.zhou, Strength.PHONE).get("/c/people/").url.startswith("/c/login/")


def test_the_street_sees_but_does_not_decide(cast: Cast, page: Any) -> None:
    made = waiting()
    text = page(cast.mei).get("/c/people/").content.decode()
    assert "江一帆" in text
    assert "/approve/" not in text
    assert page(cast.mei).post(f"/c/people/{made}/approve/").status_code == 403


def test_the_whole_number_after_a_reason(cast: Cast, page: Any) -> None:
    made = waiting()
    browser = page(cast.zhou)
    refused = browser.post(f"/c/people/{made}/phone/", {"reason": ""})
    assert refused.status_code == 422
    assert "19900000099" not in refused.content.decode()
    shown = browser.post(f"/c/people/{made}/phone/", {"reason": "通知领取雨衣"})
    assert "19900000099" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    looked = page(newcomer("19900000099"), Strength.PHONE).get("/me/data/").content.decode()
    assert "通知领取雨衣" in looked


def test_the_poster_carries_the_communitys_code(cast: Cast, page: Any) -> None:
    text = page(cast.zhou).get("/c/people/qr/").content.decode()
    assert "金海社区" in text
    assert f"/x/{code_for('j', int(JINHAI))}" in text
    assert "<svg" in text


def test_the_poster_of_a_street_is_chosen_from_its_own_communities(cast: Cast, page: Any) -> None:
    browser = page(cast.mei)
    assert "海盛社区" in browser.get(f"/c/people/qr/?community={HAISHENG}").content.decode()
    assert "翠湖社区" not in browser.get(f"/c/people/qr/?community={CUIHU}").content.decode()
