"""Pure: when hours count as written down on the spot, and how many a day can have."""

from datetime import date, timedelta

ON_THE_SPOT = timedelta(days=1)
"""Written down later than this after the day of service, hours are back-filled: they count, but earn no points."""
LEAST_MINUTES, MOST_MINUTES = 15, 16 * 60
"""Of one service; and the most of one person on one day altogether."""


def back_filled(done_on: date, recorded_on: date) -> bool:
    """Return whether service of a day was written down too late to have been seen."""
    return recorded_on - done_on > ON_THE_SPOT
