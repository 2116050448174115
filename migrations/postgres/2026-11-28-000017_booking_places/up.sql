-- Where and when bookings were before, so that a calendar file takes out what it told. Its twin is in migrations/sqlite.

CREATE TABLE booking_places (
  booking_id bigint NOT NULL REFERENCES bookings (id),
  room_id    bigint NOT NULL REFERENCES rooms (id),
  starts_at  timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  PRIMARY KEY (booking_id, room_id, starts_at, ends_at)
);
CREATE INDEX booking_places_start ON booking_places (starts_at);

CREATE FUNCTION bookings_keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO booking_places (booking_id, room_id, starts_at, ends_at)
  VALUES (OLD.id, OLD.room_id, OLD.starts_at, OLD.ends_at) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER bookings_keep_place AFTER UPDATE OF room_id, starts_at, ends_at, long_term ON bookings
  FOR EACH ROW WHEN (OLD.room_id IS NOT NULL
    AND (OLD.room_id, OLD.starts_at, OLD.ends_at, OLD.long_term)
        IS DISTINCT FROM (NEW.room_id, NEW.starts_at, NEW.ends_at, NEW.long_term))
  EXECUTE FUNCTION bookings_keep_place();

-- It writes as the owner: whoever changes a booking needs no right here.
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION bookings_keep_place() SET search_path = %I, pg_temp', current_schema());
  REVOKE ALL ON FUNCTION bookings_keep_place() FROM PUBLIC;
  ALTER FUNCTION bookings_keep_place() SECURITY DEFINER;
END $$;

-- Instants that the program can read, as of every other column.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT * FROM (VALUES ('bookings', 'agreed_ends_at'), ('booking_places', 'starts_at'), ('booking_places', 'ends_at')) AS c (tab, name) LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I BETWEEN timestamptz ''0001-01-01 00:00Z'' AND timestamptz ''9999-12-31 23:59:59.999999Z'')',
                   one.tab, one.tab || '_' || one.name || '_readable', one.name);
  END LOOP;
END $$;
