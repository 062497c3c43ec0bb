"""Who may see the pictures of a subject: the room that owns the subject says so, and no other room needs to know it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Guard = Callable[[Any, str], bool]
"""Given the actor and the subject ('report:<uuid>'), whether this actor may see its pictures."""


@dataclass(frozen=True, slots=True)
class _Watch:
    may_see: Guard
    may_see_original: Guard | None


_watches: dict[str, _Watch] = {}


def register_guard(prefix: str, may_see: Guard, may_see_original: Guard | None = None) -> None:
    """Register who may see the pictures of all subjects '<prefix>:…'; without a guard nobody may.

    `may_see_original` decides about the full-size original; without it nobody sees originals. Registering again
    replaces the guard.
    """
    _watches[prefix] = _Watch(may_see, may_see_original)


def may_see(actor: Any, subject: str, *, original: bool = False) -> bool:
    """Return whether the actor may see the pictures of a subject, or their originals."""
    watch = _watches.get(subject.partition(":")[0])
    if watch is None or not watch.may_see(actor, subject):
        return False
    if original:
        return watch.may_see_original is not None and watch.may_see_original(actor, subject)
    return True
