"""What a duty can be held for: rooms above register their kind of unit here, so that this room need not know them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, a rest stop …: its generic subject, its name, and the area it lies in or serves."""

    subject: str
    name: str
    area: str


Options = Callable[[tuple[str, ...]], list[Unit]]
"""Takes area codes and returns the units in their subtrees; an empty code stands for everywhere."""

_kinds: dict[str, Options] = {}


def register(kind: str, options: Options) -> None:
    """Say which units of a kind ('organisation', 'rest_stop') there are."""
    _kinds[kind] = options


def units_in(areas: tuple[str, ...], kind: str = "") -> list[Unit]:
    """Return the units in the subtrees of `areas`, of one kind or of all."""
    return [unit for name, options in sorted(_kinds.items()) if kind in {"", name} for unit in options(areas)]


def unit(subject: str) -> Unit | None:
    """Return the unit a generic subject names, or None when there is no such unit."""
    kind = subject.partition(":")[0]
    return next((one for one in units_in(("",), kind) if one.subject == subject), None) if kind else None
