-- One award in one round trip: once, under the tariff in force, within the caps, with its reasons and its fact.
--
-- The price (what a deed is worth before the caps) is worked out by rules.py and handed in as `given`; what the caps leave of it
-- is known only under the lock of the person's points, so that part of rules.py stands here a second time. A test holds the
-- two against each other (test_award_in_one_statement.py).

-- What caps leave of the points asked for: the same as rules._capped. Each cap that cuts is a step of its own.
CREATE FUNCTION points_capped(
    whose bigint, wanted bigint, scopes text[], periods text[], limits bigint[], OUT granted bigint, OUT cuts jsonb
) LANGUAGE plpgsql AS $$
DECLARE
    cap record;
    rest bigint;
BEGIN
    granted := wanted;
    cuts := '[]';
    FOR cap IN
        SELECT c.scope, c.period, c.most, coalesce(u.used, 0) AS used
        FROM unnest(scopes, periods, limits) WITH ORDINALITY AS c (scope, period, most, place)
        LEFT JOIN points_capuse u ON u.person_id = whose AND u.scope = c.scope AND u.period = c.period
        WHERE c.most > 0 ORDER BY c.place
    LOOP
        rest := greatest(0, cap.most - cap.used);
        IF granted > rest THEN
            cuts := cuts || jsonb_build_object('what', 'cap', 'points', rest - granted, 'given', jsonb_build_object(
                'scope', cap.scope, 'period', cap.period, 'limit', cap.most, 'used', cap.used));
            granted := rest;
        END IF;
    END LOOP;
END $$;

-- `given` is the decision as far as it is known beforehand. Returns the decision, made now or the first time; nothing when
-- another tariff than the one it was priced by is in force.
CREATE FUNCTION points_award(
    given jsonb, scopes text[], periods text[], limits bigint[], digest bytea, last_day date, by_actor bigint, zone text
) RETURNS SETOF points_decision LANGUAGE plpgsql AS $$
DECLARE
    made points_decision := jsonb_populate_record(NULL::points_decision, given);
    account bigint;
    cuts jsonb;
    version text;
BEGIN
    account := ledger_locked('holder', 'person:' || made.person_id);
    -- Read after the lock: a twin that was faster has committed by now.
    RETURN QUERY SELECT * FROM points_decision d WHERE d.key = made.key;
    IF FOUND THEN
        RETURN;
    END IF;
    SELECT t.version INTO version FROM points_publishedtariff t WHERE t.valid_from <= made.day
        ORDER BY t.valid_from DESC LIMIT 1;
    IF version IS DISTINCT FROM made.tariff_id THEN
        RETURN;
    END IF;
    made.granted := made.requested;
    IF made.requested > 0 THEN
        SELECT c.granted, c.cuts INTO made.granted, cuts
            FROM points_capped(made.person_id, made.requested, scopes, periods, limits) c;
        made.steps := made.steps || cuts;
        made.reason := CASE WHEN made.granted > 0 THEN 'paid' ELSE 'cap' END;
    END IF;
    IF made.granted > 0 THEN
        made.transfer_id := ledger_moved(made.key, digest, ledger_locked('issuer', ''), account, made.granted, made.subject,
            last_day, by_actor, zone);
        INSERT INTO points_capuse AS mine (person_id, scope, period, used)
            SELECT made.person_id, c.scope, c.period, made.granted FROM unnest(scopes, periods) AS c (scope, period)
            ON CONFLICT (person_id, scope, period) DO UPDATE SET used = mine.used + EXCLUDED.used;
    END IF;
    made.id := nextval(pg_get_serial_sequence('points_decision', 'id'));
    INSERT INTO points_decision SELECT made.*;
    IF made.granted > 0 THEN
        INSERT INTO journal_fact (kind, subject, actor, area, happened_at, data)
            VALUES ('PointsAwarded', 'person:' || made.person_id, by_actor, made.area, made.decided_at, jsonb_build_object(
                'person', made.person_id, 'amount', made.granted, 'rule', made.rule, 'version', made.tariff_id,
                'case', made."case", 'verifier', made.verifier, 'decision', made.id));
    END IF;
    RETURN NEXT made;
END $$;
