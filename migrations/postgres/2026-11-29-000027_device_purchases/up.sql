-- What a device is and what it cost. Its twin is in migrations/sqlite.
ALTER TABLE devices
  ADD COLUMN brand          text,
  ADD COLUMN model          text,
  ADD COLUMN purchased_on   date,
  -- in the site's currency
  ADD COLUMN price_cents    bigint CONSTRAINT devices_price_cents_check CHECK (price_cents >= 0),
  ADD COLUMN warranty_until date;
