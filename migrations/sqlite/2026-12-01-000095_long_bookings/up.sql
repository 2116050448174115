-- What began long before a stretch and reaches into it: few rows, where an index of all starts has no end to begin at. 31 days in
-- microseconds. Its twin is in migrations/postgres.

CREATE INDEX bookings_long ON bookings (starts_at) WHERE ends_at - starts_at > 2678400000000;
CREATE INDEX booking_places_long ON booking_places (starts_at) WHERE ends_at - starts_at > 2678400000000;
