"""The API of the store: the worker's shop and orders, the keeper's counter and stock, the catalogue."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Router, Status

from benfu.platform.identity.api_auth import ApiRequest
from benfu.ui import short_links

from . import counter, selectors, services
from .models import Good, Order, StockMovement
from .schemas import (
    CatalogueOut,
    CodeIn,
    DayOut,
    GoodIn,
    GoodOut,
    MovementOut,
    OrderIn,
    OrderOut,
    OrdersOut,
    StockIn,
    StockOut,
)
from .selectors import Offer, Ticket
from .workflow import State

router = Router(tags=["store"])


@router.get("/store/goods", response=list[GoodOut])
def goods(request: ApiRequest, affordable: bool = False, outlet: int = 0) -> list[dict[str, Any]]:
    """Return what is on offer, if wished only what the caller can pay, or only what one outlet has."""
    return [_good(one) for one in selectors.goods_for(request.auth, affordable=affordable, outlet=outlet)]


@router.get("/store/goods/{good}", response=GoodOut)
def good(request: ApiRequest, good: int) -> dict[str, Any]:
    """Return one good on offer."""
    return _good(selectors.good_for(request.auth, good))


@router.post("/store/orders", response={201: OrderOut})
def place(request: ApiRequest, body: OrderIn) -> Status[dict[str, Any]]:
    """Place an order; the same id again gives the same order."""
    wishes = [services.Wish(line.good, line.quantity) for line in body.lines]
    placed = services.place_order(actor=request.auth, key=body.id, outlet=body.outlet, wishes=wishes)
    return Status(201, _order(request, placed))


@router.get("/store/orders", response=OrdersOut)
def orders(request: ApiRequest, after: str = "") -> dict[str, Any]:
    """Return the caller's own orders, newest first."""
    page = selectors.my_orders(request.auth, after)
    return {"orders": [_ticket(request, one) for one in page.rows], "next": page.next}


@router.get("/store/orders/{order}", response=OrderOut)
def order(request: ApiRequest, order: int) -> dict[str, Any]:
    """Return an order: one's own, or one at an outlet the caller keeps."""
    return _ticket(request, selectors.order_for(request.auth, order))


@router.post("/store/orders/{order}/cancel", response=OrderOut)
def cancel(request: ApiRequest, order: int) -> dict[str, Any]:
    """Give one's own order up."""
    return _order(request, services.cancel_order(actor=request.auth, order=order))


@router.post("/store/counter", response=OrderOut)
def look_up(request: ApiRequest, body: CodeIn) -> dict[str, Any]:
    """Return the order that digits, a scanned address or a code stand for, at an outlet the caller keeps."""
    return _ticket(request, selectors.order_by_code(request.auth, body.code))


@router.post("/store/orders/{order}/hand-over", response=OrderOut)
def hand_over(request: ApiRequest, order: int) -> dict[str, Any]:
    """Hand an order over; only who keeps its outlet may."""
    return _order(request, services.hand_over(actor=request.auth, order=order))


@router.get("/store/stock", response=list[StockOut])
def stock(request: ApiRequest, outlet: int) -> list[dict[str, Any]]:
    """Return the stock of an outlet the caller looks after."""
    rows = counter.stock_of(request.auth, outlet)
    names = ("on_hand", "reserved", "free", "low")
    return [{"good": row.good.pk, "name": row.good.name, **{n: getattr(row, n) for n in names}} for row in rows]


@router.post("/store/stock/receive", response=MovementOut)
def receive(request: ApiRequest, body: StockIn) -> dict[str, Any]:
    """Enter goods that came in."""
    return _movement(services.receive_stock(actor=request.auth, **body.dict()))


@router.post("/store/stock/count", response=MovementOut)
def count(request: ApiRequest, body: StockIn) -> dict[str, Any]:
    """Enter how many stand on the shelf."""
    entered = body.dict()
    return _movement(services.count_stock(actor=request.auth, counted=entered.pop("quantity"), **entered))


@router.post("/store/stock/write-off", response=MovementOut)
def write_off(request: ApiRequest, body: StockIn) -> dict[str, Any]:
    """Enter goods that are spoilt or lost, with a word why."""
    return _movement(services.write_off_stock(actor=request.auth, **body.dict()))


