"""What this room tells the journal: ids and numbers only."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HoursRecorded:
    """An organiser wrote down that a person served so many minutes on a civil day; `back_filled` says that it was days later."""

    service: int
    person: int
    by: int
    minutes: int
    done_on: date
    back_filled: bool


@dataclass(frozen=True, slots=True)
class HoursCancelled:
    """A service that was written down wrongly counts no longer."""

    service: int
    person: int
    by: int
