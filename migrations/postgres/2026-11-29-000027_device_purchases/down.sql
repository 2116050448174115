ALTER TABLE devices
  DROP COLUMN brand,
  DROP COLUMN model,
  DROP COLUMN purchased_on,
  DROP COLUMN price_cents,
  DROP COLUMN warranty_until;
