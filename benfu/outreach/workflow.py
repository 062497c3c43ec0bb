"""PURE: the follow-up of a record and the stages of a member's development, as tables one can read."""

from enum import StrEnum


class State(StrEnum):
    """Where the follow-up stands."""

    SURVEYED = "surveyed"
    VERIFIED = "verified"
    REPORTED = "reported"
    ENROLLED = "enrolled"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    LOST = "lost"


MOVES: dict[State, tuple[State, ...]] = {
    State.SURVEYED: (State.VERIFIED, State.LOST),
    State.VERIFIED: (State.REPORTED, State.LOST),
    State.REPORTED: (State.ENROLLED, State.LOST),
    State.ENROLLED: (State.TRANSFERRED, State.RETURNED, State.LOST),
    State.TRANSFERRED: (),
    State.RETURNED: (State.VERIFIED,),
    State.LOST: (State.VERIFIED, State.RETURNED),
}
"""What a state can become: found again, somebody lost is verified anew; whoever comes back begins there, too."""

NEEDS_RECEIVER = (State.REPORTED, State.ENROLLED)
"""States that name the receiving organisation beside the one of origin."""


class Stage(StrEnum):
    """How far somebody has come, in order."""

    APPLICANT = "applicant"
    ACTIVIST = "activist"
    TARGET = "target"
    PROBATIONARY = "probationary"
    MEMBER = "member"


STAGES = tuple(Stage)


def may_become(state: str, new: str) -> bool:
    """Return whether a record in one state may become another."""
    return new in MOVES[State(state)]


def comes_after(stage: str) -> tuple[Stage, ...]:
    """Return the stages that come before this one."""
    return STAGES[: STAGES.index(Stage(stage))]
