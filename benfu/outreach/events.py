"""What outreach tells the journal: a random token and codes. Never a person: what somebody volunteered must be forgettable."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutreachMoved:
    """A record was begun (`state` surveyed) or moved on."""

    token: str
    state: str


@dataclass(frozen=True, slots=True)
class StageReached:
    """Somebody reached a stage of development."""

    token: str
    stage: str
