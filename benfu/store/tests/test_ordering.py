"""An order holds points and goods together or not at all, once however often it is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from benfu.ledger.errors import NotEnough
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from benfu.store.errors import OverLimit, SoldOut
from benfu.store.models import Order
from benfu.store.services import Wish, cancel_order, hand_over, ordering, place_order, withdraw_good
from tests.cast import Cast, newcomer

from .stall import another_outlet, broken, funds, give, good, order, outlet_of, shelf

pytestmark = pytest.mark.django_db


def test_an_order_holds_points_and_goods_and_has_a_code(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat = good(cast)
    placed = order(cast.lin, cast, raincoat)
    assert funds(cast.lin) == (100, 60, 40)
    assert shelf(raincoat, outlet_of(cast)) == (5, 1)
    assert (placed.state, placed.points, len(placed.digits)) == ("open", 60, 6)
    assert placed.digits.isdecimal()
    assert timedelta(days=6, hours=23) < placed.expires_at - clock.now() < timedelta(days=7, minutes=1)
    [fact] = facts_of(f"order:{placed.pk}")
    assert fact.kind == "OrderPlaced"
    assert fact.data == {"order": placed.pk, "person": cast.lin.person, "outlet": outlet_of(cast), "points": 60}
    assert broken() == []


def test_the_same_order_sent_again_is_the_same_order(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat, key = good(cast), uuid4()
    assert order(cast.lin, cast, raincoat, key=key).pk == order(cast.lin, cast, raincoat, key=key).pk
    assert Order.objects.count() == 1
    assert funds(cast.lin) == (100, 60, 40)
    assert broken() == []


def test_a_key_is_not_for_another_order(cast: Cast) -> None:
    give(cast.lin, 100)
    give(cast.he, 100)
    raincoat, cup, key = good(cast), good(cast, "水杯", 20), uuid4()
    order(cast.lin, cast, raincoat, key=key)
    with pytest.raises(Conflict):
        order(cast.lin, cast, cup, key=key)
    with pytest.raises(Conflict):
        order(cast.he, cast, raincoat, key=key)
    assert funds(cast.he) == (100, 0, 100)


def test_several_goods_are_one_order(cast: Cast) -> None:
    give(cast.lin, 100)
    cup, gloves = good(cast, "水杯", 20), good(cast, "手套", 10)
    wishes = [Wish(gloves.pk, 2), Wish(cup.pk), Wish(gloves.pk)]
    placed = place_order(actor=cast.lin, key=uuid4(), outlet=outlet_of(cast), wishes=wishes)
    assert placed.points == 50
    assert shelf(gloves, outlet_of(cast)) == (5, 3)
    assert shelf(cup, outlet_of(cast)) == (5, 1)
    assert broken() == []


def test_who_has_too_few_points_is_told_how_many_are_missing(cast: Cast) -> None:
    give(cast.lin, 48)
    raincoat = good(cast)
    with pytest.raises(NotEnough, match="还差 12 分") as refusal:
        order(cast.lin, cast, raincoat)
    assert refusal.value.data["missing"] == 12
    assert shelf(raincoat, outlet_of(cast)) == (5, 0)
    assert Order.objects.count() == 0


def test_the_last_one_goes_to_one(cast: Cast) -> None:
    give(cast.lin, 100)
    give(cast.he, 100)
    raincoat = good(cast, pieces=1)
    order(cast.lin, cast, raincoat)
    with pytest.raises(SoldOut, match="刚被领完"), transaction.atomic():
        order(cast.he, cast, raincoat)
    assert funds(cast.he) == (100, 0, 100)
    assert broken() == []


def test_what_an_outlet_never_had_is_sold_out_there(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat, elsewhere = good(cast), another_outlet()
    with pytest.raises(SoldOut), transaction.atomic():
        place_order(actor=cast.lin, key=uuid4(), outlet=elsewhere, wishes=[Wish(raincoat.pk)])
    assert broken() == []


@pytest.mark.parametrize("quantities", [[], [0], [-1], [21], [10, 11]])
def test_quantities_make_sense(cast: Cast, quantities: list[int]) -> None:
    give(cast.lin, 10_000)
    raincoat = good(cast, pieces=50)
    with pytest.raises(Invalid):
        place_order(
            actor=cast.lin, key=uuid4(), outlet=outlet_of(cast), wishes=[Wish(raincoat.pk, n) for n in quantities]
        )


def test_what_is_not_on_offer_cannot_be_ordered(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat = good(cast)
    withdraw_good(actor=cast.admin, good=raincoat.pk)
    with pytest.raises(Invalid, match="已下架"):
        order(cast.lin, cast, raincoat)
    with pytest.raises(NotFound):
        place_order(actor=cast.lin, key=uuid4(), outlet=999_999, wishes=[Wish(raincoat.pk)])


def test_only_somebody_registered_orders(cast: Cast) -> None:
    raincoat = good(cast)
    with pytest.raises(NotAllowed):
        order(newcomer("19900000099"), cast, raincoat)


def test_a_person_has_so_many_of_a_good_in_a_period(cast: Cast) -> None:
    give(cast.lin, 1000)
    towel = good(cast, "毛巾", 10, per_person=2)
    hand_over(actor=cast.gu, order=order(cast.lin, cast, towel).pk)
    given_up = order(cast.lin, cast, towel)
    with pytest.raises(OverLimit, match="每人 30 天限兑 2 件，您已有 2 件"), transaction.atomic():
        order(cast.lin, cast, towel)
    cancel_order(actor=cast.lin, order=given_up.pk)
    order(cast.lin, cast, towel)
    give(cast.he, 100)
    order(cast.he, cast, towel)
    assert broken() == []


def test_the_period_of_a_limit_ends(cast: Cast) -> None:
    give(cast.lin, 1000)
    towel = good(cast, "毛巾", 10, per_person=1, per_days=30)
    first = order(cast.lin, cast, towel)
    Order.objects.filter(pk=first.pk).update(placed_at=clock.now() - timedelta(days=31))
    assert order(cast.lin, cast, towel).pk != first.pk


def test_three_orders_may_wait_at_a_time(cast: Cast) -> None:
    give(cast.lin, 1000)
    gloves = good(cast, "手套", 10)
    placed = [order(cast.lin, cast, gloves) for _ in range(3)]
    with pytest.raises(OverLimit, match="3 单没有领"), transaction.atomic():
        order(cast.lin, cast, gloves)
    hand_over(actor=cast.gu, order=placed[0].pk)
    order(cast.lin, cast, gloves)
    assert broken() == []


def test_a_price_that_changes_leaves_orders_as_they_were(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat = good(cast)
    placed = order(cast.lin, cast, raincoat)
    raincoat.price = 90
    raincoat.save()
    done = hand_over(actor=cast.gu, order=placed.pk)
    assert done.points == 60
    assert funds(cast.lin) == (40, 0, 40)
    assert broken() == []


def test_ordering_and_giving_up_again_and_again_comes_to_an_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "MOST_AN_HOUR", 2)
    give(cast.lin, 100)
    raincoat = good(cast)
    for _ in range(2):
        cancel_order(actor=cast.lin, order=order(cast.lin, cast, raincoat).pk)
    with pytest.raises(TooMany):
        order(cast.lin, cast, raincoat)
    assert funds(cast.lin) == (100, 0, 100)
