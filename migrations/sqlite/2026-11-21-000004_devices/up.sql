-- Devices, who has them when, and rentals, SQLite. Its twin is in migrations/postgres.

CREATE TABLE devices (
  id             INTEGER PRIMARY KEY,
  serial_number  TEXT NOT NULL CONSTRAINT devices_serial_number_check CHECK (length(serial_number) BETWEEN 1 AND 255),
  serial_key     TEXT NOT NULL CONSTRAINT devices_serial_key_key UNIQUE,
  name           TEXT,
  category_id    INTEGER NOT NULL REFERENCES device_categories (id),
  -- where it is in its life; that it serves a booking now follows from its holds
  status         TEXT NOT NULL CONSTRAINT devices_status_check CHECK (status IN
                   ('new', 'available', 'offsite', 'returned', 'testing', 'maintenance', 'sold', 'retired')),
  status_since   INTEGER NOT NULL,
  place          TEXT,
  office_account TEXT,
  anydesk_id     TEXT,
  notes          TEXT,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX devices_category ON devices (category_id, status);

-- Devices that leave the site. Numbers are drawn from rental_numbers in the rental's own transaction: no gaps.
CREATE TABLE rental_numbers (
  year        INTEGER NOT NULL PRIMARY KEY,
  last_number INTEGER NOT NULL CONSTRAINT rental_numbers_last_number_check CHECK (last_number > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE offsite_rentals (
  id                    INTEGER PRIMARY KEY,
  rental_no             TEXT NOT NULL CONSTRAINT offsite_rentals_rental_no_key UNIQUE,
  booking_id            INTEGER REFERENCES bookings (id),
  client_name           TEXT NOT NULL CONSTRAINT offsite_rentals_client_name_check CHECK (length(client_name) BETWEEN 1 AND 255),
  contact_person        TEXT NOT NULL,
  contact_number        TEXT NOT NULL,
  contact_email         TEXT,
  company               TEXT NOT NULL,
  address               TEXT NOT NULL,
  notes                 TEXT,
  rental_date           TEXT NOT NULL,
  return_expected_date  TEXT NOT NULL,
  -- what the two dates come to at the site: the hold begins and ends here
  starts_at             INTEGER NOT NULL,
  due_at                INTEGER NOT NULL,
  returned_at           INTEGER,
  rental_form_generated INTEGER NOT NULL CONSTRAINT offsite_rentals_rental_form_generated_check CHECK (rental_form_generated IN (0, 1)),
  created_by            TEXT NOT NULL,
  created_at            INTEGER NOT NULL,
  updated_at            INTEGER NOT NULL,
  CONSTRAINT offsite_rentals_period_check CHECK (due_at > starts_at)
) STRICT;
CREATE INDEX offsite_rentals_out ON offsite_rentals (due_at) WHERE returned_at IS NULL;
CREATE INDEX offsite_rentals_booking ON offsite_rentals (booking_id) WHERE booking_id IS NOT NULL;
CREATE TRIGGER offsite_rentals_never_deleted BEFORE DELETE ON offsite_rentals
BEGIN SELECT RAISE(ABORT, 'offsite_rentals_never_deleted'); END;

-- A request (no device, so many of a category, none: any) or one device given to a booking or a rental.
CREATE TABLE booking_device_assignments_new (
  id                 INTEGER PRIMARY KEY,
  booking_id         INTEGER REFERENCES bookings (id),
  device_category_id INTEGER REFERENCES device_categories (id),
  quantity           INTEGER NOT NULL CONSTRAINT booking_device_assignments_quantity_check CHECK (quantity > 0),
  created_at         INTEGER NOT NULL,
  rental_id          INTEGER REFERENCES offsite_rentals (id),
  device_id          INTEGER REFERENCES devices (id),
  assignment_type    TEXT CONSTRAINT booking_device_assignments_assignment_type_check CHECK (assignment_type IN ('manual', 'auto')),
  assigned_by        TEXT,
  assigned_at        INTEGER,
  returned_at        INTEGER,
  return_condition   TEXT CONSTRAINT booking_device_assignments_return_condition_check CHECK (return_condition IN
                       ('ok', 'needs_inspection', 'repair', 'lost')),
  notes              TEXT,
  CONSTRAINT booking_device_assignments_whose_check CHECK (booking_id IS NOT NULL OR rental_id IS NOT NULL),
  CONSTRAINT booking_device_assignments_request_check
    CHECK (device_id IS NOT NULL OR (booking_id IS NOT NULL AND rental_id IS NULL AND returned_at IS NULL)),
  CONSTRAINT booking_device_assignments_device_check
    CHECK (device_id IS NULL OR (quantity = 1 AND assigned_at IS NOT NULL AND assigned_by IS NOT NULL AND assignment_type IS NOT NULL)),
  CONSTRAINT booking_device_assignments_return_check
    CHECK ((returned_at IS NULL) = (return_condition IS NULL) AND (returned_at IS NULL OR rental_id IS NOT NULL))
) STRICT;
INSERT INTO booking_device_assignments_new (id, booking_id, device_category_id, quantity, created_at)
  SELECT id, booking_id, device_category_id, quantity, created_at FROM booking_device_assignments;
DROP TABLE booking_device_assignments;
ALTER TABLE booking_device_assignments_new RENAME TO booking_device_assignments;
CREATE INDEX booking_device_assignments_booking ON booking_device_assignments (booking_id);
CREATE INDEX booking_device_assignments_device ON booking_device_assignments (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX booking_device_assignments_rental ON booking_device_assignments (rental_id) WHERE rental_id IS NOT NULL;
-- what is out and not back, by device
CREATE UNIQUE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;

-- While a device is overdue and not back it is promised to nobody else. The clock is the row's own.
CREATE TRIGGER booking_device_assignments_overdue BEFORE INSERT ON booking_device_assignments WHEN NEW.device_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'device_overdue')
   WHERE EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
                  WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= NEW.assigned_at);
END;
-- Whose a device is, and for what, is never rewritten: it is given back and given anew.
CREATE TRIGGER booking_device_assignments_fixed BEFORE UPDATE OF booking_id, device_id, rental_id ON booking_device_assignments
WHEN OLD.device_id IS NOT NULL AND (NEW.device_id IS NOT OLD.device_id OR NEW.booking_id IS NOT OLD.booking_id
                                    OR (OLD.rental_id IS NOT NULL AND NEW.rental_id IS NOT OLD.rental_id))
BEGIN SELECT RAISE(ABORT, 'device_assignment_fixed'); END;

-- Holds: a device is with one booking or rental at a time -------------------------------------------------------------

CREATE TABLE device_holds (
  device_id     INTEGER NOT NULL,
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL,
  assignment_id INTEGER NOT NULL,
  PRIMARY KEY (device_id, starts_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_holds_assignment ON device_holds (assignment_id);
CREATE INDEX device_holds_end ON device_holds (ends_at);

-- The one definition of which holds there must be. A rental's ends when the device is due, or came back before.
CREATE VIEW device_holds_expected AS
SELECT a.id AS assignment_id,
       a.device_id,
       CASE WHEN r.id IS NULL THEN b.starts_at ELSE r.starts_at END AS starts_at,
       CASE WHEN r.id IS NULL THEN b.ends_at ELSE min(r.due_at, coalesce(a.returned_at, r.due_at)) END AS ends_at
  FROM booking_device_assignments a
  LEFT JOIN bookings b ON b.id = a.booking_id
  LEFT JOIN offsite_rentals r ON r.id = a.rental_id
 WHERE a.device_id IS NOT NULL
   AND CASE WHEN r.id IS NULL THEN b.status IN ('pending', 'room_assigned', 'confirmed', 'checked_in', 'completed')
            ELSE a.returned_at IS NULL OR a.returned_at > r.starts_at END;

CREATE TRIGGER device_holds_no_overlap BEFORE INSERT ON device_holds
BEGIN
  SELECT RAISE(ABORT, 'device_holds_read_only')
   WHERE NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = NEW.assignment_id AND e.device_id = NEW.device_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at);
  SELECT RAISE(ABORT, 'device_holds_no_overlap')
   WHERE (SELECT ends_at FROM device_holds
           WHERE device_id = NEW.device_id AND starts_at < NEW.ends_at
           ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
END;
CREATE TRIGGER device_holds_no_update BEFORE UPDATE ON device_holds
BEGIN SELECT RAISE(ABORT, 'device_holds_read_only'); END;
CREATE TRIGGER device_holds_no_delete BEFORE DELETE ON device_holds
BEGIN
  SELECT RAISE(ABORT, 'device_holds_read_only')
   WHERE EXISTS (SELECT 1 FROM device_holds_expected e
                  WHERE e.assignment_id = OLD.assignment_id AND e.device_id = OLD.device_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at);
END;

CREATE TRIGGER booking_device_assignments_hold_insert AFTER INSERT ON booking_device_assignments WHEN NEW.device_id IS NOT NULL
BEGIN
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM device_holds_expected e WHERE e.assignment_id = NEW.id;
END;
CREATE TRIGGER booking_device_assignments_hold_delete AFTER DELETE ON booking_device_assignments WHEN OLD.device_id IS NOT NULL
BEGIN DELETE FROM device_holds WHERE assignment_id = OLD.id; END;
CREATE TRIGGER booking_device_assignments_hold_update AFTER UPDATE ON booking_device_assignments WHEN NEW.device_id IS NOT NULL
BEGIN
  DELETE FROM device_holds
   WHERE assignment_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = device_holds.assignment_id AND e.device_id = device_holds.device_id
                        AND e.starts_at = device_holds.starts_at AND e.ends_at = device_holds.ends_at);
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM device_holds_expected e
   WHERE e.assignment_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM device_holds h WHERE h.device_id = e.device_id AND h.starts_at = e.starts_at AND h.assignment_id = e.assignment_id);
END;
CREATE TRIGGER bookings_hold_devices AFTER UPDATE OF starts_at, ends_at, status ON bookings
WHEN EXISTS (SELECT 1 FROM booking_device_assignments WHERE booking_id = NEW.id AND device_id IS NOT NULL)
BEGIN
  DELETE FROM device_holds
   WHERE assignment_id IN (SELECT id FROM booking_device_assignments WHERE booking_id = NEW.id AND device_id IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = device_holds.assignment_id AND e.device_id = device_holds.device_id
                        AND e.starts_at = device_holds.starts_at AND e.ends_at = device_holds.ends_at);
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM booking_device_assignments a
    JOIN device_holds_expected e ON e.assignment_id = a.id
   WHERE a.booking_id = NEW.id AND a.device_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM device_holds h WHERE h.device_id = e.device_id AND h.starts_at = e.starts_at AND h.assignment_id = e.assignment_id);
END;
CREATE TRIGGER offsite_rentals_hold_devices AFTER UPDATE OF starts_at, due_at ON offsite_rentals
BEGIN
  DELETE FROM device_holds
   WHERE assignment_id IN (SELECT id FROM booking_device_assignments WHERE rental_id = NEW.id)
     AND NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = device_holds.assignment_id AND e.device_id = device_holds.device_id
                        AND e.starts_at = device_holds.starts_at AND e.ends_at = device_holds.ends_at);
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM booking_device_assignments a
    JOIN device_holds_expected e ON e.assignment_id = a.id
   WHERE a.rental_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM device_holds h WHERE h.device_id = e.device_id AND h.starts_at = e.starts_at AND h.assignment_id = e.assignment_id);
