"""What rosters tell the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HubRegistered:
    """A hub asked to be registered with a street."""

    registration: int
    hub: int
    street: str


@dataclass(frozen=True, slots=True)
class HubApproved:
    """The street took the hub in."""

    registration: int
    hub: int
    street: str


@dataclass(frozen=True, slots=True)
class HubDeclined:
    """The street did not take the hub in; the reason stands on the registration."""

    registration: int
    hub: int
    street: str


@dataclass(frozen=True, slots=True)
class HubLeft:
    """The hub left the street, or moved on to another."""

    registration: int
    hub: int
    street: str


@dataclass(frozen=True, slots=True)
class PlaceChanged:
    """A worker's place on a roster changed: to invited, claimed, confirmed, refused or left. No person: hubs know numbers."""

    place: int
    hub: int
    state: str


@dataclass(frozen=True, slots=True)
class MonthConfirmed:
    """A hub said who still works there."""

    hub: int
    month: str
    staying: int
    left: int
