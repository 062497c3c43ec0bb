"""The periods a cockpit can show: pure arithmetic on civil days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """What the figures cover."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of civil days, both ends included, and the run of the same length before it."""

    since: date
    until: date

    @property
    def before(self) -> "Span":
        """The days just before, as many."""
        length = self.until - self.since + timedelta(days=1)
        return Span(self.since - length, self.since - timedelta(days=1))


def span_of(period: Period, today: date) -> Span:
    """Return the days a period covers: today; the last seven; this month so far."""
    first = {Period.TODAY: today, Period.WEEK: today - timedelta(days=6), Period.MONTH: today.replace(day=1)}
    return Span(first[period], today)
