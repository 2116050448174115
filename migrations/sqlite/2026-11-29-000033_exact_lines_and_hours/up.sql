-- Each line of a costing is its quantity times its rate, in a month of the calendar; credits take off no more than what is
-- charged; rooms have prices by the hour. Its twin is in migrations/postgres.

CREATE TABLE costing_lines_before AS SELECT * FROM costing_lines;
DROP TABLE costing_lines;
CREATE TABLE costing_lines (
  costing_id    INTEGER NOT NULL REFERENCES booking_costing (id),
  place         INTEGER NOT NULL CONSTRAINT costing_lines_place_check CHECK (place > 0),
  kind          TEXT NOT NULL CONSTRAINT costing_lines_kind_check CHECK (kind IN ('room', 'device', 'catering', 'amenity',
                  'printing', 'damage', 'loss', 'cancellation', 'discount', 'adjustment', 'rounding')),
  item          TEXT NOT NULL CONSTRAINT costing_lines_item_check CHECK (length(item) > 0),
  service_month TEXT NOT NULL CONSTRAINT costing_lines_service_month_check CHECK (
                  service_month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' AND substr(service_month, 6) BETWEEN '01' AND '12'),
  -- whole units at their rate, or one share at its amount
  quantity      INTEGER NOT NULL,
  unit          TEXT NOT NULL,
  rate_cents    INTEGER NOT NULL,
  amount_cents  INTEGER NOT NULL,
  -- thousandths of a percent
  tax_rate      INTEGER NOT NULL CONSTRAINT costing_lines_tax_rate_check CHECK (tax_rate BETWEEN 0 AND 100000),
  tax_cents     INTEGER NOT NULL,
  why           TEXT NOT NULL,
  PRIMARY KEY (costing_id, place),
  CONSTRAINT costing_lines_amount_check CHECK (amount_cents = quantity * rate_cents)
) STRICT, WITHOUT ROWID;
INSERT INTO costing_lines
SELECT costing_id, place, kind, item, service_month,
       CASE WHEN amount_cents = quantity * rate_cents THEN quantity ELSE 1 END,
       CASE WHEN amount_cents = quantity * rate_cents OR unit IN ('quote', 'costing', 'adjustment') THEN unit ELSE 'share' END,
       CASE WHEN amount_cents = quantity * rate_cents THEN rate_cents ELSE amount_cents END,
       amount_cents, tax_rate, tax_cents, why
  FROM costing_lines_before;
DROP TABLE costing_lines_before;
CREATE INDEX costing_lines_month ON costing_lines (service_month);

CREATE TRIGGER costing_lines_no_replace BEFORE INSERT ON costing_lines
WHEN EXISTS (SELECT 1 FROM costing_lines WHERE costing_id = NEW.costing_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'costing_lines_append_only'); END;
CREATE TRIGGER costing_lines_no_update BEFORE UPDATE ON costing_lines
BEGIN SELECT RAISE(ABORT, 'costing_lines_append_only'); END;
CREATE TRIGGER costing_lines_no_delete BEFORE DELETE ON costing_lines
BEGIN SELECT RAISE(ABORT, 'costing_lines_append_only'); END;
CREATE TRIGGER costing_lines_undecided BEFORE INSERT ON costing_lines
WHEN NOT EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = NEW.costing_id AND p.entry = 'proposal'
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id))
BEGIN SELECT RAISE(ABORT, 'costing_lines_undecided'); END;

-- A credit lowers what is charged, never below nothing; a damage, a loss or a fee raises it.
CREATE TRIGGER booking_costing_credit BEFORE INSERT ON booking_costing WHEN NEW.adjustment IS NOT NULL AND NEW.entry <> 'rejection'
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_credit')
   WHERE CASE WHEN NEW.adjustment IN ('credit', 'goodwill') THEN NEW.subtotal_cents >= 0 OR NEW.tax_cents > 0
              ELSE NEW.subtotal_cents <= 0 OR NEW.tax_cents < 0 END;
  SELECT RAISE(ABORT, 'booking_costing_credit')
   WHERE NEW.total_cents < 0
     AND NEW.total_cents + (SELECT coalesce(sum(c.total_cents), 0) FROM booking_costing c
                             WHERE (c.booking_id = NEW.booking_id OR c.rental_id = NEW.rental_id)
                               AND CASE NEW.entry WHEN 'approval' THEN c.entry = 'approval'
                                   ELSE c.entry = 'proposal' AND NOT EXISTS (
                                     SELECT 1 FROM booking_costing d WHERE d.proposal_id = c.id AND d.entry = 'rejection') END) < 0;
END;

-- Rooms by the hour, with a least number of hours.
ALTER TABLE pricing_catalog ADD COLUMN hourly_rate_cents INTEGER CONSTRAINT pricing_catalog_hourly_rate_cents_check
  CHECK (hourly_rate_cents IS NULL OR (hourly_rate_cents BETWEEN 0 AND 100000000000 AND item_type = 'room'));
ALTER TABLE pricing_catalog ADD COLUMN minimum_hours INTEGER CONSTRAINT pricing_catalog_minimum_hours_check
  CHECK (minimum_hours IS NULL OR (minimum_hours BETWEEN 1 AND 24 AND hourly_rate_cents IS NOT NULL));

DROP TRIGGER pricing_catalog_fixed;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
WHEN (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
      OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
      OLD.effective_date, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours)
     IS NOT
     (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
      NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
      NEW.effective_date, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours)
  OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS NOT OLD.expiry_date)
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_fixed'); END;
DROP TRIGGER pricing_catalog_kept_update;
CREATE TRIGGER pricing_catalog_kept_update AFTER UPDATE ON pricing_catalog
WHEN (OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents, OLD.weekly_rate_cents,
      OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes, OLD.effective_date, OLD.expiry_date,
      OLD.is_active, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours)
  IS NOT (NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents, NEW.weekly_rate_cents,
      NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes, NEW.effective_date, NEW.expiry_date,
      NEW.is_active, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('pricing_catalog', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'item_type', OLD.item_type, 'item_id', OLD.item_id, 'item_name', OLD.item_name, 'item_key', OLD.item_key,
      'pricing_tier', OLD.pricing_tier, 'daily_rate_cents', OLD.daily_rate_cents, 'weekly_rate_cents', OLD.weekly_rate_cents,
      'monthly_rate_cents', OLD.monthly_rate_cents, 'unit_price_cents', OLD.unit_price_cents, 'unit', OLD.unit,
      'currency', OLD.currency, 'notes', OLD.notes, 'effective_date', OLD.effective_date, 'expiry_date', OLD.expiry_date,
      'is_active', OLD.is_active, 'created_at', OLD.created_at, 'created_by', OLD.created_by, 'updated_at', OLD.updated_at,
      'updated_by', OLD.updated_by, 'hourly_rate_cents', OLD.hourly_rate_cents, 'minimum_hours', OLD.minimum_hours));
END;
