DROP TRIGGER room_components_block ON room_components;
DROP FUNCTION room_components_block();
DROP TRIGGER bookings_hold_update ON bookings;
CREATE TRIGGER bookings_hold_update AFTER UPDATE OF room_id, starts_at, ends_at, status ON bookings
  FOR EACH ROW EXECUTE FUNCTION bookings_hold_update();
DROP VIEW bookings_under_block;
DROP VIEW room_block_holds_expected;
DROP TABLE room_block_exceptions;
DROP FUNCTION room_block_exceptions_hold();
DELETE FROM operation_rows WHERE table_name = 'room_blocks';
DROP TABLE room_blocks;
DROP FUNCTION room_blocks_hold();
ALTER TABLE room_holds DISABLE TRIGGER room_holds_guard;
DELETE FROM room_holds WHERE block_id IS NOT NULL;
DROP INDEX room_holds_block;
ALTER TABLE room_holds DROP CONSTRAINT room_holds_no_overlap;
ALTER TABLE room_holds DROP CONSTRAINT room_holds_holder_check;
ALTER TABLE room_holds DROP COLUMN lanes;
ALTER TABLE room_holds DROP COLUMN block_id;
ALTER TABLE room_holds ALTER COLUMN booking_id SET NOT NULL;
ALTER TABLE room_holds ADD CONSTRAINT room_holds_no_overlap EXCLUDE USING gist (room_id WITH =, period WITH &&);
ALTER TABLE room_holds ENABLE TRIGGER room_holds_guard;

CREATE OR REPLACE FUNCTION room_holds_sync(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM rooms_lock(ARRAY(SELECT c.component_id FROM bookings b JOIN room_components c ON c.room_id = b.room_id
                            WHERE b.id = ANY (ids) AND booking_holds_room(b.status)));
  DELETE FROM room_holds h
   WHERE h.booking_id = ANY (ids)
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = h.booking_id AND e.room_id = h.room_id
                        AND e.starts_at = h.starts_at AND e.ends_at = h.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM room_holds_expected e
   WHERE e.booking_id = ANY (ids)
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END $$;
CREATE OR REPLACE FUNCTION bookings_hold_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM rooms_lock(ARRAY(SELECT c.component_id FROM new_rows n JOIN room_components c ON c.room_id = n.room_id
                            WHERE booking_holds_room(n.status)));
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT p.id,
         n.starts_at - CASE WHEN n.ends_at > p.buffers_from THEN make_interval(mins => p.setup_minutes) ELSE interval '0' END,
         n.ends_at + CASE WHEN n.ends_at > p.buffers_from THEN make_interval(mins => p.teardown_minutes) ELSE interval '0' END,
         n.id
    FROM new_rows n
    JOIN room_components c ON c.room_id = n.room_id
    JOIN rooms p ON p.id = c.component_id
   WHERE booking_holds_room(n.status);
  RETURN NULL;
END $$;
DROP FUNCTION room_hold_lanes(bigint, boolean);
DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['room_holds_sync(bigint[])', 'bookings_hold_insert()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
  END LOOP;
  ALTER FUNCTION bookings_hold_insert() SECURITY DEFINER;
END $$;
