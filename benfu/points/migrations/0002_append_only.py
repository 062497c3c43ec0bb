"""Tariffs and decisions are append-only; caps are updated in place."""

from django.db import migrations

SQL = """
ALTER TABLE points_capuse SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

CREATE FUNCTION points_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER points_tariff_unchanging BEFORE UPDATE OR DELETE ON points_publishedtariff
    FOR EACH ROW EXECUTE FUNCTION points_unchanging();
CREATE TRIGGER points_decision_unchanging BEFORE UPDATE OR DELETE ON points_decision
    FOR EACH ROW EXECUTE FUNCTION points_unchanging();
"""
UNDO = """
DROP TRIGGER points_decision_unchanging ON points_decision;
DROP TRIGGER points_tariff_unchanging ON points_publishedtariff;
DROP FUNCTION points_unchanging();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("points", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
