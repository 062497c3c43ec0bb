"""PURE: the life of an application, as a table one can read."""

from enum import StrEnum


class State(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    INTERVIEWED = "interviewed"
    APPOINTED = "appointed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can be done to an application."""

    INTERVIEW = "interview"
    APPOINT = "appoint"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


MOVES = {
    (State.APPLIED, Move.INTERVIEW): State.INTERVIEWED,
    (State.INTERVIEWED, Move.INTERVIEW): State.INTERVIEWED,
    (State.APPLIED, Move.APPOINT): State.APPOINTED,
    (State.INTERVIEWED, Move.APPOINT): State.APPOINTED,
    (State.APPLIED, Move.DECLINE): State.DECLINED,
    (State.INTERVIEWED, Move.DECLINE): State.DECLINED,
    (State.APPLIED, Move.WITHDRAW): State.WITHDRAWN,
    (State.INTERVIEWED, Move.WITHDRAW): State.WITHDRAWN,
}
OPEN = (State.APPLIED, State.INTERVIEWED)
"""States in which somebody waits for an answer; one application of a person to a call is open."""


def after(state: str, move: Move) -> State | None:
    """Return the state after `move`, or None when the move is not open from `state`."""
    return MOVES.get((State(state), move))
