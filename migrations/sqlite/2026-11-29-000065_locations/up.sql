-- Locations: where rooms and devices are. Each text that rooms had is one; of spellings with one key the first
-- room's is its name.
-- What only the history of rooms still names is a location out of use. Its twin is in migrations/postgres.

CREATE TABLE locations (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT locations_name_check CHECK (length(name) BETWEEN 1 AND 255),
  -- the name as names are compared
  name_key   TEXT NOT NULL CONSTRAINT locations_name_key_key UNIQUE,
  address    TEXT CONSTRAINT locations_address_check CHECK (length(address) BETWEEN 1 AND 500),
  city       TEXT CONSTRAINT locations_city_check CHECK (length(city) BETWEEN 1 AND 100),
  -- an IANA time zone: shown, nothing is computed with it
  zone       TEXT CONSTRAINT locations_zone_check CHECK (length(zone) BETWEEN 1 AND 64),
  notes      TEXT CONSTRAINT locations_notes_check CHECK (length(notes) BETWEEN 1 AND 2000),
  is_active  INTEGER NOT NULL CONSTRAINT locations_is_active_check CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Texts of rooms and their keys: the program writes them before, as no engine folds accents.
CREATE TABLE IF NOT EXISTS location_keys (location TEXT PRIMARY KEY, name_key TEXT NOT NULL);
INSERT INTO location_keys (location, name_key)
SELECT DISTINCT location, lower(trim(location)) FROM rooms
 WHERE trim(location) <> '' AND location NOT IN (SELECT location FROM location_keys);

INSERT INTO locations (name, name_key, is_active, created_at, updated_at)
SELECT substr(trim(coalesce((SELECT s.location FROM rooms s JOIN location_keys n ON n.location = s.location
                               WHERE n.name_key = k.name_key ORDER BY s.id LIMIT 1), min(k.location))), 1, 255),
       k.name_key, count(r.id) > 0,
       coalesce(min(r.created_at), (SELECT min(created_at) FROM rooms)),
       coalesce(min(r.created_at), (SELECT min(created_at) FROM rooms))
  FROM location_keys k LEFT JOIN rooms r ON r.location = k.location
 GROUP BY k.name_key ORDER BY min(r.id);

DROP TRIGGER rooms_kept_update;
ALTER TABLE rooms ADD COLUMN location_id INTEGER REFERENCES locations (id);
CREATE INDEX rooms_location ON rooms (location_id) WHERE location_id IS NOT NULL;
UPDATE rooms SET location_id = (SELECT l.id FROM location_keys k JOIN locations l ON l.name_key = k.name_key
                                 WHERE k.location = rooms.location)
 WHERE location IS NOT NULL;
UPDATE operation_rows
   SET before = json_set(json_remove(before, '$.location'), '$.location_id',
                         (SELECT l.id FROM location_keys k JOIN locations l ON l.name_key = k.name_key
                           WHERE k.location = json_extract(operation_rows.before, '$.location')))
 WHERE table_name = 'rooms' AND before IS NOT NULL;
ALTER TABLE rooms DROP COLUMN location;
DROP TABLE location_keys;

DROP TRIGGER devices_kept_update;
-- where it belongs, wherever it is now
ALTER TABLE devices ADD COLUMN location_id INTEGER REFERENCES locations (id);
CREATE INDEX devices_location ON devices (location_id) WHERE location_id IS NOT NULL;

DROP TRIGGER tasks_kept_update;
DROP TRIGGER tasks_about_fixed;
ALTER TABLE tasks ADD COLUMN location_id INTEGER REFERENCES locations (id)
  CONSTRAINT tasks_location_check CHECK (location_id IS NULL OR
    (device_id IS NULL AND room_id IS NULL AND booking_id IS NULL AND rental_id IS NULL));
CREATE INDEX tasks_location ON tasks (location_id) WHERE location_id IS NOT NULL;
-- What a task is about stays; a repair stays one.
CREATE TRIGGER tasks_about_fixed BEFORE UPDATE OF device_id, room_id, booking_id, rental_id, location_id, kind ON tasks
WHEN (NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id, NEW.location_id) IS NOT (OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id, OLD.location_id)
  OR (NEW.kind <> OLD.kind AND 'repair' IN (NEW.kind, OLD.kind))
BEGIN SELECT RAISE(ABORT, 'tasks_about_fixed'); END;

CREATE TRIGGER locations_never_deleted BEFORE DELETE ON locations
BEGIN SELECT RAISE(ABORT, 'locations_never_deleted'); END;
CREATE TRIGGER locations_no_replace BEFORE INSERT ON locations
WHEN EXISTS (SELECT 1 FROM locations WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'locations_never_deleted'); END;

-- What undo brings back.
CREATE TRIGGER locations_kept_insert AFTER INSERT ON locations
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('locations', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER locations_kept_update AFTER UPDATE ON locations
WHEN (OLD.name, OLD.name_key, OLD.address, OLD.city, OLD.zone, OLD.notes, OLD.is_active, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.address, NEW.city, NEW.zone, NEW.notes, NEW.is_active, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('locations', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'address', OLD.address, 'city', OLD.city,
      'zone', OLD.zone, 'notes', OLD.notes, 'is_active', OLD.is_active, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at));
END;
CREATE TRIGGER rooms_kept_update AFTER UPDATE ON rooms
WHEN (OLD.name, OLD.name_key, OLD.max_capacity, OLD.room_type, OLD.has_devices, OLD.is_active, OLD.location_id, OLD.setup_minutes,
      OLD.teardown_minutes, OLD.buffers_from, OLD.opens_at, OLD.closes_at, OLD.min_minutes, OLD.max_minutes, OLD.notice_hours,
      OLD.horizon_days, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.max_capacity, NEW.room_type, NEW.has_devices, NEW.is_active, NEW.location_id, NEW.setup_minutes,
      NEW.teardown_minutes, NEW.buffers_from, NEW.opens_at, NEW.closes_at, NEW.min_minutes, NEW.max_minutes, NEW.notice_hours,
      NEW.horizon_days, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('rooms', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'max_capacity', OLD.max_capacity, 'room_type', OLD.room_type,
      'has_devices', OLD.has_devices, 'is_active', OLD.is_active, 'location_id', OLD.location_id, 'setup_minutes', OLD.setup_minutes,
      'teardown_minutes', OLD.teardown_minutes, 'buffers_from', OLD.buffers_from, 'opens_at', OLD.opens_at,
      'closes_at', OLD.closes_at, 'min_minutes', OLD.min_minutes, 'max_minutes', OLD.max_minutes,
      'notice_hours', OLD.notice_hours, 'horizon_days', OLD.horizon_days, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at));
END;
CREATE TRIGGER devices_kept_update AFTER UPDATE ON devices
WHEN (OLD.serial_number, OLD.serial_key, OLD.name, OLD.category_id, OLD.status, OLD.status_since, OLD.place, OLD.office_account,
      OLD.anydesk_id, OLD.notes, OLD.created_at, OLD.brand, OLD.model, OLD.purchased_on, OLD.price_cents, OLD.warranty_until,
      OLD.location_id)
  IS NOT (NEW.serial_number, NEW.serial_key, NEW.name, NEW.category_id, NEW.status, NEW.status_since, NEW.place, NEW.office_account,
      NEW.anydesk_id, NEW.notes, NEW.created_at, NEW.brand, NEW.model, NEW.purchased_on, NEW.price_cents, NEW.warranty_until,
      NEW.location_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('devices', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'serial_number', OLD.serial_number, 'serial_key', OLD.serial_key, 'name', OLD.name,
      'category_id', OLD.category_id, 'status', OLD.status, 'status_since', OLD.status_since, 'place', OLD.place,
      'office_account', OLD.office_account, 'anydesk_id', OLD.anydesk_id, 'notes', OLD.notes, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at,
      'brand', OLD.brand, 'model', OLD.model, 'purchased_on', OLD.purchased_on, 'price_cents', OLD.price_cents, 'warranty_until', OLD.warranty_until,
      'location_id', OLD.location_id));
END;
CREATE TRIGGER tasks_kept_update AFTER UPDATE ON tasks
WHEN (OLD.kind, OLD.title, OLD.state, OLD.priority, OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id, OLD.vendor_id,
      OLD.assignee_id, OLD.scheduled_at, OLD.due_at, OLD.done_at, OLD.done_by, OLD.outcome, OLD.estimate_cents, OLD.cost_cents,
      OLD.notes, OLD.rule, OLD.series_id, OLD.origin, OLD.created_by, OLD.created_at,
      OLD.location_id)
  IS NOT (NEW.kind, NEW.title, NEW.state, NEW.priority, NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id, NEW.vendor_id,
      NEW.assignee_id, NEW.scheduled_at, NEW.due_at, NEW.done_at, NEW.done_by, NEW.outcome, NEW.estimate_cents, NEW.cost_cents,
      NEW.notes, NEW.rule, NEW.series_id, NEW.origin, NEW.created_by, NEW.created_at,
      NEW.location_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('tasks', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'kind', OLD.kind, 'title', OLD.title, 'state', OLD.state, 'priority', OLD.priority,
      'device_id', OLD.device_id, 'room_id', OLD.room_id, 'booking_id', OLD.booking_id, 'rental_id', OLD.rental_id,
      'vendor_id', OLD.vendor_id, 'assignee_id', OLD.assignee_id, 'scheduled_at', OLD.scheduled_at, 'due_at', OLD.due_at,
      'done_at', OLD.done_at, 'done_by', OLD.done_by, 'outcome', OLD.outcome, 'estimate_cents', OLD.estimate_cents,
      'cost_cents', OLD.cost_cents, 'notes', OLD.notes, 'rule', OLD.rule, 'series_id', OLD.series_id, 'origin', OLD.origin,
      'created_by', OLD.created_by, 'created_at', OLD.created_at, 'updated_by', OLD.updated_by, 'updated_at', OLD.updated_at,
      'location_id', OLD.location_id));
END;
