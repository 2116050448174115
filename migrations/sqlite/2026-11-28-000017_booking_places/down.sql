DROP TRIGGER bookings_keep_place;
DROP TABLE booking_places;
