-- Imports of tables: rooms, devices, bookings, prices, users. Its twin is in migrations/sqlite.

ALTER TABLE imports ADD COLUMN kind text NOT NULL DEFAULT 'schedule' CONSTRAINT imports_kind_check CHECK (kind IN
  ('schedule', 'rooms', 'devices', 'bookings', 'pricing', 'users', 'demo', 'legacy'));

-- Which record a row of a table made or changed: a room's id, a device's serial, a user's id, a booking's id, a price's id.
ALTER TABLE import_rows ADD COLUMN record text;

-- What another system calls a booking: a table that names it so changes that booking again.
CREATE TABLE booking_refs (
  external_id text NOT NULL PRIMARY KEY CONSTRAINT booking_refs_external_id_check CHECK (length(external_id) BETWEEN 1 AND 100),
  booking_id  bigint NOT NULL CONSTRAINT booking_refs_booking_id_key UNIQUE REFERENCES bookings (id),
  created_at  timestamptz NOT NULL
);
