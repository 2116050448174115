-- A device may be out on one rental and planned for others: holds keep them apart. Its twin is in migrations/postgres.
DROP INDEX booking_device_assignments_out;
CREATE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;
-- A device that is overdue leaves on no other rental, either. The clock is that rental's own.
CREATE TRIGGER booking_device_assignments_overdue_rental BEFORE UPDATE OF rental_id ON booking_device_assignments
WHEN NEW.rental_id IS NOT NULL AND OLD.rental_id IS NULL
BEGIN
  SELECT RAISE(ABORT, 'device_overdue')
   WHERE EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
                   JOIN offsite_rentals n ON n.id = NEW.rental_id
                  WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= n.created_at);
END;
