"""Many at once at the counter and on the phones: stock and points are given out once."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from benfu.ledger.errors import NotEnough
from benfu.people.models import Person
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.models import Account
from benfu.platform.lib import clock
from benfu.store.errors import Ended, OverLimit, SoldOut
from benfu.store.models import Order
from benfu.store.services import cancel_order, expire_orders, hand_over, ordering, receive_stock
from tests.cast import Cast
from tests.racing import race

from .stall import broken, funds, give, good, order, outlet_of, shelf

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def workers(count: int) -> list[Actor]:
    """Return so many people who can order."""
    found = []
    for n in range(count):
        account = Account.objects.create(login=f"buyer-{n}")
        person = Person.objects.create(account=account, name=f"工友{n}", created_at=clock.now())
        found.append(Actor(account=account.pk, person=person.pk))
    return found


def test_fifty_pieces_go_to_fifty_of_two_hundred(cast: Cast) -> None:
    raincoat = good(cast, pieces=50)
    buyers = workers(200)
    for one in buyers:
        give(one, 60)
    results = race([lambda one=one: order(one, cast, raincoat) for one in buyers], threads=20)  # type: ignore[misc]
    assert Counter(type(one) for one in results) == {Order: 50, SoldOut: 150}
    assert shelf(raincoat, outlet_of(cast)) == (50, 50)
    winners = [isinstance(one, Order) for one in results]
    assert [funds(one)[1] == 60 for one in buyers] == winners
    digits = Order.objects.values_list("digits", flat=True)
    assert len(set(digits)) == 50
    assert broken() == []


def test_sixteen_orders_at_once_spend_the_points_once(cast: Cast) -> None:
    raincoat = good(cast, pieces=100)
    give(cast.lin, 60)
    results = race([lambda: order(cast.lin, cast, raincoat) for _ in range(16)])
    assert Counter(type(one) for one in results) == {Order: 1, NotEnough: 15}
    assert funds(cast.lin) == (60, 60, 0)
    assert broken() == []


def test_sixteen_sendings_of_one_order_are_one_order(cast: Cast) -> None:
    raincoat, key = good(cast, pieces=100), uuid4()
    give(cast.lin, 600)
    results = race([lambda: order(cast.lin, cast, raincoat, key=key).pk for _ in range(16)])
    assert len(set(results)) == 1
    assert all(isinstance(one, int) for one in results)
    assert funds(cast.lin) == (600, 60, 540)
    assert broken() == []


def test_limits_hold_against_orders_sent_at_once(cast: Cast) -> None:
    towel, gloves = good(cast, "毛巾", 10, per_person=1, pieces=50), good(cast, "手套", 10, pieces=50)
    give(cast.lin, 1000)
    give(cast.he, 1000)
    results = race([lambda: order(cast.lin, cast, towel) for _ in range(12)])
    assert Counter(type(one) for one in results) == {Order: 1, OverLimit: 11}
    results = race([lambda: order(cast.he, cast, gloves) for _ in range(12)])
    assert Counter(type(one) for one in results) == {Order: 3, OverLimit: 9}
    assert broken() == []


def test_two_scanners_a_worker_who_cancels_and_the_sweeper_end_an_order_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    gloves = good(cast, "手套", 10, pieces=100)
    buyers = workers(12)
    for one in buyers:
        give(one, 100)
    placed = [(one, order(one, cast, gloves)) for one in buyers]
    monkeypatch.setattr(ordering, "KEPT_FOR", timedelta(seconds=-1))
    late = [(one, order(one, cast, gloves)) for one in buyers]
    tries: list[Callable[[], object]] = []
    for buyer, waiting in placed + late:
        tries += [partial(hand_over, actor=cast.gu, order=waiting.pk)] * 2
        tries += [partial(cancel_order, actor=buyer, order=waiting.pk), partial(expire_orders, limit=1)]
    results = race(tries)
    ended = Counter(one.pk for one in results if isinstance(one, Order))
    assert set(ended.values()) <= {1}
    expire_orders()
    states = Counter(Order.objects.values_list("state", flat=True))
    assert sum(states.values()) == 24
    assert states["open"] == 0
    handed = states["handed_over"]
    assert handed <= 12
    assert any(isinstance(one, Ended) for one in results)
    assert shelf(gloves, outlet_of(cast)) == (100 - handed, 0)
    assert broken() == []


def test_a_keeper_who_sends_a_form_many_times_enters_it_once(cast: Cast) -> None:
    raincoat, key = good(cast, pieces=0), uuid4()
    tries = [
        lambda: receive_stock(actor=cast.gu, key=key, outlet=outlet_of(cast), good=raincoat.pk, quantity=7)
        for _ in range(8)
    ]
    results = race(tries)
    assert [one for one in results if isinstance(one, Exception)] == []
    assert shelf(raincoat, outlet_of(cast)) == (7, 0)
    assert broken() == []
