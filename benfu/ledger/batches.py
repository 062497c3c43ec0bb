"""Many transfers in one call: one statement for the batch, whole or each on its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from benfu.platform.lib.acting import Acting
from benfu.platform.lib.errors import Invalid, Problem

from .errors import KeyReused, in_words
from .hashing import digest_of
from .kinds import Party, TransferKind


@dataclass(frozen=True, slots=True)
class Booked:
    """A transfer that stands in the journal; `again` when the key had been used for it before."""

    id: int
    again: bool


@dataclass(frozen=True, slots=True)
class Move:
    """One transfer of a batch: what `services.transfer` takes."""

    key: UUID
    source: Party
    target: Party
    amount: int
    cause: str
    expires_on: date | None = None

    @property
    def digest(self) -> bytes:
        """What the key stands for, the same as for a transfer that comes alone."""
        return digest_of(TransferKind.MOVE, self.source, self.target, self.amount, self.cause, self.expires_on, None)


class _AccountsMissingError(Exception):
    """Some of a batch's accounts have to be opened first; then the batch is tried again in one statement."""


# In the order of keys: two batches with the same keys wait for each other in one order.
BOOK = """
    INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, cause, day, expires_on, actor, booked_at)
    SELECT m.key, decode(m.digest, 'hex'), 'move', d.id, c.id, m.amount, m.cause, now_.day, m.expires_on, %s::bigint, now_.at
    FROM (SELECT ledger_today(%s) AS day, ledger_now() AS at) now_,
         unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::date[])
         AS m (key, digest, source_kind, source_owner, target_kind, target_owner, amount, cause, expires_on)
    JOIN ledger_account d ON d.kind = m.source_kind AND d.owner = m.source_owner
    JOIN ledger_account c ON c.kind = m.target_kind AND c.owner = m.target_owner
    ORDER BY m.key ON CONFLICT DO NOTHING RETURNING idem, id
"""
STORED = "SELECT idem, id, req_hash FROM ledger_transfer WHERE idem = ANY(%s)"
OPEN = """
    INSERT INTO ledger_account (kind, owner) SELECT DISTINCT * FROM unnest(%s::text[], %s::text[]) AS a (kind, owner)
    ORDER BY kind, owner ON CONFLICT DO NOTHING
"""


def book_whole(actor: Acting, moves: Sequence[Move]) -> list[Booked]:
    """Book all or none, in one statement where all accounts exist. Raises what the first refused one raises."""
    if any(move.target.kind == "holder" and move.expires_on is None for move in moves):
        raise Invalid(_("发给个人的积分要有有效期。"))
    wanted = _once_each(moves)
    while True:
        try:
            with transaction.atomic():
                return _answers(moves, _all(actor, wanted))
        except _AccountsMissingError:
            _open(wanted.values())


def book_each(actor: Acting, moves: Sequence[Move]) -> list[Booked | Problem]:
    """Book what can be booked and say of each other one why not: a refused batch is halved until the refused ones stand alone."""
    if not moves:
        return []
    try:
        with transaction.atomic():
            return list(book_whole(actor, moves))
    except Problem as problem:
        if len(moves) == 1:
            return [problem]
    half = len(moves) // 2
    return [*book_each(actor, moves[:half]), *book_each(actor, moves[half:])]


def _once_each(moves: Iterable[Move]) -> dict[UUID, Move]:
    found: dict[UUID, Move] = {}
    for move in moves:
        if found.setdefault(move.key, move).digest != move.digest:
            raise KeyReused(_("同一编号已用于另一笔积分。"))
    return found


def _answers(moves: Iterable[Move], booked: Mapping[UUID, Booked]) -> list[Booked]:
    seen: set[UUID] = set()
    answers = []
    for move in moves:
        found = booked[move.key]
        answers.append(Booked(found.id, found.again or move.key in seen))
        seen.add(move.key)
    return answers


def _all(actor: Acting, wanted: Mapping[UUID, Move]) -> dict[UUID, Booked]:
    """Return what is booked under each key, now or before. Raises KeyReused, _AccountsMissingError."""
    booked = _book(actor, wanted.values())
    if len(booked) < len(wanted):
        booked |= _stored({key: move for key, move in wanted.items() if key not in booked})
    if len(booked) < len(wanted):
        raise _AccountsMissingError
    return booked


def _stored(moves: Mapping[UUID, Move]) -> dict[UUID, Booked]:
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(STORED, [list(moves)])
        for key, number, digest in cursor.fetchall():
            if bytes(digest) != moves[key].digest:
                raise KeyReused(_("同一编号已用于另一笔积分。"))
            found[key] = Booked(number, again=True)
    return found


def _open(moves: Iterable[Move]) -> None:
    parties = [party for move in moves for party in (move.source, move.target)]
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [[party.kind.value for party in parties], [party.owner for party in parties]])


def _book(actor: Acting, moves: Iterable[Move]) -> dict[UUID, Booked]:
    columns: list[Any] = [
        list(column)
        for column in zip(
            *(
                (
                    move.key,
                    move.digest.hex(),
                    move.source.kind.value,
                    move.source.owner,
                    move.target.kind.value,
                    move.target.owner,
                    move.amount,
                    move.cause,
                    move.expires_on,
                )
                for move in moves
            ),
            strict=True,
        )
    ]
    if not columns:
        return {}
    with in_words(), connection.cursor() as cursor:
        cursor.execute(BOOK, [actor.account, settings.TIME_ZONE, *columns])
        return {key: Booked(number, again=False) for key, number in cursor.fetchall()}
