ALTER TABLE bookings DROP CONSTRAINT bookings_agreed_ends_at_readable;
DROP TRIGGER bookings_keep_place ON bookings;
DROP FUNCTION bookings_keep_place();
DROP TABLE booking_places;
