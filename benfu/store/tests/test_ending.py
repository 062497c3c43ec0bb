"""An order ends once: handed over by its own keeper, cancelled by its own worker, or expired by the database clock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from benfu.ledger.errors import HoldTimedOut
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.selectors import facts_of
from benfu.platform.journal.services import record
from benfu.platform.lib.errors import NotFound
from benfu.platform.privacy.events import SubjectErased
from benfu.store.errors import Ended
from benfu.store.models import Order, StockMovement
from benfu.store.services import cancel_order, expire_orders, hand_over, ordering
from benfu.store.tasks import expire
from tests.cast import Cast

from .stall import broken, funds, give, good, order, outlet_of, shelf, taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which orders have timed out when they are placed."""
    return lambda: monkeypatch.setattr(ordering, "KEPT_FOR", timedelta(seconds=-1))


def test_handing_over_spends_the_points_and_takes_the_goods_off_the_shelf(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat = good(cast)
    done = hand_over(actor=cast.gu, order=order(cast.lin, cast, raincoat).pk)
    assert (done.state, done.ended_by_id) == ("handed_over", cast.gu.person)
    assert funds(cast.lin) == (40, 0, 40)
    assert taken_in(outlet_of(cast)) == 60
    assert shelf(raincoat, outlet_of(cast)) == (4, 0)
    assert [fact.kind for fact in facts_of(f"order:{done.pk}")] == ["OrderPlaced", "OrderHandedOver"]
    assert broken() == []


def test_cancelling_gives_points_and_goods_back(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat = good(cast)
    gone = cancel_order(actor=cast.lin, order=order(cast.lin, cast, raincoat).pk)
    assert gone.state == "cancelled"
    assert funds(cast.lin) == (100, 0, 100)
    assert shelf(raincoat, outlet_of(cast)) == (5, 0)
    assert taken_in(outlet_of(cast)) == 0
    assert broken() == []


def test_who_comes_second_is_told_who_and_when(cast: Cast) -> None:
    give(cast.lin, 100)
    placed = order(cast.lin, cast, good(cast))
    hand_over(actor=cast.gu, order=placed.pk)
    with pytest.raises(Ended, match=r"已领取：20\d\d-\d\d-\d\d \d\d:\d\d 由顾慧交付。"):
        hand_over(actor=cast.gu, order=placed.pk)
    with pytest.raises(Ended, match="由顾慧交付"):
        cancel_order(actor=cast.lin, order=placed.pk)


def test_a_cancelled_order_is_not_handed_over(cast: Cast) -> None:
    give(cast.lin, 100)
    placed = order(cast.lin, cast, good(cast))
    cancel_order(actor=cast.lin, order=placed.pk)
    with pytest.raises(Ended, match=r"本人已在 .* 取消"):
        hand_over(actor=cast.gu, order=placed.pk)


@pytest.mark.parametrize("who", ["lin", "he", "zhou", "admin", "wu", "tang"])
def test_only_the_outlet_s_own_keeper_hands_over(cast: Cast, who: str) -> None:
    give(cast.lin, 100)
    placed = order(cast.lin, cast, good(cast))
    with pytest.raises(NotFound):
        hand_over(actor=getattr(cast, who), order=placed.pk)
    assert Order.objects.get(pk=placed.pk).state == "open"


@pytest.mark.parametrize("who", ["he", "gu", "admin"])
def test_only_the_worker_cancels_their_own_order(cast: Cast, who: str) -> None:
    give(cast.lin, 100)
    placed = order(cast.lin, cast, good(cast))
    with pytest.raises(NotFound):
        cancel_order(actor=getattr(cast, who), order=placed.pk)


def test_what_nobody_picked_up_goes_back(cast: Cast, late: Callable[[], None]) -> None:
    give(cast.lin, 100)
    raincoat, cup = good(cast), good(cast, "水杯", 20)
    in_time = order(cast.lin, cast, cup)
    late()
    too_late = order(cast.lin, cast, raincoat)
    expire.func(0)
    assert Order.objects.get(pk=too_late.pk).state == "expired"
    assert Order.objects.get(pk=in_time.pk).state == "open"
    assert funds(cast.lin) == (100, 20, 80)
    assert shelf(raincoat, outlet_of(cast)) == (5, 0)
    assert [fact.kind for fact in facts_of(f"order:{too_late.pk}")] == ["OrderPlaced", "OrderExpired"]
    assert expire_orders() == 0
    with pytest.raises(Ended, match="已过领取期限"):
        hand_over(actor=cast.gu, order=too_late.pk)
    assert broken() == []


def test_a_late_sweep_lets_nobody_have_goods_too_late(cast: Cast, late: Callable[[], None]) -> None:
    give(cast.lin, 100)
    late()
    placed = order(cast.lin, cast, good(cast))
    with pytest.raises(HoldTimedOut, match="已过领取期限"), transaction.atomic():
        hand_over(actor=cast.gu, order=placed.pk)
    cancel_order(actor=cast.lin, order=placed.pk)
    assert funds(cast.lin) == (100, 0, 100)


def test_the_sweep_takes_a_bounded_bite(cast: Cast, late: Callable[[], None]) -> None:
    give(cast.lin, 1000)
    late()
    gloves = good(cast, "手套", 10)
    for _ in range(3):
        order(cast.lin, cast, gloves)
    assert expire_orders(limit=2) == 2
    assert expire_orders(limit=2) == 1


def test_the_digits_are_free_again_once_an_order_has_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    give(cast.lin, 1000)
    gloves = good(cast, "手套", 10)
    drawn = iter([7, 7, 7, 42, 7])
    monkeypatch.setattr("benfu.store.services.ordering.secrets.randbelow", lambda most: next(drawn))
    first = order(cast.lin, cast, gloves)
    second = order(cast.lin, cast, gloves)
    assert (first.digits, second.digits) == ("000007", "000042")
    hand_over(actor=cast.gu, order=first.pk)
    assert order(cast.lin, cast, gloves).digits == "000007"


def test_movements_tell_the_whole_story(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat = good(cast)
    hand_over(actor=cast.gu, order=order(cast.lin, cast, raincoat).pk)
    moved = StockMovement.objects.filter(good=raincoat).order_by("pk").values_list("kind", "on_hand", "reserved", "by")
    assert list(moved) == [
        ("receive", 5, 0, cast.gu.person),
        ("reserve", 0, 1, cast.lin.person),
        ("hand_over", -1, -1, cast.gu.person),
    ]


def test_who_leaves_for_good_leaves_no_goods_waiting(cast: Cast) -> None:
    give(cast.lin, 100)
    raincoat = good(cast)
    placed = order(cast.lin, cast, raincoat)
    for _ in range(2):
        with transaction.atomic():
            gone = SubjectErased(cast.lin.account, cast.lin.person)
            record(gone, actor=Actor(), subject=f"person:{cast.lin.person}")
        drain_all()
    assert Order.objects.get(pk=placed.pk).state == "cancelled"
    assert shelf(raincoat, outlet_of(cast)) == (5, 0)
    assert broken() == []
