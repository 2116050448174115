-- The foundation, SQLite. Its twin is migrations/postgres/2026-11-21-000001_foundation/up.sql: same tables, columns and
-- constraint names (tests/suite/house.rs compares them).
-- Instants are INTEGER microseconds since 1970-01-01T00:00:00Z; flags are 0 or 1; documents are TEXT holding JSON.

CREATE TABLE database_info (
  id          INTEGER PRIMARY KEY CONSTRAINT database_info_one_row CHECK (id = 1),
  database_id TEXT NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  key        TEXT NOT NULL PRIMARY KEY,
  value      TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Users and their tokens -------------------------------------------------------------------------------------------

CREATE TABLE users (
  user_id       TEXT NOT NULL PRIMARY KEY,
  username      TEXT NOT NULL,
  username_key  TEXT NOT NULL CONSTRAINT users_username_key_key UNIQUE,
  password_hash TEXT,
  role          TEXT NOT NULL CONSTRAINT users_role_check CHECK (role IN
                  ('admin', 'training_facility_admin', 'it_rental_admin', 'training_facility_admin_viewer', 'kitchen_staff', 'staff')),
  email         TEXT,
  os_uid        INTEGER CONSTRAINT users_os_uid_key UNIQUE,
  is_active     INTEGER NOT NULL CONSTRAINT users_is_active_check CHECK (is_active IN (0, 1)),
  failed_logins INTEGER NOT NULL CONSTRAINT users_failed_logins_check CHECK (failed_logins >= 0),
  locked_until  INTEGER,
  last_login_at INTEGER,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE user_tokens (
  id           INTEGER PRIMARY KEY,
  user_id      TEXT NOT NULL REFERENCES users (user_id),
  kind         TEXT NOT NULL CONSTRAINT user_tokens_kind_check CHECK (kind IN ('session', 'token')),
  name         TEXT,
  token_hash   TEXT NOT NULL CONSTRAINT user_tokens_token_hash_key UNIQUE,
  scope        TEXT NOT NULL CONSTRAINT user_tokens_scope_check CHECK (json_valid(scope)),
  expires_at   INTEGER,
  last_used_at INTEGER,
  revoked_at   INTEGER,
  created_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL
) STRICT;
CREATE INDEX user_tokens_user ON user_tokens (user_id);

-- Rooms --------------------------------------------------------------------------------------------------------------

CREATE TABLE rooms (
  id               INTEGER PRIMARY KEY,
  name             TEXT NOT NULL CONSTRAINT rooms_name_check CHECK (length(name) BETWEEN 1 AND 255),
  name_key         TEXT NOT NULL CONSTRAINT rooms_name_key_key UNIQUE,
  max_capacity     INTEGER NOT NULL CONSTRAINT rooms_max_capacity_check CHECK (max_capacity >= 0),
  room_type        TEXT NOT NULL CONSTRAINT rooms_room_type_check CHECK (room_type IN ('training', 'office', 'boardroom', 'other')),
  has_devices      INTEGER NOT NULL CONSTRAINT rooms_has_devices_check CHECK (has_devices IN (0, 1)),
  is_active        INTEGER NOT NULL CONSTRAINT rooms_is_active_check CHECK (is_active IN (0, 1)),
  location         TEXT,
  setup_minutes    INTEGER NOT NULL CONSTRAINT rooms_setup_minutes_check CHECK (setup_minutes BETWEEN 0 AND 1440),
  teardown_minutes INTEGER NOT NULL CONSTRAINT rooms_teardown_minutes_check CHECK (teardown_minutes BETWEEN 0 AND 1440),
  -- bookings that end after this instant are held with the buffers, older ones for their bare period
  buffers_from     INTEGER NOT NULL,
  opens_at         TEXT,
  closes_at        TEXT,
  min_minutes      INTEGER CONSTRAINT rooms_min_minutes_check CHECK (min_minutes > 0),
  max_minutes      INTEGER CONSTRAINT rooms_max_minutes_check CHECK (max_minutes >= min_minutes),
  notice_hours     INTEGER CONSTRAINT rooms_notice_hours_check CHECK (notice_hours >= 0),
  horizon_days     INTEGER CONSTRAINT rooms_horizon_days_check CHECK (horizon_days > 0),
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL
) STRICT;

CREATE TABLE room_aliases (
  alias_key  TEXT NOT NULL PRIMARY KEY,
  alias      TEXT NOT NULL CONSTRAINT room_aliases_alias_check CHECK (length(alias) BETWEEN 1 AND 255),
  room_id    INTEGER NOT NULL REFERENCES rooms (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX room_aliases_room ON room_aliases (room_id);

-- A name is one room's, as its name or as an alias.
CREATE TRIGGER rooms_name_taken_insert BEFORE INSERT ON rooms
WHEN EXISTS (SELECT 1 FROM room_aliases WHERE alias_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'room_names_key'); END;
CREATE TRIGGER rooms_name_taken_update BEFORE UPDATE OF name_key ON rooms
WHEN EXISTS (SELECT 1 FROM room_aliases WHERE alias_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'room_names_key'); END;
CREATE TRIGGER room_aliases_name_taken BEFORE INSERT ON room_aliases
WHEN EXISTS (SELECT 1 FROM rooms WHERE name_key = NEW.alias_key)
BEGIN SELECT RAISE(ABORT, 'room_names_key'); END;
CREATE TRIGGER room_aliases_name_taken_update BEFORE UPDATE OF alias_key ON room_aliases
WHEN EXISTS (SELECT 1 FROM rooms WHERE name_key = NEW.alias_key)
BEGIN SELECT RAISE(ABORT, 'room_names_key'); END;

CREATE TABLE room_amenities (
  room_id INTEGER NOT NULL REFERENCES rooms (id),
  amenity TEXT NOT NULL CONSTRAINT room_amenities_amenity_check CHECK (length(amenity) BETWEEN 1 AND 100),
  PRIMARY KEY (room_id, amenity)
) STRICT, WITHOUT ROWID;

-- The physical rooms that a room is made of. A room of its own lists itself (A,A); a combined one its parts (C,A), (C,B).
CREATE TABLE room_components (
  room_id      INTEGER NOT NULL REFERENCES rooms (id),
  component_id INTEGER NOT NULL REFERENCES rooms (id),
  PRIMARY KEY (room_id, component_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_components_component ON room_components (component_id);

CREATE TRIGGER rooms_list_themselves AFTER INSERT ON rooms
BEGIN INSERT INTO room_components (room_id, component_id) VALUES (NEW.id, NEW.id); END;

-- Bookings -----------------------------------------------------------------------------------------------------------

CREATE TABLE booking_series (
  id         INTEGER PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bookings (
  id                     INTEGER PRIMARY KEY,
  series_id              INTEGER REFERENCES booking_series (id),
  room_id                INTEGER REFERENCES rooms (id),
  wished_room_id         INTEGER REFERENCES rooms (id),
  starts_at              INTEGER NOT NULL,
  ends_at                INTEGER NOT NULL,
  client_name            TEXT NOT NULL CONSTRAINT bookings_client_name_check CHECK (length(client_name) BETWEEN 1 AND 255),
  status                 TEXT NOT NULL CONSTRAINT bookings_status_check CHECK (status IN
                           ('pending', 'room_assigned', 'confirmed', 'checked_in', 'completed', 'rejected', 'cancelled', 'no_show')),
  tenant_id              TEXT NOT NULL CONSTRAINT bookings_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  num_learners           INTEGER NOT NULL CONSTRAINT bookings_num_learners_check CHECK (num_learners >= 0),
  num_facilitators       INTEGER NOT NULL CONSTRAINT bookings_num_facilitators_check CHECK (num_facilitators >= 0),
  headcount              INTEGER NOT NULL CONSTRAINT bookings_headcount_check CHECK (headcount >= 0),
  client_contact_person  TEXT,
  client_email           TEXT,
  client_phone           TEXT,
  devices_needed         INTEGER NOT NULL CONSTRAINT bookings_devices_needed_check CHECK (devices_needed >= 0),
  device_type_preference TEXT CONSTRAINT bookings_device_type_preference_check CHECK (device_type_preference IN ('any', 'laptops', 'desktops')),
  requester_notes        TEXT,
  room_boss_notes        TEXT,
  long_term              INTEGER NOT NULL CONSTRAINT bookings_long_term_check CHECK (long_term IN (0, 1)),
  status_reason          TEXT,
  over_capacity_reason   TEXT,
  import_id              INTEGER REFERENCES imports (id),
  import_sheet           TEXT,
  import_cell            TEXT,
  revision               INTEGER NOT NULL CONSTRAINT bookings_revision_check CHECK (revision >= 0),
  created_by             TEXT NOT NULL,
  created_at             INTEGER NOT NULL,
  updated_at             INTEGER NOT NULL,
  CONSTRAINT bookings_period_check CHECK (ends_at > starts_at),
  CONSTRAINT bookings_pending_check CHECK (status <> 'pending' OR room_id IS NULL),
  CONSTRAINT bookings_room_assigned_check CHECK (status <> 'room_assigned' OR room_id IS NOT NULL)
) STRICT;
CREATE INDEX bookings_start ON bookings (starts_at);
CREATE INDEX bookings_room_start ON bookings (room_id, starts_at);
CREATE INDEX bookings_series ON bookings (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX bookings_pending ON bookings (starts_at) WHERE status = 'pending';

CREATE TRIGGER bookings_never_deleted BEFORE DELETE ON bookings
BEGIN SELECT RAISE(ABORT, 'bookings_never_deleted'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER bookings_never_replaced BEFORE INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM bookings WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'bookings_never_deleted'); END;

-- What a booking eats and takes with it; a row only where something is asked for.
CREATE TABLE booking_catering (
  booking_id         INTEGER NOT NULL PRIMARY KEY REFERENCES bookings (id),
  coffee_tea_station INTEGER NOT NULL CONSTRAINT booking_catering_coffee_tea_station_check CHECK (coffee_tea_station IN (0, 1)),
  morning_catering   TEXT CONSTRAINT booking_catering_morning_catering_check CHECK (morning_catering IN ('none', 'pastry', 'sandwiches')),
  lunch_catering     TEXT CONSTRAINT booking_catering_lunch_catering_check CHECK (lunch_catering IN ('none', 'self_catered', 'in_house')),
  catering_notes     TEXT,
  stationery_needed  INTEGER NOT NULL CONSTRAINT booking_catering_stationery_needed_check CHECK (stationery_needed IN (0, 1)),
  water_bottles      INTEGER NOT NULL CONSTRAINT booking_catering_water_bottles_check CHECK (water_bottles >= 0)
) STRICT;

-- Holds: a booking occupies one physical room for a period, set-up and tear-down included ------------------------------

-- No foreign keys: nobody but the triggers writes here, from rows that are there, and bookings and rooms are never deleted.
CREATE TABLE room_holds (
  room_id    INTEGER NOT NULL,
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  booking_id INTEGER NOT NULL,
  PRIMARY KEY (room_id, starts_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_holds_booking ON room_holds (booking_id);

-- The one definition of which holds there must be.
CREATE VIEW room_holds_expected AS
SELECT b.id AS booking_id,
       p.id AS room_id,
       b.starts_at - CASE WHEN b.ends_at > p.buffers_from THEN p.setup_minutes * 60000000 ELSE 0 END AS starts_at,
       b.ends_at + CASE WHEN b.ends_at > p.buffers_from THEN p.teardown_minutes * 60000000 ELSE 0 END AS ends_at
  FROM bookings b
  JOIN room_components c ON c.room_id = b.room_id
  JOIN rooms p ON p.id = c.component_id
 WHERE b.status IN ('room_assigned', 'confirmed', 'checked_in', 'completed');

-- Holds of a room never overlap, so the last one that starts before the new one ends is the only candidate.
CREATE TRIGGER room_holds_no_overlap BEFORE INSERT ON room_holds
BEGIN
  SELECT RAISE(ABORT, 'room_holds_read_only')
   WHERE NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = NEW.booking_id AND e.room_id = NEW.room_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at);
  SELECT RAISE(ABORT, 'room_holds_no_overlap')
   WHERE (SELECT ends_at FROM room_holds
           WHERE room_id = NEW.room_id AND starts_at < NEW.ends_at
           ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
END;
CREATE TRIGGER room_holds_no_update BEFORE UPDATE ON room_holds
BEGIN SELECT RAISE(ABORT, 'room_holds_read_only'); END;
CREATE TRIGGER room_holds_no_delete BEFORE DELETE ON room_holds
BEGIN
  SELECT RAISE(ABORT, 'room_holds_read_only')
   WHERE EXISTS (SELECT 1 FROM room_holds_expected e
                  WHERE e.booking_id = OLD.booking_id AND e.room_id = OLD.room_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at);
END;

-- A new booking has no holds yet. The widening stands here once more than in the view: through the view this trigger
-- would look its own row up again, for every booking of an import.
CREATE TRIGGER bookings_hold_insert AFTER INSERT ON bookings
WHEN NEW.status IN ('room_assigned', 'confirmed', 'checked_in', 'completed')
BEGIN
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT p.id,
         NEW.starts_at - CASE WHEN NEW.ends_at > p.buffers_from THEN p.setup_minutes * 60000000 ELSE 0 END,
         NEW.ends_at + CASE WHEN NEW.ends_at > p.buffers_from THEN p.teardown_minutes * 60000000 ELSE 0 END,
         NEW.id
    FROM room_components c JOIN rooms p ON p.id = c.component_id
   WHERE c.room_id = NEW.room_id;
END;
-- Each trigger below first drops the holds that are no longer right, then makes those that are missing.
CREATE TRIGGER bookings_hold_update AFTER UPDATE OF room_id, starts_at, ends_at, status ON bookings
BEGIN
  DELETE FROM room_holds
   WHERE booking_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM room_holds_expected e
   WHERE e.booking_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END;
CREATE TRIGGER rooms_hold_buffers AFTER UPDATE OF setup_minutes, teardown_minutes, buffers_from ON rooms
BEGIN
  DELETE FROM room_holds
   WHERE room_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM room_components c
    JOIN bookings b ON b.room_id = c.room_id
    JOIN room_holds_expected e ON e.booking_id = b.id
   WHERE c.component_id = NEW.id AND e.room_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END;

-- Components are one level deep; a room that gets parts no longer lists itself, one that loses its last does again.
CREATE TRIGGER room_components_one_level BEFORE INSERT ON room_components WHEN NEW.room_id <> NEW.component_id
BEGIN
  SELECT RAISE(ABORT, 'room_components_one_level')
   WHERE EXISTS (SELECT 1 FROM room_components WHERE room_id = NEW.component_id AND component_id <> NEW.component_id)
      OR EXISTS (SELECT 1 FROM room_components WHERE component_id = NEW.room_id AND room_id <> NEW.room_id);
END;
CREATE TRIGGER room_components_self BEFORE INSERT ON room_components WHEN NEW.room_id = NEW.component_id
BEGIN
  SELECT RAISE(ABORT, 'room_components_one_level')
   WHERE EXISTS (SELECT 1 FROM room_components WHERE room_id = NEW.room_id AND component_id <> NEW.room_id);
END;
CREATE TRIGGER room_components_no_update BEFORE UPDATE ON room_components
BEGIN SELECT RAISE(ABORT, 'room_components_read_only'); END;
CREATE TRIGGER room_components_no_orphan BEFORE DELETE ON room_components WHEN OLD.room_id = OLD.component_id
BEGIN
  SELECT RAISE(ABORT, 'room_components_one_level')
   WHERE NOT EXISTS (SELECT 1 FROM room_components WHERE room_id = OLD.room_id AND component_id <> OLD.room_id);
END;
CREATE TRIGGER room_components_hold_insert AFTER INSERT ON room_components WHEN NEW.room_id <> NEW.component_id
BEGIN
  DELETE FROM room_components WHERE room_id = NEW.room_id AND component_id = NEW.room_id;
  DELETE FROM room_holds
   WHERE booking_id IN (SELECT id FROM bookings WHERE room_id = NEW.room_id)
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM bookings b
    JOIN room_holds_expected e ON e.booking_id = b.id
   WHERE b.room_id = NEW.room_id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END;
CREATE TRIGGER room_components_hold_delete AFTER DELETE ON room_components WHEN OLD.room_id <> OLD.component_id
BEGIN
  INSERT INTO room_components (room_id, component_id)
  SELECT OLD.room_id, OLD.room_id WHERE NOT EXISTS (SELECT 1 FROM room_components WHERE room_id = OLD.room_id);
  DELETE FROM room_holds
   WHERE booking_id IN (SELECT id FROM bookings WHERE room_id = OLD.room_id)
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM bookings b
    JOIN room_holds_expected e ON e.booking_id = b.id
   WHERE b.room_id = OLD.room_id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END;

-- Devices asked for -----------------------------------------------------------------------------------------------------

CREATE TABLE device_categories (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT device_categories_name_check CHECK (length(name) BETWEEN 1 AND 255),
  name_key   TEXT NOT NULL CONSTRAINT device_categories_name_key_key UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO device_categories (name, name_key, created_at) VALUES ('Laptop', 'laptop', 0), ('Desktop', 'desktop', 0);

-- A request: so many devices of a category (none: any) for a booking, not yet filled.
CREATE TABLE booking_device_assignments (
  id                 INTEGER PRIMARY KEY,
  booking_id         INTEGER NOT NULL REFERENCES bookings (id),
  device_category_id INTEGER REFERENCES device_categories (id),
  quantity           INTEGER NOT NULL CONSTRAINT booking_device_assignments_quantity_check CHECK (quantity > 0),
  created_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX booking_device_assignments_booking ON booking_device_assignments (booking_id);

-- Imports ---------------------------------------------------------------------------------------------------------------

CREATE TABLE imports (
  id         INTEGER PRIMARY KEY,
  source     TEXT NOT NULL CONSTRAINT imports_source_check CHECK (length(source) BETWEEN 1 AND 255),
  file       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  options    TEXT NOT NULL CONSTRAINT imports_options_check CHECK (json_valid(options)),
  report     TEXT NOT NULL CONSTRAINT imports_report_check CHECK (json_valid(report)),
  applied_at INTEGER NOT NULL,
  applied_by TEXT NOT NULL,
  undone_at  INTEGER,
  undone_by  TEXT
) STRICT;
CREATE INDEX imports_source ON imports (source);

-- Every cell that an import acted on. `said` is what the file said: the base of the next comparison.
CREATE TABLE import_rows (
  id         INTEGER PRIMARY KEY,
  import_id  INTEGER NOT NULL REFERENCES imports (id),
  sheet      TEXT,
  cell       TEXT,
  text       TEXT,
  action     TEXT NOT NULL CONSTRAINT import_rows_action_check CHECK (action IN
               ('create', 'update', 'keep', 'disagree', 'cancel', 'conflict', 'reject', 'ignore')),
  room_id    INTEGER REFERENCES rooms (id),
  day        TEXT,
  booking_id INTEGER REFERENCES bookings (id),
  said       TEXT CONSTRAINT import_rows_said_check CHECK (said IS NULL OR json_valid(said)),
  before     TEXT CONSTRAINT import_rows_before_check CHECK (before IS NULL OR json_valid(before)),
  after      TEXT CONSTRAINT import_rows_after_check CHECK (after IS NULL OR json_valid(after)),
  message    TEXT
) STRICT;
CREATE INDEX import_rows_import ON import_rows (import_id);
CREATE INDEX import_rows_booking ON import_rows (booking_id) WHERE booking_id IS NOT NULL;

-- Safe repeat ------------------------------------------------------------------------------------------------------------

CREATE TABLE idempotency_keys (
  key          TEXT NOT NULL PRIMARY KEY CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 255),
  command      TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  entity_ids   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Audit ------------------------------------------------------------------------------------------------------------------

CREATE TABLE audit_log (
  seq          INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  actor        TEXT NOT NULL,
  on_behalf_of TEXT,
  command      TEXT NOT NULL,
  entity       TEXT NOT NULL,
  entity_id    TEXT NOT NULL,
  before       TEXT,
  after        TEXT,
  metadata     TEXT,
  duration_ms  INTEGER NOT NULL,
  hash         TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_entity ON audit_log (entity, entity_id);
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq >= NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit_log_append_only'); END;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log_append_only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log_append_only'); END;

-- The newest row's number and hash, locked last in every change: numbers have no gap.
CREATE TABLE audit_head (
  id   INTEGER PRIMARY KEY CONSTRAINT audit_head_one_row CHECK (id = 1),
  seq  INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');
