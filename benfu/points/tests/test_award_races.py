"""Told by many at once: paid once, and no cap is passed."""

import pytest

from benfu.platform.identity.actor import SYSTEM
from benfu.points.models import Decision
from benfu.points.rules import Deed
from benfu.points.services import award
from tests.cast import Cast, person_of
from tests.racing import race

from .told import CELL, MONDAY, Told, broken, closing, has, published, tell

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_one_fact_told_by_many_workers_pays_once(cast: Cast) -> None:
    published()
    facts = [closing([Told(cast.lin), Told(cast.he, first=False)], by=cast.zhou) for _ in range(3)]
    results = race([lambda fact=fact: tell(fact) for _ in range(8) for fact in facts])  # type: ignore[misc]
    assert [one for one in results if isinstance(one, Exception)] == []
    assert (has(cast.lin), has(cast.he)) == (30, 3)
    assert Decision.objects.count() == 6
    assert broken() == []


def test_a_cap_of_the_day_holds_against_many_at_once(cast: Cast) -> None:
    published()
    person = person_of(cast.lin)
    deeds = [Deed("first_report", f"report:{n}", person, MONDAY, verifier=person_of(cast.zhou)) for n in range(24)]
    results = race([lambda deed=deed: award(actor=SYSTEM, deed=deed, area=CELL).granted for deed in deeds])  # type: ignore[misc]
    assert sorted(one for one in results if isinstance(one, int)) == [0] * 20 + [6, 10, 10, 10]
    assert has(cast.lin) == 36
    assert broken() == []
