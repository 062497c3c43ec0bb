"""What the room of people tells the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkerRegistered:
    """A worker asked to belong to a community; the community has still to decide."""

    registration: int
    person: int
    community: str


@dataclass(frozen=True, slots=True)
class RegistrationApproved:
    """The community took the worker in."""

    registration: int
    person: int
    community: str


@dataclass(frozen=True, slots=True)
class RegistrationDeclined:
    """The community did not take the worker in; the reason stands on the registration."""

    registration: int
    person: int
    community: str


@dataclass(frozen=True, slots=True)
class WorkerLeft:
    """The worker left the community, or moved on to another one."""

    registration: int
    person: int
    community: str


@dataclass(frozen=True, slots=True)
class PersonDescribed:
    """A person changed what they say of themselves."""

    person: int


@dataclass(frozen=True, slots=True)
class Appointed:
    """A person got a duty in an area."""

    duty: int
    person: int
    role: str
    area: str
    unit: str


@dataclass(frozen=True, slots=True)
class DutyEnded:
    """A duty was ended before its term, by its holder or by whoever may appoint."""

    duty: int
    person: int
    role: str
    area: str
    unit: str


@dataclass(frozen=True, slots=True)
class PersonsLinked:
    """Somebody confirmed that a second account was theirs: its duties are the person's now."""

    person: int
    was: int


@dataclass(frozen=True, slots=True)
class IdentityNumberKept:
    """A person gave their identity number, or took it back (`kept` is false)."""

    person: int
    kept: bool
