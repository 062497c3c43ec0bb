"""The life of a registration with a community, as a table one can read."""

from enum import StrEnum


class State(StrEnum):
    """Where a registration stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    LEFT = "left"


class Move(StrEnum):
    """What can be done to a registration."""

    APPROVE = "approve"
    DECLINE = "decline"
    LEAVE = "leave"


MOVES = {
    (State.WAITING, Move.APPROVE): State.APPROVED,
    (State.WAITING, Move.DECLINE): State.DECLINED,
    (State.WAITING, Move.LEAVE): State.LEFT,
    (State.APPROVED, Move.LEAVE): State.LEFT,
}
"""A declined worker registers anew: that is a new registration, and the old one stays as history."""

OPEN = (State.WAITING, State.APPROVED)
"""States in which the worker belongs to the community; at most one registration of a person is open."""


def after(state: str, move: Move) -> State | None:
    """Return the state after `move`, or None when the move is not open from `state`."""
    return MOVES.get((State(state), move))
