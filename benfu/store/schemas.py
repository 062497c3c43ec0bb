"""What the API of the store takes and gives."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema


class ShelfOut(Schema):
    """Where a good can be had, and how many."""

    outlet: int
    name: str
    address: str
    open_now: bool
    free: int


class GoodOut(Schema):
    """A good on offer; `missing` points until the caller can have it, `picture` the address of its thumbnail."""

    id: int
    name: str
    words: str
    price: int
    per_person: int
    per_days: int
    missing: int
    picture: str
    shelves: list[ShelfOut]


class LineIn(Schema):
    """So many pieces of a good."""

    good: int
    quantity: int = 1


class OrderIn(Schema):
    """An order; `id` is made by the caller, and the same order sent again is the same order."""

    id: UUID
    outlet: int
    lines: list[LineIn] = Field(..., max_length=10)


class LineOut(Schema):
    """So many pieces of a good, at the price of the moment."""

    good: int
    name: str
    quantity: int
    unit_points: int


class OrderOut(Schema):
    """An order. `digits` and `code` (what the QR shows) are empty for all but the worker, and once it has ended."""

    order: int
    state: str
    title: str
    outlet: int
    outlet_name: str
    points: int
    lines: list[LineOut]
    placed_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    digits: str
    code: str
    name: str


class OrdersOut(Schema):
    """A page of orders; `next` is the cursor of the following one."""

    orders: list[OrderOut]
    next: str


class CodeIn(Schema):
    """What a keeper typed or scanned."""

    code: str = Field(..., max_length=200)


class StockIn(Schema):
    """What came in, was counted (the number on the shelf) or was spoilt; `key` is made by the caller."""

    key: UUID
    outlet: int
    good: int
    quantity: int
    note: str = ""


class StockOut(Schema):
    """A good at an outlet."""

    good: int
    name: str
    on_hand: int
    reserved: int
    free: int
    low: bool


class MovementOut(Schema):
    """What was booked."""

    movement: int
    kind: str
    quantity: int


class HandedOut(Schema):
    """So many pieces of a good handed over."""

    name: str
    pieces: int
    points: int


class DayOut(Schema):
    """What an outlet handed over on a civil day."""

    day: date
    orders: int
    pieces: int
    points: int
    handed: list[HandedOut]


class GoodIn(Schema):
    """A good of the catalogue."""

    name: str
    price: int
    words: str = ""
    per_person: int = 0
    per_days: int = 30


class CatalogueOut(Schema):
    """A good as its keepers see it; `free` is what all outlets can still hand out, where it was counted."""

    id: int
    name: str
    price: int
    words: str
    per_person: int
    per_days: int
    is_active: bool
    free: int | None = None
