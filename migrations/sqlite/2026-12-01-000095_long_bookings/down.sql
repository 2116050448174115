DROP INDEX booking_places_long;
DROP INDEX bookings_long;
