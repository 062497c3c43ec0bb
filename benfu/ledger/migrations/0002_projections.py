"""The journal projects itself onto balances, lots and open holds, and refuses to be rewritten."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Adds the functions and triggers of `sql/0002_projections.sql`."""

    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL((SQL / "0002_projections.sql").read_text("utf-8"), (SQL / "0002_undo.sql").read_text("utf-8"))
    ]
