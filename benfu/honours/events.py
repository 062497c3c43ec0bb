"""What this room tells the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HonourProposed:
    """Somebody on the staff proposed to honour a person."""

    honour: int
    person: int
    kind: str


@dataclass(frozen=True, slots=True)
class HonourAwarded:
    """Another member of staff agreed; the person decides whether others are told."""

    honour: int
    person: int
    kind: str


@dataclass(frozen=True, slots=True)
class HonourDeclined:
    """Another member of staff did not agree."""

    honour: int
    person: int


@dataclass(frozen=True, slots=True)
class HonourPublished:
    """The person wishes it to be told; `named` says whether with their whole name."""

    honour: int
    person: int
    named: bool


@dataclass(frozen=True, slots=True)
class HonourHidden:
    """It is told to nobody any more: kept to themselves by the person, or `withdrawn` altogether."""

    honour: int
    person: int
    withdrawn: bool
