"""What this room tells the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SuspicionFound:
    """Something looks like farming and waits for a person to look at it."""

    suspicion: int
    kind: str


@dataclass(frozen=True, slots=True)
class SuspicionReviewed:
    """A person looked at it and said what it is; nothing follows by itself."""

    suspicion: int
    kind: str
    by: int
    harmless: bool
