-- What undo needs: each committed transaction of the program is an operation, and keeps the rows that it changed as they
-- were. Its twin is in migrations/postgres.

CREATE TABLE operations (
  id           INTEGER PRIMARY KEY,
  -- its last row of the audit log
  audit_seq    INTEGER NOT NULL CONSTRAINT operations_audit_seq_key UNIQUE,
  at           INTEGER NOT NULL,
  actor        TEXT NOT NULL,
  on_behalf_of TEXT,
  command      TEXT NOT NULL,
  -- the command line, without secrets
  words        TEXT NOT NULL,
  -- the operation that this one undoes
  undoes       INTEGER REFERENCES operations (id),
  -- the login of the server; a file has none
  login        TEXT
) STRICT;
CREATE INDEX operations_undoes ON operations (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE operation_rows (
  id           INTEGER PRIMARY KEY,
  -- empty for what was changed past the program
  operation_id INTEGER REFERENCES operations (id),
  table_name   TEXT NOT NULL,
  -- the values of its key, with a slash between two
  row_key      TEXT NOT NULL,
  -- the row before the change; empty where there was none
  before       TEXT CONSTRAINT operation_rows_before_check CHECK (json_valid(before)),
  -- by which a server finds the rows of the transaction that ends; a file has one writer
  transaction_id INTEGER
) STRICT;
CREATE INDEX operation_rows_operation ON operation_rows (operation_id);
CREATE INDEX operation_rows_row ON operation_rows (table_name, row_key);

-- A price that was withdrawn can come back, as it was.
DROP TRIGGER pricing_catalog_fixed;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
WHEN (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
      OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
      OLD.effective_date, OLD.created_at, OLD.created_by)
     IS NOT
     (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
      NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
      NEW.effective_date, NEW.created_at, NEW.created_by)
  OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS NOT OLD.expiry_date)
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_fixed'); END;

-- Everything that undo brings back. tests/suite/undo.rs holds the columns against the tables.
CREATE TRIGGER settings_kept_insert AFTER INSERT ON settings
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('settings', CAST(NEW.key AS TEXT));
END;
CREATE TRIGGER settings_kept_update AFTER UPDATE ON settings
WHEN (OLD.value)
  IS NOT (NEW.value)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('settings', CAST(OLD.key AS TEXT),
    json_object('key', OLD.key, 'value', OLD.value, 'updated_at', OLD.updated_at, 'updated_by', OLD.updated_by));
END;
CREATE TRIGGER settings_kept_delete AFTER DELETE ON settings
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('settings', CAST(OLD.key AS TEXT),
    json_object('key', OLD.key, 'value', OLD.value, 'updated_at', OLD.updated_at, 'updated_by', OLD.updated_by));
