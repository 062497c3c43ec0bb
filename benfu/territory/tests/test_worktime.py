"""Deadlines in urgent hours, working hours and working days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.territory.worktime import Unit, WorkCalendar, due_at, length_of, worked_between

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = ((time(8, 30), time(12)), (time(13, 30), time(18)))
# The National Day week of 2026, with the Sunday and the Saturday worked for it.
NATIONAL_DAY = frozenset(date(2026, 10, day) for day in range(1, 8))
MADE_UP = frozenset({date(2026, 9, 20), date(2026, 10, 10)})
CALENDAR = WorkCalendar(SHANGHAI, HOURS, NATIONAL_DAY, MADE_UP, frozenset({2026}))

moments = st.datetimes(datetime(2026, 8, 1), datetime(2026, 12, 1), timezones=st.just(SHANGHAI))
units = st.sampled_from(Unit)
# Quarters are exact in binary, so that sums are exact too.
amounts = st.integers(0, 160).map(lambda quarters: quarters / 4)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        # 2026-11-23 is a Monday.
        (at(11, 23, 10), 2, Unit.WORK_HOUR, at(11, 23, 12)),
        (at(11, 23, 10), 3, Unit.WORK_HOUR, at(11, 23, 14, 30)),
        (at(11, 23, 17), 1, Unit.WORK_HOUR, at(11, 23, 18)),
        (at(11, 23, 17), 2, Unit.WORK_HOUR, at(11, 24, 9, 30)),
        (at(11, 23, 12, 30), 1, Unit.WORK_HOUR, at(11, 23, 14, 30)),
        (at(11, 27, 17), 4, Unit.WORK_HOUR, at(11, 30, 11, 30)),
        (at(11, 28, 3), 1, Unit.WORK_HOUR, at(11, 30, 9, 30)),
        (at(11, 23, 10), 1, Unit.WORK_DAY, at(11, 24, 10)),
        (at(11, 27, 10), 1, Unit.WORK_DAY, at(11, 30, 10)),
        (at(11, 23, 20), 1, Unit.WORK_DAY, at(11, 24, 18)),
        (at(11, 23, 10), 0.5, Unit.WORK_DAY, at(11, 23, 15, 30)),
        (at(11, 28, 23), 2, Unit.URGENT_HOUR, at(11, 29, 1)),
        # Thursday 1 to Wednesday 7 October are off, Saturday 10 is worked, Sunday 11 is not.
        (at(9, 30, 17), 2, Unit.WORK_HOUR, at(10, 8, 9, 30)),
        (at(10, 9, 10), 1, Unit.WORK_DAY, at(10, 10, 10)),
        (at(10, 10, 10), 1, Unit.WORK_DAY, at(10, 12, 10)),
        (at(9, 19, 10), 4, Unit.WORK_HOUR, at(9, 20, 14)),
    ],
)
def test_known_deadlines(start: datetime, amount: float, unit: Unit, due: datetime) -> None:
    assert due_at(start, amount, unit, CALENDAR) == due


def test_working_days_are_told_apart() -> None:
    assert not CALENDAR.works_on(date(2026, 10, 1))
    assert CALENDAR.works_on(date(2026, 10, 10))
    assert not CALENDAR.works_on(date(2026, 10, 11))
    assert CALENDAR.works_on(date(2027, 10, 1))  # not published: the week alone decides
    assert CALENDAR.day_length == timedelta(hours=8)


@given(moments, amounts, amounts, units)
def test_counting_twice_adds_up(start: datetime, first: float, second: float, unit: Unit) -> None:
    if first and second:
        assert due_at(due_at(start, first, unit, CALENDAR), second, unit, CALENDAR) == due_at(
            start, first + second, unit, CALENDAR
        )


@given(moments, moments, amounts, amounts, units)
def test_later_and_longer_is_never_due_earlier(
    start: datetime, other: datetime, amount: float, more: float, unit: Unit
) -> None:
    early, late = sorted((start, other))
    if amount:
        assert due_at(early, amount, unit, CALENDAR) <= due_at(late, amount, unit, CALENDAR)
    assert due_at(start, amount, unit, CALENDAR) <= due_at(start, amount + more, unit, CALENDAR)


@given(moments, amounts, units)
def test_what_is_due_has_been_worked(start: datetime, amount: float, unit: Unit) -> None:
    due = due_at(start, amount, unit, CALENDAR)
    assert due >= start
    assert worked_between(start, due, unit, CALENDAR) == length_of(amount, unit, CALENDAR)


@given(st.lists(moments, min_size=3, max_size=3), units)
def test_worked_time_adds_up(three: list[datetime], unit: Unit) -> None:
    first, middle, last = sorted(three)
    parts = worked_between(first, middle, unit, CALENDAR) + worked_between(middle, last, unit, CALENDAR)
    assert parts == worked_between(first, last, unit, CALENDAR)
    assert worked_between(last, first, unit, CALENDAR) == timedelta()


@given(moments, st.integers(1, 60).map(float), st.sampled_from([Unit.WORK_HOUR, Unit.WORK_DAY]))
def test_it_is_always_due_while_the_offices_are_open(start: datetime, amount: float, unit: Unit) -> None:
    due = due_at(start, amount, unit, CALENDAR).astimezone(SHANGHAI)
    assert CALENDAR.works_on(due.date())
    assert any(opens < due.time() <= closes for opens, closes in HOURS)


def test_summer_time_changes_nothing_that_is_worked() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkCalendar(berlin, ((time(0), time(8)),))
    # The clock goes from 02:00 to 03:00 on Sunday 2026-03-29; from Friday 07:00 one hour leads to Friday 08:00.
    friday = datetime(2026, 3, 27, 7, tzinfo=berlin)
    assert due_at(friday, 2, Unit.WORK_HOUR, calendar) == datetime(2026, 3, 30, 1, tzinfo=berlin)
    assert due_at(friday, 48, Unit.URGENT_HOUR, calendar) == datetime(2026, 3, 29, 8, tzinfo=berlin)


def test_input_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        due_at(at(11, 23), -1, Unit.WORK_HOUR, CALENDAR)
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 11, 23, 10), 1, Unit.WORK_HOUR, CALENDAR)
    with pytest.raises(OverflowError):
        due_at(at(11, 23), 100_000, Unit.WORK_DAY, CALENDAR)
    for hours in ((), ((time(12), time(9)),), ((time(9), time(12)), (time(11), time(18)))):
        with pytest.raises(ValueError, match="working hours"):
            WorkCalendar(UTC, hours)
