"""What a duty can be held for: rooms above register their kind of unit here, so that this room need not know them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, a rest stop …: its generic subject, its name, and the area it lies in or serves."""

    subject: str
    name: str
    area: str


Options = Callable[[tuple[str, ...]], list[Unit]]
"""Takes area codes and returns the units in their subtrees; an empty code stands for everywhere."""
Names = Callable[[Iterable[int]], Mapping[int, str]]
"""Takes ids and returns names by id, in one statement."""

_kinds: dict[str, tuple[Options, Names]] = {}


def register(kind: str, options: Options, names: Names) -> None:
    """Say which units of a kind ('organisation', 'rest_stop') there are, and what they are called."""
    _kinds[kind] = (options, names)


def units_in(areas: tuple[str, ...], kind: str = "") -> list[Unit]:
    """Return the units in the subtrees of `areas`, of one kind or of all."""
    return [unit for name, (options, _) in sorted(_kinds.items()) if kind in {"", name} for unit in options(areas)]


def unit(subject: str) -> Unit | None:
    """Return the unit a generic subject names, or None when there is no such unit."""
    kind = subject.partition(":")[0]
    return next((one for one in units_in(("",), kind) if one.subject == subject), None) if kind else None


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """Return the names of units by subject, in one statement a kind; unknown ones are left out."""
    ids: dict[str, set[int]] = {}
    for kind, _, number in (subject.partition(":") for subject in subjects):
        if kind in _kinds and number.isdecimal():
            ids.setdefault(kind, set()).add(int(number))
    return {f"{kind}:{one}": name for kind, wanted in ids.items() for one, name in _kinds[kind][1](wanted).items()}
