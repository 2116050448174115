-- Amenities and printing that bookings ask for. Its twin is in migrations/postgres.

-- Names with a number, as "Flip chart=2, Mic".
ALTER TABLE booking_catering ADD COLUMN amenities TEXT
  CONSTRAINT booking_catering_amenities_check CHECK (length(amenities) BETWEEN 1 AND 1000);
-- A day.
ALTER TABLE booking_catering ADD COLUMN printed_pages INTEGER NOT NULL DEFAULT 0
  CONSTRAINT booking_catering_printed_pages_check CHECK (printed_pages >= 0);

DROP TRIGGER booking_catering_kept_update;
DROP TRIGGER booking_catering_kept_delete;
CREATE TRIGGER booking_catering_kept_update AFTER UPDATE ON booking_catering
WHEN (OLD.coffee_tea_station, OLD.morning_catering, OLD.lunch_catering, OLD.catering_notes, OLD.stationery_needed,
      OLD.water_bottles, OLD.amenities, OLD.printed_pages)
  IS NOT (NEW.coffee_tea_station, NEW.morning_catering, NEW.lunch_catering, NEW.catering_notes, NEW.stationery_needed,
      NEW.water_bottles, NEW.amenities, NEW.printed_pages)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_catering', CAST(OLD.booking_id AS TEXT),
    json_object('booking_id', OLD.booking_id, 'coffee_tea_station', OLD.coffee_tea_station, 'morning_catering', OLD.morning_catering,
      'lunch_catering', OLD.lunch_catering, 'catering_notes', OLD.catering_notes, 'stationery_needed', OLD.stationery_needed,
      'water_bottles', OLD.water_bottles, 'amenities', OLD.amenities, 'printed_pages', OLD.printed_pages));
END;
CREATE TRIGGER booking_catering_kept_delete AFTER DELETE ON booking_catering
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_catering', CAST(OLD.booking_id AS TEXT),
    json_object('booking_id', OLD.booking_id, 'coffee_tea_station', OLD.coffee_tea_station, 'morning_catering', OLD.morning_catering,
      'lunch_catering', OLD.lunch_catering, 'catering_notes', OLD.catering_notes, 'stationery_needed', OLD.stationery_needed,
      'water_bottles', OLD.water_bottles, 'amenities', OLD.amenities, 'printed_pages', OLD.printed_pages));
END;
