"""The worker's pages: what is on offer, the exchange in two touches, the code, one's orders."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from benfu.store.models import Order
from benfu.store.services import cancel_order, hand_over
from benfu.ui import short_links
from tests.cast import Cast

from .stall import another_outlet, broken, funds, give, good, order, outlet_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def text_of(client: Client, path: str) -> str:
    """Return the page's text. Fails unless the answer is 200."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def exchange(client: Client, path: str, outlet: int) -> str:
    """Press 兑换 on a good's page as it stands, and return where it leads."""
    key = re.search(r'name="key" value="([^"]+)"', text_of(client, path))
    assert key is not None
    answer = client.post(path, {"key": key[1], "outlet": outlet})
    assert answer.status_code == 302, answer.content[:500]
    return answer.headers["Location"]


def test_an_empty_shop_says_so(cast: Cast, page: Browser) -> None:
    assert "还没有东西可换" in text_of(page(cast.lin), "/shop/")


def test_goods_show_price_stock_and_what_is_missing(cast: Cast, page: Browser) -> None:
    give(cast.lin, 30)
    good(cast, "雨衣", 60)
    good(cast, "水杯", 20, pieces=2)
    good(cast, "手套", 10, pieces=0)
    seen = text_of(page(cast.lin), "/shop/")
    assert "还差 30 分" in seen
    assert "只剩 2 件" in seen
    assert "已领完" in seen
    assert "惠民超市" in seen
    can = text_of(page(cast.lin), "/shop/?can=1")
    assert "水杯" in can
    assert "雨衣" not in can
    assert "手套" not in can
    assert "没有符合的东西" in text_of(page(cast.he), "/shop/?can=1")


def test_goods_of_one_outlet(cast: Cast, page: Browser) -> None:
    good(cast, "雨衣")
    assert "雨衣" in text_of(page(cast.lin), f"/shop/?outlet={outlet_of(cast)}")
    assert "雨衣" not in text_of(page(cast.lin), f"/shop/?outlet={another_outlet()}")


def test_an_exchange_leads_from_the_good_to_its_code(cast: Cast, page: Browser) -> None:
    give(cast.lin, 100)
    raincoat, lin = good(cast), page(cast.lin)
    before = text_of(lin, f"/shop/{raincoat.pk}/")
    assert "海滨路 6 号" in before
    assert re.search(r"现在可用</dt><dd[^>]*>100<", before)
    assert re.search(r"兑换以后</dt><dd[^>]*>40<", before)
    where = exchange(lin, f"/shop/{raincoat.pk}/", outlet_of(cast))
    placed = Order.objects.get()
    assert where == f"/o/{placed.pk}/"
    ticket = text_of(lin, where)
    assert f"{placed.digits[:3]} {placed.digits[3:]}" in ticket
    assert "<svg" in ticket
    assert "海滨路 6 号" in ticket
    assert "前有效" in ticket
    assert broken() == []


def test_pressing_twice_orders_once(cast: Cast, page: Browser) -> None:
    give(cast.lin, 200)
    raincoat, lin = good(cast), page(cast.lin)
    key = re.search(r'name="key" value="([^"]+)"', text_of(lin, f"/shop/{raincoat.pk}/"))
    assert key is not None
    said = {"key": key[1], "outlet": outlet_of(cast)}
    assert len({lin.post(f"/shop/{raincoat.pk}/", said).headers["Location"] for _ in range(3)}) == 1
    assert funds(cast.lin) == (200, 60, 140)


def test_who_was_too_late_is_told_on_the_same_page(cast: Cast, page: Browser) -> None:
    give(cast.lin, 100)
    give(cast.he, 100)
    raincoat, he = good(cast, pieces=1), page(cast.he)
    text_of(he, f"/shop/{raincoat.pk}/")
    order(cast.lin, cast, raincoat)
    answer = he.post(f"/shop/{raincoat.pk}/", {"outlet": outlet_of(cast)})
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "刚被领完，积分没有扣" in said
    assert "已领完，过几天再来看看" in said


