"""Deadlines in working time: a pure calculation on a calendar that knows holidays and make-up working days.

The national rules for city management count in three units. An urgent hour (紧急工作时) runs round the clock. A working
hour (工作时) runs while the offices are open. A working day (工作日) is as many working hours as one day has: what is
given at ten o'clock with one working day is due at ten on the next working day, and what comes in at night counts
from the next opening.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

_FARTHEST = timedelta(days=3660)


class Unit(StrEnum):
    """What a deadline is counted in."""

    URGENT_HOUR = "urgent_hour"
    WORK_HOUR = "work_hour"
    WORK_DAY = "work_day"


@dataclass(frozen=True)
class WorkCalendar:
    """When work is done: the civil time zone, the hours of a working day, and the days that differ from the week.

    `holidays` are weekdays (or weekend days) off; `workdays` are weekend days worked to make up for them. `years` are
    those whose days have been published; in others the week alone decides.
    """

    zone: tzinfo
    hours: tuple[tuple[time, time], ...]
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse hours that are missing, empty, overlapping or out of order (ValueError)."""
        edges = [moment for period in self.hours for moment in period]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("the working hours must be periods of one day, each after the one before")

    @property
    def day_length(self) -> timedelta:
        """The working hours of one working day together."""
        return sum((_from_midnight(closes) - _from_midnight(opens) for opens, closes in self.hours), timedelta())

    def works_on(self, day: date) -> bool:
        """Whether a civil day is a working day."""
        if day in self.workdays:
            return True
        return day not in self.holidays and day.weekday() < 5

    def open_periods(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the open periods (UTC) that end after `since`, in order, for ten years."""
        day = since.astimezone(self.zone).date()
        last = day + _FARTHEST
        while day < last:
            for opens, closes in self.hours if self.works_on(day) else ():
                start = datetime.combine(day, opens, self.zone).astimezone(UTC)
                end = datetime.combine(day, closes, self.zone).astimezone(UTC)
                if end > since:
                    yield max(start, since), end
            day += timedelta(days=1)


def due_at(start: datetime, amount: float, unit: Unit, calendar: WorkCalendar) -> datetime:
    """Return the moment (UTC) when `amount` units have passed since `start`.

    Counting twice adds up: due_at(due_at(s, a), b) is due_at(s, a + b), save that no time at all leaves `start` where it
    is. Raises ValueError for a negative amount or a start without time zone, OverflowError beyond ten years.
    """
    left = length_of(amount, unit, calendar)
    moment = _aware(start)
    if unit == Unit.URGENT_HOUR or not left:
        return moment + left
    for opens, closes in calendar.open_periods(moment):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise OverflowError(f"{amount} × {unit} lies more than ten years ahead")


def worked_between(start: datetime, end: datetime, unit: Unit, calendar: WorkCalendar) -> timedelta:
    """Return how much time that counts for `unit` lies between two moments; nothing when `end` is not after `start`.

    Divide by `length_of(1, unit, calendar)` for the amount in units.
    """
    since, until = _aware(start), _aware(end)
    if until <= since:
        return timedelta()
    if unit == Unit.URGENT_HOUR:
        return until - since
    total = timedelta()
    for opens, closes in calendar.open_periods(since):
        if opens >= until:
            break
        total += min(closes, until) - opens
    return total


def length_of(amount: float, unit: Unit, calendar: WorkCalendar) -> timedelta:
    """Return `amount` units as counted time. Raises ValueError for a negative amount."""
    if amount < 0:
        raise ValueError("a time limit cannot be negative")
    return amount * (calendar.day_length if unit == Unit.WORK_DAY else timedelta(hours=1))


def _aware(moment: datetime) -> datetime:
    """Return the moment in UTC, where differences are true differences."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone could be any of many")
    return moment.astimezone(UTC)


def _from_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
