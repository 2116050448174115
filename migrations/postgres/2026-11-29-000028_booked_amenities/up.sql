-- Amenities and printing that bookings ask for. Its twin is in migrations/sqlite.

-- Names with a number, as "Flip chart=2, Mic".
ALTER TABLE booking_catering ADD COLUMN amenities text
  CONSTRAINT booking_catering_amenities_check CHECK (length(amenities) BETWEEN 1 AND 1000);
-- A day.
ALTER TABLE booking_catering ADD COLUMN printed_pages integer NOT NULL DEFAULT 0
  CONSTRAINT booking_catering_printed_pages_check CHECK (printed_pages >= 0);
