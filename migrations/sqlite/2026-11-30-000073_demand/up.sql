-- Demand: who wanted a room and got none. Its twin is in migrations/postgres.

CREATE TABLE demand (
  id          INTEGER PRIMARY KEY,
  asked_at    INTEGER NOT NULL,
  -- the site's day
  asked_on    TEXT NOT NULL,
  asked_by    TEXT NOT NULL,
  client_name TEXT NOT NULL CONSTRAINT demand_client_name_check CHECK (length(client_name) BETWEEN 1 AND 255),
  client_key  TEXT NOT NULL,
  tenant_id   TEXT NOT NULL CONSTRAINT demand_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  starts_at   INTEGER NOT NULL,
  ends_at     INTEGER NOT NULL,
  people      INTEGER NOT NULL CONSTRAINT demand_people_check CHECK (people >= 0),
  -- the room wished; none: any that fits
  room_id     INTEGER REFERENCES rooms (id),
  -- a JSON array: what the room was to have
  amenities   TEXT NOT NULL CONSTRAINT demand_amenities_check CHECK (json_valid(amenities)),
  reason      TEXT NOT NULL CONSTRAINT demand_reason_check CHECK (reason IN ('taken', 'blocked', 'too_small', 'none_free', 'rejected')),
  -- the booking that was rejected
  booking_id  INTEGER REFERENCES bookings (id),
  -- how often it was tried on that day
  tries       INTEGER NOT NULL CONSTRAINT demand_tries_check CHECK (tries > 0),
  -- whether a room is waited for: none was free that answers the wish
  is_waiting  INTEGER NOT NULL CONSTRAINT demand_is_waiting_check CHECK (is_waiting IN (0, 1)),
  -- since when a room is offered
  offered_at  INTEGER,
  -- when somebody took it off the waiting list
  left_at     INTEGER,
  CONSTRAINT demand_period_check CHECK (ends_at > starts_at),
  CONSTRAINT demand_booking_check CHECK (booking_id IS NULL OR reason = 'rejected'),
  CONSTRAINT demand_one_a_day_key UNIQUE (client_key, starts_at, ends_at, asked_on)
) STRICT;
CREATE INDEX demand_asked ON demand (asked_at);
CREATE INDEX demand_waiting ON demand (starts_at) WHERE is_waiting AND left_at IS NULL;
