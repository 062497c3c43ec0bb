"""What must hold of the stored journal at every moment (`benfu check`); each query returns the rows that break it."""

from collections.abc import Iterable

from django.db import connection

from benfu.platform.lib.proof import Proof

from .sealing import broken_block

LAWS = {
    # I1: guarded accounts by their stored balance, the others by the journal.
    "ledger: the sum over all accounts is zero": """
        SELECT 'all', sum(coalesce(b.posted, j.amount)) FROM ledger_journal_balance j
        LEFT JOIN ledger_balance b ON b.account_id = j.account_id HAVING sum(coalesce(b.posted, j.amount)) <> 0 LIMIT 1
    """,
    # I2
    "ledger: each stored balance is the sum of its transfers": """
        SELECT j.account_id, b.posted, j.amount FROM ledger_journal_balance j
        LEFT JOIN ledger_balance b ON b.account_id = j.account_id
        WHERE j.kind IN ('holder', 'budget') AND b.posted IS DISTINCT FROM j.amount LIMIT 1
    """,
    # I3
    "ledger: what is held is what unanswered holds say": """
        SELECT b.account_id, b.held, coalesce(u.amount, 0) FROM ledger_balance b
        LEFT JOIN (SELECT debit_id, sum(amount) AS amount FROM ledger_unanswered GROUP BY 1) u ON u.debit_id = b.account_id
        WHERE b.held <> coalesce(u.amount, 0) LIMIT 1
    """,
    "ledger: open holds are the unanswered ones": """
        SELECT coalesce(u.id, o.transfer_id) FROM ledger_unanswered u
        FULL JOIN ledger_open_hold o ON (o.transfer_id, o.account_id, o.timeout_at) = (u.id, u.debit_id, u.timeout_at)
        WHERE u.id IS NULL OR o.transfer_id IS NULL LIMIT 1
    """,
    # I4
    "ledger: what is free lies in lots": """
        SELECT b.account_id, b.posted - b.held, coalesce(sum(l.avail), 0) FROM ledger_balance b
        LEFT JOIN ledger_lot l ON l.account_id = b.account_id WHERE b.lots
        GROUP BY b.account_id HAVING b.posted - b.held <> coalesce(sum(l.avail), 0) LIMIT 1
    """,
    "ledger: each hold has lots for all it took": """
        SELECT h.id, h.amount, coalesce(sum(u.amount), 0) FROM ledger_transfer h
        JOIN ledger_balance b ON b.account_id = h.debit_id AND b.lots
        LEFT JOIN ledger_lot_use u ON u.transfer_id = h.id AND u.account_id = h.debit_id
        WHERE h.kind = 'hold' GROUP BY h.id HAVING h.amount <> coalesce(sum(u.amount), 0) LIMIT 1
    """,
    # I5
    "ledger: nothing is below zero": """
        SELECT account_id, posted, held FROM ledger_balance WHERE held < 0 OR posted < held
        UNION ALL SELECT account_id, avail, 0 FROM ledger_lot WHERE avail < 0 LIMIT 1
    """,
    # I7
    "ledger: one transfer per key, one answer per hold, one reversal per transfer": """
        SELECT 'key', idem::text, count(*) FROM ledger_transfer GROUP BY idem HAVING count(*) > 1
        UNION ALL SELECT 'hold', pending_id::text, count(*) FROM ledger_transfer
            WHERE pending_id IS NOT NULL GROUP BY pending_id HAVING count(*) > 1
        UNION ALL SELECT 'reversal', reverses_id::text, count(*) FROM ledger_transfer
            WHERE reverses_id IS NOT NULL GROUP BY reverses_id HAVING count(*) > 1 LIMIT 1
    """,
}


def proofs() -> Iterable[Proof]:
    """Hold every law against the whole journal; a broken one names its first row."""
    for name, query in LAWS.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            row = cursor.fetchone()
        yield Proof(name, row is None, "" if row is None else ", ".join(map(str, row)))
    block = broken_block()
    yield Proof("ledger: sealed blocks are untouched", block is None, "" if block is None else f"block {block}")
