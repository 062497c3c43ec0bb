"""What the store puts into the frames: menu entries, the worker's waiting orders, pictures' guard, pick-up codes."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from benfu.platform.files.guards import register_guard
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound
from benfu.ui import nav, short_links, slots

from . import access, selectors
from .counter import low_count


def open_pick_up_code(request: HttpRequest, number: int) -> str:
    """Return where a pick-up code leads: whose order it is sees it, everybody else is asked to be its keeper."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        own = actor.person is not None and selectors.order_for(actor, number).order.person_id == actor.person
    except NotFound:
        own = False
    return reverse("store-order" if own else "store-confirm", args=[number])


def waiting_orders(request: HttpRequest) -> str:
    """Draw the worker's orders that wait to be picked up."""
    waiting = selectors.waiting_orders(request.actor)  # type: ignore[attr-defined]
    return render_to_string("store/waiting.html", {"tickets": waiting}, request) if waiting else ""


nav.register(
    door="console", group="points", label=_("扫码台"), url="store-scan", icon="scan", roles=access.KEEPERS, order=30
)
nav.register(
    door="console",
    group="points",
    label=_("库存"),
    url="store-stock",
    icon="package",
    roles=access.COUNTER,
    badge=low_count,
    order=40,
)
nav.register(
    door="console", group="points", label=_("商品"), url="store-catalogue", icon="gift", roles=access.MANAGERS, order=50
)
slots.register("worker.home", 20, waiting_orders)
short_links.register("o", open_pick_up_code)
register_guard("good", access.may_see_good_pictures)
