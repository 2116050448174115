-- A client's bookings among all others: which devices they had, what they were charged.
CREATE INDEX bookings_client ON bookings (client_name);
