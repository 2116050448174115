-- Which import made a booking, and from which cell: in a table of its own, so that bookings keep room for columns.
-- Its twin is in migrations/sqlite.

CREATE TABLE booking_imports (
  booking_id bigint NOT NULL PRIMARY KEY REFERENCES bookings (id),
  import_id  bigint NOT NULL REFERENCES imports (id),
  sheet      text,
  cell       text
);
INSERT INTO booking_imports (booking_id, import_id, sheet, cell)
  SELECT id, import_id, import_sheet, import_cell FROM bookings WHERE import_id IS NOT NULL;
ALTER TABLE bookings DROP COLUMN import_id, DROP COLUMN import_sheet, DROP COLUMN import_cell;