@router.get("/store/day", response=DayOut)
def day(request: ApiRequest, outlet: int, day: date | None = None) -> dict[str, Any]:
    """Return what an outlet handed over on a civil day, today if none is named."""
    sheet = counter.day_sheet(request.auth, outlet, day)
    handed = [{"name": name, "pieces": pieces, "points": points} for name, pieces, points in sheet.handed]
    return {name: getattr(sheet, name) for name in ("day", "orders", "pieces", "points")} | {"handed": handed}


@router.get("/store/catalogue", response=list[CatalogueOut])
def catalogue(request: ApiRequest) -> list[dict[str, Any]]:
    """Return the whole catalogue, withdrawn goods last."""
    return [_catalogue(good) | {"free": free} for good, _picture, free in counter.goods_of(request.auth)]


@router.post("/store/catalogue", response={201: CatalogueOut})
def add_good(request: ApiRequest, body: GoodIn) -> Status[dict[str, Any]]:
    """Put a good into the catalogue."""
    added = services.add_good(actor=request.auth, described=services.Described(**body.dict()))
    return Status(201, _catalogue(added))


@router.put("/store/catalogue/{good}", response=CatalogueOut)
def change_good(request: ApiRequest, good: int, body: GoodIn) -> dict[str, Any]:
    """Change a good; orders already placed keep their price."""
    changed = services.change_good(actor=request.auth, good=good, described=services.Described(**body.dict()))
    return _catalogue(changed)


@router.put("/store/catalogue/{good}/picture/{file_id}", response=CatalogueOut)
def picture(request: ApiRequest, good: int, file_id: UUID) -> dict[str, Any]:
    """Give a good a picture: the body is the file itself."""
    photo = services.Photo(file_id, request)
    return _catalogue(services.give_picture(actor=request.auth, good=good, photo=photo))


@router.post("/store/catalogue/{good}/withdraw", response=CatalogueOut)
def withdraw(request: ApiRequest, good: int, back: bool = False) -> dict[str, Any]:
    """Take a good off the catalogue, or put it back."""
    return _catalogue(services.withdraw_good(actor=request.auth, good=good, back=back))


def _good(one: Offer) -> dict[str, Any]:
    names = ("name", "words", "price", "per_person", "per_days")
    return {
        "id": one.good.pk,
        **{name: getattr(one.good, name) for name in names},
        "missing": one.missing,
        "picture": one.picture.thumb_url if one.picture else "",
        "shelves": [
            {
                "outlet": shelf.stop.id,
                "name": shelf.stop.name,
                "address": shelf.stop.address,
                "open_now": shelf.stop.status.is_open,
                "free": shelf.free,
            }
            for shelf in one.shelves
        ],
    }


def _order(request: ApiRequest, placed: Order) -> dict[str, Any]:
    return _ticket(request, selectors.order_for(request.auth, placed.pk))


def _ticket(request: ApiRequest, one: Ticket) -> dict[str, Any]:
    placed = one.order
    mine = placed.person_id == request.auth.person and placed.state == State.OPEN
    return {
        "order": placed.pk,
        "state": placed.state,
        "title": one.title,
        "outlet": placed.outlet_id,
        "outlet_name": one.outlet,
        "points": placed.points,
        "lines": [
            {"good": line.good_id, "name": line.good.name, "quantity": line.quantity, "unit_points": line.unit_points}
            for line in one.lines
        ],
        "placed_at": placed.placed_at,
        "expires_at": placed.expires_at,
        "ended_at": placed.ended_at,
        "digits": placed.digits if mine else "",
        "code": short_links.address_for("o", placed.pk, request) if mine else "",
        "name": one.name,
    }


def _movement(booked: StockMovement) -> dict[str, Any]:
    return {"movement": booked.pk, "kind": booked.kind, "quantity": booked.on_hand}


def _catalogue(good: Good) -> dict[str, Any]:
    names = ("name", "price", "words", "per_person", "per_days", "is_active")
    return {"id": good.pk, **{name: getattr(good, name) for name in names}}
