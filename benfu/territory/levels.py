"""The national area codes: what their length says, and how they nest.

An area's code begins with the code of the area it lies in, so "in the subtree of" is "begins with" everywhere.
"""

from collections.abc import Collection
from enum import StrEnum


class Level(StrEnum):
    """How large an area is, largest first."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    CELL = "cell"


LENGTHS = {Level.DISTRICT: 6, Level.STREET: 9, Level.COMMUNITY: 12, Level.CELL: 15}
LEVELS = {length: level for level, length in LENGTHS.items()}
LONGEST = max(LEVELS)
STEP = 3
# Street codes from here up belong to parks and reserves that are counted like a street without being one.
FIRST_PSEUDO_STREET, LAST_PSEUDO_STREET = 400, 599


def is_code(text: str) -> bool:
    """Whether `text` is an area code: 6, 9, 12 or 15 digits."""
    return len(text) in LEVELS and text.isascii() and text.isdigit()


def level_of(code: str) -> Level:
    """Return the level a code belongs to. Raises ValueError when it is no area code."""
    if not is_code(code):
        raise ValueError(f"{code!r} is no area code of 6, 9, 12 or 15 digits")
    return LEVELS[len(code)]


def parent_of(code: str) -> str:
    """Return the code of the area this one lies in, "" for a district."""
    return code[:-STEP] if len(code) > LENGTHS[Level.DISTRICT] else ""


def steps_to(code: str) -> tuple[str, ...]:
    """Return the codes from the district down to `code` itself; () for what is no code."""
    return tuple(code[:length] for length in LEVELS if length <= len(code)) if is_code(code) else ()


def next_level(level: Level) -> Level | None:
    """Return the level below, None below the grid cell."""
    return LEVELS.get(LENGTHS[level] + STEP)


def clean_code(text: object) -> str:
    """Return the area code meant by a cell of a table or a property of a map file, "" if it is none.

    Statistical tables write streets and districts with twelve digits, filled up with zeros ("370211001000"), and
    spreadsheets turn codes into numbers ("370211001.0").
    """
    digits = str(text if text is not None else "").strip().removesuffix(".0")
    if not is_code(digits):
        return ""
    if len(digits) == LENGTHS[Level.COMMUNITY]:
        while digits.endswith("000") and len(digits) > LENGTHS[Level.DISTRICT]:
            digits = digits[:-STEP]
    return digits


def is_pseudo_street(code: str) -> bool:
    """Whether a street code belongs to a park, a farm or a reserve counted like a street."""
    return len(code) == LENGTHS[Level.STREET] and FIRST_PSEUDO_STREET <= int(code[6:]) <= LAST_PSEUDO_STREET


def scope_of(codes: Collection[str]) -> str:
    """Return the longest area code that all codes begin with, "" if they have not even the district in common."""
    if not codes:
        return ""
    first, last = min(codes), max(codes)
    fitting = [length for length in LEVELS if length <= len(first) and first[:length] == last[:length]]
    return first[: max(fitting, default=0)]
