-- Closed rooms and closed days: a block holds rooms as a booking does. Its twin is in migrations/postgres.

CREATE TABLE room_blocks (
  id         INTEGER PRIMARY KEY,
  -- empty: all rooms, also those that are added later
  room_id    INTEGER REFERENCES rooms (id),
  kind       TEXT NOT NULL CONSTRAINT room_blocks_kind_check CHECK (kind IN ('closed', 'holiday', 'maintenance')),
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  reason     TEXT NOT NULL CONSTRAINT room_blocks_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- when it was lifted; a lifted block holds nothing
  lifted_at  INTEGER,
  lifted_by  TEXT,
  CONSTRAINT room_blocks_period_check CHECK (ends_at > starts_at),
  CONSTRAINT room_blocks_lifted_check CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
) STRICT;
CREATE INDEX room_blocks_end ON room_blocks (ends_at) WHERE lifted_at IS NULL;
CREATE TRIGGER room_blocks_never_deleted BEFORE DELETE ON room_blocks
BEGIN SELECT RAISE(ABORT, 'room_blocks_never_deleted'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER room_blocks_never_replaced BEFORE INSERT ON room_blocks
WHEN EXISTS (SELECT 1 FROM room_blocks WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'room_blocks_never_deleted'); END;
CREATE TRIGGER room_blocks_fixed BEFORE UPDATE OF id, room_id ON room_blocks
WHEN NEW.room_id IS NOT OLD.room_id OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'room_blocks_fixed'); END;

