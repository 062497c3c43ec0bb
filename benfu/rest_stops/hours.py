"""Opening hours, pure: weekly spans and exceptions by date; when is it open, until when, and when next.

All times are wall-clock times of the place. Moments may be aware or naive; what comes back is of the same kind.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

DAY = 24 * 60
LOOK_AHEAD_DAYS = 15
WEEKDAYS = 7


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` (minutes after midnight) to `end`, not included; past 1440 it runs into the next day."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < DAY and self.start < self.end <= self.start + DAY):
            raise ValueError(f"no span of opening hours: {self.start}–{self.end} minutes")


Spans = tuple[Span, ...]
ALL_DAY: Spans = (Span(0, DAY),)


@dataclass(frozen=True, slots=True)
class Hours:
    """The spans that begin on each weekday, Monday first, and those of single dates, which replace them."""

    week: tuple[Spans, ...] = ((),) * WEEKDAYS
    exceptions: Mapping[date, Spans] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.week) != WEEKDAYS:
            raise ValueError("a week has seven days")

    def on(self, day: date) -> Spans:
        """Return the spans that begin on a day."""
        return self.exceptions.get(day, self.week[day.weekday()])


ALWAYS = Hours((ALL_DAY,) * WEEKDAYS)


def open_at(hours: Hours, moment: datetime) -> bool:
    """Return whether it is open at a moment: open from the first minute, closed from the last."""
    return any(start <= moment < end for start, end in _openings(hours, moment, days=1))


def closes_at(hours: Hours, moment: datetime) -> datetime | None:
    """Return when it closes next; None when it is closed now, or stays open for the whole look-ahead of 15 days."""
    horizon = moment + timedelta(days=LOOK_AHEAD_DAYS)
    for start, end in _openings(hours, moment, LOOK_AHEAD_DAYS + 1):
        if start <= moment < end:
            return end if end < horizon else None
    return None


def next_opening(hours: Hours, moment: datetime) -> datetime | None:
    """Return when it opens next after a moment (an opening under way does not count); None if not within 15 days."""
    return next((start for start, _ in _openings(hours, moment, LOOK_AHEAD_DAYS) if start > moment), None)


def _openings(hours: Hours, moment: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Yield the openings from the day before to `days` ahead, in order, those that touch or overlap joined."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    current: tuple[datetime, datetime] | None = None
    for offset in range(-1, days + 1):
        day = midnight + timedelta(days=offset)
        for span in sorted(hours.on(day.date())):
            start, end = day + timedelta(minutes=span.start), day + timedelta(minutes=span.end)
            if current and start <= current[1]:
                current = (current[0], max(current[1], end))
                continue
            if current:
                yield current
            current = (start, end)
    if current:
        yield current


# Words that people write for a whole day open or closed.
OPEN_WORDS = {"24小时", "24h", "全天"}
CLOSED_WORDS = {"休息", "关门", "不开", "closed"}
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|—|~|～|至|到)\s*(\d{1,2}):(\d{2})")


def read_spans(text: str) -> Spans:
    """Return the spans a person wrote: '08:00-12:00, 14:00-21:30', '22:00-06:00', '24小时' or '休息'.

    An end at or before its start is on the next day. Raises ValueError for anything else, or for spans that overlap.
    """
    plain = text.strip().replace("：", ":").lower()
    if plain in OPEN_WORDS:
        return ALL_DAY
    if plain in CLOSED_WORDS:
        return ()
    parts = [part.strip() for part in re.split(r"[,，、;；]", plain)]
    spans = tuple(sorted(_read_span(part) for part in parts))
    if any(later.start < earlier.end for earlier, later in pairwise(spans)):
        raise ValueError(f"these opening hours overlap: {text!r}")
    return spans


def write_spans(spans: Spans) -> str:
    """Return spans as `read_spans` reads them."""
    if spans == ALL_DAY:
        return "24小时"
    return ", ".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans) or "休息"


def from_data(data: Mapping[str, Any]) -> Hours:
    """Return hours stored by `to_data`. Raises ValueError when they are none."""
    try:
        week = tuple(_spans(day) for day in data["week"])
        return Hours(week, {date.fromisoformat(day): _spans(spans) for day, spans in data["exceptions"].items()})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("no opening hours") from error


def to_data(hours: Hours) -> dict[str, Any]:
    """Return hours as JSON: minutes after midnight, Monday first, exceptions by ISO date."""
    week = [[[span.start, span.end] for span in spans] for spans in hours.week]
    days = sorted(hours.exceptions.items())
    return {
        "week": week,
        "exceptions": {day.isoformat(): [[one.start, one.end] for one in spans] for day, spans in days},
    }


def _read_span(text: str) -> Span:
    found = SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"no opening hours: {text!r}")
    first_hour, first_minute, last_hour, last_minute = (int(part) for part in found.groups())
    start, end = _minutes(first_hour, first_minute), _minutes(last_hour, last_minute)
    return Span(start, end if end > start else end + DAY)


def _minutes(hour: int, minute: int) -> int:
    if minute > 59 or hour * 60 + minute > DAY:
        raise ValueError(f"no time of day: {hour}:{minute:02}")
    return hour * 60 + minute


def _spans(pairs: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def _clock(minutes: int) -> str:
    if minutes == DAY:
        return "24:00"
    return time(minutes % DAY // 60, minutes % 60).strftime("%H:%M")
