-- Tax rates, by the days from which they hold. Its twin is in migrations/sqlite.

CREATE TABLE tax_rates (
  -- the earliest one holds before its day, too
  holds_from text NOT NULL PRIMARY KEY CONSTRAINT tax_rates_holds_from_check
    CHECK (holds_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND to_char(to_date(holds_from, 'YYYY-MM-DD'), 'YYYY-MM-DD') = holds_from),
  -- thousandths of a percent
  rate       bigint NOT NULL CONSTRAINT tax_rates_rate_check CHECK (rate BETWEEN 0 AND 100000),
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL
);

-- Those of the setting: `15, 16 from 2026-07-01`.
INSERT INTO tax_rates (holds_from, rate, updated_at, updated_by)
SELECT coalesce(substring(part FROM ' from ([0-9-]+)'), '0001-01-01'),
       round(substring(part FROM '[0-9]+(?:[.][0-9]+)?')::numeric * 1000)::bigint, updated_at, updated_by
  FROM settings, regexp_split_to_table(value, ',') AS part
 WHERE key = 'tax_percent';
ALTER TABLE settings DISABLE TRIGGER settings_kept;
DELETE FROM settings WHERE key = 'tax_percent';
ALTER TABLE settings ENABLE TRIGGER settings_kept;

CREATE TRIGGER tax_rates_kept AFTER INSERT OR UPDATE OR DELETE ON tax_rates
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{holds_from}', '{updated_at,updated_by}', '{}');
