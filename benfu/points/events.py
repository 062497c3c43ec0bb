"""What this room tells the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointsAwarded:
    """Somebody earned points. `rule` and `version` say by which row of which tariff, `verifier` which person vouched for it.

    `case` is the case behind it, None for what has none; `decision` the record that explains it.
    """

    person: int
    amount: int
    rule: str
    version: str
    case: int | None
    verifier: int | None
    decision: int
