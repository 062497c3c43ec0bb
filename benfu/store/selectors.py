"""Reading the store: what is on offer where, one's orders, and what lies behind a counter."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from benfu.ledger import selectors as ledger
from benfu.ledger.kinds import holder
from benfu.people import selectors as people
from benfu.platform.files import selectors as pictures
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.acting import Somebody
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.platform.privacy.masks import mask_name
from benfu.rest_stops import selectors as rest_stops
from benfu.rest_stops.selectors import Stop
from benfu.ui import short_links

from . import access
from .models import Good, Order, OrderLine, Stock
from .words import STATES, Words
from .workflow import DIGITS, State

FEW = 3
"""At most so many left are told in numbers: "只剩 2 件"."""
PAGE = 20
REMEMBERED = timedelta(days=7)
"""How long the digits of an order that has ended still tell the counter who and when."""
_CODE = re.compile(r"/x/([0-9a-z]+)/?$")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A good at an outlet: how many can be ordered there."""

    stop: Stop
    free: int

    @property
    def few(self) -> bool:
        """Whether so few are left that the number is told."""
        return 0 < self.free <= FEW


@dataclass(frozen=True, slots=True)
class Offer:
    """A good as one worker sees it: its picture, where it can be had, and how many points are missing (0: none)."""

    good: Good
    picture: Any
    shelves: Sequence[Shelf]
    missing: int

    @property
    def free(self) -> int:
        """How many can be ordered in all."""
        return sum(shelf.free for shelf in self.shelves)


@dataclass(frozen=True, slots=True)
class Ticket:
    """An order with what its pages show; `name` is masked, `ended_by` whoever ended it."""

    order: Order
    lines: Sequence[OrderLine]
    picture: Any
    outlet: str
    name: str
    ended_by: str

    @property
    def state(self) -> tuple[Words, str]:
        """Its state in words, and the tone to show it in."""
        return STATES[State(self.order.state)]

    @property
    def title(self) -> str:
        """What it is: 雨衣 ×1、毛巾 ×2."""
        return title_of(self.lines)

    @property
    def spaced_digits(self) -> str:
        """The digits as people read them aloud: 827 416."""
        half = DIGITS // 2
        return f"{self.order.digits[:half]} {self.order.digits[half:]}"


def goods_for(actor: Actor, *, affordable: bool = False, outlet: int = 0) -> list[Offer]:
    """Return what is on offer, the cheapest first: only what the actor can pay, or only what one outlet has, if so wished."""
    offers = _offers(actor, Good.objects.filter(is_active=True).order_by("price", "name"))
    if affordable:
        offers = [one for one in offers if not one.missing and one.free]
    if outlet:
        offers = [one for one in offers if any(shelf.stop.id == outlet and shelf.free for shelf in one.shelves)]
    return offers


def good_for(actor: Actor, good: int) -> Offer:
    """Return one good on offer. Raises NotFound."""
    found = _offers(actor, Good.objects.filter(is_active=True, pk=good))
    if not found:
        raise NotFound(_("没有找到这样东西，可能已下架。"))
    return found[0]


def outlets() -> list[Stop]:
    """Return the outlets that have anything to offer."""
    having = set(Stock.objects.filter(good__is_active=True, on_hand__gt=0).values_list("outlet_id", flat=True))
    return [stop for stop in rest_stops.stops() if stop.id in having]


def order_for(actor: Actor, order: int) -> Ticket:
    """Return an order: one's own, or one at an outlet the actor keeps or manages. Raises NotFound for all others."""
    found = _tickets(Order.objects.filter(access.may_see_order(actor), pk=order))
    if not found:
        raise NotFound(_("没有找到这个兑换单。"))
    return found[0]


def my_orders(actor: Actor, after: str = "") -> Page[Ticket]:
    """Return a page of the actor's own orders, those waiting first to be seen: newest first. Raises Invalid."""
    found = Order.objects.filter(person=actor.person or 0)
    if after:
        found = found.filter(pk__lt=read_cursor(after, int)[0])
    return cut(_tickets(found.order_by("-pk")[: PAGE + 1]), PAGE, lambda one: [one.order.pk])


def orders_to_export(actor: Somebody) -> list[dict[str, object]]:
    """Return every order of the actor as plain values, for their own copy of their data."""
    found = Order.objects.filter(person=actor.person or 0).prefetch_related(_LINES).order_by("pk")
    return [
        {
            "id": order.pk,
            "what": title_of(order.lines.all()),
            "points": order.points,
            "outlet": order.outlet_id,
            "state": order.state,
            "placed_at": order.placed_at,
            "ended_at": order.ended_at,
        }
        for order in found
    ]


def waiting_orders(actor: Actor) -> list[Ticket]:
    """Return the actor's own orders that wait to be picked up, the one that expires first first."""
    return _tickets(Order.objects.filter(person=actor.person or 0, state=State.OPEN).order_by("expires_at"))


def waiting_count(actor: Actor) -> int:
    """Return how many of the actor's own orders wait to be picked up."""
    return Order.objects.filter(person=actor.person or 0, state=State.OPEN).count()


