"""What this room tells the journal: frozen facts in the past tense, with ids and codes only.

`case` is the case's id; `by` the person who acted (their id), None for the system; `department` an organisation's id and
`handler` a person's: whoever mends, exactly one of them or the department with the person who took it on.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CaseReported:
    """Somebody reported something new."""

    case: int
    report: str
    person: int
    category: str
    severity: int


@dataclass(frozen=True, slots=True)
class ReportJoined:
    """Somebody reported what was already known; both count."""

    case: int
    report: str
    person: int


@dataclass(frozen=True, slots=True)
class ReportSupplemented:
    """A reporter added words or a photo to their own report."""

    case: int
    report: str
    person: int


@dataclass(frozen=True, slots=True)
class CaseFiled:
    """The community confirmed a report and took it on."""

    case: int
    by: int | None
    category: str


@dataclass(frozen=True, slots=True)
class CaseDeclined:
    """The community did not take a report on; `reason` is a code of the list in catalogue/reasons.toml."""

    case: int
    by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class CaseDispatched:
    """The community gave a case to a department or to a grid member, to be mended by `due_at`."""

    case: int
    by: int | None
    department: int | None
    handler: int | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """That side took the case on."""

    case: int
    by: int | None
    department: int | None
    handler: int | None


@dataclass(frozen=True, slots=True)
class CaseHandedBack:
    """That side gave the case back as not theirs, or not possible."""

    case: int
    by: int | None
    department: int | None
    handler: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class CaseHandled:
    """That side says it is mended and has shown it by a photo."""

    case: int
    by: int | None
    department: int | None
    handler: int | None
    on_time: bool


@dataclass(frozen=True, slots=True)
class CaseSentBack:
    """The community checked and was not content; `times` counts how often by now."""

    case: int
    by: int | None
    department: int | None
    handler: int | None
    reason: str
    times: int


@dataclass(frozen=True, slots=True)
class ClosedReport:
    """One report of a closed case; `reported_on` is the civil day of the act."""

    report: str
    person: int
    first: bool
    reported_on: date


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """The community checked and closed; `verifier` is the account that did, `reports` stand in order of arrival."""

    case: int
    by: int | None
    category: str
    severity: int
    verifier: int
    reports: tuple[ClosedReport, ...]
