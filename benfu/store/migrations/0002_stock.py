"""Stock follows its movements, and what has happened is not rewritten."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0002_stock.sql"
UNDO = """
DROP TRIGGER store_line_unchanging ON store_orderline;
DROP TRIGGER store_movement_unchanging ON store_stockmovement;
DROP TRIGGER store_move ON store_stockmovement;
DROP FUNCTION store_unchanging(), store_move();
"""


class Migration(migrations.Migration):
    """Adds the functions and triggers of `sql/0002_stock.sql`."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), UNDO)]
