DROP TRIGGER room_components_block_insert;
DROP TRIGGER room_components_block_delete;
DROP TRIGGER bookings_hold_long_term;
DROP TRIGGER rooms_hold_buffers;
DROP VIEW bookings_under_block;
DROP VIEW room_block_holds_expected;
DROP TRIGGER room_block_exceptions_append_only;
DROP TABLE room_block_exceptions;
DELETE FROM operation_rows WHERE table_name = 'room_blocks';
DROP TRIGGER room_blocks_never_deleted;
DROP TABLE room_blocks;
CREATE TABLE room_holds_kept AS SELECT room_id, starts_at, ends_at, booking_id FROM room_holds WHERE booking_id IS NOT NULL;
DROP TABLE room_holds;
CREATE TABLE room_holds (
  room_id    INTEGER NOT NULL,
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  booking_id INTEGER NOT NULL,
  PRIMARY KEY (room_id, starts_at)
) STRICT, WITHOUT ROWID;
INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id) SELECT room_id, starts_at, ends_at, booking_id FROM room_holds_kept;
DROP TABLE room_holds_kept;
CREATE INDEX room_holds_booking ON room_holds (booking_id);
CREATE TRIGGER room_holds_no_overlap BEFORE INSERT ON room_holds
BEGIN
  SELECT RAISE(ABORT, 'room_holds_read_only')
   WHERE NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = NEW.booking_id AND e.room_id = NEW.room_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at);
  SELECT RAISE(ABORT, 'room_holds_no_overlap')
   WHERE (SELECT ends_at FROM room_holds
           WHERE room_id = NEW.room_id AND starts_at < NEW.ends_at
           ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
END;
CREATE TRIGGER room_holds_no_update BEFORE UPDATE ON room_holds
BEGIN SELECT RAISE(ABORT, 'room_holds_read_only'); END;
CREATE TRIGGER room_holds_no_delete BEFORE DELETE ON room_holds
BEGIN
  SELECT RAISE(ABORT, 'room_holds_read_only')
   WHERE EXISTS (SELECT 1 FROM room_holds_expected e
                  WHERE e.booking_id = OLD.booking_id AND e.room_id = OLD.room_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at);
END;
CREATE TRIGGER rooms_hold_buffers AFTER UPDATE OF setup_minutes, teardown_minutes, buffers_from ON rooms
BEGIN
  DELETE FROM room_holds
   WHERE room_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM room_components c
    JOIN bookings b ON b.room_id = c.room_id
    JOIN room_holds_expected e ON e.booking_id = b.id
   WHERE c.component_id = NEW.id AND e.room_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END;
