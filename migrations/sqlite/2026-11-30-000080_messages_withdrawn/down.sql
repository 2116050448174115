DROP TRIGGER client_messages_no_replace;
DROP INDEX client_messages_withdrawal_key;
DROP INDEX client_messages_booking_key;
-- of a booking one message may wait
UPDATE client_messages SET state = 'superseded', next_attempt_at = NULL WHERE state = 'queued' AND withdraws = 1;
ALTER TABLE client_messages DROP COLUMN withdraws;
CREATE UNIQUE INDEX client_messages_booking_key ON client_messages (booking_id) WHERE state = 'queued';
CREATE TRIGGER client_messages_no_replace BEFORE INSERT ON client_messages
WHEN EXISTS (SELECT 1 FROM client_messages WHERE id = NEW.id OR message_id = NEW.message_id
             OR (booking_id = NEW.booking_id AND state = 'queued' AND NEW.state = 'queued')
             OR (rental_id = NEW.rental_id AND kind = NEW.kind AND return_on = NEW.return_on))
BEGIN SELECT RAISE(ABORT, 'client_messages_never_deleted'); END;
