"""Reading the catalogue's files into rows, strictly: a mistake is named with its line, nothing is guessed."""

import csv
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from benfu.cases.workflow import Move, Stage
from benfu.territory.worktime import Unit

FOLDER = Path(__file__).resolve().parent
CATEGORIES = FOLDER / "categories.csv"
REASONS = FOLDER / "reasons.toml"
LOCAL = "LOCAL"
"""The standard_ref of a local extension: no national code exists, and screens say so."""


class Kind(StrEnum):
    """Part of the key of a national code: 01001 is a component and, with another meaning, a matter."""

    COMPONENT = "component"
    MATTER = "matter"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case was declined, handed back or sent back."""

    move: Move
    code: str
    zh: str
    en: str
    advice_zh: str = ""
    advice_en: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to the reporter to start from."""

    zh: str
    en: str


class BadCatalogue(ValueError):
    """A line of the catalogue cannot be read; the text says which and why."""


def read_categories(path: Path = CATEGORIES) -> list[dict[str, object]]:
    """Return the rows of categories.csv as field values of `models.Category`. Raises BadCatalogue."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [_category(number, row) for number, row in enumerate(csv.DictReader(file), start=2)]
    codes = [row["code"] for row in rows]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise BadCatalogue(f"{path.name}: the code {', '.join(map(str, sorted(map(str, twice))))} stands twice")
    return rows


def _category(number: int, row: dict[str, str]) -> dict[str, object]:
    try:
        values: dict[str, object] = {name: row[name].strip() for name in _TEXTS}
        if missing := [name for name in ("code", "name", "name_en", "icon") if not values[name]]:
            raise ValueError(f"{', '.join(missing)} must not be empty")
        values["kind"] = Kind(row["kind"].strip()).value
        values["severity"] = _between(int(row["severity"]), 1, 3)
        values["tile_order"] = int(row["tile_order"]) if row["tile_order"].strip() else None
        values["near_m"] = _between(int(row["near_m"]), 1, 1000)
        values["near_hours"] = _between(int(row["near_hours"]), 1, 24 * 90)
        for stage in Stage:
            values[f"{stage}_amount"], values[f"{stage}_unit"] = _limit(row[stage])
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise BadCatalogue(f"{CATEGORIES.name}, line {number}: {error}") from None
    return values


_TEXTS = (
    *("code", "name", "name_en", "tile", "tile_en", "icon", "standard_ref", "standard_code"),
    *("departments", "closes_when", "closes_when_en"),
)


def _limit(text: str) -> tuple[int, str]:
    """Return (4, 'work_hour') of '4 WORK_HOUR'."""
    amount, unit = text.split()
    return _between(int(amount), 1, 1000), Unit(unit.lower()).value


def _between(number: int, low: int, high: int) -> int:
    if not low <= number <= high:
        raise ValueError(f"{number} is not between {low} and {high}")
    return number


@cache
def reasons() -> dict[tuple[Move, str], Reason]:
    """Return the reasons by move and code, in the order of the file."""
    table = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    found = [Reason(**{**row, "move": Move(row["move"])}) for row in table["reason"]]
    return {(reason.move, reason.code): reason for reason in found}


@cache
def replies() -> tuple[Reply, ...]:
    """Return the answers that staff can start from."""
    table = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    return tuple(Reply(**row) for row in table["reply"])
