"""A closed case pays each reporter once, by the tariff of the day of the act, and every decision says why."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from benfu.platform.journal.selectors import facts_of
from benfu.points.events import PointsAwarded
from benfu.points.models import CapUse, Decision
from benfu.points.rules import Reason
from benfu.points.tariffs import publish
from tests.cast import Cast

from .test_publishing import next_year
from .told import ACTIVITY_DAY, CELL, MONDAY, Told, broken, close, closing, has, published, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tariff() -> None:
    published()


def test_first_and_later_reporters_are_paid_and_told_why(cast: Cast) -> None:
    first, later = close([Told(cast.lin), Told(cast.he, first=False)], by=cast.zhou, severity=3)
    assert (has(cast.lin), has(cast.he)) == (14, 1)
    assert (first.rule, first.tariff_id, first.granted, first.reason) == ("R1", "2026-1", 14, Reason.PAID)
    assert (first.person_id, first.verifier, first.area, first.day) == (cast.lin.person, cast.zhou.person, CELL, MONDAY)
    assert [(step["what"], step["points"]) for step in first.steps] == [("base", 10), ("severity", 4)]
    assert (later.rule, later.granted) == ("R2", 1)
    assert broken() == []


def test_the_fact_of_an_award_carries_what_others_need(cast: Cast) -> None:
    [decision] = close([Told(cast.lin)], by=cast.zhou)
    [fact] = facts_of(f"person:{cast.lin.person}", [PointsAwarded.__name__])
    assert fact.area == CELL
    assert fact.data == {
        "person": cast.lin.person,
        "amount": 10,
        "rule": "R1",
        "version": "2026-1",
        "case": decision.case,
        "verifier": cast.zhou.person,
        "decision": decision.pk,
    }


def test_told_again_it_pays_nothing_more(cast: Cast) -> None:
    fact = closing([Told(cast.lin), Told(cast.he, first=False)], by=cast.zhou)
    for _ in range(3):
        tell(fact)
    assert (has(cast.lin), has(cast.he)) == (10, 1)
    assert Decision.objects.count() == 2
    assert facts_of(f"person:{cast.lin.person}", [PointsAwarded.__name__]).count() == 1
    assert broken() == []


def test_a_report_is_paid_once_even_if_its_case_is_closed_twice(cast: Cast) -> None:
    report = uuid4()
    close([Told(cast.lin, report=report)], by=cast.zhou)
    assert close([Told(cast.lin, report=report)], by=cast.fang) == []
    assert has(cast.lin) == 10


def test_what_was_told_half_is_made_whole(cast: Cast) -> None:
    fact = closing([Told(cast.lin), Told(cast.he, first=False)], by=cast.zhou)
    with transaction.atomic():
        tell(fact)
        transaction.set_rollback(True)  # the power fails before the commit
    assert (has(cast.lin), Decision.objects.count(), CapUse.objects.count()) == (0, 0, 0)
    tell(fact)
    assert (has(cast.lin), has(cast.he)) == (10, 1)
    assert broken() == []


def test_activity_days_pay_more_by_the_day_of_the_act(cast: Cast) -> None:
    close([Told(cast.lin, ACTIVITY_DAY)], by=cast.zhou)
    close([Told(cast.he, MONDAY)], by=cast.zhou)
    assert (has(cast.lin), has(cast.he)) == (12, 10)


def test_a_day_has_its_cap_and_the_first_grant_above_it_is_cut(cast: Cast) -> None:
    found = [close([Told(cast.lin)], by=cast.zhou)[0] for _ in range(5)]
    assert [one.granted for one in found] == [10, 10, 10, 6, 0]
    assert [one.reason for one in found[3:]] == [Reason.PAID, Reason.CAP]
    assert found[3].steps[-1]["given"] == {"scope": "first_report", "period": "2026-11-23", "limit": 36, "used": 30}
    assert found[4].transfer_id is None
    assert has(cast.lin) == 36
    close([Told(cast.lin, date(2026, 11, 22))], by=cast.zhou)
    assert has(cast.lin) == 46
    assert broken() == []


def test_late_verification_fills_the_day_of_the_act(cast: Cast) -> None:
    with time_machine.travel("2026-12-20 09:00+08:00", tick=False):
        close([Told(cast.lin, MONDAY)], by=cast.zhou)
    used = CapUse.objects.get(person=cast.lin.person, scope="first_report", period="2026-11-23")
    assert used.used == 10
    assert not CapUse.objects.filter(period__startswith="2026-12").exists()


def test_both_caps_together_leave_the_smaller(cast: Cast) -> None:
    for _ in range(4):
        close([Told(cast.lin)], by=cast.zhou)
    for _ in range(6):
        close([Told(cast.lin, first=False)], by=cast.zhou)
    assert has(cast.lin) == 40
    last = Decision.objects.order_by("-pk")[0]
    assert (last.requested, last.granted, last.reason) == (1, 0, Reason.CAP)
    assert broken() == []


def test_one_thing_over_and_over_reaches_the_cap_of_that_thing(cast: Cast) -> None:
    days = [date(2026, 11, day) for day in range(1, 5)]
    found = [close([Told(cast.lin, day)], by=cast.zhou)[0] for day in days for _ in range(3)]
    assert sum(one.granted for one in found) == 120
    [cut] = close([Told(cast.lin, date(2026, 11, 6))], by=cast.zhou)
    assert (cut.granted, cut.reason) == (0, Reason.CAP)
    assert cut.steps[-1]["given"]["scope"] == f"first_report@manhole:{CELL}"
    [elsewhere] = close([Told(cast.lin, date(2026, 11, 6))], by=cast.zhou, area=f"{CELL[:-1]}2")
    assert elsewhere.granted == 10
    assert broken() == []


def test_what_decays_with_the_place_is_kept_and_follows_again(cast: Cast) -> None:
    with time_machine.travel("2026-11-24 12:00+08:00", tick=False):
        publish(next_year().replace("points = 1\nper_day = 5", "points = 8\ndecay_percent = 50\nper_day = 50"))
    day = date(2027, 1, 4)
    told = [Told(cast.tang, day), Told(cast.lin, day, first=False), Told(cast.he, day, first=False)]
    found = close(told, by=cast.zhou)
    assert [(one.place, one.granted) for one in found[1:]] == [(1, 8), (2, 4)]
    assert broken() == []


def test_nobody_is_awarded_for_what_they_verified_themselves(cast: Cast) -> None:
    [own] = close([Told(cast.zhou)], by=cast.zhou)
    assert (own.requested, own.granted, own.reason, own.transfer_id) == (0, 0, Reason.OWN_VERIFICATION, None)
    assert has(cast.zhou) == 0
    assert broken() == []


def test_before_the_first_tariff_nothing_is_paid_and_said_so(cast: Cast) -> None:
    [early] = close([Told(cast.lin, date(2025, 12, 31))], by=cast.zhou)
    assert (early.granted, early.reason, early.tariff_id) == (0, Reason.NO_TARIFF, None)
    assert broken() == []


def test_the_tariff_of_the_day_of_the_act_counts_not_that_of_the_day_of_closing(cast: Cast) -> None:
    with time_machine.travel("2026-11-24 12:00+08:00", tick=False):
        publish(next_year())
    [old] = close([Told(cast.lin, date(2026, 12, 31))], by=cast.zhou)
    [new] = close([Told(cast.lin, date(2027, 1, 1))], by=cast.zhou)
    assert [(one.tariff_id, one.granted) for one in (old, new)] == [("2026-1", 10), ("2027-1", 20)]
    assert broken() == []


def test_points_are_given_with_the_day_they_expire(cast: Cast) -> None:
    [decision] = close([Told(cast.lin)], by=cast.zhou)
    assert decision.transfer is not None
    assert decision.transfer.expires_on is not None
    assert decision.transfer.expires_on.month in {3, 6, 9, 12}
    assert decision.transfer.expires_on > decision.transfer.day


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_decisions_are_not_rewritten(cast: Cast, statement: str) -> None:
    [decision] = close([Told(cast.lin)], by=cast.zhou)
    rows = Decision.objects.filter(pk=decision.pk)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(granted=9) if statement == "update" else rows.delete()


def test_the_database_too_refuses_points_for_one_s_own_verification(cast: Cast) -> None:
    [paid] = close([Told(cast.lin)], by=cast.zhou)
    paid.pk, paid.key, paid.verifier = None, uuid4(), paid.person_id
    with pytest.raises(IntegrityError, match="points_nobody_vouches_for_themselves"), transaction.atomic():
        paid.save(force_insert=True)
