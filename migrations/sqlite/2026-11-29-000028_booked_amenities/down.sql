DROP TRIGGER booking_catering_kept_update;
DROP TRIGGER booking_catering_kept_delete;
ALTER TABLE booking_catering DROP COLUMN printed_pages;
ALTER TABLE booking_catering DROP COLUMN amenities;
CREATE TRIGGER booking_catering_kept_update AFTER UPDATE ON booking_catering
WHEN (OLD.coffee_tea_station, OLD.morning_catering, OLD.lunch_catering, OLD.catering_notes, OLD.stationery_needed,
      OLD.water_bottles)
  IS NOT (NEW.coffee_tea_station, NEW.morning_catering, NEW.lunch_catering, NEW.catering_notes, NEW.stationery_needed,
      NEW.water_bottles)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_catering', CAST(OLD.booking_id AS TEXT),
    json_object('booking_id', OLD.booking_id, 'coffee_tea_station', OLD.coffee_tea_station, 'morning_catering', OLD.morning_catering,
      'lunch_catering', OLD.lunch_catering, 'catering_notes', OLD.catering_notes, 'stationery_needed', OLD.stationery_needed,
      'water_bottles', OLD.water_bottles));
END;
CREATE TRIGGER booking_catering_kept_delete AFTER DELETE ON booking_catering
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_catering', CAST(OLD.booking_id AS TEXT),
    json_object('booking_id', OLD.booking_id, 'coffee_tea_station', OLD.coffee_tea_station, 'morning_catering', OLD.morning_catering,
      'lunch_catering', OLD.lunch_catering, 'catering_notes', OLD.catering_notes, 'stationery_needed', OLD.stationery_needed,
      'water_bottles', OLD.water_bottles));
END;
