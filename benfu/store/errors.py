"""The store's refusals, in words a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from benfu.platform.lib.errors import Conflict


class SoldOut(Conflict):
    """Somebody else took the last one a moment ago."""

    code = "sold_out"


class Reserved(Conflict):
    """The shelf would hold less than what waits for people to pick up."""

    code = "reserved"


class OverLimit(Conflict):
    """The person has as many as one person may have."""

    code = "over_limit"


class Ended(Conflict):
    """The order has ended before: handed over, cancelled or expired; `data` says which and when."""

    code = "order_ended"


@contextmanager
def in_words(refusal: Conflict) -> Iterator[None]:
    """Turn the database's "not so many there" into a refusal; the caller's transaction is lost either way."""
    try:
        yield
    except IntegrityError as error:
        cause = error.__cause__
        law = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else ""
        if law in {"store_stock_covers_reserved", "store_reserved_not_negative"}:
            raise refusal from error
        raise


def sold_out() -> SoldOut:
    """Return the refusal for an order that came a moment too late."""
    return SoldOut(_("刚被领完，积分没有扣。请换一个网点，或者换一样东西。"))


def all_reserved() -> Reserved:
    """Return the refusal for taking off the shelf what waits for somebody."""
    return Reserved(_("其中有些已被预订、等人来领，不能少于预订的数量。请先办完或等它们过期。"))
