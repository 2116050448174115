DROP INDEX client_messages_withdrawal_key;
DROP INDEX client_messages_booking_key;
-- of a booking one message may wait
UPDATE client_messages SET state = 'superseded', next_attempt_at = NULL WHERE state = 'queued' AND withdraws;
ALTER TABLE client_messages DROP COLUMN withdraws;
CREATE UNIQUE INDEX client_messages_booking_key ON client_messages (booking_id) WHERE state = 'queued';
