"""How an order ends, once: handed over, cancelled, expired. Whoever comes second is told who was first, and when."""

from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.ledger import services as points
from benfu.ledger.errors import HoldTimedOut
from benfu.ledger.selectors import DatabaseNow
from benfu.people import selectors as people
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound
from benfu.store import access
from benfu.store.errors import Ended
from benfu.store.events import OrderCancelled, OrderExpired, OrderHandedOver
from benfu.store.models import Order
from benfu.store.workflow import ENDS, State

from .moving import move_for_order
from .ordering import ORDERS

EVENTS = {State.HANDED_OVER: OrderHandedOver, State.CANCELLED: OrderCancelled, State.EXPIRED: OrderExpired}


@transaction.atomic
def hand_over(*, actor: Actor, order: int) -> Order:
    """Hand an order's goods over; only who keeps that outlet may.

    Raises NotFound (absent, or another outlet's), Ended telling who and when, HoldTimedOut when it came too late.
    """
    found = _locked(order)
    if found is None or not access.keeps(actor, found.outlet_id):
        raise NotFound(_("没有找到这个领取码，请核对后再输一次。"))
    _check_open(found)
    try:
        points.post(actor=actor, key=uuid5(ORDERS, f"post:{found.key}"), hold=found.hold_id)
    except HoldTimedOut:
        raise HoldTimedOut(_("已过领取期限，积分会退给本人，请重新兑换。")) from None
    return _end(actor, found, State.HANDED_OVER)


@transaction.atomic
def cancel_order(*, actor: Actor, order: int) -> Order:
    """Give up one's own order: points and goods are free again. Raises NotFound, Ended."""
    found = _locked(order)
    if found is None or found.person_id != actor.own_person():
        raise NotFound(_("没有找到这个兑换单。"))
    _check_open(found)
    points.void(actor=actor, key=uuid5(ORDERS, f"void:{found.key}"), hold=found.hold_id)
    return _end(actor, found, State.CANCELLED)


def give_up_orders(*, person: int) -> int:
    """Cancel the open orders of a person who has left, so that the goods are free for others; return how many."""
    waiting = Order.objects.filter(person=person, state=State.OPEN).values_list("pk", flat=True)
    return sum(_give_up(order) for order in waiting)


def expire_orders(*, limit: int = 500) -> int:
    """End up to `limit` orders nobody picked up in time, and return how many; any number of sweepers may run at once."""
    for done in range(limit):
        if not _expire_one():
            return done
    return limit


@transaction.atomic
def _expire_one() -> bool:
    due = Order.objects.filter(state=State.OPEN, expires_at__lte=DatabaseNow()).order_by("expires_at")
    found = due.select_for_update(skip_locked=True, of=("self",)).first()
    if found is None:
        return False
    points.void(actor=SYSTEM, key=uuid5(ORDERS, f"timeout:{found.key}"), hold=found.hold_id)
    _end(SYSTEM, found, State.EXPIRED)
    return True


@transaction.atomic
def _give_up(order: int) -> bool:
    found = _locked(order)
    if found is None or found.state != State.OPEN:
        return False
    points.void(actor=SYSTEM, key=uuid5(ORDERS, f"void:{found.key}"), hold=found.hold_id)
    _end(SYSTEM, found, State.CANCELLED)
    return True


def _locked(order: int) -> Order | None:
    return Order.objects.select_for_update(of=("self",)).filter(pk=order).first()


def _end(actor: Actor, order: Order, state: State) -> Order:
    move_for_order(order, order.lines.all(), ENDS[state], actor.person)
    order.state, order.ended_at, order.ended_by_id = state, clock.now(), actor.person
    order.save(update_fields=["state", "ended_at", "ended_by"])
    event = EVENTS[state](order.pk, order.person_id, order.outlet_id, order.points)
    record(event, actor=actor, subject=f"order:{order.pk}", area=order.area)
    return order


def _check_open(order: Order) -> None:
    if order.state == State.OPEN:
        return
    raise Ended(ended_in_words(order), state=order.state, at=order.ended_at.isoformat() if order.ended_at else "")


def ended_in_words(order: Order) -> str:
    """Return who ended an order, how and when, for whoever came second."""
    names = people.names_of([order.ended_by_id] if order.ended_by_id else [])
    given = {"name": names.get(order.ended_by_id or 0, ""), "at": _moment(order.ended_at)}
    words = {
        State.HANDED_OVER: _("已领取：%(at)s 由%(name)s交付。"),
        State.CANCELLED: _("本人已在 %(at)s 取消，积分已退回。"),
        State.EXPIRED: _("已过领取期限，%(at)s 积分已退回。"),
    }
    return words[State(order.state)] % given


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
