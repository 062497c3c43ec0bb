"""The only writers of the journal: move, hold, post, void, and the sweep of expired lots.

Each is one statement, so it is whole without a transaction of its own and joins the caller's where there is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from benfu.platform.lib.acting import Acting
from benfu.platform.lib.errors import Invalid, Problem

from . import batches
from .batches import Move
from .errors import HoldAnswered, KeyReused, in_words, no_such_hold
from .hashing import digest_of
from .kinds import BREAKAGE, Party, TransferKind

KEYS = UUID("6f0d6a5e-6c1b-5d0e-9f4e-1f6a52c3b7a1")
"""Namespace of the keys the ledger makes itself."""
EXPIRY_BATCH = 500


@dataclass(frozen=True, slots=True)
class Booked:
    """A transfer that stands in the journal; `again` when the key had been used for it before."""

    id: int
    again: bool
    timeout_at: datetime | None = None


OPEN = "INSERT INTO ledger_account (kind, owner) VALUES (%s, %s), (%s, %s) ON CONFLICT DO NOTHING"
BOOK = """
    INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, cause, day, expires_on, timeout_at,
                                 actor, booked_at)
    SELECT %s, %s, %s, d.id, c.id, %s, %s, ledger_today(%s), %s::date, ledger_now() + %s::interval, %s::bigint, ledger_now()
    FROM ledger_account d, ledger_account c
    WHERE d.kind = %s AND d.owner = %s AND c.kind = %s AND c.owner = %s
    ON CONFLICT DO NOTHING RETURNING id, timeout_at
"""
ANSWER = """
    INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, pending_id, cause, day, actor, booked_at)
    SELECT %s, %s, %s, h.debit_id, h.credit_id, h.amount, h.id, h.cause, ledger_today(%s), %s::bigint, ledger_now()
    FROM ledger_transfer h WHERE h.id = %s AND h.kind = 'hold'
    ON CONFLICT DO NOTHING RETURNING id, timeout_at
"""
STORED = "SELECT id, timeout_at, req_hash FROM ledger_transfer WHERE idem = %s"
ANSWERED = "SELECT kind, actor, booked_at FROM ledger_transfer WHERE pending_id = %s"
EXPIRED_LOTS = """
    SELECT account_id, expires_on FROM ledger_lot WHERE avail > 0 AND expires_on < ledger_today(%s)
    ORDER BY account_id, expires_on LIMIT %s
"""
LOCK = "SELECT 1 FROM ledger_balance WHERE account_id = %s FOR NO KEY UPDATE"
EXPIRE = """
    INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, cause, day, expires_on, booked_at)
    SELECT %s, %s, 'expire', l.account_id, c.id, l.avail, %s, ledger_today(%s), l.expires_on, ledger_now()
    FROM ledger_lot l, ledger_account c
    WHERE l.account_id = %s AND l.expires_on = %s AND l.avail > 0 AND c.kind = %s AND c.owner = %s
    ON CONFLICT DO NOTHING RETURNING amount
