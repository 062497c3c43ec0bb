"""An award is one statement."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0006_award.sql"
UNDO = """
DROP FUNCTION points_award(jsonb, text[], text[], bigint[], bytea, date, bigint, text);
DROP FUNCTION points_capped(bigint, bigint, text[], text[], bigint[]);
"""


class Migration(migrations.Migration):
    """Adds `points_award` and `points_capped`."""

    dependencies = [("ledger", "0004_verbs"), ("journal", "0002_append_only"), ("points", "0005_appeals")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), UNDO)]
