-- Which import made a booking, and from which cell: in a table of its own, so that bookings keep room for columns.
-- PostgreSQL's twin is in migrations/postgres.

CREATE TABLE booking_imports (
  booking_id INTEGER NOT NULL PRIMARY KEY REFERENCES bookings (id),
  import_id  INTEGER NOT NULL REFERENCES imports (id),
  sheet      TEXT,
  cell       TEXT
) STRICT;
INSERT INTO booking_imports (booking_id, import_id, sheet, cell)
  SELECT id, import_id, import_sheet, import_cell FROM bookings WHERE import_id IS NOT NULL;
ALTER TABLE bookings DROP COLUMN import_id;
ALTER TABLE bookings DROP COLUMN import_sheet;
ALTER TABLE bookings DROP COLUMN import_cell;
