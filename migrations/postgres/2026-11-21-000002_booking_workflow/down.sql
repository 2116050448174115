DROP TABLE outbox;
ALTER TABLE bookings DROP COLUMN device_only;
