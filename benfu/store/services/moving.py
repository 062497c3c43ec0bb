"""Writing stock movements, the only way to change what stock says."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from benfu.platform.lib import clock
from benfu.store.models import Order, OrderLine, StockMovement
from benfu.store.workflow import EFFECTS, Kind

MOVEMENTS = UUID("b7c1b52a-5d0b-5f0e-8c3c-0a4a5f1f7f10")
"""Namespace of the keys of movements that come with orders."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a keeper entered: under a key of the form, so that sending it twice enters it once."""

    key: UUID
    outlet: int
    good: int
    kind: Kind
    quantity: int
    note: str = ""


def move_for_order(order: Order, lines: Iterable[OrderLine], kind: Kind, by: int | None) -> None:
    """Write what happens to an order's goods, in the order of goods, so that stock rows are locked in one order."""
    now = clock.now()
    StockMovement.objects.bulk_create(
        StockMovement(
            key=uuid5(MOVEMENTS, f"{order.pk}:{line.good_id}:{kind}"),
            outlet_id=order.outlet_id,
            good_id=line.good_id,
            kind=kind,
            on_hand=EFFECTS[kind].on_hand * line.quantity,
            reserved=EFFECTS[kind].reserved * line.quantity,
            order=order,
            by_id=by,
            booked_at=now,
        )
        for line in sorted(lines, key=lambda line: line.good_id)
    )


def enter(entered: Entered, by: int | None) -> StockMovement:
    """Write what a keeper entered."""
    return StockMovement.objects.create(
        key=entered.key,
        outlet_id=entered.outlet,
        good_id=entered.good,
        kind=entered.kind,
        on_hand=EFFECTS[entered.kind].on_hand * entered.quantity,
        reserved=0,
        note=entered.note,
        by_id=by,
        booked_at=clock.now(),
    )
