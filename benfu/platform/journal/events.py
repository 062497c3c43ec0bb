"""What people do to the journal's own failures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TellingReplayed:
    """A person had a failed telling told again."""

    fact: int
    subscriber: str
    succeeded: bool


@dataclass(frozen=True)
class TellingDiscarded:
    """A person decided that a failed telling is not to be told any more."""

    fact: int
    subscriber: str
