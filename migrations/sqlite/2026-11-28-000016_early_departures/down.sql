ALTER TABLE bookings DROP COLUMN agreed_ends_at;
