"""Who is part of a sign does not judge it."""

from django.db import migrations

SQL = """
ALTER TABLE fairness_suspicion ADD CONSTRAINT fairness_judged_by_another CHECK (NOT reviewed_by = ANY (persons));
"""
UNDO = "ALTER TABLE fairness_suspicion DROP CONSTRAINT fairness_judged_by_another;"


class Migration(migrations.Migration):
    """Adds the constraint."""

    dependencies = [("fairness", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
