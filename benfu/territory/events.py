"""What territory tells the journal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AreaChanged:
    """Areas under a code were added, changed or withdrawn; everything located by the old edition may lie elsewhere now."""

    edition: int
    what: str
    under: str
    added: int
    changed: int
    withdrawn: int
