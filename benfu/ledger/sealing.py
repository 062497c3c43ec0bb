"""Tamper evidence: the journal is closed in blocks, each hashed onto the one before.

A block holds every row up to its `high_id`. Ids are given before commit, so the boundary is read under a short SHARE lock,
which waits for writers in flight: no row can appear below it later. (Transaction ids would need no lock, but start
again in a restored database.)
"""

import hashlib
from itertools import pairwise

from django.db import connection, transaction

START = bytes(32)
BOUNDARY = "SELECT coalesce(max(id), 0) FROM ledger_transfer"
LAST = "SELECT high_id, hash FROM ledger_seal ORDER BY high_id DESC LIMIT 1"
CONTENT = """
    SELECT min(t.id), count(*), coalesce(sum(t.amount), 0)::bigint,
           sha256(convert_to(coalesce(string_agg(ledger_row_text(t), E'\\n' ORDER BY t.id), ''), 'UTF8'))
    FROM ledger_transfer t WHERE t.id > %s AND t.id <= %s
"""
KEEP = """
    INSERT INTO ledger_seal (low_id, high_id, count, total, prev_hash, hash)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
BLOCKS = "SELECT block, high_id, low_id, count, total, prev_hash, hash FROM ledger_seal ORDER BY high_id"


def seal() -> int:
    """Close what stands in the journal since the last block and return how many rows that are.

    Two sealers at once: the second finds the chain's end taken (a block follows a hash once) and seals nothing.
    """
    high = _boundary()
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        last, prev_hash = cursor.fetchone() or (0, START)
        if high <= last:
            return 0
        cursor.execute(CONTENT, [last, high])
        low, count, total, content = cursor.fetchone()
        block_hash = _chain(prev_hash, low, high, count, total, content)
        cursor.execute(KEEP, [low, high, count, total, bytes(prev_hash), block_hash])
        return int(count) if cursor.rowcount else 0


def broken_block() -> int | None:
    """Return the first block that no longer matches the journal or the block before it, or None."""
    with connection.cursor() as cursor:
        cursor.execute(BLOCKS)
        blocks = cursor.fetchall()
        before = (0, 0, 0, 0, 0, b"", START)
        for earlier, block in pairwise([before, *blocks]):
            cursor.execute(CONTENT, [earlier[1], block[1]])
            low, count, total, content = cursor.fetchone()
            expected = _chain(earlier[6], low, block[1], count, total, content)
            if (low, count, total) != block[2:5] or bytes(block[5]) != bytes(earlier[6]) or bytes(block[6]) != expected:
                return int(block[0])
    return None


def _boundary() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE ledger_transfer IN SHARE MODE")
        cursor.execute(BOUNDARY)
        return int(cursor.fetchone()[0])


def _chain(prev_hash: bytes, low: int | None, high: int, count: int, total: int, content: bytes) -> bytes:
    head = f"|{low}|{high}|{count}|{total}|".encode()
    return hashlib.sha256(bytes(prev_hash) + head + bytes(content)).digest()
