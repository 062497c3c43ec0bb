-- Verbs for statements of the rooms above that must do all of their work in one round trip. The triggers guard these
-- inserts as they guard any other; Python's verbs (services.py) stay the way for everything else.

-- Find or open an account, and lock its balance: what follows in the same function reads what is there under the lock.
CREATE FUNCTION ledger_locked(of_kind text, of_owner text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    account bigint;
BEGIN
    SELECT id INTO account FROM ledger_account WHERE kind = of_kind AND owner = of_owner;
    IF NOT FOUND THEN
        INSERT INTO ledger_account (kind, owner) VALUES (of_kind, of_owner) ON CONFLICT DO NOTHING;
        SELECT id INTO account FROM ledger_account WHERE kind = of_kind AND owner = of_owner;
    END IF;
    PERFORM FROM ledger_balance WHERE account_id = account FOR NO KEY UPDATE;
    RETURN account;
END $$;

-- Move points and return the transfer's id. A key used before is an error: the caller has looked for it under its own lock.
CREATE FUNCTION ledger_moved(
    key uuid, digest bytea, debit bigint, credit bigint, points bigint, why text, last_day date, by_actor bigint, zone text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
BEGIN
    INSERT INTO ledger_transfer (idem, req_hash, kind, debit_id, credit_id, amount, cause, day, expires_on, actor, booked_at)
        VALUES (key, digest, 'move', debit, credit, points, why, ledger_today(zone), last_day, by_actor, ledger_now())
        RETURNING id INTO made;
    RETURN made;
END $$;
