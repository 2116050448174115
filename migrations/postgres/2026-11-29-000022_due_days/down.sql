ALTER TABLE booking_device_assignments DROP COLUMN due_on;
