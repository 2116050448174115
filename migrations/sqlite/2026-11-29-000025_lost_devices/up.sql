-- A lost device is lost until it is found. Its twin is in migrations/postgres.

-- A check is changed by making the table anew; references to it are looked at when the migration ends.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE devices_before AS SELECT * FROM devices;
DROP TABLE devices;
CREATE TABLE devices (
  id             INTEGER PRIMARY KEY,
  serial_number  TEXT NOT NULL CONSTRAINT devices_serial_number_check CHECK (length(serial_number) BETWEEN 1 AND 255),
  serial_key     TEXT NOT NULL CONSTRAINT devices_serial_key_key UNIQUE,
  name           TEXT,
  category_id    INTEGER NOT NULL REFERENCES device_categories (id),
  -- where it is in its life; that it serves a booking now follows from its holds
  status         TEXT NOT NULL CONSTRAINT devices_status_check CHECK (status IN
                   ('new', 'available', 'offsite', 'returned', 'testing', 'maintenance', 'lost', 'sold', 'retired')),
  status_since   INTEGER NOT NULL,
  place          TEXT,
  office_account TEXT,
  anydesk_id     TEXT,
  notes          TEXT,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
INSERT INTO devices SELECT * FROM devices_before;
DROP TABLE devices_before;
CREATE INDEX devices_category ON devices (category_id, status);

-- What undo brings back, as before.
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

-- Promises that were lost with a device.
CREATE INDEX device_movement_log_lost ON device_movement_log (from_booking_id) WHERE action = 'unassigned' AND to_status = 'lost';
