"""The worker's side: what is on offer, one good and its exchange, the pick-up code, one's orders."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benfu.ledger import selectors as ledger
from benfu.ledger.errors import NotEnough
from benfu.ledger.kinds import holder
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.guards import PageRequest, signed_in
from benfu.platform.lib.errors import NotFound, Problem
from benfu.platform.lib.ids import uuid7
from benfu.rest_stops import selectors as rest_stops
from benfu.store import selectors
from benfu.store.errors import OverLimit, SoldOut
from benfu.store.services import Wish, cancel_order, place_order
from benfu.store.workflow import KEPT_FOR, State
from benfu.ui import short_links


def balance_of(actor: Actor) -> int:
    """Return the points the actor can spend now."""
    return ledger.balance(holder(f"person:{actor.person}")).spendable if actor.person is not None else 0


@require_safe
@signed_in
def goods(request: PageRequest) -> HttpResponse:
    """Show what is on offer, if wished only what the worker can pay, or only what one outlet has."""
    can, outlet = request.GET.get("can") == "1", _number(request.GET.get("outlet", ""))
    shown = {
        "offers": selectors.goods_for(request.actor, affordable=can, outlet=outlet),
        "balance": balance_of(request.actor),
        "can": can,
        "outlet": outlet,
        "outlets": selectors.outlets(),
        "waiting": selectors.waiting_count(request.actor),
    }
    return render(request, "store/goods.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def good(request: PageRequest, good: int) -> HttpResponse:
    """Show one good with points before and after; exchange it."""
    if request.method == "POST":
        return _exchange(request, good)
    return _draw(request, good, uuid7())


def _exchange(request: PageRequest, good: int) -> HttpResponse:
    # Without a key of the form the order could be placed twice; one made here at least places it.
    key, outlet = _key(request.POST.get("key", "")) or uuid4(), _number(request.POST.get("outlet", ""))
    try:
        placed = place_order(actor=request.actor, key=key, outlet=outlet, wishes=[Wish(good)])
    except (NotEnough, OverLimit, SoldOut) as problem:
        return _draw(request, good, uuid7(), problem)
    return redirect("store-order", placed.pk)


def _draw(request: PageRequest, good: int, key: UUID, problem: Problem | None = None) -> HttpResponse:
    offer, balance = selectors.good_for(request.actor, good), balance_of(request.actor)
    shown = {
        "offer": offer,
        "balance": balance,
        "left": balance - offer.good.price,
        "key": key,
        "problem": problem,
        "days": KEPT_FOR.days,
        "chosen": next((shelf.stop.id for shelf in offer.shelves if shelf.free), 0),
    }
    return render(request, "store/good.html", shown, status=problem.status if problem else 200)


@require_safe
@signed_in
def orders(request: PageRequest) -> HttpResponse:
    """List the worker's own orders."""
    return render(
        request, "store/orders.html", {"page": selectors.my_orders(request.actor, request.GET.get("after", ""))}
    )


@require_safe
@signed_in
def order(request: PageRequest, order: int) -> HttpResponse:
    """Show an order's pick-up code, or how it ended."""
    ticket = selectors.order_for(request.actor, order)
    try:
        place = rest_stops.rest_stop(ticket.order.outlet_id)
    except NotFound:
        place = None
    shown = {
        "ticket": ticket,
        "place": place,
        "open": ticket.order.state == State.OPEN,
        "own": ticket.order.person_id == request.actor.person,
        "code": short_links.address_for("o", ticket.order.pk, request),
    }
    return render(request, "store/order.html", shown)


@require_POST
@signed_in
def cancel(request: PageRequest, order: int) -> HttpResponse:
    """Give an order up."""
    given_up = cancel_order(actor=request.actor, order=order)
    messages.success(request, _("已取消，%(points)s 分已退回。") % {"points": given_up.points})
    return redirect(reverse("store-order", args=[order]))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