END;
CREATE TRIGGER users_kept_insert AFTER INSERT ON users
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('users', CAST(NEW.user_id AS TEXT));
END;
CREATE TRIGGER users_kept_update AFTER UPDATE ON users
WHEN (OLD.username, OLD.username_key, OLD.role, OLD.email, OLD.os_uid, OLD.is_active, OLD.created_at)
  IS NOT (NEW.username, NEW.username_key, NEW.role, NEW.email, NEW.os_uid, NEW.is_active, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('users', CAST(OLD.user_id AS TEXT),
    json_object('user_id', OLD.user_id, 'username', OLD.username, 'username_key', OLD.username_key, 'role', OLD.role, 'email', OLD.email,
      'os_uid', OLD.os_uid, 'is_active', OLD.is_active, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
CREATE TRIGGER rooms_kept_insert AFTER INSERT ON rooms
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('rooms', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER rooms_kept_update AFTER UPDATE ON rooms
WHEN (OLD.name, OLD.name_key, OLD.max_capacity, OLD.room_type, OLD.has_devices, OLD.is_active, OLD.location, OLD.setup_minutes,
      OLD.teardown_minutes, OLD.buffers_from, OLD.opens_at, OLD.closes_at, OLD.min_minutes, OLD.max_minutes, OLD.notice_hours,
      OLD.horizon_days, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.max_capacity, NEW.room_type, NEW.has_devices, NEW.is_active, NEW.location, NEW.setup_minutes,
      NEW.teardown_minutes, NEW.buffers_from, NEW.opens_at, NEW.closes_at, NEW.min_minutes, NEW.max_minutes, NEW.notice_hours,
      NEW.horizon_days, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('rooms', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'max_capacity', OLD.max_capacity, 'room_type', OLD.room_type,
      'has_devices', OLD.has_devices, 'is_active', OLD.is_active, 'location', OLD.location, 'setup_minutes', OLD.setup_minutes,
      'teardown_minutes', OLD.teardown_minutes, 'buffers_from', OLD.buffers_from, 'opens_at', OLD.opens_at,
      'closes_at', OLD.closes_at, 'min_minutes', OLD.min_minutes, 'max_minutes', OLD.max_minutes,
      'notice_hours', OLD.notice_hours, 'horizon_days', OLD.horizon_days, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at));
END;
CREATE TRIGGER room_aliases_kept_insert AFTER INSERT ON room_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('room_aliases', CAST(NEW.alias_key AS TEXT));
END;
CREATE TRIGGER room_aliases_kept_delete AFTER DELETE ON room_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('room_aliases', CAST(OLD.alias_key AS TEXT),
    json_object('alias_key', OLD.alias_key, 'alias', OLD.alias, 'room_id', OLD.room_id, 'created_at', OLD.created_at));
END;
CREATE TRIGGER room_amenities_kept_insert AFTER INSERT ON room_amenities
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('room_amenities', CAST(NEW.room_id AS TEXT) || '/' || CAST(NEW.amenity AS TEXT));
END;
CREATE TRIGGER room_amenities_kept_delete AFTER DELETE ON room_amenities
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('room_amenities', CAST(OLD.room_id AS TEXT) || '/' || CAST(OLD.amenity AS TEXT),
    json_object('room_id', OLD.room_id, 'amenity', OLD.amenity));
END;
CREATE TRIGGER room_components_kept_insert AFTER INSERT ON room_components
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('room_components', CAST(NEW.room_id AS TEXT) || '/' || CAST(NEW.component_id AS TEXT));
END;
CREATE TRIGGER room_components_kept_delete AFTER DELETE ON room_components
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('room_components', CAST(OLD.room_id AS TEXT) || '/' || CAST(OLD.component_id AS TEXT),
    json_object('room_id', OLD.room_id, 'component_id', OLD.component_id));
END;
CREATE TRIGGER bookings_kept_insert AFTER INSERT ON bookings
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('bookings', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER bookings_kept_update AFTER UPDATE ON bookings
WHEN (OLD.series_id, OLD.room_id, OLD.wished_room_id, OLD.starts_at, OLD.ends_at, OLD.client_name, OLD.status, OLD.tenant_id,
      OLD.num_learners, OLD.num_facilitators, OLD.headcount, OLD.client_contact_person, OLD.client_email, OLD.client_phone,
      OLD.devices_needed, OLD.device_type_preference, OLD.requester_notes, OLD.room_boss_notes, OLD.long_term, OLD.status_reason,
      OLD.over_capacity_reason, OLD.created_by, OLD.created_at, OLD.device_only, OLD.agreed_ends_at)
  IS NOT (NEW.series_id, NEW.room_id, NEW.wished_room_id, NEW.starts_at, NEW.ends_at, NEW.client_name, NEW.status, NEW.tenant_id,
      NEW.num_learners, NEW.num_facilitators, NEW.headcount, NEW.client_contact_person, NEW.client_email, NEW.client_phone,
      NEW.devices_needed, NEW.device_type_preference, NEW.requester_notes, NEW.room_boss_notes, NEW.long_term, NEW.status_reason,
      NEW.over_capacity_reason, NEW.created_by, NEW.created_at, NEW.device_only, NEW.agreed_ends_at)
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
      'agreed_ends_at', OLD.agreed_ends_at));
END;
CREATE TRIGGER booking_catering_kept_insert AFTER INSERT ON booking_catering
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('booking_catering', CAST(NEW.booking_id AS TEXT));
END;
CREATE TRIGGER booking_catering_kept_update AFTER UPDATE ON booking_catering
WHEN (OLD.coffee_tea_station, OLD.morning_catering, OLD.lunch_catering, OLD.catering_notes, OLD.stationery_needed,
      OLD.water_bottles)
  IS NOT (NEW.coffee_tea_station, NEW.morning_catering, NEW.lunch_catering, NEW.catering_notes, NEW.stationery_needed,
      NEW.water_bottles)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_catering', CAST(OLD.booking_id AS TEXT),
    json_object('booking_id', OLD.booking_id, 'coffee_tea_station', OLD.coffee_tea_station, 'morning_catering', OLD.morning_catering,
      'lunch_catering', OLD.lunch_catering, 'catering_notes', OLD.catering_notes, 'stationery_needed', OLD.stationery_needed,
      'water_bottles', OLD.water_bottles));
END;
CREATE TRIGGER booking_catering_kept_delete AFTER DELETE ON booking_catering
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_catering', CAST(OLD.booking_id AS TEXT),
    json_object('booking_id', OLD.booking_id, 'coffee_tea_station', OLD.coffee_tea_station, 'morning_catering', OLD.morning_catering,
      'lunch_catering', OLD.lunch_catering, 'catering_notes', OLD.catering_notes, 'stationery_needed', OLD.stationery_needed,
      'water_bottles', OLD.water_bottles));
END;
CREATE TRIGGER booking_refs_kept_insert AFTER INSERT ON booking_refs
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('booking_refs', CAST(NEW.external_id AS TEXT));
END;
CREATE TRIGGER booking_refs_kept_delete AFTER DELETE ON booking_refs
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_refs', CAST(OLD.external_id AS TEXT),
    json_object('external_id', OLD.external_id, 'booking_id', OLD.booking_id, 'created_at', OLD.created_at));
