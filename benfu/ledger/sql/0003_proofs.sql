-- What each transfer that moves points does to each of its two accounts.
CREATE VIEW ledger_side AS
    SELECT debit_id AS account_id, -amount AS amount FROM ledger_transfer WHERE kind NOT IN ('hold', 'void')
    UNION ALL SELECT credit_id, amount FROM ledger_transfer WHERE kind NOT IN ('hold', 'void');

CREATE VIEW ledger_journal_balance AS
    SELECT a.id AS account_id, a.kind, coalesce(sum(s.amount), 0) AS amount
    FROM ledger_account a LEFT JOIN ledger_side s ON s.account_id = a.id GROUP BY a.id, a.kind;

CREATE VIEW ledger_unanswered AS
    SELECT h.id, h.debit_id, h.amount, h.timeout_at FROM ledger_transfer h
    WHERE h.kind = 'hold' AND NOT EXISTS (SELECT FROM ledger_transfer r WHERE r.pending_id = h.id);

-- One row of the journal as text, every column of it, the same on every machine: what a seal is made of.
CREATE FUNCTION ledger_row_text(t ledger_transfer) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('|', t.id, t.idem, encode(t.req_hash, 'hex'), t.kind, t.debit_id, t.credit_id, t.amount,
        coalesce(t.pending_id, 0), coalesce(t.reverses_id, 0), t.cause, to_char(t.day, 'YYYY-MM-DD'),
        coalesce(to_char(t.expires_on, 'YYYY-MM-DD'), ''), coalesce(extract(epoch FROM t.timeout_at)::text, ''),
        coalesce(t.actor, 0), extract(epoch FROM t.booked_at))
$$;
