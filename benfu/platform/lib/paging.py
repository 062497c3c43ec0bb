"""Pages of a long list by cursor, so that the last page costs what the first does."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .errors import Invalid

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows and the cursor of the next one, empty on the last page."""

    rows: Sequence[Row]
    next: str = ""


def cut(rows: Sequence[Row], size: int, key: Callable[[Row], Sequence[Any]]) -> Page[Row]:
    """Return a page from at most size + 1 rows already read in order; `key` gives a row's place in that order."""
    if len(rows) <= size:
        return Page(rows)
    return Page(rows[:size], write_cursor(key(rows[size - 1])))


def write_cursor(place: Sequence[Any]) -> str:
    """Return a place (JSON values) as opaque text for a URL."""
    return base64.urlsafe_b64encode(json.dumps(list(place)).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> list[Any]:
    """Return the place a cursor names. Raises Invalid when it was not made by `write_cursor`."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise Invalid("This cursor is damaged: start again without it.") from None
    if not isinstance(place, list):
        raise Invalid("This cursor is damaged: start again without it.")
    return place
