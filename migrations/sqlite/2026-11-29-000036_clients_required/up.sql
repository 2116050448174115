-- Every booking and rental has its client, which undo puts back with it. Its twin is in migrations/postgres.

ALTER TABLE bookings ALTER COLUMN client_id SET NOT NULL;
ALTER TABLE offsite_rentals ALTER COLUMN client_id SET NOT NULL;

-- A client's bookings by their record, in the order of a list.
DROP INDEX bookings_client;
CREATE INDEX bookings_client ON bookings (client_id, starts_at);
CREATE INDEX offsite_rentals_client ON offsite_rentals (client_id);

CREATE TRIGGER bookings_kept_update AFTER UPDATE ON bookings
WHEN (OLD.series_id, OLD.room_id, OLD.wished_room_id, OLD.starts_at, OLD.ends_at, OLD.client_name, OLD.status, OLD.tenant_id,
      OLD.num_learners, OLD.num_facilitators, OLD.headcount, OLD.client_contact_person, OLD.client_email, OLD.client_phone,
      OLD.devices_needed, OLD.device_type_preference, OLD.requester_notes, OLD.room_boss_notes, OLD.long_term, OLD.status_reason,
      OLD.over_capacity_reason, OLD.created_by, OLD.created_at, OLD.device_only, OLD.agreed_ends_at,
      OLD.client_id)
  IS NOT (NEW.series_id, NEW.room_id, NEW.wished_room_id, NEW.starts_at, NEW.ends_at, NEW.client_name, NEW.status, NEW.tenant_id,
      NEW.num_learners, NEW.num_facilitators, NEW.headcount, NEW.client_contact_person, NEW.client_email, NEW.client_phone,
      NEW.devices_needed, NEW.device_type_preference, NEW.requester_notes, NEW.room_boss_notes, NEW.long_term, NEW.status_reason,
      NEW.over_capacity_reason, NEW.created_by, NEW.created_at, NEW.device_only, NEW.agreed_ends_at,
      NEW.client_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('bookings', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'series_id', OLD.series_id, 'room_id', OLD.room_id, 'wished_room_id', OLD.wished_room_id,
      'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at, 'client_name', OLD.client_name, 'status', OLD.status,
      'tenant_id', OLD.tenant_id, 'num_learners', OLD.num_learners, 'num_facilitators', OLD.num_facilitators,
      'headcount', OLD.headcount, 'client_contact_person', OLD.client_contact_person, 'client_email', OLD.client_email,
      'client_phone', OLD.client_phone, 'devices_needed', OLD.devices_needed,
      'device_type_preference', OLD.device_type_preference, 'requester_notes', OLD.requester_notes,
      'room_boss_notes', OLD.room_boss_notes, 'long_term', OLD.long_term, 'status_reason', OLD.status_reason,
      'over_capacity_reason', OLD.over_capacity_reason, 'revision', OLD.revision, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'device_only', OLD.device_only,
      'agreed_ends_at', OLD.agreed_ends_at, 'client_id', OLD.client_id));
END;
CREATE TRIGGER offsite_rentals_kept_update AFTER UPDATE ON offsite_rentals
WHEN (OLD.rental_no, OLD.booking_id, OLD.client_name, OLD.contact_person, OLD.contact_number, OLD.contact_email, OLD.company,
      OLD.address, OLD.notes, OLD.rental_date, OLD.return_expected_date, OLD.starts_at, OLD.due_at, OLD.returned_at,
      OLD.created_by, OLD.created_at, OLD.client_id)
  IS NOT (NEW.rental_no, NEW.booking_id, NEW.client_name, NEW.contact_person, NEW.contact_number, NEW.contact_email, NEW.company,
      NEW.address, NEW.notes, NEW.rental_date, NEW.return_expected_date, NEW.starts_at, NEW.due_at, NEW.returned_at,
      NEW.created_by, NEW.created_at, NEW.client_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('offsite_rentals', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'rental_no', OLD.rental_no, 'booking_id', OLD.booking_id, 'client_name', OLD.client_name,
      'contact_person', OLD.contact_person, 'contact_number', OLD.contact_number, 'contact_email', OLD.contact_email,
      'company', OLD.company, 'address', OLD.address, 'notes', OLD.notes, 'rental_date', OLD.rental_date,
      'return_expected_date', OLD.return_expected_date, 'starts_at', OLD.starts_at, 'due_at', OLD.due_at,
      'returned_at', OLD.returned_at, 'rental_form_generated', OLD.rental_form_generated, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'client_id', OLD.client_id));
END;

-- A client that a booking or a rental made stays when that is undone.
CREATE TRIGGER clients_kept_insert AFTER INSERT ON clients
WHEN NEW.created_by IS NOT NULL
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('clients', CAST(NEW.id AS TEXT));
END;
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
CREATE TRIGGER client_aliases_kept_insert AFTER INSERT ON client_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('client_aliases', CAST(NEW.name_key AS TEXT));
END;
CREATE TRIGGER client_aliases_kept_delete AFTER DELETE ON client_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('client_aliases', CAST(OLD.name_key AS TEXT),
    json_object('name_key', OLD.name_key, 'alias', OLD.alias, 'client_id', OLD.client_id, 'created_at', OLD.created_at));
END;
CREATE TRIGGER client_contacts_kept_insert AFTER INSERT ON client_contacts
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('client_contacts', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER client_contacts_kept_update AFTER UPDATE ON client_contacts
WHEN (OLD.client_id, OLD.name, OLD.name_key, OLD.role, OLD.email, OLD.phone, OLD.created_at)
  IS NOT (NEW.client_id, NEW.name, NEW.name_key, NEW.role, NEW.email, NEW.phone, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('client_contacts', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'client_id', OLD.client_id, 'name', OLD.name, 'name_key', OLD.name_key,
      'role', OLD.role, 'email', OLD.email, 'phone', OLD.phone, 'created_at', OLD.created_at));
END;
CREATE TRIGGER client_contacts_kept_delete AFTER DELETE ON client_contacts
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('client_contacts', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'client_id', OLD.client_id, 'name', OLD.name, 'name_key', OLD.name_key,
      'role', OLD.role, 'email', OLD.email, 'phone', OLD.phone, 'created_at', OLD.created_at));
END;
