"""What the ledger's tests share: short ways to book, a database clock that stands where it is put, and the proofs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from benfu.ledger import selectors, services
from benfu.ledger.kinds import ISSUER, Party, holder, shop
from benfu.ledger.proofs import proofs
from benfu.platform.identity.actor import SYSTEM

LIN, HE = holder("person:1"), holder("person:2")
MARKET = shop("outlet:1")
NEVER = date(9999, 12, 31)
WEEK = timedelta(days=7)
LATE = timedelta(seconds=-1)
"""A hold that lasts this long has timed out when it is made."""


def award(
    party: Party, amount: int, expires_on: date = NEVER, key: UUID | None = None, cause: str = "test:1"
) -> services.Booked:
    """Give a holder points."""
    return services.transfer(
        actor=SYSTEM, key=key or uuid4(), source=ISSUER, target=party, amount=amount, cause=cause, expires_on=expires_on
    )


def hold(party: Party, amount: int, lasts: timedelta = WEEK, key: UUID | None = None) -> services.Booked:
    """Set points aside for the market."""
    return services.hold(
        actor=SYSTEM, key=key or uuid4(), source=party, target=MARKET, amount=amount, cause="order:1", lasts=lasts
    )


def post(booked: services.Booked, key: UUID | None = None) -> services.Booked:
    """Hand a hold's points over."""
    return services.post(actor=SYSTEM, key=key or uuid4(), hold=booked.id)


def void(booked: services.Booked, key: UUID | None = None) -> services.Booked:
    """Give a hold's points back."""
    return services.void(actor=SYSTEM, key=key or uuid4(), hold=booked.id)


def funds(party: Party) -> tuple[int, int, int]:
    """Return (posted, held, spendable)."""
    found = selectors.balance(party)
    return found.posted, found.held, found.spendable


def broken() -> list[str]:
    """Return the laws that do not hold, with the row that breaks them."""
    return [f"{proof.name}: {proof.detail}" for proof in proofs() if not proof.ok]


def set_clock(moment: datetime | None) -> None:
    """Let the database's clock stand at a moment; None lets it run again. Undone with the test's transaction."""
    told = "clock_timestamp()" if moment is None else f"timestamptz '{moment.isoformat()}'"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$SELECT {told}$$"
        )


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let the database's clock stand at a moment for a while."""
    set_clock(moment)
    yield
    set_clock(None)
