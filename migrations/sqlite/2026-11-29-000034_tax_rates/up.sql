-- Tax rates, by the days from which they hold. Its twin is in migrations/postgres.

CREATE TABLE tax_rates (
  -- the earliest one holds before its day, too
  holds_from TEXT NOT NULL PRIMARY KEY CONSTRAINT tax_rates_holds_from_check CHECK (length(holds_from) = 10 AND holds_from IS date(holds_from, '+0 days')),
  -- thousandths of a percent
  rate       INTEGER NOT NULL CONSTRAINT tax_rates_rate_check CHECK (rate BETWEEN 0 AND 100000),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Those of the setting: `15, 16 from 2026-07-01`.
INSERT INTO tax_rates (holds_from, rate, updated_at, updated_by)
WITH RECURSIVE parts (part, rest, at, by) AS (
  SELECT NULL, value || ',', updated_at, updated_by FROM settings WHERE key = 'tax_percent'
  UNION ALL
  SELECT trim(substr(rest, 1, instr(rest, ',') - 1)), substr(rest, instr(rest, ',') + 1), at, by FROM parts WHERE rest <> '')
SELECT CASE WHEN instr(part, ' from ') > 0 THEN substr(part, instr(part, ' from ') + 6) ELSE '0001-01-01' END,
       CAST(round(CAST(part AS REAL) * 1000) AS INTEGER), at, by
  FROM parts WHERE part IS NOT NULL;
DROP TRIGGER settings_kept_delete;
DELETE FROM settings WHERE key = 'tax_percent';
CREATE TRIGGER settings_kept_delete AFTER DELETE ON settings
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('settings', CAST(OLD.key AS TEXT),
    json_object('key', OLD.key, 'value', OLD.value, 'updated_at', OLD.updated_at, 'updated_by', OLD.updated_by));
END;

CREATE TRIGGER tax_rates_kept_insert AFTER INSERT ON tax_rates
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('tax_rates', NEW.holds_from);
END;
CREATE TRIGGER tax_rates_kept_update AFTER UPDATE ON tax_rates
WHEN OLD.rate IS NOT NEW.rate
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('tax_rates', OLD.holds_from,
    json_object('holds_from', OLD.holds_from, 'rate', OLD.rate, 'updated_at', OLD.updated_at, 'updated_by', OLD.updated_by));
END;
CREATE TRIGGER tax_rates_kept_delete AFTER DELETE ON tax_rates
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('tax_rates', OLD.holds_from,
    json_object('holds_from', OLD.holds_from, 'rate', OLD.rate, 'updated_at', OLD.updated_at, 'updated_by', OLD.updated_by));
END;
