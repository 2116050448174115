ALTER TABLE bookings ADD COLUMN import_id INTEGER REFERENCES imports (id);
ALTER TABLE bookings ADD COLUMN import_sheet TEXT;
ALTER TABLE bookings ADD COLUMN import_cell TEXT;
UPDATE bookings SET import_id = i.import_id, import_sheet = i.sheet, import_cell = i.cell
  FROM booking_imports i WHERE i.booking_id = bookings.id;
DROP TABLE booking_imports;
