DROP TRIGGER bookings_hold_devices ON bookings;
DROP VIEW device_holds_expected;
DROP TABLE device_movement_log;
DROP TABLE device_holds;
DROP TRIGGER booking_device_assignments_overdue ON booking_device_assignments;
DROP TRIGGER booking_device_assignments_fixed ON booking_device_assignments;
DROP TRIGGER booking_device_assignments_never_truncated ON booking_device_assignments;
DROP TRIGGER booking_device_assignments_hold_write ON booking_device_assignments;
DROP TRIGGER booking_device_assignments_hold_delete ON booking_device_assignments;
DELETE FROM booking_device_assignments WHERE device_id IS NOT NULL;
ALTER TABLE booking_device_assignments
  DROP CONSTRAINT booking_device_assignments_whose_check,
  DROP CONSTRAINT booking_device_assignments_request_check,
  DROP CONSTRAINT booking_device_assignments_device_check,
  DROP CONSTRAINT booking_device_assignments_return_check,
  DROP COLUMN rental_id, DROP COLUMN device_id, DROP COLUMN assignment_type, DROP COLUMN assigned_by,
  DROP COLUMN assigned_at, DROP COLUMN returned_at, DROP COLUMN return_condition, DROP COLUMN notes,
  ALTER COLUMN booking_id SET NOT NULL;
DROP TABLE offsite_rentals;
DROP TABLE rental_numbers;
DROP TABLE devices;
DROP FUNCTION offsite_rentals_hold_devices;
DROP FUNCTION bookings_hold_devices;
DROP FUNCTION booking_device_assignments_hold;
DROP FUNCTION booking_device_assignments_overdue;
DROP FUNCTION device_holds_sync;
DROP FUNCTION device_holds_guard;
DROP FUNCTION devices_lock;
