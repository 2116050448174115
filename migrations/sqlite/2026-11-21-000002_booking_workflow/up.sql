-- The workflow of bookings, SQLite. Its twin is in migrations/postgres.

-- Asks for devices and for no room: never a ghost, confirmed without one.
ALTER TABLE bookings ADD COLUMN device_only INTEGER NOT NULL DEFAULT 0
  CONSTRAINT bookings_device_only_check CHECK (device_only IN (0, 1))
  CONSTRAINT bookings_device_only_room_check CHECK (device_only = 0 OR (room_id IS NULL AND wished_room_id IS NULL));

-- What others are to be told, written with the change that causes it; `notify` drains it.
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  topic      TEXT NOT NULL CONSTRAINT outbox_topic_check CHECK (length(topic) BETWEEN 1 AND 100),
  -- a JSON array of roles and users
  audience   TEXT NOT NULL CONSTRAINT outbox_audience_check CHECK (json_valid(audience)),
  entity     TEXT NOT NULL,
  entity_id  TEXT NOT NULL,
  message    TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  drained_at INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (id) WHERE drained_at IS NULL;
