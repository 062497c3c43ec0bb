"""Many at once: one wins, the others are told, and the sums hold."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from benfu.ledger import selectors, services
from benfu.ledger.errors import HoldAnswered, HoldTimedOut, KeyReused, NotEnough
from benfu.ledger.kinds import BREAKAGE, holder
from benfu.ledger.sealing import broken_block, seal
from benfu.ledger.services import expire_lots
from tests.racing import race

from .book import LATE, LIN, MARKET, award, broken, clock_at, funds, hold, post, void

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_sixteen_at_once_spend_the_last_points_once() -> None:
    riders = [holder(f"person:{n}") for n in range(1, 13)]
    for rider in riders:
        award(rider, 10)
    results = race([lambda rider=rider: hold(rider, 10) for rider in riders for _ in range(16)])  # type: ignore[misc]
    won = [one for one in results if isinstance(one, services.Booked)]
    refused = [one for one in results if isinstance(one, NotEnough)]
    assert (len(won), len(refused)) == (12, 12 * 15)
    assert all(funds(rider) == (10, 10, 0) for rider in riders)
    assert broken() == []


def test_a_storm_of_retries_books_once_and_answers_all_alike() -> None:
    keys = [uuid4() for _ in range(8)]
    results = race([lambda key=key: award(LIN, 5, key=key) for key in keys for _ in range(24)], threads=24)  # type: ignore[misc]
    booked = Counter(one.id for one in results if isinstance(one, services.Booked))
    assert sorted(booked.values()) == [24] * 8
    assert sum(1 for one in results if isinstance(one, services.Booked) and not one.again) == 8
    assert funds(LIN) == (40, 0, 40)
    other = race([lambda key=key: award(LIN, 6, key=key) for key in keys])  # type: ignore[misc]
    assert all(isinstance(one, KeyReused) for one in other)
    assert broken() == []


def test_post_against_void_against_the_clock_has_one_outcome() -> None:
    award(LIN, 60)
    in_time = [hold(LIN, 1) for _ in range(20)]
    late = [hold(LIN, 1, lasts=LATE) for _ in range(10)]
    verbs = (post, void, post, void, post, void)
    results = race([lambda held=held, verb=verb: verb(held) for held in in_time + late for verb in verbs])  # type: ignore[misc]
    for n, _held in enumerate(in_time + late):
        answers = results[6 * n : 6 * n + 6]
        assert sum(isinstance(one, services.Booked) for one in answers) == 1
        assert all(isinstance(one, services.Booked | HoldAnswered | HoldTimedOut) for one in answers)
    posted = selectors.taken_in(MARKET)
    assert funds(LIN) == (60 - posted, 0, 60 - posted)
    assert posted <= len(in_time)
    assert broken() == []


def test_points_either_expire_or_are_spent() -> None:
    evening = datetime(2026, 3, 31, 15, tzinfo=UTC)
    riders = [holder(f"person:{n}") for n in range(1, 41)]
    with clock_at(evening):
        for rider in riders:
            award(rider, 3, evening.date())
            award(rider, 2, evening.date() + timedelta(days=90))
    with clock_at(evening + timedelta(days=1)):
        spend = [lambda rider=rider: hold(rider, 2) for rider in riders]
        results = race([one for pair in zip([expire_lots] * len(riders), spend, strict=True) for one in pair])
        assert sum(one for one in results if isinstance(one, int)) == 3 * len(riders)
        assert selectors.taken_in(BREAKAGE) == 3 * len(riders)
        assert all(funds(rider) == (2, 2, 0) for rider in riders)
    assert broken() == []


BATCH = """
    INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, cause, day, expires_on)
    SELECT gen_random_uuid(), '', 'move', d.id, c.id, 1, 'batch', '2026-01-01', '9999-12-31'
    FROM ledger_account d, ledger_account c WHERE d.kind = 'issuer' AND c.kind = 'holder' ORDER BY md5(c.id::text || %s)
"""


def test_batches_in_any_order_and_single_spenders_do_not_lock_each_other_out() -> None:
    riders = [holder(f"person:{n}") for n in range(1, 61)]
    for rider in riders:
        award(rider, 2)

    def batch(salt: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BATCH, [str(salt)])

    batches = [lambda n=n: batch(n) for n in range(24)]
    spenders = [lambda rider=rider: void(hold(rider, 1)) for rider in riders * 2]
    results = race([one for n in range(24) for one in (batches[n], *spenders[n::24])])
    assert [one for one in results if isinstance(one, Exception)] == []
    assert all(funds(rider) == (26, 0, 26) for rider in riders)
    assert broken() == []


def test_blocks_sealed_while_others_write_hold_every_row_once() -> None:
    writers = [lambda n=n: award(holder(f"person:{n % 7}"), 1) for n in range(150)]
    results = race(
        [one for n in range(150) for one in ((writers[n], seal) if n % 10 == 0 else (writers[n],))], threads=8
    )
    assert [one for one in results if isinstance(one, Exception)] == []
    seal()
    assert broken_block() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(count), (SELECT count(*) FROM ledger_transfer) FROM ledger_seal")
        assert cursor.fetchone() == (150, 150)
