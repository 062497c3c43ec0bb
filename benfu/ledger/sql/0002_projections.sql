-- What the journal means for balances, lots and open holds, worked out in the statement that writes it.
-- Design and reasons: README.md. Refusals carry the name of the constraint they stand for (errors.py puts it into words).

-- The one clock of time-outs and expiry. Tests replace this function to move time.
CREATE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
CREATE FUNCTION ledger_today(zone text) RETURNS date LANGUAGE sql VOLATILE AS 'SELECT (ledger_now() AT TIME ZONE zone)::date';

ALTER TABLE ledger_balance SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE ledger_lot SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE ledger_open_hold SET (autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE ledger_transfer SET (autovacuum_vacuum_insert_scale_factor = 0.05);

-- A transfer to an account that is not there is refused in its own statement, not at the end of the transaction.
DO $$
DECLARE
    key record;
BEGIN
    FOR key IN SELECT conname, conrelid::regclass AS owner FROM pg_constraint
        WHERE contype = 'f' AND conrelid::regclass::text LIKE 'ledger\_%'
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', key.owner, key.conname);
    END LOOP;
END $$;

-- A guarded account has a balance row from its first moment: a lock on a missing row would lock nothing.
CREATE FUNCTION ledger_account_opened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_balance (account_id, lots)
        SELECT id, kind = 'holder' FROM added WHERE kind IN ('holder', 'budget');
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_account_opened AFTER INSERT ON ledger_account
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_account_opened();

CREATE FUNCTION ledger_refuse(law text, words text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', words USING ERRCODE = 'check_violation', CONSTRAINT = law;
END $$;

-- Each statement below sees what committed before it began, so everything after the ordered lock reads fresh rows.
CREATE FUNCTION ledger_project() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    award record;
    wanted numeric;
    found_ numeric;
    rows_ bigint;
BEGIN
    SELECT count(*) INTO rows_ FROM added;
    IF rows_ = 0 THEN
        RETURN NULL;
    END IF;

    -- The common case, a single award: points arrive at one holder from an account without a stored balance.
    IF rows_ = 1 THEN
        SELECT a.kind, a.credit_id, a.amount, a.expires_on INTO award FROM added a
            WHERE a.kind = 'move' AND NOT EXISTS (SELECT FROM ledger_balance b WHERE b.account_id = a.debit_id);
        IF FOUND AND award.expires_on IS NOT NULL THEN
            UPDATE ledger_balance SET posted = posted + award.amount WHERE account_id = award.credit_id AND lots;
            IF FOUND THEN
                INSERT INTO ledger_lot AS l (account_id, expires_on, avail)
                    VALUES (award.credit_id, award.expires_on, award.amount)
                    ON CONFLICT (account_id, expires_on) DO UPDATE SET avail = l.avail + EXCLUDED.avail;
                RETURN NULL;
            END IF;
        END IF;
    END IF;

    -- Locks in account order; the strength an UPDATE takes.
    PERFORM FROM ledger_balance
        WHERE account_id IN (SELECT debit_id FROM added UNION SELECT credit_id FROM added)
        ORDER BY account_id FOR NO KEY UPDATE;

    -- Holds: open new ones; an answer closes one that is open, alike in all it says, and, to post it, in time.
    INSERT INTO ledger_open_hold (transfer_id, account_id, timeout_at)
        SELECT id, debit_id, timeout_at FROM added WHERE kind = 'hold';
    SELECT count(*) INTO wanted FROM added WHERE pending_id IS NOT NULL;
    IF wanted > 0 THEN
        PERFORM FROM added a JOIN ledger_open_hold o ON o.transfer_id = a.pending_id
            WHERE a.kind = 'post' AND o.timeout_at <= ledger_now();
        IF FOUND THEN
            PERFORM ledger_refuse('ledger_hold_in_time', 'the hold has timed out');
        END IF;
        WITH closed AS (
            DELETE FROM ledger_open_hold o USING added a, ledger_transfer h
                WHERE o.transfer_id = a.pending_id AND h.id = a.pending_id
                AND (h.debit_id, h.credit_id, h.amount) = (a.debit_id, a.credit_id, a.amount) RETURNING 1
        ) SELECT count(*) INTO found_ FROM closed;
        IF found_ <> wanted THEN
            PERFORM ledger_refuse('ledger_hold_open', 'no such open hold');
        END IF;
    END IF;

    -- Balances. CHECKs refuse an overdraft.
    UPDATE ledger_balance b SET posted = b.posted + e.posted, held = b.held + e.held
        FROM (
            SELECT account_id, sum(posted) AS posted, sum(held) AS held FROM (
                SELECT debit_id AS account_id,
                       CASE WHEN kind IN ('hold', 'void') THEN 0 ELSE -amount END AS posted,
                       CASE WHEN kind = 'hold' THEN amount WHEN kind IN ('post', 'void') THEN -amount ELSE 0 END AS held
                    FROM added
                UNION ALL
                SELECT credit_id, amount, 0 FROM added WHERE kind NOT IN ('hold', 'void')
            ) sides GROUP BY account_id
        ) e WHERE b.account_id = e.account_id;

    -- Lots that grow: points that arrive, and those a void gives back where they were. A lot that has expired
    -- meanwhile comes back for seven days, so that cancelling neither destroys points nor prolongs them for long.
    INSERT INTO ledger_lot AS l (account_id, expires_on, avail)
        SELECT account_id, expires_on, sum(amount) FROM (
            SELECT a.credit_id AS account_id, a.expires_on, a.amount
                FROM added a JOIN ledger_balance b ON b.account_id = a.credit_id AND b.lots
                WHERE a.kind NOT IN ('hold', 'void')
            UNION ALL
            SELECT u.account_id, CASE WHEN u.expires_on < a.day THEN a.day + 7 ELSE u.expires_on END, u.amount
                FROM added a JOIN ledger_lot_use u ON u.transfer_id = a.pending_id WHERE a.kind = 'void'
        ) g GROUP BY account_id, expires_on ORDER BY account_id, expires_on
        ON CONFLICT (account_id, expires_on) DO UPDATE SET avail = l.avail + EXCLUDED.avail;

    -- Lots that shrink, oldest first: demand and supply are two running sums, and a transfer takes from the lots its
    -- stretch overlaps. What has expired is no supply, swept or not.
    WITH need AS (
        SELECT a.id, a.debit_id AS account_id, a.day, a.amount,
               sum(a.amount) OVER (PARTITION BY a.debit_id ORDER BY a.id) AS upto
            FROM added a JOIN ledger_balance b ON b.account_id = a.debit_id AND b.lots
            WHERE a.kind IN ('hold', 'move', 'reverse')
    ), supply AS (
        SELECT l.account_id, l.expires_on, l.avail,
               sum(l.avail) OVER (PARTITION BY l.account_id ORDER BY l.expires_on) AS upto
            FROM ledger_lot l JOIN (SELECT account_id, max(day) AS day FROM need GROUP BY account_id) n
                ON n.account_id = l.account_id AND l.expires_on >= n.day
            WHERE l.avail > 0
    ), taken AS (
        INSERT INTO ledger_lot_use (transfer_id, account_id, expires_on, amount)
            SELECT n.id, n.account_id, s.expires_on, least(n.upto, s.upto) - greatest(n.upto - n.amount, s.upto - s.avail)
                FROM need n JOIN supply s ON s.account_id = n.account_id
                WHERE s.upto - s.avail < n.upto AND n.upto - n.amount < s.upto
            RETURNING account_id, expires_on, amount
    ), shrunk AS (
        UPDATE ledger_lot l SET avail = l.avail - t.amount
            FROM (SELECT account_id, expires_on, sum(amount) AS amount FROM taken GROUP BY account_id, expires_on) t
            WHERE l.account_id = t.account_id AND l.expires_on = t.expires_on
    ) SELECT (SELECT sum(amount) FROM need), (SELECT sum(amount) FROM taken) INTO wanted, found_;
    IF wanted IS DISTINCT FROM found_ THEN
        PERFORM ledger_refuse('ledger_balance_covered', 'not enough unexpired points');
    END IF;

    -- Expiry takes from the very lot it names.
    SELECT count(*) INTO wanted FROM added WHERE kind = 'expire';
    IF wanted > 0 THEN
        UPDATE ledger_lot l SET avail = l.avail - a.amount FROM added a
            WHERE a.kind = 'expire' AND l.account_id = a.debit_id AND l.expires_on = a.expires_on;
        GET DIAGNOSTICS rows_ = ROW_COUNT;
        IF rows_ <> wanted THEN
            PERFORM ledger_refuse('ledger_lot_not_negative', 'no such lot');
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_project AFTER INSERT ON ledger_transfer
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_project();

-- The journal is never rewritten. Only a test may empty it, and says so in its session.
CREATE FUNCTION ledger_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('benfu.emptying', true) = 'a test database' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_transfer_unchanging BEFORE UPDATE OR DELETE ON ledger_transfer
    FOR EACH ROW EXECUTE FUNCTION ledger_unchanging();
CREATE TRIGGER ledger_transfer_unemptied BEFORE TRUNCATE ON ledger_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_unchanging();
CREATE TRIGGER ledger_account_unchanging BEFORE UPDATE OR DELETE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_unchanging();
CREATE TRIGGER ledger_lot_use_unchanging BEFORE UPDATE OR DELETE ON ledger_lot_use
    FOR EACH ROW EXECUTE FUNCTION ledger_unchanging();
CREATE TRIGGER ledger_seal_unchanging BEFORE UPDATE OR DELETE ON ledger_seal
    FOR EACH ROW EXECUTE FUNCTION ledger_unchanging();
CREATE TRIGGER ledger_seal_unemptied BEFORE TRUNCATE ON ledger_seal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_unchanging();
