-- An earlier version knows no import of clients: what these reported goes, the clients stay.
DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE kind = 'clients');
DELETE FROM imports WHERE kind = 'clients';
ALTER TABLE imports DROP CONSTRAINT imports_kind_check;
ALTER TABLE imports ADD CONSTRAINT imports_kind_check CHECK (kind IN
  ('schedule', 'rooms', 'devices', 'bookings', 'pricing', 'users', 'demo', 'legacy'));
DROP TRIGGER quotes_no_update;
CREATE TRIGGER quotes_no_update BEFORE UPDATE ON quotes
BEGIN SELECT RAISE(ABORT, 'quotes_append_only'); END;
DROP TRIGGER clients_kept_update;
CREATE TRIGGER clients_kept_update AFTER UPDATE ON clients
WHEN (OLD.name, OLD.name_key, OLD.legal_name, OLD.tax_number, OLD.billing_email, OLD.address, OLD.terms_days,
      OLD.pricing_tier, OLD.tenant_id, OLD.language, OLD.notes, OLD.is_active, OLD.on_hold_reason, OLD.merged_into,
      OLD.forgotten_at, OLD.created_by, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.legal_name, NEW.tax_number, NEW.billing_email, NEW.address, NEW.terms_days,
      NEW.pricing_tier, NEW.tenant_id, NEW.language, NEW.notes, NEW.is_active, NEW.on_hold_reason, NEW.merged_into,
      NEW.forgotten_at, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('clients', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'legal_name', OLD.legal_name,
      'tax_number', OLD.tax_number, 'billing_email', OLD.billing_email, 'address', OLD.address,
      'terms_days', OLD.terms_days, 'pricing_tier', OLD.pricing_tier, 'tenant_id', OLD.tenant_id,
      'language', OLD.language, 'notes', OLD.notes, 'is_active', OLD.is_active, 'on_hold_reason', OLD.on_hold_reason,
      'merged_into', OLD.merged_into, 'forgotten_at', OLD.forgotten_at, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
ALTER TABLE clients DROP COLUMN country;
