-- What a device is and what it cost. Its twin is in migrations/postgres.
ALTER TABLE devices ADD COLUMN brand TEXT;
ALTER TABLE devices ADD COLUMN model TEXT;
ALTER TABLE devices ADD COLUMN purchased_on TEXT;
-- in the site's currency
ALTER TABLE devices ADD COLUMN price_cents INTEGER CONSTRAINT devices_price_cents_check CHECK (price_cents >= 0);
ALTER TABLE devices ADD COLUMN warranty_until TEXT;
DROP TRIGGER devices_kept_update;
CREATE TRIGGER devices_kept_update AFTER UPDATE ON devices
WHEN (OLD.serial_number, OLD.serial_key, OLD.name, OLD.category_id, OLD.status, OLD.status_since, OLD.place, OLD.office_account,
      OLD.anydesk_id, OLD.notes, OLD.created_at, OLD.brand, OLD.model, OLD.purchased_on, OLD.price_cents, OLD.warranty_until)
  IS NOT (NEW.serial_number, NEW.serial_key, NEW.name, NEW.category_id, NEW.status, NEW.status_since, NEW.place, NEW.office_account,
      NEW.anydesk_id, NEW.notes, NEW.created_at, NEW.brand, NEW.model, NEW.purchased_on, NEW.price_cents, NEW.warranty_until)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('devices', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'serial_number', OLD.serial_number, 'serial_key', OLD.serial_key, 'name', OLD.name,
      'category_id', OLD.category_id, 'status', OLD.status, 'status_since', OLD.status_since, 'place', OLD.place,
      'office_account', OLD.office_account, 'anydesk_id', OLD.anydesk_id, 'notes', OLD.notes, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at,
      'brand', OLD.brand, 'model', OLD.model, 'purchased_on', OLD.purchased_on, 'price_cents', OLD.price_cents, 'warranty_until', OLD.warranty_until));
END;
