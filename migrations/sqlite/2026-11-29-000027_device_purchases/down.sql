DROP TRIGGER devices_kept_update;
ALTER TABLE devices DROP COLUMN brand;
ALTER TABLE devices DROP COLUMN model;
ALTER TABLE devices DROP COLUMN purchased_on;
ALTER TABLE devices DROP COLUMN price_cents;
ALTER TABLE devices DROP COLUMN warranty_until;
CREATE TRIGGER devices_kept_update AFTER UPDATE ON devices
WHEN (OLD.serial_number, OLD.serial_key, OLD.name, OLD.category_id, OLD.status, OLD.status_since, OLD.place, OLD.office_account,
      OLD.anydesk_id, OLD.notes, OLD.created_at)
  IS NOT (NEW.serial_number, NEW.serial_key, NEW.name, NEW.category_id, NEW.status, NEW.status_since, NEW.place, NEW.office_account,
      NEW.anydesk_id, NEW.notes, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('devices', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'serial_number', OLD.serial_number, 'serial_key', OLD.serial_key, 'name', OLD.name,
      'category_id', OLD.category_id, 'status', OLD.status, 'status_since', OLD.status_since, 'place', OLD.place,
      'office_account', OLD.office_account, 'anydesk_id', OLD.anydesk_id, 'notes', OLD.notes, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at));
END;