def test_who_has_too_few_points_is_told_how_many(cast: Cast, page: Browser) -> None:
    give(cast.lin, 48)
    raincoat = good(cast)
    seen = text_of(page(cast.lin), f"/shop/{raincoat.pk}/")
    assert "还差 12 分" in seen
    answer = page(cast.lin).post(f"/shop/{raincoat.pk}/", {"outlet": outlet_of(cast)})
    assert answer.status_code == 409
    assert "要 60 分，您有 48 分，还差 12 分" in answer.content.decode()


def test_orders_are_listed_and_cancelled(cast: Cast, page: Browser) -> None:
    give(cast.lin, 200)
    raincoat, lin = good(cast), page(cast.lin)
    assert "还没换过东西" in text_of(lin, "/o/")
    placed = order(cast.lin, cast, raincoat)
    assert "雨衣 ×1" in text_of(lin, "/o/")
    answer = lin.post(f"/o/{placed.pk}/cancel/", follow=True)
    said = answer.content.decode()
    assert "已取消，60 分已退回" in said
    assert placed.digits not in said
    assert funds(cast.lin) == (200, 0, 200)
    assert "已取消" in text_of(lin, "/o/")


def test_what_has_ended_shows_how_and_no_code(cast: Cast, page: Browser) -> None:
    give(cast.lin, 200)
    done = hand_over(actor=cast.gu, order=order(cast.lin, cast, good(cast)).pk)
    seen = text_of(page(cast.lin), f"/o/{done.pk}/")
    assert "已领取" in seen
    assert "顾慧交付" in seen
    assert 'class="qr' not in seen
    assert page(cast.lin).post(f"/o/{done.pk}/cancel/").status_code == 409


def test_the_home_page_shows_what_waits(cast: Cast, page: Browser) -> None:
    give(cast.lin, 200)
    placed = order(cast.lin, cast, good(cast))
    seen = text_of(page(cast.lin), "/")
    assert "等您去领" in seen
    assert f"{placed.digits[:3]} {placed.digits[3:]}" in seen
    assert "等您去领" not in text_of(page(cast.he), "/")


def test_the_statement_names_what_was_exchanged(cast: Cast, page: Browser) -> None:
    give(cast.lin, 200)
    raincoat, cup = good(cast), good(cast, "水杯", 20)
    hand_over(actor=cast.gu, order=order(cast.lin, cast, raincoat).pk)
    cancel_order(actor=cast.lin, order=order(cast.lin, cast, cup).pk)
    order(cast.lin, cast, cup)
    seen = text_of(page(cast.lin), "/pts/")
    for part in ("换 雨衣 ×1", "−60", "已领取", "退回：水杯 ×1", "+20", "已退回", "待领取", "得 200 · 用 80"):
        assert part in seen


def test_another_person_s_order_is_not_found(cast: Cast, page: Browser) -> None:
    give(cast.lin, 200)
    placed = order(cast.lin, cast, good(cast))
    for who in (cast.he, cast.zhou, cast.wu):
        assert page(who).get(f"/o/{placed.pk}/").status_code == 404
        assert page(who).post(f"/o/{placed.pk}/cancel/").status_code == 404
    assert page(cast.lin).get("/o/999999/").status_code == 404
    assert page(cast.lin).get("/shop/999999/").status_code == 404


def test_a_keeper_sees_the_order_but_not_its_code(cast: Cast, page: Browser) -> None:
    give(cast.lin, 200)
    placed = order(cast.lin, cast, good(cast))
    seen = text_of(page(cast.gu), f"/o/{placed.pk}/")
    assert short_links.code_for("o", placed.pk) not in seen
    assert 'class="qr' not in seen


def test_nobody_is_sent_to_sign_in(cast: Cast, page: Browser) -> None:
    placed = good(cast)
    for path in ("/shop/", f"/shop/{placed.pk}/", "/o/", "/o/1/"):
        assert page().get(path).headers["Location"].startswith("/login/")
    for path in ("/c/scan/", "/c/scan/1/", "/c/shop/", "/c/day/", "/c/goods/", "/c/goods/new/"):
        assert page().get(path).headers["Location"].startswith("/c/login/")
