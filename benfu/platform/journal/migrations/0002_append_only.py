"""Facts are append-only, and each new one is put on the list of those to be told."""

from django.db import migrations

SQL = """
ALTER TABLE journal_fact SET (autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE journal_untold SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);

CREATE FUNCTION journal_fact_untold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO journal_untold (fact_id) SELECT id FROM added;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_fact_untold AFTER INSERT ON journal_fact
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_fact_untold();

CREATE FUNCTION journal_fact_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Tests on real transactions empty all tables after each, and say so.
    IF TG_OP = 'TRUNCATE' AND current_setting('benfu.emptying', true) = 'a test database' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'facts are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER journal_fact_unchanging BEFORE UPDATE OR DELETE ON journal_fact
    FOR EACH ROW EXECUTE FUNCTION journal_fact_unchanging();
CREATE TRIGGER journal_fact_not_emptied BEFORE TRUNCATE ON journal_fact
    FOR EACH STATEMENT EXECUTE FUNCTION journal_fact_unchanging();
"""
UNDO = """
DROP TRIGGER journal_fact_not_emptied ON journal_fact;
DROP TRIGGER journal_fact_unchanging ON journal_fact;
DROP FUNCTION journal_fact_unchanging();
DROP TRIGGER journal_fact_untold ON journal_fact;
DROP FUNCTION journal_fact_untold();
"""


class Migration(migrations.Migration):
    """Adds the triggers of the facts table."""

    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
