ALTER TABLE bookings ADD COLUMN import_id bigint REFERENCES imports (id), ADD COLUMN import_sheet text, ADD COLUMN import_cell text;
UPDATE bookings SET import_id = i.import_id, import_sheet = i.sheet, import_cell = i.cell
  FROM booking_imports i WHERE i.booking_id = bookings.id;
DROP TABLE booking_imports;
