-- A device that is not fit (in repair, to be inspected, lost, sold …) is promised to nobody and leaves on no rental. What an
-- undo brings back was there before, and comes back. Its twin is in migrations/postgres.
CREATE TRIGGER booking_device_assignments_fit BEFORE INSERT ON booking_device_assignments
WHEN NEW.device_id IS NOT NULL AND NEW.returned_at IS NULL
BEGIN
  SELECT RAISE(ABORT, 'device_unfit')
   WHERE NOT EXISTS (SELECT 1 FROM devices WHERE id = NEW.device_id AND status IN ('available', 'assigned', 'offsite'))
     AND NOT EXISTS (SELECT 1 FROM operation_rows k
                      WHERE k.table_name = 'booking_device_assignments'
                        AND json_extract(k.before, '$.device_id') = NEW.device_id
                        AND json_extract(k.before, '$.booking_id') IS NEW.booking_id
                        AND (NEW.rental_id IS NULL OR json_extract(k.before, '$.rental_id') = NEW.rental_id));
END;
CREATE TRIGGER booking_device_assignments_fit_rental BEFORE UPDATE OF rental_id ON booking_device_assignments
WHEN NEW.rental_id IS NOT NULL AND OLD.rental_id IS NULL AND NEW.returned_at IS NULL
BEGIN
  SELECT RAISE(ABORT, 'device_unfit')
   WHERE NOT EXISTS (SELECT 1 FROM devices WHERE id = NEW.device_id AND status IN ('available', 'assigned', 'offsite'))
     AND NOT EXISTS (SELECT 1 FROM operation_rows k
                      WHERE k.table_name = 'booking_device_assignments' AND k.row_key = CAST(NEW.id AS TEXT)
                        AND json_extract(k.before, '$.rental_id') = NEW.rental_id);
END;
-- A request never becomes a device: that would pass by what is asked of a new one.
CREATE TRIGGER booking_device_assignments_request_fixed BEFORE UPDATE OF device_id ON booking_device_assignments
WHEN OLD.device_id IS NULL AND NEW.device_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'device_assignment_fixed'); END;

-- A rental does not begin after its return, but for one that was planned and given up.
CREATE TRIGGER offsite_rentals_begin_insert BEFORE INSERT ON offsite_rentals
WHEN NEW.starts_at > NEW.returned_at
BEGIN SELECT RAISE(ABORT, 'rental_begins_after_return'); END;
CREATE TRIGGER offsite_rentals_begin_update BEFORE UPDATE OF starts_at ON offsite_rentals
WHEN OLD.returned_at IS NOT NULL AND NEW.starts_at > NEW.returned_at AND NEW.starts_at > OLD.starts_at
BEGIN SELECT RAISE(ABORT, 'rental_begins_after_return'); END;
