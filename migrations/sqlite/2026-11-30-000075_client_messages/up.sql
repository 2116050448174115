-- What clients are told of their bookings and rentals, and who wants none of it. Its twin is in migrations/postgres.

CREATE TABLE client_messages (
  id              INTEGER PRIMARY KEY,
  client_id       INTEGER NOT NULL REFERENCES clients (id),
  booking_id      INTEGER REFERENCES bookings (id),
  rental_id       INTEGER REFERENCES offsite_rentals (id),
  -- of one that waits it is what it would be by now; decided when it is sent
  kind            TEXT NOT NULL CONSTRAINT client_messages_kind_check CHECK
                    (kind IN ('confirmation', 'change', 'cancellation', 'return_soon', 'return_late')),
  -- the day of return that is told
  return_on       TEXT,
  state           TEXT NOT NULL CONSTRAINT client_messages_state_check CHECK
                    (state IN ('queued', 'sending', 'sent', 'failed', 'superseded')),
  -- the SEQUENCE of the invitation
  revision        INTEGER NOT NULL,
  -- whether it is told although it is over
  tells_past      INTEGER NOT NULL CHECK (tells_past IN (0, 1)),
  -- what the client knew before the first change that it tells; what it tells
  known           TEXT CHECK (known IS NULL OR json_valid(known)),
  told            TEXT CHECK (told IS NULL OR json_valid(told)),
  email           TEXT,
  message_id      TEXT NOT NULL CONSTRAINT client_messages_message_id_key UNIQUE,
  attempts        INTEGER NOT NULL CONSTRAINT client_messages_attempts_check CHECK (attempts >= 0),
  next_attempt_at INTEGER,
  -- until then nobody else takes it up; by the real clock
  claimed_until   INTEGER,
  -- why it was not sent
  reason          TEXT,
  created_at      INTEGER NOT NULL,
  sent_at         INTEGER,
  CONSTRAINT client_messages_subject_check CHECK ((booking_id IS NULL) <> (rental_id IS NULL)),
  CONSTRAINT client_messages_return_check CHECK
    ((rental_id IS NOT NULL) = (kind IN ('return_soon', 'return_late')) AND (rental_id IS NULL) = (return_on IS NULL)),
  CONSTRAINT client_messages_queued_check CHECK (state <> 'queued' OR next_attempt_at IS NOT NULL),
  CONSTRAINT client_messages_claimed_check CHECK (state <> 'sending' OR claimed_until IS NOT NULL),
  CONSTRAINT client_messages_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX client_messages_client ON client_messages (client_id);
CREATE INDEX client_messages_booking ON client_messages (booking_id);
CREATE INDEX client_messages_waiting ON client_messages (id) WHERE state IN ('queued', 'sending');
-- Ten changes of a booking are one message, and a day of return is told once.
CREATE UNIQUE INDEX client_messages_booking_key ON client_messages (booking_id) WHERE state = 'queued';
CREATE UNIQUE INDEX client_messages_return_key ON client_messages (rental_id, kind, return_on);

-- What was sent stays as it was sent, but for the addresses of forgotten clients.
CREATE TRIGGER client_messages_sent_for_good BEFORE UPDATE ON client_messages
WHEN OLD.state = 'sent' AND (NEW.email IS NOT NULL
  OR (OLD.id, OLD.client_id, OLD.booking_id, OLD.rental_id, OLD.kind, OLD.return_on, OLD.state, OLD.revision, OLD.message_id, OLD.sent_at)
     IS NOT (NEW.id, NEW.client_id, NEW.booking_id, NEW.rental_id, NEW.kind, NEW.return_on, NEW.state, NEW.revision, NEW.message_id, NEW.sent_at))
BEGIN SELECT RAISE(ABORT, 'client_messages_sent_for_good'); END;
CREATE TRIGGER client_messages_never_deleted BEFORE DELETE ON client_messages
BEGIN SELECT RAISE(ABORT, 'client_messages_never_deleted'); END;
CREATE TRIGGER client_messages_no_replace BEFORE INSERT ON client_messages
WHEN EXISTS (SELECT 1 FROM client_messages WHERE id = NEW.id OR message_id = NEW.message_id
             OR (booking_id = NEW.booking_id AND state = 'queued' AND NEW.state = 'queued')
             OR (rental_id = NEW.rental_id AND kind = NEW.kind AND return_on = NEW.return_on))
BEGIN SELECT RAISE(ABORT, 'client_messages_never_deleted'); END;

CREATE TABLE client_message_optouts (
  client_id  INTEGER NOT NULL REFERENCES clients (id),
  kind       TEXT NOT NULL CONSTRAINT client_message_optouts_kind_check CHECK
               (kind IN ('confirmation', 'change', 'cancellation', 'return_soon', 'return_late')),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (client_id, kind)
) STRICT;

CREATE TRIGGER client_message_optouts_kept_insert AFTER INSERT ON client_message_optouts
BEGIN
  INSERT INTO operation_rows (table_name, row_key)
    VALUES ('client_message_optouts', CAST(NEW.client_id AS TEXT) || '/' || NEW.kind);
END;
CREATE TRIGGER client_message_optouts_kept_delete AFTER DELETE ON client_message_optouts
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before)
    VALUES ('client_message_optouts', CAST(OLD.client_id AS TEXT) || '/' || OLD.kind,
      json_object('client_id', OLD.client_id, 'kind', OLD.kind, 'created_at', OLD.created_at, 'created_by', OLD.created_by));
END;
