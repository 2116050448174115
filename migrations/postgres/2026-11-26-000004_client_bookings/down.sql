DROP INDEX bookings_client;
