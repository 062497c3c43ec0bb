"""Counting how often costs no write-ahead log: after a crash it starts anew, which is harmless."""

from django.db import migrations

SQL = "ALTER TABLE identity_throttle SET UNLOGGED"
UNDO = "ALTER TABLE identity_throttle SET LOGGED"


class Migration(migrations.Migration):
    """Takes the table of limits out of the write-ahead log."""

    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
