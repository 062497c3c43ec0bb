"""Reading what lies behind a counter: stock, the catalogue as its keepers see it, and the day sheet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotAllowed, NotFound
from benfu.rest_stops import selectors as rest_stops
from benfu.rest_stops.selectors import Stop

from . import access
from .models import Good, Order, OrderLine, Stock, StockMovement
from .selectors import pictures_of_goods
from .words import KINDS, Words
from .workflow import Kind, State

LAST_DAY = date(9999, 1, 1)
"""The end of the calendar has no day after it."""
LOW = 3
"""So few that can still be ordered are called low."""


@dataclass(frozen=True, slots=True)
class StockRow:
    """A good at one outlet as its keeper sees it."""

    good: Good
    picture: Any
    on_hand: int
    reserved: int

    @property
    def free(self) -> int:
        """How many can still be ordered."""
        return self.on_hand - self.reserved

    @property
    def low(self) -> bool:
        """Whether it is time to get more."""
        return self.free <= LOW


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement with the names that belong to it."""

    movement: StockMovement
    good: str
    by: str
    kind: Words


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What one outlet did on a civil day: handed over by good (pieces, points), and every movement."""

    day: date
    handed: list[tuple[str, int, int]]
    pieces: int
    points: int
    orders: int
    movements: list[Moved]


def counters(actor: Actor) -> list[Stop]:
    """Return the outlets whose stock the actor looks after: their own, and those of the area they manage."""
    own = access.outlets_of(actor)
    managed = actor.areas(access.MANAGERS)
    having = own | set(Stock.objects.values_list("outlet_id", flat=True).distinct())
    exchanging = {stop.id for area in managed for stop in rest_stops.outlets(area)}
    return [
        stop
        for stop in rest_stops.stops()
        if stop.id in own or (stop.id in having | exchanging and actor.holds(access.MANAGERS, stop.area))
    ]


def counter(actor: Actor, outlet: int = 0) -> Stop:
    """Return one of these outlets, the first when none is named. Raises NotFound."""
    mine = counters(actor)
    found = next((stop for stop in mine if not outlet or stop.id == outlet), None)
    if found is None:
        raise NotFound(_("没有找到这个网点。"))
    return found


def stock_of(actor: Actor, outlet: int) -> list[StockRow]:
    """Return what an outlet has of every good on offer or still on its shelf, what is low first. Raises NotFound."""
    counter(actor, outlet)
    rows = {row.good_id: row for row in Stock.objects.filter(outlet=outlet)}
    goods = [good for good in Good.objects.order_by("name") if good.is_active or good.pk in rows]
    shown = pictures_of_goods([good.pk for good in goods])
    found = [_stock_row(good, rows.get(good.pk), shown[good.pk]) for good in goods]
    return sorted(found, key=lambda row: (not row.low, row.good.name))


def low_count(actor: Actor) -> int:
    """Return how many goods are running out at the outlets the actor keeps."""
    rows = Stock.objects.filter(outlet__in=access.outlets_of(actor), good__is_active=True)
    return sum(row.free <= LOW for row in rows)


def waiting_at(actor: Actor, outlet: int) -> int:
    """Return how many orders wait at an outlet. Raises NotFound."""
    counter(actor, outlet)
    return Order.objects.filter(outlet=outlet, state=State.OPEN).count()


def day_sheet(actor: Actor, outlet: int, day: date | None = None) -> DaySheet:
    """Return what an outlet did on a civil day. Raises NotFound."""
    counter(actor, outlet)
    day = min(day or clock.today(), LAST_DAY)
    since = timezone.make_aware(datetime.combine(day, time.min))
    until = since + timedelta(days=1)
    lines = OrderLine.objects.filter(
        order__outlet=outlet, order__state=State.HANDED_OVER, order__ended_at__gte=since, order__ended_at__lt=until
    ).select_related("good")
    handed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        handed[line.good.name][0] += line.quantity
        handed[line.good.name][1] += line.quantity * line.unit_points
    moved = StockMovement.objects.filter(outlet=outlet, booked_at__gte=since, booked_at__lt=until)
    return DaySheet(
        day=day,
        handed=[(name, counted[0], counted[1]) for name, counted in sorted(handed.items())],
        pieces=sum(pieces for pieces, _points in handed.values()),
        points=sum(points for _pieces, points in handed.values()),
        orders=len({line.order_id for line in lines}),
        movements=_moved(moved.exclude(kind__in=[Kind.RESERVE, Kind.RELEASE]).order_by("-pk")),
    )


def goods_of(actor: Actor) -> list[tuple[Good, Any, int]]:
    """Return the whole catalogue with pictures and what all outlets can still hand out, withdrawn goods last.

    Raises NotAllowed for who does not keep it.
    """
    if not access.may_edit_goods(actor):
        raise NotAllowed(_("商品由管理员维护。"))
    goods = list(Good.objects.order_by("-is_active", "name"))
    sums = Stock.objects.values_list("good_id").annotate(Sum("on_hand"), Sum("reserved"))
    free = {good: on_hand - reserved for good, on_hand, reserved in sums}
    shown = pictures_of_goods([good.pk for good in goods])
    return [(good, shown[good.pk], free.get(good.pk, 0)) for good in goods]


def good_to_edit(actor: Actor, good: int) -> Good:
    """Return a good of the catalogue. Raises NotAllowed, NotFound."""
    if not access.may_edit_goods(actor):
        raise NotAllowed(_("商品由管理员维护。"))
    found = Good.objects.filter(pk=good).first()
    if found is None:
        raise NotFound(_("没有找到这样东西。"))
    return found


def stands_at_counter(actor: Actor) -> bool:
    """Return whether the actor hands goods over anywhere."""
    return actor.holds((Role.STORE_KEEPER,))


def _stock_row(good: Good, row: Stock | None, picture: Any) -> StockRow:
    return StockRow(good, picture, row.on_hand if row else 0, row.reserved if row else 0)


def _moved(movements: QuerySet[StockMovement]) -> list[Moved]:
    rows: Iterable[StockMovement] = list(movements.select_related("good"))
    names = people.names_of({row.by_id for row in rows if row.by_id})
    return [Moved(row, row.good.name, names.get(row.by_id or 0, ""), KINDS[Kind(row.kind)]) for row in rows]
