"""What a deed is worth: pure, the same for the same, never above a cap, explained to the last point."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.points.rules import ALL, Deed, Reason, Rule, Tariff, caps_on, evaluate, expires_on, reports_of_closed_case
from benfu.points.tariff_file import read_tariff
from benfu.points.tariffs import DEFAULT

TARIFF = read_tariff(DEFAULT.read_text("utf-8"))
FIRST = Deed("first_report", "report:1", person=1, day=date(2026, 11, 23), verifier=2, case=17, severity=1)
LATER = replace(FIRST, action="later_report")
DAY, MONTH = "2026-11-23", "2026-11"


@pytest.mark.parametrize(
    ("deed", "points"),
    [
        (FIRST, 10),
        (replace(FIRST, severity=2), 12),
        (replace(FIRST, severity=3), 14),
        (replace(FIRST, day=date(2026, 11, 25)), 12),
        (replace(FIRST, day=date(2026, 11, 5), severity=3), 16),
        (LATER, 1),
        (replace(LATER, severity=3, day=date(2026, 11, 25)), 1),
    ],
)
def test_the_first_reporter_earns_in_full_and_later_ones_a_little(deed: Deed, points: int) -> None:
    outcome = evaluate(TARIFF, deed, {})
    assert (outcome.requested, outcome.granted, outcome.reason) == (points, points, Reason.PAID)
    assert sum(step.points for step in outcome.steps) == points


@pytest.mark.parametrize(
    ("used", "granted"),
    [
        ({("first_report", DAY): 30}, 6),
        ({("first_report", DAY): 36}, 0),
        ({("first_report", MONTH): 357}, 3),
        ({(ALL, DAY): 38}, 2),
        ({(ALL, MONTH): 400}, 0),
        ({(ALL, DAY): 39, ("first_report", MONTH): 358}, 1),
        ({("first_report", "2026-11-22"): 36, (ALL, "2026-10"): 400}, 10),
    ],
)
def test_caps_of_the_day_and_of_the_month_leave_what_is_left(used: dict[tuple[str, str], int], granted: int) -> None:
    outcome = evaluate(TARIFF, FIRST, used)
    assert (outcome.requested, outcome.granted) == (10, granted)
    assert outcome.reason == (Reason.PAID if granted else Reason.CAP)
    assert sum(step.points for step in outcome.steps) == granted


def test_what_earns_nothing_says_why() -> None:
    assert evaluate(None, FIRST, {}).reason == Reason.NO_TARIFF
    assert evaluate(TARIFF, replace(FIRST, action="dancing"), {}).reason == Reason.NO_RULE
    assert evaluate(TARIFF, replace(FIRST, verifier=1), {}).reason == Reason.OWN_VERIFICATION
    for deed in (replace(FIRST, action="dancing"), replace(FIRST, verifier=1)):
        assert evaluate(TARIFF, deed, {}).granted == 0


@pytest.mark.parametrize(("place", "points"), [(1, 8), (2, 4), (3, 2), (4, 1), (5, 1), (90, 1)])
def test_who_confirms_later_earns_less_but_never_nothing(place: int, points: int) -> None:
    rules = (TARIFF.rules[0], replace(TARIFF.rules[1], points=8, per_day=0, decay_percent=50))
    outcome = evaluate(replace(TARIFF, rules=rules), replace(LATER, place=place), {})
    assert (outcome.requested, sum(step.points for step in outcome.steps)) == (points, points)
    assert [step.what for step in outcome.steps] == ["base"] + ["decay"] * (place > 1)


def test_one_thing_over_and_over_reaches_its_cap() -> None:
    deed = replace(FIRST, category="manhole", area="990101001001001")
    scope = "first_report@manhole:990101001001001"
    assert evaluate(TARIFF, deed, {(scope, MONTH): 113}).granted == 7
    assert evaluate(TARIFF, deed, {(scope, MONTH): 120}).reason == Reason.CAP
    elsewhere = replace(deed, area="990101001001002")
    assert evaluate(TARIFF, elsewhere, {(scope, MONTH): 120}).granted == 10


def test_hours_are_paid_by_the_hour_and_back_filled_ones_not_at_all() -> None:
    deed = replace(FIRST, action="volunteer_hours", subject="hours:1", amount=3)
    assert evaluate(TARIFF, deed, {}).granted == 15
    filled = evaluate(TARIFF, replace(deed, bar=Reason.BACK_FILLED), {})
    assert (filled.granted, filled.reason, filled.steps) == (0, Reason.BACK_FILLED, ())


def test_the_same_deed_has_the_same_key_whatever_else_changes() -> None:
    assert FIRST.key == replace(FIRST, person=9, severity=3, day=date(2027, 1, 1)).key
    assert FIRST.key != LATER.key
    assert FIRST.key != replace(FIRST, subject="report:2").key


@pytest.mark.parametrize(
    ("end_of", "months", "today", "last"),
    [
        ("quarter", 12, date(2026, 11, 24), date(2027, 12, 31)),
        ("quarter", 12, date(2026, 1, 1), date(2027, 3, 31)),
        ("month", 1, date(2027, 1, 31), date(2027, 2, 28)),
        ("year", 6, date(2026, 7, 1), date(2027, 12, 31)),
    ],
)
def test_points_last_to_the_end_of_their_period(end_of: str, months: int, today: date, last: date) -> None:
    tariff = replace(TARIFF, expires_at_end_of=end_of, expires_after_months=months)
    assert expires_on(tariff, today) == last


def test_deeds_are_read_out_of_the_fact_of_a_closed_case() -> None:
    fact = {
        "case": 17,
        "by": 4,
        "category": "manhole",
        "severity": 3,
        "verifier": 40,
        "reports": [
            {"report": "a", "person": 1, "first": True, "reported_on": "2026-11-23"},
            {"report": "b", "person": 2, "first": False, "reported_on": "2026-11-24"},
        ],
    }
    first, later = reports_of_closed_case(fact, date(2026, 12, 1))
    assert first == Deed("first_report", "report:a", 1, date(2026, 11, 23), 4, 17, "manhole", 3)
    assert (later.action, later.person, later.day) == ("later_report", 2, date(2026, 11, 24))


small = st.integers(0, 30)


@given(
    rule=st.builds(
        Rule,
        code=st.just("R"),
        action=st.just("first_report"),
        **{name: st.just("x") for name in ("name", "name_en", "evidence", "evidence_en")},
        points=st.integers(1, 30),
        per_severity=small,
        activity_day=small,
        per_day=small,
        per_month=small,
        per_object=small,
        decay_percent=st.integers(0, 100),
    ),
    per_day=small,
    per_month=small,
    severity=st.integers(1, 3),
    days=st.lists(st.dates(date(2026, 11, 1), date(2026, 12, 31)), min_size=1, max_size=25),
)
def test_however_many_deeds_no_cap_is_passed_and_every_point_is_explained(
    rule: Rule, per_day: int, per_month: int, severity: int, days: list[date]
) -> None:
    tariff = Tariff("t", date(2026, 1, 1), date(2026, 1, 1), (5, 15, 25), per_day, per_month, 12, "quarter", (rule,))
    used: dict[tuple[str, str], int] = {}
    for number, day in enumerate(days):
        deed = Deed("first_report", f"report:{number}", 1, day, severity=severity, place=1 + number % 4)
        outcome = evaluate(tariff, deed, used)
        assert 0 <= outcome.granted <= outcome.requested
        assert sum(step.points for step in outcome.steps) == outcome.granted
        for cap in caps_on(tariff, rule, deed):
            used[cap.scope, cap.period] = used.get((cap.scope, cap.period), 0) + outcome.granted
            assert not cap.limit or used[cap.scope, cap.period] <= cap.limit
