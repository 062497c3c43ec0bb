"""Held points are spent once or given back once, in time or not at all, and to the lots they came from."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from benfu.ledger import selectors, services
from benfu.ledger.errors import HoldAnswered, HoldTimedOut, KeyReused, NotEnough
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound

from .book import LATE, LIN, MARKET, award, broken, funds, hold, post, set_clock, void

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)  # 12:00 in Shanghai


def test_held_points_are_still_there_but_cannot_be_spent_twice() -> None:
    award(LIN, 10)
    held = hold(LIN, 7)
    assert funds(LIN) == (10, 7, 3)
    assert selectors.open_holds() == {held.id}
    with pytest.raises(NotEnough), transaction.atomic():
        hold(LIN, 4)
    assert broken() == []


def test_posting_hands_the_points_over() -> None:
    award(LIN, 10)
    post(hold(LIN, 7))
    assert funds(LIN) == (3, 0, 3)
    assert selectors.taken_in(MARKET) == 7
    assert selectors.open_holds() == set()
    assert broken() == []


def test_voiding_gives_the_points_back() -> None:
    award(LIN, 10)
    void(hold(LIN, 7))
    assert funds(LIN) == (10, 0, 10)
    assert selectors.taken_in(MARKET) == 0
    assert broken() == []


@pytest.mark.parametrize("first", [post, void])
@pytest.mark.parametrize("second", [post, void])
def test_a_hold_is_answered_once_and_the_second_is_told_who_was_first(first, second) -> None:  # type: ignore[no-untyped-def]
    award(LIN, 10)
    held = hold(LIN, 7)
    verb = services.post if first is post else services.void
    verb(actor=Actor(account=42), key=uuid4(), hold=held.id)
    with pytest.raises(HoldAnswered) as refusal:
        second(held)
    assert refusal.value.data["answer"] == first.__name__
    assert refusal.value.data["actor"] == 42
    assert broken() == []


def test_an_answer_repeated_with_its_key_is_the_same_answer() -> None:
    award(LIN, 10)
    held, key = hold(LIN, 7), uuid4()
    assert post(held, key=key).id == post(held, key=key).id
    with pytest.raises(KeyReused):
        void(held, key=key)


def test_a_hold_that_is_none_cannot_be_answered() -> None:
    awarded = award(LIN, 10)
    with pytest.raises(NotFound):
        post(awarded)


def test_after_its_time_a_hold_can_be_voided_but_not_posted() -> None:
    award(LIN, 10)
    held = hold(LIN, 7, lasts=LATE)
    with pytest.raises(HoldTimedOut), transaction.atomic():
        post(held)
    void(held)
    assert funds(LIN) == (10, 0, 10)


def test_the_clock_of_the_database_decides_to_the_second() -> None:
    set_clock(NOON)
    award(LIN, 10)
    in_time, too_late = hold(LIN, 1, lasts=timedelta(days=7)), hold(LIN, 2, lasts=timedelta(days=7))
    assert in_time.timeout_at == NOON + timedelta(days=7)
    set_clock(NOON + timedelta(days=7, seconds=-1))
    post(in_time)
    set_clock(NOON + timedelta(days=7))
    with pytest.raises(HoldTimedOut), transaction.atomic():
        post(too_late)


def test_the_oldest_points_are_spent_first_and_come_back_where_they_were() -> None:
    set_clock(NOON)
    spring, summer = date(2026, 3, 31), date(2026, 6, 30)
    award(LIN, 10, summer)
    award(LIN, 4, spring)
    held = hold(LIN, 6)
    assert selectors.expiring(LIN) == [(summer, 8)]
    void(held)
    assert selectors.expiring(LIN) == [(spring, 4), (summer, 10)]
    assert broken() == []


def test_points_that_expired_while_held_come_back_for_seven_days() -> None:
    set_clock(NOON)
    award(LIN, 4, date(2026, 3, 3))
    held = hold(LIN, 4)
    set_clock(NOON + timedelta(days=5))
    void(held)
    assert selectors.expiring(LIN) == [(date(2026, 3, 13), 4)]
    assert broken() == []
