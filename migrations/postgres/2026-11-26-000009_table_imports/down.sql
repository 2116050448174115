DROP TABLE booking_refs;
UPDATE bookings SET import_id = NULL, import_sheet = NULL, import_cell = NULL
 WHERE import_id IN (SELECT id FROM imports WHERE kind <> 'schedule');
DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE kind <> 'schedule');
DELETE FROM imports WHERE kind <> 'schedule';
ALTER TABLE import_rows DROP COLUMN record;
ALTER TABLE imports DROP COLUMN kind;
