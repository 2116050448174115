DROP TRIGGER booking_device_assignments_overdue_rental;
DROP INDEX booking_device_assignments_out;
CREATE UNIQUE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;
