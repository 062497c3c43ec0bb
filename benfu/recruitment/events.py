"""What recruitment tells the journal: ids and codes only."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CallOpened:
    """Part-time grid members are looked for in an area."""

    call: int
    area: str
    post: str


@dataclass(frozen=True, slots=True)
class CallClosed:
    """A call takes no more applications."""

    call: int


@dataclass(frozen=True, slots=True)
class ApplicationMade:
    """A worker applied."""

    application: int
    call: int
    person: int


@dataclass(frozen=True, slots=True)
class ApplicationInterviewed:
    """Somebody talked to the applicant; the notes stand on the application."""

    application: int
    person: int


@dataclass(frozen=True, slots=True)
class ApplicationDeclined:
    """The applicant was not chosen; the reason stands on the application."""

    application: int
    person: int


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn:
    """The applicant thought better of it."""

    application: int
    person: int


@dataclass(frozen=True, slots=True)
class AppointmentMade:
    """A worker became a part-time grid member for a term, for the first time or again."""

    appointment: int
    person: int
    area: str
    post: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class TermEnding:
    """The term of an appointment ends within so many days; nobody has renewed it."""

    appointment: int
    person: int
    days: int


@dataclass(frozen=True, slots=True)
class AppointmentEnded:
    """A part-time grid member resigned (`dismissed` is false) or was dismissed; the reason stands on the appointment."""

    appointment: int
    person: int
    dismissed: bool
