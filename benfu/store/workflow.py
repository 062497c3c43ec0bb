"""The life of an order and the kinds of stock movement. Pure: no database, no web."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=7)
"""How long reserved goods wait to be picked up."""
MOST_OPEN = 3
"""Orders one person may have waiting at a time."""
MOST_LINES = 10
MOST_QUANTITY = 20
DIGITS = 6
"""Digits of a pick-up code; they are unique among the orders that wait at one outlet."""


class State(StrEnum):
    """Where an order stands; every state but OPEN is an end."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Kind(StrEnum):
    """What happened to goods at an outlet."""

    RECEIVE = "receive"
    RESERVE = "reserve"
    HAND_OVER = "hand_over"
    RELEASE = "release"
    COUNT = "count"
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one piece of a movement does to the shelf and to what is reserved of it."""

    on_hand: int
    reserved: int


EFFECTS: dict[Kind, Effect] = {
    Kind.RECEIVE: Effect(1, 0),
    Kind.RESERVE: Effect(0, 1),
    Kind.HAND_OVER: Effect(-1, -1),
    Kind.RELEASE: Effect(0, -1),
    Kind.COUNT: Effect(1, 0),
    Kind.WRITE_OFF: Effect(-1, 0),
}
BY_KEEPER = frozenset({Kind.RECEIVE, Kind.COUNT, Kind.WRITE_OFF})
"""Movements a keeper enters; the others come with orders."""
ENDS = {State.HANDED_OVER: Kind.HAND_OVER, State.CANCELLED: Kind.RELEASE, State.EXPIRED: Kind.RELEASE}
"""What the end of an order does to its goods."""
