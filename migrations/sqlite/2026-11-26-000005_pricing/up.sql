-- The catalogue of prices, SQLite. Its twin is in migrations/postgres.

CREATE TABLE pricing_catalog (
  id                 INTEGER PRIMARY KEY,
  item_type          TEXT NOT NULL CONSTRAINT pricing_catalog_item_type_check CHECK (item_type IN ('room', 'device_category', 'catering', 'amenity')),
  -- a room or a device category; catering and amenities have a name instead
  item_id            INTEGER,
  item_name          TEXT,
  -- what is priced, in one word: room:12, catering:inhouselunch
  item_key           TEXT NOT NULL,
  pricing_tier       TEXT NOT NULL CONSTRAINT pricing_catalog_pricing_tier_check CHECK (pricing_tier IN ('standard', 'premium', 'discounted')),
  daily_rate_cents   INTEGER CONSTRAINT pricing_catalog_daily_rate_cents_check CHECK (daily_rate_cents BETWEEN 0 AND 100000000000),
  weekly_rate_cents  INTEGER CONSTRAINT pricing_catalog_weekly_rate_cents_check CHECK (weekly_rate_cents BETWEEN 0 AND 100000000000),
  monthly_rate_cents INTEGER CONSTRAINT pricing_catalog_monthly_rate_cents_check CHECK (monthly_rate_cents BETWEEN 0 AND 100000000000),
  unit_price_cents   INTEGER CONSTRAINT pricing_catalog_unit_price_cents_check CHECK (unit_price_cents BETWEEN 0 AND 100000000000),
  unit               TEXT CONSTRAINT pricing_catalog_unit_check CHECK (unit IN ('person', 'item', 'day', 'booking')),
  currency           TEXT NOT NULL CONSTRAINT pricing_catalog_currency_check CHECK (length(currency) = 3),
  notes              TEXT,
  -- the first and the last day on which it holds; no last day: until another price follows
  effective_date     TEXT NOT NULL,
  expiry_date        TEXT,
  is_active          INTEGER NOT NULL CONSTRAINT pricing_catalog_is_active_check CHECK (is_active IN (0, 1)),
  created_at         INTEGER NOT NULL,
  created_by         TEXT NOT NULL,
  updated_at         INTEGER NOT NULL,
  updated_by         TEXT NOT NULL,
  -- not in schema.rs: only the references read them
  room_id            INTEGER GENERATED ALWAYS AS (CASE WHEN item_type = 'room' THEN item_id END) STORED REFERENCES rooms (id),
  device_category_id INTEGER GENERATED ALWAYS AS (CASE WHEN item_type = 'device_category' THEN item_id END) STORED REFERENCES device_categories (id),
  CONSTRAINT pricing_catalog_item_check CHECK (CASE WHEN item_type IN ('room', 'device_category')
    THEN item_id IS NOT NULL AND item_name IS NULL AND item_key = item_type || ':' || CAST(item_id AS TEXT)
    ELSE item_id IS NULL AND item_name IS NOT NULL AND length(item_name) BETWEEN 1 AND 255 AND item_key LIKE item_type || ':_%' END),
  -- time is paid for rooms and devices, things for the rest
  CONSTRAINT pricing_catalog_rates_check CHECK (CASE WHEN item_type IN ('room', 'device_category')
    THEN unit_price_cents IS NULL AND unit IS NULL
    ELSE unit_price_cents IS NOT NULL AND unit IS NOT NULL
         AND daily_rate_cents IS NULL AND weekly_rate_cents IS NULL AND monthly_rate_cents IS NULL END),
  CONSTRAINT pricing_catalog_window_check CHECK (expiry_date >= effective_date)
) STRICT;
CREATE INDEX pricing_catalog_item ON pricing_catalog (item_key, pricing_tier, effective_date);

-- One price a day, of one item and tier.
CREATE TRIGGER pricing_catalog_no_overlap_insert BEFORE INSERT ON pricing_catalog WHEN NEW.is_active
BEGIN
  SELECT RAISE(ABORT, 'pricing_catalog_no_overlap')
   WHERE EXISTS (SELECT 1 FROM pricing_catalog
                  WHERE item_key = NEW.item_key AND pricing_tier = NEW.pricing_tier AND is_active
                    AND effective_date <= coalesce(NEW.expiry_date, '9999-12-31')
                    AND coalesce(expiry_date, '9999-12-31') >= NEW.effective_date);
END;
CREATE TRIGGER pricing_catalog_no_overlap_update BEFORE UPDATE ON pricing_catalog WHEN NEW.is_active
BEGIN
  SELECT RAISE(ABORT, 'pricing_catalog_no_overlap')
   WHERE EXISTS (SELECT 1 FROM pricing_catalog
                  WHERE item_key = NEW.item_key AND pricing_tier = NEW.pricing_tier AND is_active AND id <> OLD.id
                    AND effective_date <= coalesce(NEW.expiry_date, '9999-12-31')
                    AND coalesce(expiry_date, '9999-12-31') >= NEW.effective_date);
END;

-- A price that was written stays: it ends, or is taken out of use for good.
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
WHEN NOT OLD.is_active
  OR (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
      OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
      OLD.effective_date, OLD.created_at, OLD.created_by)
     IS NOT
     (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
      NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
      NEW.effective_date, NEW.created_at, NEW.created_by)
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_fixed'); END;
CREATE TRIGGER pricing_catalog_no_replace BEFORE INSERT ON pricing_catalog
WHEN EXISTS (SELECT 1 FROM pricing_catalog WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_fixed'); END;
CREATE TRIGGER pricing_catalog_never_deleted BEFORE DELETE ON pricing_catalog
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_never_deleted'); END;
