-- A movement changes the stock in the statement that writes it; the CHECKs on stock refuse what is not there.
ALTER TABLE store_stock SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

CREATE FUNCTION store_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE store_stock SET on_hand = on_hand + NEW.on_hand, reserved = reserved + NEW.reserved
        WHERE outlet_id = NEW.outlet_id AND good_id = NEW.good_id;
    IF NOT FOUND THEN
        INSERT INTO store_stock AS s (outlet_id, good_id, on_hand, reserved)
            VALUES (NEW.outlet_id, NEW.good_id, NEW.on_hand, NEW.reserved)
            ON CONFLICT (outlet_id, good_id)
            DO UPDATE SET on_hand = s.on_hand + EXCLUDED.on_hand, reserved = s.reserved + EXCLUDED.reserved;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER store_move AFTER INSERT ON store_stockmovement FOR EACH ROW EXECUTE FUNCTION store_move();

CREATE FUNCTION store_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER store_movement_unchanging BEFORE UPDATE OR DELETE ON store_stockmovement
    FOR EACH ROW EXECUTE FUNCTION store_unchanging();
CREATE TRIGGER store_line_unchanging BEFORE UPDATE OR DELETE ON store_orderline
    FOR EACH ROW EXECUTE FUNCTION store_unchanging();
