-- What is asked of thousands of bookings and devices at once.

-- A client's bookings: which devices they had, what they were charged.
CREATE INDEX bookings_client ON bookings (client_name);
-- What bookings ask for and have is read from the index alone.
DROP INDEX booking_device_assignments_booking;
CREATE INDEX booking_device_assignments_booking
  ON booking_device_assignments (booking_id, device_category_id, device_id, quantity);
-- What is held in a stretch, likewise.
DROP INDEX device_holds_end;
CREATE INDEX device_holds_end ON device_holds (ends_at, assignment_id);
