"""What stands in a table: columns, cells, how a cell reads as text, and which text a spreadsheet must not run."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | date | datetime | None
"""A moment is shown as its own clock shows it: give local time."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a text as a formula when it stands first (OWASP, CSV injection)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width (1: as wide as its neighbours), whether it holds numbers (set right)."""

    title: str
    share: float = 1.0
    number: bool = False


def text_of(cell: Cell) -> str:
    """Return a cell as text: nothing for None, days as 2026-03-01, moments to the minute."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet would take the text for a formula."""
    return text.startswith(FORMULA)


def safe_text(cell: Cell) -> str:
    """Return a cell as text that no spreadsheet takes for a formula: words get a quote in front, numbers stay (-5)."""
    text = text_of(cell)
    return f"'{text}" if isinstance(cell, str) and looks_like_formula(text) else text
