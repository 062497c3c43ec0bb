"""PURE: lengths, terms, and when somebody is reminded."""

from datetime import date, timedelta

TITLE_LENGTH = 60
WORDS_LENGTH = 2000
REASON_LENGTH = 200
MOST_PLACES = 200
LONGEST_TERM_DAYS = 3 * 366
REMIND_DAYS = (30, 7)
"""So many days before the last day of a term its holder and the community are reminded."""
CERTIFICATE = "appointment"
"""The kind of credential an appointment has."""


def term_fits(starts_on: date, ends_on: date) -> bool:
    """Return whether a term has a first and a last day in order, and is no longer than three years."""
    return starts_on <= ends_on <= starts_on + timedelta(days=LONGEST_TERM_DAYS)


def reminder_due(ends_on: date, today: date) -> int | None:
    """Return the reminder (in days before the end) that is due today, None for none."""
    left = (ends_on - today).days
    return min((days for days in REMIND_DAYS if 0 <= left <= days), default=None)
