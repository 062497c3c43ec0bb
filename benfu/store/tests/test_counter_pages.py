"""The keeper's counter: digits, scanned address or code; initials only; a second scan says who and when."""

from collections.abc import Callable

import pytest
from django.test import Client

from benfu.platform.identity.roles import Role
from benfu.store.models import Order
from benfu.ui import short_links
from tests.cast import Cast, staff
from tests.district import CUIHU

from .stall import another_outlet, broken, funds, give, good, order

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture
def placed(cast: Cast) -> Order:
    """Return an order of lin's that waits at gu's outlet."""
    give(cast.lin, 100)
    return order(cast.lin, cast, good(cast))


def codes(placed: Order) -> list[str]:
    """Return every form in which a keeper may enter an order's code."""
    code = short_links.code_for("o", placed.pk)
    return [
        placed.digits,
        f" {placed.digits[:3]} {placed.digits[3:]} ",
        code,
        code.upper(),
        f"https://example.org/x/{code}",
        f"http://localhost:8000/x/{code}/",
    ]


def test_every_form_of_the_code_finds_the_order(cast: Cast, page: Browser, placed: Order) -> None:
    gu = page(cast.gu)
    for code in codes(placed):
        answer = gu.post("/c/scan/", {"code": code})
        assert answer.status_code == 302, code
        assert answer.headers["Location"] == f"/c/scan/{placed.pk}/"


def test_the_confirm_page_shows_the_thing_and_initials_only(cast: Cast, page: Browser, placed: Order) -> None:
    seen = page(cast.gu).get(f"/c/scan/{placed.pk}/").content.decode()
    assert "雨衣" in seen
    assert "林**" in seen
    assert "林小舟" not in seen
    assert "19900000001" not in seen


def test_confirmed_it_is_handed_over_and_stands_among_the_last(cast: Cast, page: Browser, placed: Order) -> None:
    gu = page(cast.gu)
    seen = gu.post(f"/c/scan/{placed.pk}/", follow=True).content.decode()
    assert "已交付：雨衣 ×1，林**" in seen
    assert "最近交付" in seen
    assert seen.count("雨衣 ×1") == 2
    assert funds(cast.lin) == (40, 0, 40)
    assert broken() == []


def test_a_second_scan_says_who_and_when(cast: Cast, page: Browser, placed: Order) -> None:
    gu = page(cast.gu)
    gu.post(f"/c/scan/{placed.pk}/")
    for code in codes(placed):
        seen = gu.post("/c/scan/", {"code": code}, follow=True).content.decode()
        assert "已领取：" in seen
        assert "由顾慧交付" in seen
        assert "确认交付</button>" not in seen
    assert gu.post(f"/c/scan/{placed.pk}/").status_code == 409


@pytest.mark.parametrize("code", ["000000", "12345", "x", "o2345678", "https://example.org/x/o2zzzzzz", "８２７４１６"])
def test_a_wrong_code_is_told_and_kept_in_the_field(cast: Cast, page: Browser, code: str) -> None:
    answer = page(cast.gu).post("/c/scan/", {"code": code})
    assert answer.status_code == 404
    said = answer.content.decode()
    assert "没有找到这个领取码" in said
    assert f'value="{code}"' in said


def test_a_code_of_another_kind_is_none(cast: Cast, page: Browser, placed: Order) -> None:
    other = short_links.code_for("j", placed.pk)
    assert page(cast.gu).post("/c/scan/", {"code": other}).status_code == 404


def test_another_outlet_s_keeper_sees_nothing(cast: Cast, page: Browser, placed: Order) -> None:
    unit = f"rest_stop:{another_outlet()}"
    stranger = page(staff("qian", "钱多", Role.STORE_KEEPER, CUIHU, unit))
    for code in codes(placed):
        assert stranger.post("/c/scan/", {"code": code}).status_code == 404
    assert stranger.get(f"/c/scan/{placed.pk}/").status_code == 404
    assert stranger.post(f"/c/scan/{placed.pk}/").status_code == 404
    assert "雨衣" not in stranger.get("/c/scan/").content.decode()
    assert Order.objects.get(pk=placed.pk).state == "open"


@pytest.mark.parametrize("who", ["lin", "zhou", "admin", "li"])
def test_who_keeps_no_outlet_has_no_counter(cast: Cast, page: Browser, who: str) -> None:
    assert page(getattr(cast, who)).get("/c/scan/").status_code in {302, 403}


def test_the_qr_code_opens_the_right_page_for_each(cast: Cast, page: Browser, placed: Order) -> None:
    path = f"/x/{short_links.code_for('o', placed.pk)}"
    assert page(cast.lin).get(path).headers["Location"] == f"/o/{placed.pk}/"
    assert page(cast.gu).get(path).headers["Location"] == f"/c/scan/{placed.pk}/"
    assert page(cast.he).get(path, follow=True).status_code == 403
    sent_on = page().get(path, follow=True)
    assert sent_on.redirect_chain[-1][0].startswith("/c/login/")
    forged = path[:-1] + ("2" if path[-1] != "2" else "3")
    assert page(cast.gu).get(forged).status_code == 404