def order_by_code(actor: Actor, code: str) -> Ticket:
    """Return the order a code at the counter stands for: six digits, a scanned address, or the code in it.

    Only orders of outlets the actor keeps; digits of one that has ended lately still find it, to tell who and when.
    Raises NotFound.
    """
    mine = Order.objects.filter(outlet__in=access.outlets_of(actor))
    text = re.sub(r"\s", "", code).lower()
    if text.isascii() and text.isdigit() and len(text) == DIGITS:
        found = _by_digits(mine, text)
    else:
        link = _CODE.search(text)
        number = short_links.number_of("o", link[1] if link else text)
        found = mine.filter(pk=number) if number is not None else mine.none()
    tickets = _tickets(found)
    if not tickets:
        raise NotFound(_("没有找到这个领取码：请核对数字，或看看是不是别的网点的单子。"))
    return tickets[0]


def order_at_counter(actor: Actor, order: int) -> Ticket:
    """Return an order at an outlet the actor keeps. Raises NotFound for all others."""
    found = _tickets(Order.objects.filter(outlet__in=access.outlets_of(actor), pk=order))
    if not found:
        raise NotFound(_("没有找到这个领取码：请核对数字，或看看是不是别的网点的单子。"))
    return found[0]


def handed_over_lately(actor: Actor, count: int = 5) -> list[Ticket]:
    """Return the last orders handed over at the actor's outlets, the newest first."""
    done = Order.objects.filter(outlet__in=access.outlets_of(actor), state=State.HANDED_OVER)
    return _tickets(done.order_by("-ended_at")[:count])


def titles_of(keys: Collection[UUID]) -> dict[UUID, tuple[int, str]]:
    """Return (id, what it is) of orders by their key, in two statements; the caller has checked whose they are."""
    found = Order.objects.filter(key__in=keys).prefetch_related(_LINES)
    return {order.key: (order.pk, title_of(order.lines.all())) for order in found}


def title_of(lines: Iterable[OrderLine]) -> str:
    """Return what an order is: 雨衣 ×1、毛巾 ×2."""
    return _("、").join(f"{line.good.name} ×{line.quantity}" for line in lines)


def pictures_of_goods(goods: Collection[int]) -> dict[int, Any]:
    """Return each good's newest picture, None for one without, in one statement."""
    shown = pictures.pictures_of_each([f"good:{good}" for good in goods])
    newest = {good: shown.get(f"good:{good}", []) for good in goods}
    return {good: (found[-1] if found else None) for good, found in newest.items()}


def _by_digits(mine: QuerySet[Order], digits: str) -> QuerySet[Order]:
    """Return the order waiting under these digits, else the one that ended last under them not long ago."""
    found = mine.filter(digits=digits)
    lately = found.filter(ended_at__gt=clock.now() - REMEMBERED).order_by("-ended_at")[:1]
    return waiting if (waiting := found.filter(state=State.OPEN)).exists() else lately


_LINES = Prefetch("lines", OrderLine.objects.select_related("good").order_by("id"))


def _tickets(orders: QuerySet[Order]) -> list[Ticket]:
    rows = list(orders.prefetch_related(_LINES))
    if not rows:
        return []
    names = people.names_of({row.person_id for row in rows} | {row.ended_by_id for row in rows if row.ended_by_id})
    places = rest_stops.names_of({row.outlet_id for row in rows})
    shown = pictures_of_goods([line.good_id for row in rows for line in row.lines.all()])
    return [_ticket(row, names, places, shown) for row in rows]


def _ticket(row: Order, names: dict[int, str], places: dict[int, str], shown: dict[int, Any]) -> Ticket:
    lines = list(row.lines.all())
    return Ticket(
        order=row,
        lines=lines,
        picture=shown[lines[0].good_id],
        outlet=places.get(row.outlet_id, ""),
        name=mask_name(names.get(row.person_id, "")),
        ended_by=names.get(row.ended_by_id or 0, ""),
    )


def _offers(actor: Actor, goods: QuerySet[Good]) -> list[Offer]:
    rows = list(goods)
    have = ledger.balance(holder(f"person:{actor.person}")).spendable if actor.person is not None else 0
    shelves, shown = _shelves(actor, [row.pk for row in rows]), pictures_of_goods([row.pk for row in rows])
    return [Offer(row, shown[row.pk], shelves[row.pk], max(0, row.price - have)) for row in rows]


def _shelves(actor: Actor, goods: Collection[int]) -> dict[int, list[Shelf]]:
    """Return where each good is kept, outlets that have it and are open now first, those of one's own community before others."""
    mine = people.my_registration(actor)
    places = {stop.id: stop for stop in rest_stops.stops(home=mine.community if mine else "")}
    order = {stop: number for number, stop in enumerate(places)}
    found: dict[int, list[Shelf]] = defaultdict(list)
    for row in Stock.objects.filter(good__in=goods, outlet__in=places):
        found[row.good_id].append(Shelf(places[row.outlet_id], row.free))
    for shelves in found.values():
        shelves.sort(key=lambda shelf: (not shelf.free, order[shelf.stop.id]))
    return found
