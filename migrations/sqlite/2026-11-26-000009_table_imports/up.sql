-- Imports of tables: rooms, devices, bookings, prices, users. PostgreSQL's twin is in migrations/postgres.

ALTER TABLE imports ADD COLUMN kind TEXT NOT NULL DEFAULT 'schedule' CONSTRAINT imports_kind_check CHECK (kind IN
  ('schedule', 'rooms', 'devices', 'bookings', 'pricing', 'users', 'demo', 'legacy'));

-- Which record a row of a table made or changed: a room's id, a device's serial, a user's id, a booking's id, a price's id.
ALTER TABLE import_rows ADD COLUMN record TEXT;

-- What another system calls a booking: a table that names it so changes that booking again.
CREATE TABLE booking_refs (
  external_id TEXT NOT NULL PRIMARY KEY CONSTRAINT booking_refs_external_id_check CHECK (length(external_id) BETWEEN 1 AND 100),
  booking_id  INTEGER NOT NULL CONSTRAINT booking_refs_booking_id_key UNIQUE REFERENCES bookings (id),
  created_at  INTEGER NOT NULL
) STRICT;
