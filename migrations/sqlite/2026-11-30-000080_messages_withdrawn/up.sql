-- A booking that goes to another address is struck out of the calendar of the one before. Its twin is in migrations/postgres.

-- whether it takes the booking back from an address that it no longer goes to
ALTER TABLE client_messages ADD COLUMN withdraws INTEGER NOT NULL DEFAULT 0 CHECK (withdraws IN (0, 1));
DROP INDEX client_messages_booking_key;
CREATE UNIQUE INDEX client_messages_booking_key ON client_messages (booking_id) WHERE state = 'queued' AND withdraws = 0;
CREATE UNIQUE INDEX client_messages_withdrawal_key ON client_messages (booking_id, email) WHERE state = 'queued' AND withdraws = 1;

DROP TRIGGER client_messages_no_replace;
CREATE TRIGGER client_messages_no_replace BEFORE INSERT ON client_messages
WHEN EXISTS (SELECT 1 FROM client_messages WHERE id = NEW.id OR message_id = NEW.message_id
             OR (booking_id = NEW.booking_id AND state = 'queued' AND NEW.state = 'queued' AND withdraws = NEW.withdraws
                 AND (withdraws = 0 OR email = NEW.email))
             OR (rental_id = NEW.rental_id AND kind = NEW.kind AND return_on = NEW.return_on))
BEGIN SELECT RAISE(ABORT, 'client_messages_never_deleted'); END;
