"""Re-encrypting everything hidden under the first key, so that an old one can be thrown away."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from .fields import EncryptedText
from .keys import rotate

BATCH = 500


def hidden_columns() -> Iterator[tuple[type[models.Model], EncryptedText]]:
    """Return every hidden column of every room, by table."""
    for model in sorted(apps.get_models(), key=lambda one: one._meta.db_table):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedText):
                yield model, field


def rotate_everything(say: Callable[[str], None]) -> int:
    """Re-encrypt all hidden columns, a batch per transaction; return how many values were written.

    Safe to stop and to start again, and while people work: rows are locked, a batch at a time.
    """
    total = 0
    for model, field in hidden_columns():
        changed = sum(_batches(model._meta.db_table, str(model._meta.pk.column), str(field.column)))
        say(f"{model._meta.db_table}.{field.column}: {changed}")
        total += changed
    return total


def _batches(table: str, key: str, column: str) -> Iterator[int]:
    table, key, column = (connection.ops.quote_name(name) for name in (table, key, column))
    # The names come from our own models, the values are parameters.
    first = f"SELECT {key}, {column} FROM {table} WHERE {column} <> '' ORDER BY {key} LIMIT {BATCH} FOR UPDATE"  # noqa: S608
    after = first.replace("ORDER BY", f"AND {key} > %s ORDER BY")
    update = f"UPDATE {table} SET {column} = %s WHERE {key} = %s"  # noqa: S608
    last: Any = None
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(first if last is None else after, [] if last is None else [last])
            rows = cursor.fetchall()
            if not rows:
                return
            cursor.executemany(update, [(rotate(token), row) for row, token in rows])
        last = rows[-1][0]
        yield len(rows)
