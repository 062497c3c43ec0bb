"""A batch is booked whole or not at all, or each on its own; what comes twice is booked once."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benfu.ledger.batches import Booked, Move
from benfu.ledger.errors import KeyReused, NotEnough
from benfu.ledger.kinds import ISSUER, holder
from benfu.ledger.models import Transfer
from benfu.ledger.services import transfer_each, transfer_many
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.lib.errors import Invalid, Problem
from tests.racing import race

from .book import HE, LIN, MARKET, NEVER, award, broken, funds

pytestmark = pytest.mark.django_db


def gift(n: int, amount: int = 1) -> Move:
    """Return a transfer to the nth holder."""
    return Move(uuid4(), ISSUER, holder(f"person:{n}"), amount, f"test:{n}", NEVER)


def test_a_thousand_come_in_one_call(django_assert_num_queries: pytest.FixtureRequest) -> None:
    transfer_many(actor=SYSTEM, moves=[gift(n) for n in range(50)])  # opens the accounts
    moves = [gift(n % 50) for n in range(1000)]
    with django_assert_num_queries(3):  # type: ignore[operator] # savepoint, the batch, release
        answers = transfer_many(actor=SYSTEM, moves=moves)
    assert not any(one.again for one in answers)
    assert [row.amount for row in Transfer.objects.filter(idem=moves[7].key)] == [1]
    assert Transfer.objects.get(idem=moves[7].key).pk == answers[7].id
    assert funds(holder("person:3")) == (21, 0, 21)
    assert broken() == []


def test_one_bad_row_keeps_the_whole_batch_out() -> None:
    award(LIN, 5)
    moves = [gift(10 + n % 9) for n in range(1000)]
    moves[501] = Move(uuid4(), LIN, MARKET, 6, "test:1")
    with pytest.raises(NotEnough):
        transfer_many(actor=SYSTEM, moves=moves)
    assert Transfer.objects.count() == 1
    assert broken() == []


def test_each_on_its_own_keeps_the_good_ones_and_says_why_of_the_bad() -> None:
    award(LIN, 5)
    moves = [gift(10 + n % 9) for n in range(1000)]
    moves[501] = Move(uuid4(), LIN, MARKET, 600, "test:1")
    moves[700] = gift(3, 0)
    answers = transfer_each(actor=SYSTEM, moves=moves)
    refused = {n: one for n, one in enumerate(answers) if isinstance(one, Problem)}
    assert {n: type(one) for n, one in refused.items()} == {501: NotEnough, 700: Invalid}
    assert Transfer.objects.count() == 1 + 998
    assert broken() == []


def test_a_key_stands_for_one_thing_in_a_batch_as_alone() -> None:
    first = gift(1)
    with pytest.raises(KeyReused):
        transfer_many(actor=SYSTEM, moves=[first, replace(first, amount=2)])
    transfer_many(actor=SYSTEM, moves=[first])
    with pytest.raises(KeyReused):
        transfer_many(actor=SYSTEM, moves=[gift(2), replace(first, amount=2)])
    again = award(holder("person:1"), 1, key=first.key, cause="test:1")
    assert again.again
    assert Transfer.objects.count() == 1


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(picks=st.lists(st.lists(st.integers(0, 30), max_size=25), max_size=4))
def test_whatever_comes_twice_is_booked_once(picks: list[list[int]]) -> None:
    known = [gift(n % 5, n + 1) for n in range(31)]
    before, seen = Transfer.objects.count(), set()
    for batch in picks:
        answers = transfer_many(actor=SYSTEM, moves=[known[n] for n in batch])
        for n, one in zip(batch, answers, strict=True):
            assert one.again == (n in seen)
            seen.add(n)
    assert Transfer.objects.count() - before == len(seen)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_batches_by_many_at_once_are_booked_once_and_nobody_is_locked_out() -> None:
    batches = [[gift(n % 40) for n in range(100)] for _ in range(4)]
    tries = [
        lambda moves=moves[::step]: transfer_many(actor=SYSTEM, moves=moves)
        for moves in batches
        for step in (1, -1) * 3
    ]
    results = race(tries, threads=8)
    assert [one for one in results if isinstance(one, Exception)] == []
    fresh = [one for answers in results if isinstance(answers, list) for one in answers if not one.again]
    assert len(fresh) == Transfer.objects.count() == 400
    assert all(isinstance(one, Booked) for one in fresh)
    assert funds(HE)[0] >= 10
    assert broken() == []
