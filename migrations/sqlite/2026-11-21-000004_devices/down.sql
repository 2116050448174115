DROP TRIGGER booking_device_assignments_hold_insert;
DROP TRIGGER booking_device_assignments_hold_update;
DROP TRIGGER booking_device_assignments_hold_delete;
DROP TRIGGER bookings_hold_devices;
DROP TRIGGER offsite_rentals_hold_devices;
DROP TRIGGER offsite_rentals_never_deleted;
DROP TRIGGER device_movement_log_no_delete;
DROP TRIGGER device_holds_no_delete;
DROP VIEW device_holds_expected;
DROP TABLE device_movement_log;
DROP TABLE device_holds;
DELETE FROM booking_device_assignments WHERE device_id IS NOT NULL;
DROP INDEX booking_device_assignments_booking;
CREATE TABLE booking_device_assignments_old (
  id                 INTEGER PRIMARY KEY,
  booking_id         INTEGER NOT NULL REFERENCES bookings (id),
  device_category_id INTEGER REFERENCES device_categories (id),
  quantity           INTEGER NOT NULL CONSTRAINT booking_device_assignments_quantity_check CHECK (quantity > 0),
  created_at         INTEGER NOT NULL
) STRICT;
INSERT INTO booking_device_assignments_old
  SELECT id, booking_id, device_category_id, quantity, created_at FROM booking_device_assignments;
DROP TABLE booking_device_assignments;
ALTER TABLE booking_device_assignments_old RENAME TO booking_device_assignments;
CREATE INDEX booking_device_assignments_booking ON booking_device_assignments (booking_id);
DROP TABLE offsite_rentals;
DROP TABLE rental_numbers;
DROP TABLE devices;
