"""Keeping the stock: what came in, what was counted, what was spoilt."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib.errors import Conflict, Invalid, NotFound
from benfu.platform.lib.text import clean
from benfu.rest_stops import selectors as rest_stops
from benfu.store import access
from benfu.store.errors import all_reserved, in_words
from benfu.store.events import StockChanged
from benfu.store.models import Good, Stock, StockMovement
from benfu.store.workflow import Kind

from .moving import Entered, enter

MOST = 100_000
NOTE_LENGTH = 100


def receive_stock(*, actor: Actor, key: UUID, outlet: int, good: int, quantity: int, note: str = "") -> StockMovement:
    """Enter goods that came in. Raises NotFound (not the actor's outlet), Invalid, Conflict for a key used otherwise."""
    return _enter(actor, Entered(key, outlet, good, Kind.RECEIVE, _positive(quantity), _note(note)))


def write_off_stock(*, actor: Actor, key: UUID, outlet: int, good: int, quantity: int, note: str) -> StockMovement:
    """Enter goods that are spoilt or lost, with a word why. Raises as `receive_stock`, Reserved for what waits for people."""
    if not clean(note):
        raise Invalid(_("请写一句原因。"), {"note": _("请写一句原因。")})
    return _enter(actor, Entered(key, outlet, good, Kind.WRITE_OFF, _positive(quantity), _note(note)))


def count_stock(*, actor: Actor, key: UUID, outlet: int, good: int, counted: int, note: str = "") -> StockMovement:
    """Enter how many stand on the shelf; the difference is booked, none included. Raises as `write_off_stock`."""
    if not 0 <= counted <= MOST:
        raise _wrong(_("请填 0 到 %(most)s 的整数。") % {"most": MOST})
    return _enter(actor, Entered(key, outlet, good, Kind.COUNT, counted, _note(note)))


@transaction.atomic
def _enter(actor: Actor, entered: Entered) -> StockMovement:
    place = rest_stops.rest_stop(entered.outlet)
    if not access.may_stock(actor, entered.outlet, place.area):
        raise NotFound(_("没有找到这个网点。"))
    # Entries of one good wait for each other here, so that one sent twice at once is found the second time.
    if Good.objects.select_for_update(no_key=True).filter(pk=entered.good).first() is None:
        raise NotFound(_("没有找到这样东西。"))
    if known := StockMovement.objects.filter(key=entered.key).first():
        return _same(known, entered)
    if entered.kind == Kind.COUNT:
        entered = replace(entered, quantity=entered.quantity - _on_hand(entered))
    with in_words(all_reserved()):
        movement = enter(entered, actor.person)
    event = StockChanged(entered.outlet, entered.good, entered.kind, movement.on_hand)
    record(event, actor=actor, subject=f"rest_stop:{entered.outlet}", area=place.area)
    return movement


def _on_hand(entered: Entered) -> int:
    """Return what the books say stands on the shelf, and keep others from changing it until we have."""
    row = Stock.objects.select_for_update().filter(outlet=entered.outlet, good=entered.good).first()
    return row.on_hand if row else 0


def _same(known: StockMovement, entered: Entered) -> StockMovement:
    if (known.outlet_id, known.good_id, known.kind) != (entered.outlet, entered.good, entered.kind):
        raise Conflict(_("这张单子已经提交过，请刷新后再填。"))
    return known


def _positive(quantity: int) -> int:
    if not 1 <= quantity <= MOST:
        raise _wrong(_("请填 1 到 %(most)s 的整数。") % {"most": MOST})
    return quantity


def _note(note: str) -> str:
    return clean(note)[:NOTE_LENGTH]


def _wrong(words: str) -> Invalid:
    return Invalid(words, {"quantity": words})
