"""Volunteer hours earn by the full hour; back-filled ones do not; spending points leaves the hours as they are."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from benfu.hours.selectors import minutes_of
from benfu.hours.services import record_hours
from benfu.ledger.kinds import ISSUER, holder
from benfu.ledger.services import transfer
from benfu.people.models import Registration
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.selectors import failed_tellings
from benfu.points.models import Decision
from benfu.points.rules import Reason
from tests.cast import Cast, person_of

from .told import broken, has, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("minutes", "day", "points"),
    [
        (59, date(2026, 11, 24), None),
        (60, date(2026, 11, 24), 5),
        (150, date(2026, 11, 23), 10),
        (600, date(2026, 11, 24), 20),
    ],
)
def test_full_hours_earn_within_the_cap(cast: Cast, minutes: int, day: date, points: int | None) -> None:
    _served(cast, minutes, day)
    found = Decision.objects.filter(action="volunteer_hours")
    assert [one.granted for one in found] == ([] if points is None else [points])
    assert has(cast.lin) == (points or 0)
    assert not failed_tellings().exists(), "an award without a case is told to its person too"
    assert broken() == []


def test_back_filled_hours_count_and_earn_nothing(cast: Cast, page: Callable[..., Client]) -> None:
    _served(cast, 180, date(2026, 11, 3))
    [decision] = Decision.objects.filter(action="volunteer_hours")
    assert (decision.granted, decision.reason, decision.amount) == (0, Reason.BACK_FILLED, 3)
    assert minutes_of(person_of(cast.lin)) == 180
    assert "补录的时长照样记入志愿时长，但不计分。" in page(cast.lin).get(f"/pts/{decision.pk}/").content.decode()
    assert broken() == []


def test_spending_points_leaves_the_hours(cast: Cast) -> None:
    _served(cast, 120, date(2026, 11, 24))
    assert has(cast.lin) == 10
    wallet = holder(f"person:{cast.lin.person}")
    transfer(actor=SYSTEM, key=uuid4(), source=wallet, target=ISSUER, amount=10, cause="test:spent")
    assert has(cast.lin) == 0
    assert minutes_of(person_of(cast.lin)) == 120


def _served(cast: Cast, minutes: int, day: date) -> None:
    worker = Registration.objects.get(person=cast.lin.person, state="approved").pk
    with time_machine.travel("2026-11-24 12:00+08:00", tick=False):
        published()
        record_hours(actor=cast.zhou, registration=worker, done_on=day, minutes=minutes, what="周末清洁")
        drain_all()
