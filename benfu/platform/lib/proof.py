"""A statement about the stored data that `benfu check` can hold against it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """What was claimed, whether it holds, and what was counted (or the first row that breaks it)."""

    name: str
    ok: bool
    detail: str = ""
