"""Placing an order: points held, goods reserved and a code given, all or nothing, once however often it is sent."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from benfu.ledger import selectors as ledger
from benfu.ledger import services as points
from benfu.ledger.errors import NotEnough
from benfu.ledger.kinds import holder, shop
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.throttle import throttle
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid
from benfu.rest_stops import selectors as rest_stops
from benfu.store.errors import OverLimit, in_words, sold_out
from benfu.store.events import OrderPlaced
from benfu.store.models import Good, Order, OrderLine
from benfu.store.workflow import DIGITS, KEPT_FOR, MOST_LINES, MOST_OPEN, MOST_QUANTITY, Kind, State

from .moving import move_for_order

ORDERS = UUID("3f3a0d0c-0f3f-5c57-9a55-8a1c2e1d7b42")
"""Namespace of the keys under which the ledger holds, posts and voids an order's points."""
MOST_AN_HOUR = 60
"""Orders an account may send within an hour, given up ones too: each holds points and goods for a while."""
# Digits in use at this outlet do not fit, and other digits are drawn; nothing else can be in the way.
INSERT = """
    INSERT INTO store_order (key, person_id, outlet_id, area, state, points, digits, hold_id, placed_at, expires_at)
    VALUES (%s, %s, %s, %s, 'open', %s, %s, %s, %s, %s)
    ON CONFLICT (outlet_id, digits) WHERE state = 'open' DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """So many pieces of a good."""

    good: int
    quantity: int = 1


def place_order(*, actor: Actor, key: UUID, outlet: int, wishes: Sequence[Wish]) -> Order:
    """Reserve goods at an outlet against the actor's points. `key` is made by the phone: the same order again is the same order.

    Raises Invalid for what is not on offer, NotEnough (how many are missing), SoldOut, OverLimit, NotFound for a place
    that is none, Conflict when the key was used for another order, TooMany.
    """
    person = actor.own_person()
    throttle(f"order:{actor.account}", MOST_AN_HOUR, 3600)
    wanted = _checked(wishes)
    with transaction.atomic():
        if known := _known(key, person, outlet, wanted):
            return known
        return _place(actor, person, key, outlet, wanted)


def _place(actor: Actor, person: int, key: UUID, outlet: int, wanted: dict[int, int]) -> Order:
    place = rest_stops.rest_stop(outlet)
    lines = _lines(wanted)
    total = sum(line.quantity * line.unit_points for line in lines)
    _check_funds(person, total)
    held = points.hold(
        actor=actor,
        key=uuid5(ORDERS, f"hold:{key}"),
        source=holder(f"person:{person}"),
        target=shop(f"rest_stop:{outlet}"),
        amount=total,
        cause=f"order:{key}",
        lasts=KEPT_FOR,
    )
    if held.again and (twin := _known(key, person, outlet, wanted)):
        return twin  # sent twice at once: the other one was faster
    # From here on this person's points are locked: their limits cannot be passed by two orders at once.
    _check_limits(person, lines)
    order = Order(
        key=key,
        person_id=person,
        outlet_id=outlet,
        area=place.area,
        points=total,
        hold_id=held.id,
        placed_at=clock.now(),
        expires_at=held.timeout_at or clock.now(),
    )
    _insert(order)
    for line in lines:
        line.order = order
    OrderLine.objects.bulk_create(lines)
    with in_words(sold_out()):
        move_for_order(order, lines, Kind.RESERVE, person)
    event = OrderPlaced(order.pk, person, outlet, total)
    record(event, actor=actor, subject=f"order:{order.pk}", area=place.area)
    return order


def _checked(wishes: Sequence[Wish]) -> dict[int, int]:
    wanted: Counter[int] = Counter()
    for wish in wishes:
        wanted[wish.good] += wish.quantity
    if not 1 <= len(wanted) <= MOST_LINES or not all(1 <= n <= MOST_QUANTITY for n in wanted.values()):
        words = _("请选 1 到 %(most)s 样东西，每样 1 到 %(pieces)s 件。") % {
            "most": MOST_LINES,
            "pieces": MOST_QUANTITY,
        }
        raise Invalid(words, {"lines": words})
    return dict(wanted)


def _known(key: UUID, person: int, outlet: int, wanted: dict[int, int]) -> Order | None:
    """Return the order that came under this key before. Raises Conflict if it was another one."""
    found = Order.objects.filter(key=key).first()
    if found is None:
        return None
    lines = dict(OrderLine.objects.filter(order=found).values_list("good_id", "quantity"))
    if (found.person_id, found.outlet_id, lines) != (person, outlet, wanted):
        raise Conflict(_("这个兑换编号已用过，请重新选择。"))
    return found


def _lines(wanted: dict[int, int]) -> list[OrderLine]:
    goods = {good.pk: good for good in Good.objects.filter(pk__in=wanted, is_active=True)}
    if missing := set(wanted) - set(goods):
        words = _("这样东西已下架，请换一样。")
        raise Invalid(words, {"lines": words}, goods=sorted(missing))
    return [OrderLine(good=goods[n], quantity=wanted[n], unit_points=goods[n].price) for n in sorted(wanted)]


def _check_funds(person: int, total: int) -> None:
    """Say how many points are missing; whether they are really there is for the ledger to say, a moment later."""
    have = ledger.balance(holder(f"person:{person}")).spendable
    if have < total:
        given = {"need": total, "have": have, "missing": total - have}
        raise NotEnough(_("积分不够：要 %(need)s 分，您有 %(have)s 分，还差 %(missing)s 分。") % given, **given)


def _check_limits(person: int, lines: Sequence[OrderLine]) -> None:
    waiting = Order.objects.filter(person=person, state=State.OPEN).count()
    if waiting >= MOST_OPEN:
        raise OverLimit(_("您已有 %(count)s 单没有领，先领了再换。") % {"count": waiting})
    for line in lines:
        if line.good.per_person:
            _check_limit(person, line)


def _check_limit(person: int, line: OrderLine) -> None:
    good = line.good
    since = clock.now() - timedelta(days=good.per_days)
    counted = OrderLine.objects.filter(
        good=good, order__person=person, order__state__in=[State.OPEN, State.HANDED_OVER], order__placed_at__gt=since
    )
    have = counted.aggregate(sum=Sum("quantity"))["sum"] or 0
    if have + line.quantity > good.per_person:
        given = {"good": good.name, "days": good.per_days, "limit": good.per_person, "have": have}
        raise OverLimit(_("%(good)s每人 %(days)s 天限兑 %(limit)s 件，您已有 %(have)s 件。") % given)


def _insert(order: Order) -> None:
    """Write the order under digits that no other order waiting at the outlet has."""
    fixed: list[Any] = [order.key, order.person_id, order.outlet_id, order.area, order.points]
    rest: list[Any] = [order.hold_id, order.placed_at, order.expires_at]
    with connection.cursor() as cursor:
        while True:
            order.digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
            cursor.execute(INSERT, [*fixed, order.digits, *rest])
            if row := cursor.fetchone():
                order.pk = int(row[0])
                return