-- Bookings for which a block makes place. The booking may be written after its exception, in the same transaction.
CREATE TABLE room_block_exceptions (
  booking_id INTEGER NOT NULL REFERENCES bookings (id) DEFERRABLE INITIALLY DEFERRED,
  block_id   INTEGER NOT NULL REFERENCES room_blocks (id),
  reason     TEXT NOT NULL CONSTRAINT room_block_exceptions_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (booking_id, block_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER room_block_exceptions_no_update BEFORE UPDATE ON room_block_exceptions
BEGIN SELECT RAISE(ABORT, 'room_block_exceptions_append_only'); END;
CREATE TRIGGER room_block_exceptions_append_only BEFORE DELETE ON room_block_exceptions
BEGIN SELECT RAISE(ABORT, 'room_block_exceptions_append_only'); END;
CREATE TRIGGER room_block_exceptions_never_replaced BEFORE INSERT ON room_block_exceptions
WHEN EXISTS (SELECT 1 FROM room_block_exceptions WHERE booking_id = NEW.booking_id AND block_id = NEW.block_id)
BEGIN SELECT RAISE(ABORT, 'room_block_exceptions_append_only'); END;

-- A hold is a booking's or a block's.
CREATE TABLE room_holds_kept AS SELECT room_id, starts_at, ends_at, booking_id FROM room_holds;
DROP TABLE room_holds;
CREATE TABLE room_holds (
  room_id    INTEGER NOT NULL,
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  booking_id INTEGER,
  block_id   INTEGER,
  CONSTRAINT room_holds_holder_check CHECK ((booking_id IS NULL) <> (block_id IS NULL))
) STRICT;
INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id) SELECT room_id, starts_at, ends_at, booking_id FROM room_holds_kept;
DROP TABLE room_holds_kept;
CREATE INDEX room_holds_booking ON room_holds (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX room_holds_room_start ON room_holds (room_id, starts_at, ends_at, booking_id, block_id);
CREATE UNIQUE INDEX room_holds_block ON room_holds (block_id, room_id) WHERE block_id IS NOT NULL;

-- The one definition of which holds of blocks there must be.
CREATE VIEW room_block_holds_expected AS
SELECT k.id AS block_id, c.component_id AS room_id, k.starts_at, k.ends_at
  FROM room_blocks k
  JOIN room_components c ON c.room_id = coalesce(k.room_id, c.component_id)
 WHERE k.lifted_at IS NULL;

-- Bookings that hold a room under a block that does not make place for them: there are none.
CREATE VIEW bookings_under_block AS
SELECT h.booking_id, k.block_id, h.room_id
  FROM room_block_holds_expected k
  JOIN room_holds_expected h ON h.room_id = k.room_id AND h.starts_at < k.ends_at AND h.ends_at > k.starts_at
  JOIN room_blocks l ON l.id = k.block_id
  JOIN bookings b ON b.id = h.booking_id
 WHERE NOT (l.room_id IS NULL AND b.long_term)
   AND NOT EXISTS (SELECT 1 FROM room_block_exceptions e WHERE e.booking_id = h.booking_id AND e.block_id = k.block_id);

-- Holds are written by triggers from what is there, and those of bookings never overlap. Blocks are not in each other's way,
-- a block of all rooms not in that of a long-term booking, and none in that of a booking for which it makes place.
CREATE TRIGGER room_holds_no_overlap BEFORE INSERT ON room_holds
BEGIN
  SELECT RAISE(ABORT, 'room_holds_read_only')
   WHERE NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = NEW.booking_id AND e.room_id = NEW.room_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at)
     AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e
                      WHERE e.block_id = NEW.block_id AND e.room_id = NEW.room_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at);
  SELECT RAISE(ABORT, 'room_holds_no_overlap')
   WHERE NEW.booking_id IS NOT NULL
     AND (SELECT ends_at FROM room_holds
           WHERE room_id = NEW.room_id AND starts_at < NEW.ends_at AND booking_id IS NOT NULL
           ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
  SELECT RAISE(ABORT, 'room_holds_no_overlap')
   WHERE NEW.booking_id IS NOT NULL
     AND EXISTS (SELECT 1 FROM room_blocks l
                  WHERE l.lifted_at IS NULL AND l.ends_at > NEW.starts_at AND l.starts_at < NEW.ends_at
                    AND EXISTS (SELECT 1 FROM room_holds k WHERE k.block_id = l.id AND k.room_id = NEW.room_id)
                    AND NOT (l.room_id IS NULL AND (SELECT long_term FROM bookings WHERE id = NEW.booking_id))
                    AND NOT EXISTS (SELECT 1 FROM room_block_exceptions e WHERE e.booking_id = NEW.booking_id AND e.block_id = l.id));
  SELECT RAISE(ABORT, 'room_holds_no_overlap')
   WHERE NEW.block_id IS NOT NULL
     AND EXISTS (SELECT 1 FROM room_holds h
                   JOIN bookings b ON b.id = h.booking_id
                   JOIN room_blocks l ON l.id = NEW.block_id
                  WHERE h.room_id = NEW.room_id AND h.starts_at < NEW.ends_at AND h.ends_at > NEW.starts_at
                    AND NOT (l.room_id IS NULL AND b.long_term)
                    AND NOT EXISTS (SELECT 1 FROM room_block_exceptions e WHERE e.booking_id = h.booking_id AND e.block_id = l.id));
END;
CREATE TRIGGER room_holds_no_update BEFORE UPDATE ON room_holds
BEGIN SELECT RAISE(ABORT, 'room_holds_read_only'); END;
CREATE TRIGGER room_holds_no_delete BEFORE DELETE ON room_holds
BEGIN
  SELECT RAISE(ABORT, 'room_holds_read_only')
   WHERE EXISTS (SELECT 1 FROM room_holds_expected e
                  WHERE e.booking_id = OLD.booking_id AND e.room_id = OLD.room_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at)
      OR EXISTS (SELECT 1 FROM room_block_holds_expected e
                  WHERE e.block_id = OLD.block_id AND e.room_id = OLD.room_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at);
END;

DROP TRIGGER rooms_hold_buffers;
CREATE TRIGGER rooms_hold_buffers AFTER UPDATE OF setup_minutes, teardown_minutes, buffers_from ON rooms
BEGIN
  DELETE FROM room_holds
   WHERE room_id = NEW.id AND booking_id IS NOT NULL
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

-- A booking that is no longer long-term is refused where all rooms are closed.
CREATE TRIGGER bookings_hold_long_term AFTER UPDATE OF long_term ON bookings WHEN OLD.long_term > NEW.long_term
BEGIN
  SELECT RAISE(ABORT, 'room_holds_no_overlap') WHERE EXISTS (SELECT 1 FROM bookings_under_block u WHERE u.booking_id = NEW.id);
END;

CREATE TRIGGER room_blocks_hold_insert AFTER INSERT ON room_blocks
BEGIN
  INSERT INTO room_holds (room_id, starts_at, ends_at, block_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.block_id FROM room_block_holds_expected e WHERE e.block_id = NEW.id;
END;
CREATE TRIGGER room_blocks_hold_update AFTER UPDATE OF starts_at, ends_at, lifted_at ON room_blocks
BEGIN
  DELETE FROM room_holds
   WHERE block_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e
                      WHERE e.block_id = room_holds.block_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, block_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.block_id FROM room_block_holds_expected e
   WHERE e.block_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.block_id = e.block_id AND h.room_id = e.room_id);
END;

-- A room that is added, or that becomes a part of another one, is under the blocks that there are.
CREATE TRIGGER room_components_block_insert AFTER INSERT ON room_components
BEGIN
  INSERT INTO room_holds (room_id, starts_at, ends_at, block_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.block_id FROM room_block_holds_expected e
   WHERE e.room_id = NEW.component_id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.block_id = e.block_id AND h.room_id = e.room_id);
END;
CREATE TRIGGER room_components_block_delete AFTER DELETE ON room_components
BEGIN
  DELETE FROM room_holds
   WHERE block_id IS NOT NULL AND room_id = OLD.component_id
     AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e
                      WHERE e.block_id = room_holds.block_id AND e.room_id = room_holds.room_id);
END;

CREATE TRIGGER room_blocks_kept_insert AFTER INSERT ON room_blocks
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('room_blocks', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER room_blocks_kept_update AFTER UPDATE ON room_blocks
WHEN (OLD.room_id, OLD.kind, OLD.starts_at, OLD.ends_at, OLD.reason, OLD.created_by, OLD.created_at, OLD.lifted_at, OLD.lifted_by)
  IS NOT (NEW.room_id, NEW.kind, NEW.starts_at, NEW.ends_at, NEW.reason, NEW.created_by, NEW.created_at, NEW.lifted_at, NEW.lifted_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('room_blocks', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'room_id', OLD.room_id, 'kind', OLD.kind, 'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at,
      'reason', OLD.reason, 'created_by', OLD.created_by, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at,
      'lifted_at', OLD.lifted_at, 'lifted_by', OLD.lifted_by));
END;
