"""The rooms of the house, from the ground up: a new room is one line here."""

from importlib.util import find_spec

ROOMS = (
    "benfu.platform.journal",
    "benfu.platform.privacy",
    "benfu.platform.files",
    "benfu.platform.identity",
    "benfu.ui",
    "benfu.territory",
    "benfu.ledger",
    "benfu.credentials",
    "benfu.people",
    "benfu.recruitment",
    "benfu.organisations",
    "benfu.rosters",
    "benfu.outreach",
    "benfu.rest_stops",
    "benfu.hours",
    "benfu.honours",
    "benfu.cases",
    "benfu.store",
    "benfu.fairness",
    "benfu.points",
    "benfu.notices",
    "benfu.insight",
    "benfu.worker",
    "benfu.console",
    "benfu.board",
    "benfu.operate",
    "benfu.demo",
)


def modules(name: str) -> list[str]:
    """Return the dotted paths of the rooms' modules called `name` ('urls', 'api', 'loaders', 'proofs'), lowest first."""
    return [f"{room}.{name}" for room in ROOMS if find_spec(room) and find_spec(f"{room}.{name}")]


def standing() -> list[str]:
    """Return the rooms that exist, lowest first."""
    return [room for room in ROOMS if find_spec(room)]
