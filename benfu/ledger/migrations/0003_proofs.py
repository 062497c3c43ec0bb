"""Views that proofs read, and what a row of the journal looks like to a seal."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0003_proofs.sql"
UNDO = """
DROP FUNCTION ledger_row_text(ledger_transfer);
DROP VIEW ledger_unanswered, ledger_journal_balance, ledger_side;
"""


class Migration(migrations.Migration):
    """Adds the views and `ledger_row_text`."""

    dependencies = [("ledger", "0002_projections")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), UNDO)]
