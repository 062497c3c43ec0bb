"""Verbs in SQL, for work of the rooms above that must be one statement."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0004_verbs.sql"
UNDO = """
DROP FUNCTION ledger_moved(uuid, bytea, bigint, bigint, bigint, text, date, bigint, text);
DROP FUNCTION ledger_locked(text, text);
"""


class Migration(migrations.Migration):
    """Adds `ledger_locked` and `ledger_moved`."""

    dependencies = [("ledger", "0003_proofs")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), UNDO)]
