-- Where and when bookings were before, so that a calendar file takes out what it told. Its twin is in migrations/postgres.

CREATE TABLE booking_places (
  booking_id INTEGER NOT NULL REFERENCES bookings (id),
  room_id    INTEGER NOT NULL REFERENCES rooms (id),
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  PRIMARY KEY (booking_id, room_id, starts_at, ends_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_places_start ON booking_places (starts_at);

CREATE TRIGGER bookings_keep_place AFTER UPDATE OF room_id, starts_at, ends_at, long_term ON bookings
WHEN OLD.room_id IS NOT NULL
 AND (OLD.room_id, OLD.starts_at, OLD.ends_at, OLD.long_term) IS NOT (NEW.room_id, NEW.starts_at, NEW.ends_at, NEW.long_term)
BEGIN
  INSERT INTO booking_places (booking_id, room_id, starts_at, ends_at)
  SELECT OLD.id, OLD.room_id, OLD.starts_at, OLD.ends_at
   WHERE NOT EXISTS (SELECT 1 FROM booking_places p WHERE p.booking_id = OLD.id AND p.room_id = OLD.room_id
                        AND p.starts_at = OLD.starts_at AND p.ends_at = OLD.ends_at);
END;
