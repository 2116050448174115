-- Who leaves early gives room and devices back from then on, and pays as agreed. Its twin is in migrations/sqlite.

-- The end that was agreed, where the booking ended before it.
ALTER TABLE bookings ADD COLUMN agreed_ends_at timestamptz
  CONSTRAINT bookings_agreed_ends_at_check CHECK (agreed_ends_at > ends_at);