END;
CREATE TRIGGER imports_kept_insert AFTER INSERT ON imports
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('imports', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER imports_kept_update AFTER UPDATE ON imports
WHEN (OLD.undone_at, OLD.undone_by)
  IS NOT (NEW.undone_at, NEW.undone_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('imports', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'undone_at', OLD.undone_at, 'undone_by', OLD.undone_by));
END;
CREATE TRIGGER devices_kept_insert AFTER INSERT ON devices
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('devices', CAST(NEW.id AS TEXT));
END;
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
CREATE TRIGGER offsite_rentals_kept_insert AFTER INSERT ON offsite_rentals
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('offsite_rentals', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER offsite_rentals_kept_update AFTER UPDATE ON offsite_rentals
WHEN (OLD.rental_no, OLD.booking_id, OLD.client_name, OLD.contact_person, OLD.contact_number, OLD.contact_email, OLD.company,
      OLD.address, OLD.notes, OLD.rental_date, OLD.return_expected_date, OLD.starts_at, OLD.due_at, OLD.returned_at,
      OLD.created_by, OLD.created_at)
  IS NOT (NEW.rental_no, NEW.booking_id, NEW.client_name, NEW.contact_person, NEW.contact_number, NEW.contact_email, NEW.company,
      NEW.address, NEW.notes, NEW.rental_date, NEW.return_expected_date, NEW.starts_at, NEW.due_at, NEW.returned_at,
      NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('offsite_rentals', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'rental_no', OLD.rental_no, 'booking_id', OLD.booking_id, 'client_name', OLD.client_name,
      'contact_person', OLD.contact_person, 'contact_number', OLD.contact_number, 'contact_email', OLD.contact_email,
      'company', OLD.company, 'address', OLD.address, 'notes', OLD.notes, 'rental_date', OLD.rental_date,
      'return_expected_date', OLD.return_expected_date, 'starts_at', OLD.starts_at, 'due_at', OLD.due_at,
      'returned_at', OLD.returned_at, 'rental_form_generated', OLD.rental_form_generated, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
CREATE TRIGGER booking_device_assignments_kept_insert AFTER INSERT ON booking_device_assignments
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('booking_device_assignments', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER booking_device_assignments_kept_update AFTER UPDATE ON booking_device_assignments
WHEN (OLD.booking_id, OLD.device_category_id, OLD.quantity, OLD.created_at, OLD.rental_id, OLD.device_id, OLD.assignment_type,
      OLD.assigned_by, OLD.assigned_at, OLD.returned_at, OLD.return_condition, OLD.notes)
  IS NOT (NEW.booking_id, NEW.device_category_id, NEW.quantity, NEW.created_at, NEW.rental_id, NEW.device_id, NEW.assignment_type,
      NEW.assigned_by, NEW.assigned_at, NEW.returned_at, NEW.return_condition, NEW.notes)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_device_assignments', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'booking_id', OLD.booking_id, 'device_category_id', OLD.device_category_id, 'quantity', OLD.quantity,
      'created_at', OLD.created_at, 'rental_id', OLD.rental_id, 'device_id', OLD.device_id,
      'assignment_type', OLD.assignment_type, 'assigned_by', OLD.assigned_by, 'assigned_at', OLD.assigned_at,
      'returned_at', OLD.returned_at, 'return_condition', OLD.return_condition, 'notes', OLD.notes));
END;
CREATE TRIGGER booking_device_assignments_kept_delete AFTER DELETE ON booking_device_assignments
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_device_assignments', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'booking_id', OLD.booking_id, 'device_category_id', OLD.device_category_id, 'quantity', OLD.quantity,
      'created_at', OLD.created_at, 'rental_id', OLD.rental_id, 'device_id', OLD.device_id,
      'assignment_type', OLD.assignment_type, 'assigned_by', OLD.assigned_by, 'assigned_at', OLD.assigned_at,
      'returned_at', OLD.returned_at, 'return_condition', OLD.return_condition, 'notes', OLD.notes));
END;
CREATE TRIGGER pricing_catalog_kept_insert AFTER INSERT ON pricing_catalog
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('pricing_catalog', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER pricing_catalog_kept_update AFTER UPDATE ON pricing_catalog
WHEN (OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents, OLD.weekly_rate_cents,
      OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes, OLD.effective_date, OLD.expiry_date,
      OLD.is_active, OLD.created_at, OLD.created_by)
  IS NOT (NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents, NEW.weekly_rate_cents,
      NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes, NEW.effective_date, NEW.expiry_date,
      NEW.is_active, NEW.created_at, NEW.created_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('pricing_catalog', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'item_type', OLD.item_type, 'item_id', OLD.item_id, 'item_name', OLD.item_name, 'item_key', OLD.item_key,
      'pricing_tier', OLD.pricing_tier, 'daily_rate_cents', OLD.daily_rate_cents, 'weekly_rate_cents', OLD.weekly_rate_cents,
      'monthly_rate_cents', OLD.monthly_rate_cents, 'unit_price_cents', OLD.unit_price_cents, 'unit', OLD.unit,
      'currency', OLD.currency, 'notes', OLD.notes, 'effective_date', OLD.effective_date, 'expiry_date', OLD.expiry_date,
      'is_active', OLD.is_active, 'created_at', OLD.created_at, 'created_by', OLD.created_by, 'updated_at', OLD.updated_at,
      'updated_by', OLD.updated_by));
END;
CREATE TRIGGER stock_thresholds_kept_insert AFTER INSERT ON stock_thresholds
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('stock_thresholds', CAST(NEW.category_id AS TEXT));
END;
CREATE TRIGGER stock_thresholds_kept_update AFTER UPDATE ON stock_thresholds
WHEN (OLD.warn_percent, OLD.alert_percent, OLD.warn_count)
  IS NOT (NEW.warn_percent, NEW.alert_percent, NEW.warn_count)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('stock_thresholds', CAST(OLD.category_id AS TEXT),
    json_object('category_id', OLD.category_id, 'warn_percent', OLD.warn_percent, 'alert_percent', OLD.alert_percent,
      'warn_count', OLD.warn_count, 'updated_at', OLD.updated_at, 'updated_by', OLD.updated_by));
END;
CREATE TRIGGER stock_thresholds_kept_delete AFTER DELETE ON stock_thresholds
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('stock_thresholds', CAST(OLD.category_id AS TEXT),
    json_object('category_id', OLD.category_id, 'warn_percent', OLD.warn_percent, 'alert_percent', OLD.alert_percent,
      'warn_count', OLD.warn_count, 'updated_at', OLD.updated_at, 'updated_by', OLD.updated_by));
END;
