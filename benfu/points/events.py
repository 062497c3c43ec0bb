"""What this room tells the journal: ids and codes only."""

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True, slots=True)
class TariffPublished:
    """An administrator published a tariff that had been tried as a draft; `by` is their person id."""

    version: str
    valid_from: date
    by: int | None


@dataclass(frozen=True, slots=True)
class AppealAsked:
    """A worker asked for a decision about points to be looked at again."""

    appeal: int
    person: int


@dataclass(frozen=True, slots=True)
class AppealAnswered:
    """Somebody who had not decided it answered; `amount` points were found missing, 0 when it was not upheld."""

    appeal: int
    person: int
    by: int
    upheld: bool
    amount: int
