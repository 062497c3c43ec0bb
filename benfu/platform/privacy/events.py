"""What happens to personal data; ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Disclosed:
    """A personal field was shown in full; the reason stands in the disclosure."""

    disclosure: int
    field: str


@dataclass(frozen=True)
class ConsentGiven:
    """An account agreed to a text."""

    account: int
    code: str
    version: int


@dataclass(frozen=True)
class ConsentWithdrawn:
    """An account no longer agrees to a text."""

    account: int
    code: str


@dataclass(frozen=True)
class SubjectErased:
    """A person leaves for good: every room removes, within minutes, what it keeps about who they are."""

    account: int | None
    person: int | None
