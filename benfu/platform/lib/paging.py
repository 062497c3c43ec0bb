"""Pages of a long list by cursor, so that the last page costs what the first does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from .errors import Invalid

Row = TypeVar("Row")
STALE = _("这个翻页标记已经失效，请从第一页重新看起。")


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
    """Return a place (JSON values) as text for a URL, signed, so that what comes back has the shape we gave it."""
    return _signer().sign_object(list(place))


def read_cursor(cursor: str, *shape: type) -> list[Any]:
    """Return the place a cursor names, which has values of these types if any are named.

    Raises Invalid when it was not made by `write_cursor`, or for a list of another shape.
    """
    try:
        place: list[Any] = _signer().unsign_object(cursor)
    except (BadSignature, ValueError):
        raise Invalid(STALE) from None
    if shape and [type(value) for value in place] != list(shape):
        raise Invalid(STALE)
    return place


def _signer() -> Signer:
    return Signer(salt="benfu.paging")
