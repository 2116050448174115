DROP INDEX booking_device_assignments_booking;
CREATE INDEX booking_device_assignments_booking ON booking_device_assignments (booking_id);
DROP INDEX bookings_client;