END;

-- Every change of place or status: written once, never rewritten.
CREATE TABLE device_movement_log (
  id              INTEGER PRIMARY KEY,
  device_id       INTEGER NOT NULL REFERENCES devices (id),
  action          TEXT NOT NULL CONSTRAINT device_movement_log_action_check CHECK (action IN
                    ('added', 'moved', 'assigned', 'unassigned', 'rented', 'returned', 'extended')),
  from_status     TEXT,
  to_status       TEXT,
  from_place      TEXT,
  to_place        TEXT,
  from_booking_id INTEGER REFERENCES bookings (id),
  to_booking_id   INTEGER REFERENCES bookings (id),
  rental_id       INTEGER REFERENCES offsite_rentals (id),
  reason          TEXT,
  performed_by    TEXT NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX device_movement_log_device ON device_movement_log (device_id);
CREATE TRIGGER device_movement_log_no_replace BEFORE INSERT ON device_movement_log
WHEN EXISTS (SELECT 1 FROM device_movement_log WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'device_movement_log_append_only'); END;
CREATE TRIGGER device_movement_log_no_update BEFORE UPDATE ON device_movement_log
BEGIN SELECT RAISE(ABORT, 'device_movement_log_append_only'); END;
CREATE TRIGGER device_movement_log_no_delete BEFORE DELETE ON device_movement_log
BEGIN SELECT RAISE(ABORT, 'device_movement_log_append_only'); END;