"""


def transfer(
    *,
    actor: Acting,
    key: UUID,
    source: Party,
    target: Party,
    amount: int,
    cause: str,
    expires_on: date | None = None,
) -> Booked:
    """Move whole points at once. Points that reach a holder need the last day on which they can be spent.

    Raises NotEnough, KeyReused, or Invalid when the amount, the accounts or the day make no sense.
    """
    if target.kind == "holder" and expires_on is None:
        raise Invalid(_("发给个人的积分要有有效期。"))
    return _book(TransferKind.MOVE, actor, key, source, target, amount, cause, expires_on=expires_on)


def transfer_many(*, actor: Acting, moves: Sequence[Move]) -> list[batches.Booked]:
    """Move points many times in one statement, all or none; answers in the order of `moves`.

    A key that comes twice, or was booked before with the same content, is answered `again`. Raises as `transfer`, and then
    nothing of the batch is kept.
    """
    return batches.book_whole(actor, moves)


def transfer_each(*, actor: Acting, moves: Sequence[Move]) -> list[batches.Booked | Problem]:
    """Move points many times; of those refused the answer is the problem, and the others are kept."""
    return batches.book_each(actor, moves)


def hold(
    *, actor: Acting, key: UUID, source: Party, target: Party, amount: int, cause: str, lasts: timedelta
) -> Booked:
    """Set points aside for `target` until they are posted or voided; after `lasts` they can only be voided.

    Raises NotEnough, KeyReused or Invalid.
    """
    return _book(TransferKind.HOLD, actor, key, source, target, amount, cause, lasts=lasts)


def post(*, actor: Acting, key: UUID, hold: int) -> Booked:
    """Hand the held points over. Raises HoldTimedOut, HoldAnswered (who and when), KeyReused or NotFound."""
    return _answer(TransferKind.POST, actor, key, hold)


def void(*, actor: Acting, key: UUID, hold: int) -> Booked:
    """Give the held points back to the lots they came from. Raises HoldAnswered, KeyReused or NotFound."""
    return _answer(TransferKind.VOID, actor, key, hold)


def expire_lots(*, limit: int = EXPIRY_BATCH) -> int:
    """Book up to `limit` expired lots to breakage and return how many points that were. Safe to run twice at once."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [BREAKAGE.kind, BREAKAGE.owner, BREAKAGE.kind, BREAKAGE.owner])
        cursor.execute(EXPIRED_LOTS, [settings.TIME_ZONE, limit])
        return sum(_expire(account, expires_on) for account, expires_on in cursor.fetchall())


def _expire(account: int, expires_on: date) -> int:
    content = f"expire:{account}:{expires_on}"
    where: list[Any] = [account, expires_on, BREAKAGE.kind, BREAKAGE.owner]
    with transaction.atomic(), connection.cursor() as cursor:
        # Locked first, read after: what is left of the lot is known only under its balance's lock.
        cursor.execute(LOCK, [account])
        cursor.execute(EXPIRE, [uuid5(KEYS, content), digest_of(content), content, settings.TIME_ZONE, *where])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _book(
    kind: TransferKind,
    actor: Acting,
    key: UUID,
    source: Party,
    target: Party,
    amount: int,
    cause: str,
    *,
    expires_on: date | None = None,
    lasts: timedelta | None = None,
) -> Booked:
    digest = digest_of(kind, source, target, amount, cause, expires_on, lasts)
    names = [source.kind, source.owner, target.kind, target.owner]
    what = [key, digest, kind, amount, cause, settings.TIME_ZONE, expires_on, lasts, actor.account]
    while True:
        if booked := _written(BOOK, [*what, *names]) or _stored(key, digest):
            return booked
        # Neither written nor stored: an account is missing, and there can be no other reason.
        with connection.cursor() as cursor:
            cursor.execute(OPEN, names)


def _answer(kind: TransferKind, actor: Acting, key: UUID, hold: int) -> Booked:
    digest = digest_of(kind, hold)
    if row := _written(ANSWER, [key, digest, kind, settings.TIME_ZONE, actor.account, hold]) or _stored(key, digest):
        return row
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED, [hold])
        earlier = cursor.fetchone()
    if earlier is None:
        raise no_such_hold()
    raise HoldAnswered(_("这笔积分已经处理过了。"), answer=earlier[0], actor=earlier[1], at=earlier[2].isoformat())


def _written(statement: str, values: list[Any]) -> Booked | None:
    with in_words(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return Booked(id=row[0], again=False, timeout_at=row[1]) if row else None


def _stored(key: UUID, digest: bytes) -> Booked | None:
    with connection.cursor() as cursor:
        cursor.execute(STORED, [key])
        row = cursor.fetchone()
    if row is None:
        return None
    if bytes(row[2]) != digest:
        raise KeyReused(_("同一编号已用于另一笔积分。"))
    return Booked(id=row[0], again=True, timeout_at=row[1])
