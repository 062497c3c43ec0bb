"""What tests of the store share: a good on the shelf of the cast's outlet, points to spend, and the proofs."""

from datetime import date
from uuid import UUID, uuid4

from benfu.ledger import selectors as ledger
from benfu.ledger.kinds import ISSUER, holder, shop
from benfu.ledger.proofs import proofs as ledger_proofs
from benfu.ledger.services import transfer
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.rest_stops.hours import ALWAYS
from benfu.rest_stops.services import Place, add_rest_stop
from benfu.store.models import Good, Order, Stock
from benfu.store.proofs import proofs
from benfu.store.services import Described, Wish, add_good, place_order, receive_stock
from tests.cast import Cast
from tests.district import CUIHU, middle


def outlet_of(cast: Cast) -> int:
    """Return the outlet that gu keeps."""
    return int(cast.outlet.partition(":")[2])


def another_outlet() -> int:
    """Return an outlet in another community that nobody keeps."""
    lon, lat = middle(f"{CUIHU}001")
    place = Place("outlet", "翠湖超市", lon, lat, ALWAYS, address="翠湖路 1 号", amenities=["points_exchange"])
    return add_rest_stop(actor=SYSTEM, place=place).pk


def good(
    cast: Cast, name: str = "雨衣", price: int = 60, pieces: int = 5, per_person: int = 0, per_days: int = 30
) -> Good:
    """Return a good, so many pieces of which stand at the cast's outlet."""
    made = add_good(actor=cast.admin, described=Described(name, price, "", per_person, per_days))
    if pieces:
        receive_stock(actor=cast.gu, key=uuid4(), outlet=outlet_of(cast), good=made.pk, quantity=pieces)
    return made


def give(actor: Actor, points: int) -> None:
    """Give somebody points to spend."""
    transfer(
        actor=SYSTEM,
        key=uuid4(),
        source=ISSUER,
        target=holder(f"person:{actor.person}"),
        amount=points,
        cause="test:1",
        expires_on=date(9999, 12, 31),
    )


def order(actor: Actor, cast: Cast, *wanted: Good, key: UUID | None = None) -> Order:
    """Order one of each good at the cast's outlet."""
    wishes = [Wish(one.pk) for one in wanted]
    return place_order(actor=actor, key=key or uuid4(), outlet=outlet_of(cast), wishes=wishes)


def funds(actor: Actor) -> tuple[int, int, int]:
    """Return (posted, held, spendable) of somebody."""
    found = ledger.balance(holder(f"person:{actor.person}"))
    return found.posted, found.held, found.spendable


def taken_in(outlet: int) -> int:
    """Return the points an outlet has taken in."""
    return ledger.taken_in(shop(f"rest_stop:{outlet}"))


def shelf(one: Good, outlet: int) -> tuple[int, int]:
    """Return (on hand, reserved) of a good at an outlet."""
    row = Stock.objects.filter(good=one, outlet=outlet).first()
    return (row.on_hand, row.reserved) if row else (0, 0)


def broken() -> list[str]:
    """Return the laws of ledger and store that do not hold."""
    return [f"{proof.name}: {proof.detail}" for proof in [*ledger_proofs(), *proofs()] if not proof.ok]
