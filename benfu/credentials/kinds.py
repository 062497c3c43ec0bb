"""What a credential can stand for: rooms above register their kinds here, so that this room need not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

Holds = Callable[[int], str | None]
"""Takes the number of the subject; returns the code of the area it holds for now, None when it does not hold."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of credential: its code, what it is called, and how to ask whether what it stands for still holds."""

    code: str
    label: Promise
    holds: Holds


_kinds: dict[str, Kind] = {}


def register(code: str, label: Promise, holds: Holds) -> None:
    """Say what a kind ('registration_card') is called and when it holds."""
    _kinds[code] = Kind(code, label, holds)


def kind_of(code: str) -> Kind:
    """Return a registered kind. Raises LookupError for any other."""
    return _kinds[code]


def known() -> frozenset[str]:
    """Return the codes of all kinds."""
    return frozenset(_kinds)
