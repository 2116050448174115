DROP INDEX device_movement_log_lost;
UPDATE devices SET status = 'retired' WHERE status = 'lost';
ALTER TABLE devices DROP CONSTRAINT devices_status_check;
ALTER TABLE devices ADD CONSTRAINT devices_status_check CHECK (status IN
  ('new', 'available', 'offsite', 'returned', 'testing', 'maintenance', 'sold', 'retired'));
