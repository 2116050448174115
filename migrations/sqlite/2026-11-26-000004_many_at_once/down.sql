DROP INDEX device_holds_end;
CREATE INDEX device_holds_end ON device_holds (ends_at);
DROP INDEX booking_device_assignments_booking;
CREATE INDEX booking_device_assignments_booking ON booking_device_assignments (booking_id);
DROP INDEX bookings_client;
