"""Expired points cannot be spent, swept or not, and are booked out once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from benfu.ledger import selectors
from benfu.ledger.errors import NotEnough
from benfu.ledger.kinds import BREAKAGE
from benfu.ledger.services import expire_lots
from benfu.ledger.tasks import expire

from .book import HE, LIN, award, broken, funds, hold, set_clock

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Shanghai
LAST_DAY = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def _points_of_two() -> None:
    set_clock(EVENING - timedelta(days=30))
    award(LIN, 5, LAST_DAY)
    award(LIN, 3, date(2026, 6, 30))
    award(HE, 2, LAST_DAY)


def test_points_last_to_the_end_of_their_last_civil_day() -> None:
    set_clock(EVENING)
    assert expire_lots() == 0
    assert hold(LIN, 8).id
    set_clock(EVENING + timedelta(seconds=1))
    assert funds(HE) == (2, 0, 0)


def test_a_late_sweep_lets_nobody_spend_what_has_expired() -> None:
    set_clock(EVENING + timedelta(days=1))
    with pytest.raises(NotEnough), transaction.atomic():
        hold(LIN, 4)
    assert hold(LIN, 3).id
    assert broken() == []


def test_the_sweep_books_what_expired_to_breakage_once() -> None:
    set_clock(EVENING + timedelta(days=1))
    expire.func(0)
    assert expire_lots() == 0
    assert funds(LIN) == (3, 0, 3)
    assert funds(HE) == (0, 0, 0)
    assert selectors.taken_in(BREAKAGE) == 7
    assert [(line.kind, line.amount) for line in selectors.entries(HE)] == [("expire", -2), ("move", 2)]
    assert broken() == []


def test_the_sweep_goes_on_where_it_stopped() -> None:
    set_clock(EVENING + timedelta(days=1))
    assert expire_lots(limit=1) == 5
    assert expire_lots(limit=1) == 2
    assert expire_lots(limit=1) == 0
