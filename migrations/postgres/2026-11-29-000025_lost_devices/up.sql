-- A lost device is lost until it is found. Its twin is in migrations/sqlite.
ALTER TABLE devices DROP CONSTRAINT devices_status_check;
ALTER TABLE devices ADD CONSTRAINT devices_status_check CHECK (status IN
  ('new', 'available', 'offsite', 'returned', 'testing', 'maintenance', 'lost', 'sold', 'retired'));

-- Promises that were lost with a device.
CREATE INDEX device_movement_log_lost ON device_movement_log (from_booking_id) WHERE action = 'unassigned' AND to_status = 'lost';
