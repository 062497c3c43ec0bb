"""Opening hours: open at, closes at, opens next; checked minute by minute against the plain meaning of a week."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.rest_stops.hours import (
    ALL_DAY,
    ALWAYS,
    DAY,
    Hours,
    Span,
    Spans,
    closes_at,
    from_data,
    next_opening,
    open_at,
    read_spans,
    to_data,
    write_spans,
)

MONDAY = datetime(2026, 11, 23)


@st.composite
def days(draw: st.DrawFn) -> Spans:
    """Up to three spans that do not overlap; the last may run past midnight."""
    edges = sorted(draw(st.sets(st.integers(0, DAY - 1), min_size=0, max_size=6)))
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    if draw(st.booleans()) and not spans:
        start = draw(st.integers(0, DAY - 1))
        spans = [Span(start, start + draw(st.integers(1, DAY)))]
    return tuple(spans)


weeks = st.tuples(*[days()] * 7)
dates = st.dates(date(2026, 11, 1), date(2026, 12, 31))
hours = st.builds(Hours, weeks, st.dictionaries(dates, days(), max_size=4))
moments = st.datetimes(datetime(2026, 11, 2), datetime(2026, 12, 30)).map(lambda t: t.replace(microsecond=0))


def plainly_open(given_hours: Hours, moment: datetime) -> bool:
    """Say it the long way: some span of today or yesterday holds this moment."""
    for back in (0, 1):
        day = moment.date() - timedelta(days=back)
        minutes = (moment - datetime.combine(day, time())) / timedelta(minutes=1)
        spans = given_hours.exceptions.get(day, given_hours.week[day.weekday()])
        if any(span.start <= minutes < span.end for span in spans):
            return True
    return False


@given(hours, moments)
def test_open_means_inside_a_span_of_today_or_yesterday(some: Hours, moment: datetime) -> None:
    assert open_at(some, moment) == plainly_open(some, moment)


@given(hours, moments)
def test_it_stays_open_until_it_closes(some: Hours, moment: datetime) -> None:
    end = closes_at(some, moment)
    if not plainly_open(some, moment):
        assert end is None
        return
    if end is None:
        assert all(plainly_open(some, moment + timedelta(hours=h)) for h in range(15 * 24 - 24))
        return
    assert end > moment
    assert not plainly_open(some, end)
    minutes = int((end - moment) / timedelta(minutes=1))
    assert all(plainly_open(some, moment + timedelta(minutes=m)) for m in range(0, minutes, 7))


@given(hours, moments)
def test_it_stays_closed_until_it_opens(some: Hours, moment: datetime) -> None:
    start = next_opening(some, moment)
    if start is None:
        return
    assert start > moment
    assert plainly_open(some, start)
    assert not plainly_open(some, start - timedelta(seconds=1))
    if not plainly_open(some, moment):
        minutes = int((start - moment) / timedelta(minutes=1))
        assert not any(plainly_open(some, moment + timedelta(minutes=m)) for m in range(0, minutes, 7))


@given(hours)
def test_hours_are_stored_without_loss(some: Hours) -> None:
    assert from_data(to_data(some)) == some


@given(days())
def test_what_is_written_is_read_again(spans: Spans) -> None:
    assert read_spans(write_spans(spans)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("08:00-12:00, 14:00-21:30", (Span(480, 720), Span(840, 1290))),
        ("14：00～21：30，8：00至12：00", (Span(480, 720), Span(840, 1290))),
        ("22:00-06:00", (Span(1320, 1800),)),
        ("00:00-24:00", ALL_DAY),
        ("24小时", ALL_DAY),
        ("休息", ()),
    ],
)
def test_people_write_hours_in_many_ways(text: str, spans: Spans) -> None:
    assert read_spans(text) == spans


@pytest.mark.parametrize(
    "text", ["", "8-9", "25:00-26:00", "08:61-09:00", "08:00-12:00, 11:00-13:00", "早上", "08:00-", "🍜"]
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"hours|day"):
        read_spans(text)


@pytest.mark.parametrize(
    "data", [{}, {"week": []}, {"week": [[[0, 0]]] * 7, "exceptions": {}}, {"week": 3, "exceptions": {}}]
)
def test_damaged_data_is_no_hours(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"hours|day"):
        from_data(data)


def test_round_the_clock_never_closes() -> None:
    assert open_at(ALWAYS, MONDAY)
    assert closes_at(ALWAYS, MONDAY) is None
    assert next_opening(ALWAYS, MONDAY) is None


def test_a_night_shift_counts_for_the_morning_after() -> None:
    night = Hours((read_spans("22:00-06:00"), *[()] * 6))
    assert open_at(night, MONDAY + timedelta(days=1, hours=5, minutes=59))
    assert closes_at(night, MONDAY + timedelta(hours=23)) == MONDAY + timedelta(days=1, hours=6)
    assert next_opening(night, MONDAY + timedelta(hours=23)) == MONDAY + timedelta(days=7, hours=22)


def test_an_exception_replaces_its_day() -> None:
    daily = Hours((read_spans("08:00-20:00"),) * 7, {date(2026, 11, 23): ()})
    assert not open_at(daily, MONDAY + timedelta(hours=9))
    assert next_opening(daily, MONDAY) == MONDAY + timedelta(days=1, hours=8)
