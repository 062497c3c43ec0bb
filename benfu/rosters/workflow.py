"""PURE: the life of a hub's registration with a street, and of a place on a roster, as tables one can read."""

from enum import StrEnum


class State(StrEnum):
    """Where a hub's registration with a street stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    LEFT = "left"


OPEN = (State.WAITING, State.APPROVED)


class Place(StrEnum):
    """Where a worker's place on a roster stands."""

    INVITED = "invited"  # the hub says so; the worker has still to confirm
    CLAIMED = "claimed"  # the worker says so; the hub has still to confirm
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LEFT = "left"


STANDING = (Place.INVITED, Place.CLAIMED, Place.CONFIRMED)
"""States in which somebody is on the roster; one such place for a number at a hub."""


class Side(StrEnum):
    """Who acts."""

    HUB = "hub"
    WORKER = "worker"


ANSWERS = {Place.INVITED: Side.WORKER, Place.CLAIMED: Side.HUB}
"""Whose answer a place waits for: never that of the side which began it."""
