"""Reading the ledger: what an account has, its entries, and what waits. Callers have checked who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField, Func

from .kinds import ISSUER, Party


@dataclass(frozen=True, slots=True)
class Funds:
    """What a holder has: `posted` in all, `held` of it waiting for pick-up, `spendable` now (whole points)."""

    posted: int = 0
    held: int = 0
    spendable: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account's statement. `amount` says what it did to the spendable points: + came, − went.

    A hold goes down at once and its `answer` tells what became of it ('' while open, 'post', 'void'); a void is a
    line of its own that comes back, a post is none.
    """

    id: int
    key: str
    kind: str
    amount: int
    cause: str
    booked_at: datetime
    expires_on: date | None
    answer: str
    answered_at: datetime | None


class DatabaseNow(Func):
    """The moment by the clock that decides time-outs, for use in queries."""

    function = "ledger_now"
    template = "%(function)s()"
    output_field = DateTimeField()


FUNDS = """
    SELECT b.posted, b.held, coalesce(sum(l.avail), 0)::bigint
    FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
    LEFT JOIN ledger_lot l ON l.account_id = a.id AND l.expires_on >= ledger_today(%s)
    WHERE a.kind = %s AND a.owner = %s GROUP BY b.account_id
"""
EXPIRING = """
    SELECT l.expires_on, l.avail FROM ledger_lot l JOIN ledger_account a ON a.id = l.account_id
    WHERE a.kind = %s AND a.owner = %s AND l.avail > 0 AND l.expires_on >= ledger_today(%s) ORDER BY l.expires_on
"""
ENTRIES = """
    WITH account AS (SELECT id FROM ledger_account WHERE kind = %s AND owner = %s),
    lines AS (
        (SELECT t.id, t.idem, t.kind, CASE WHEN t.kind = 'void' THEN t.amount ELSE -t.amount END AS amount, t.cause,
                t.booked_at, t.expires_on
         FROM ledger_transfer t, account WHERE t.debit_id = account.id AND t.kind <> 'post' AND t.id < %s
            AND t.booked_at >= %s AND t.booked_at < %s
         ORDER BY t.id DESC LIMIT %s)
        UNION ALL
        (SELECT t.id, t.idem, t.kind, t.amount, t.cause, t.booked_at, t.expires_on
         FROM ledger_transfer t, account WHERE t.credit_id = account.id AND t.kind NOT IN ('hold', 'void') AND t.id < %s
            AND t.booked_at >= %s AND t.booked_at < %s
         ORDER BY t.id DESC LIMIT %s)
    )
    SELECT lines.*, coalesce(r.kind, ''), r.booked_at FROM lines LEFT JOIN ledger_transfer r ON r.pending_id = lines.id
    ORDER BY lines.id DESC LIMIT %s
"""
ISSUED = """
    SELECT count(*), coalesce(sum(t.amount), 0)::bigint FROM ledger_transfer t
    JOIN ledger_account d ON d.id = t.debit_id JOIN ledger_account c ON c.id = t.credit_id
    WHERE t.kind = 'move' AND d.kind = %s AND d.owner = %s AND c.kind = 'holder'
"""
OPEN_HOLDS = "SELECT transfer_id FROM ledger_open_hold"
TAKEN = """
    SELECT coalesce(sum(t.amount), 0)::bigint FROM ledger_transfer t JOIN ledger_account c ON c.id = t.credit_id
    WHERE c.kind = %s AND c.owner = %s AND t.kind NOT IN ('hold', 'void')
"""
NEWEST = 2**62
EVER, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def balance(party: Party) -> Funds:
    """Return what a guarded account has, in one statement; nothing at all if it has never been used."""
    rows = _rows(FUNDS, settings.TIME_ZONE, party.kind, party.owner)
    return Funds(*rows[0]) if rows else Funds()


def expiring(party: Party) -> list[tuple[date, int]]:
    """Return (last day, points) of what a holder can still spend, soonest first."""
    return [(day, points) for day, points in _rows(EXPIRING, party.kind, party.owner, settings.TIME_ZONE)]


def entries(
    party: Party,
    *,
    before: int = NEWEST,
    since: datetime = EVER,
    until: datetime = NEVER,
    limit: int = 30,
) -> list[Entry]:
    """Return up to `limit` lines of an account's statement, newest first: below an id, booked since and before a moment."""
    window = [before, since, until, limit]
    rows = _rows(ENTRIES, party.kind, party.owner, *window, *window, limit)
    return [Entry(row[0], str(row[1]), *row[2:]) for row in rows]


def entry(party: Party, entry_id: int) -> Entry | None:
    """Return one line of an account's own statement, or None if it is not among them."""
    found = entries(party, before=entry_id + 1, limit=1)
    return found[0] if found and found[0].id == entry_id else None


def issued(source: Party = ISSUER) -> tuple[int, int]:
    """Return how many transfers reached holders from `source`, and how many points in all."""
    count, points = _rows(ISSUED, source.kind, source.owner)[0]
    return count, points


def taken_in(party: Party) -> int:
    """Return the points an account that is only ever credited (a shop, breakage) has taken in."""
    return int(_rows(TAKEN, party.kind, party.owner)[0][0])


def open_holds() -> set[int]:
    """Return the ids of all holds nobody has answered."""
    return {row[0] for row in _rows(OPEN_HOLDS)}


def _rows(statement: str, *values: Any) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows
