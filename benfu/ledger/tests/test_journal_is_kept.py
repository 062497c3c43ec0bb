"""The journal cannot be rewritten, what goes round the application is refused too, and tampering shows."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from benfu.ledger.sealing import broken_block, seal
from benfu.ledger.tasks import close_block

from .book import LIN, award, broken, funds, hold, post

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: Any) -> None:
    """Do what a person with a database console might."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_transfer SET amount = amount + 1",
        "UPDATE ledger_transfer SET cause = 'test:9'",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer CASCADE",
        "UPDATE ledger_account SET owner = 'person:9'",
        "DELETE FROM ledger_lot_use",
        "UPDATE ledger_seal SET total = 0",
        "TRUNCATE ledger_seal",
    ],
)
def test_rows_are_never_changed_or_removed(statement: str) -> None:
    award(LIN, 10)
    hold(LIN, 3)
    seal()
    with pytest.raises(IntegrityError, match="append-only"):
        sql(statement)
    assert funds(LIN) == (10, 3, 7)


INSERT = """
    INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, pending_id, cause, day, timeout_at,
                                 expires_on)
    SELECT %s, '', %s, t.debit_id, t.credit_id, %s, %s::bigint, 'console', ledger_today('UTC'), %s::timestamptz, %s::date
    FROM ledger_transfer t WHERE t.id = %s
"""


def test_a_console_cannot_overdraw_or_misuse_a_hold_either() -> None:
    award(LIN, 10)
    held = hold(LIN, 7)
    too_much = [uuid4(), "hold", 4, None, "2999-01-01", None, held.id]
    with pytest.raises(IntegrityError, match="ledger_balance_covered"):
        sql(INSERT, *too_much)
    for other_than_held in [
        [uuid4(), "post", 6, held.id, None, None, held.id],
        [uuid4(), "void", 8, held.id, None, None, held.id],
    ]:
        with pytest.raises(IntegrityError, match="no such open hold"):
            sql(INSERT, *other_than_held)
    post(held)
    with pytest.raises(IntegrityError, match="ledger_hold_answered_once"):
        sql(INSERT, uuid4(), "void", 7, held.id, None, None, held.id)
    assert funds(LIN) == (3, 0, 3)
    assert broken() == []


def test_many_in_one_statement_are_projected_as_if_one_by_one() -> None:
    award(LIN, 10)
    held = hold(LIN, 1)
    sql(
        """
        INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, cause, day, timeout_at)
        SELECT gen_random_uuid(), '', 'hold', debit_id, credit_id, n, 'console', day, timeout_at
        FROM ledger_transfer, generate_series(2, 4) n WHERE id = %s
        """,
        held.id,
    )
    assert funds(LIN) == (10, 10, 0)
    assert broken() == []


def test_sealed_blocks_follow_each_other_and_hold() -> None:
    assert seal() == 0
    award(LIN, 10)
    assert seal() == 1
    assert seal() == 0
    post(hold(LIN, 4))
    close_block.func(0)
    assert broken_block() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count, total FROM ledger_seal ORDER BY block")
        assert cursor.fetchall() == [(1, 10), (2, 8)]


@pytest.mark.parametrize(
    "change",
    [
        "amount = amount + 1",
        "cause = 'test:9'",
        "actor = 99",
        "booked_at = booked_at + interval '1 microsecond'",
        "day = day - 1",
        "expires_on = expires_on - 1",
        "idem = gen_random_uuid()",
        "req_hash = '\\x01'",
    ],
)
def test_a_change_behind_the_triggers_shows_in_its_block(change: str) -> None:
    award(LIN, 10)
    seal()
    second = award(LIN, 5)
    seal()
    sql("ALTER TABLE ledger_transfer DISABLE TRIGGER USER")
    sql(f"UPDATE ledger_transfer SET {change} WHERE id = %s", second.id)
    sql("ALTER TABLE ledger_transfer ENABLE TRIGGER USER")
    assert any("sealed blocks" in words for words in broken())
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(block) FROM ledger_seal")
        assert broken_block() == cursor.fetchone()[0]


def test_a_removed_row_shows_in_its_block() -> None:
    award(LIN, 10)
    last = award(LIN, 5)
    seal()
    sql("ALTER TABLE ledger_transfer DISABLE TRIGGER USER")
    sql("DELETE FROM ledger_transfer WHERE id = %s", last.id)
    assert broken_block() is not None


@pytest.mark.parametrize(
    ("fault", "law"),
    [
        ("UPDATE ledger_balance SET posted = posted + 1", "sum over all accounts"),
        ("UPDATE ledger_balance SET posted = posted + 1", "sum of its transfers"),
        ("UPDATE ledger_balance SET held = held - 1", "unanswered holds say"),
        ("DELETE FROM ledger_open_hold", "open holds are the unanswered"),
        ("UPDATE ledger_lot SET avail = avail + 1", "lies in lots"),
    ],
)
def test_the_proofs_find_a_wrong_projection(fault: str, law: str) -> None:
    award(LIN, 10)
    hold(LIN, 4)
    assert broken() == []
    sql(fault)
    assert any(law in words for words in broken())
