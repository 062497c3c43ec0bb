"""Whether a stop is open now: what its keeper said counts until the hours next change, then the hours; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .hours import Hours, closes_at, next_opening, open_at

STALE_AFTER = timedelta(hours=2)
"""How long a keeper's word about sockets or the door is shown as fresh."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the keeper said last: open, closed or nothing (None), until when it counts, and when it was said."""

    is_open: bool | None = None
    until: datetime | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How a stop stands at a moment; times are None when unknown or not within the look-ahead of 15 days."""

    is_open: bool
    closes_at: datetime | None
    opens_at: datetime | None
    by_keeper: bool
    said_at: datetime | None
    is_stale: bool


def counts_until(hours: Hours, is_open: bool, now: datetime) -> datetime | None:
    """Return until when a keeper's word counts: the next change the hours foresee, None when they foresee none.

    A keeper who closes early is believed until closing time, one who opens at night until the morning.
    """
    return next_opening(hours, now) if is_open else closes_at(hours, now)


def status_at(hours: Hours, word: Word, now: datetime) -> Status:
    """Return how a stop stands at `now` (wall-clock time of the place)."""
    stale = word.said_at is not None and now - word.said_at > STALE_AFTER
    if word.is_open is None or (word.until is not None and now >= word.until):
        return Status(open_at(hours, now), closes_at(hours, now), next_opening(hours, now), False, word.said_at, stale)
    if word.is_open:
        return Status(True, None, None, True, word.said_at, stale)
    reopens = _first_opening(hours, word.until) if word.until else None
    return Status(False, None, reopens, True, word.said_at, stale)


def _first_opening(hours: Hours, moment: datetime) -> datetime | None:
    """Return `moment` itself if it is open then, else the next opening."""
    return moment if open_at(hours, moment) else next_opening(hours, moment)
