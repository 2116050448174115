-- A booking that goes to another address is struck out of the calendar of the one before. Its twin is in migrations/sqlite.

-- whether it takes the booking back from an address that it no longer goes to
ALTER TABLE client_messages ADD COLUMN withdraws boolean NOT NULL DEFAULT FALSE;
DROP INDEX client_messages_booking_key;
CREATE UNIQUE INDEX client_messages_booking_key ON client_messages (booking_id) WHERE state = 'queued' AND NOT withdraws;
CREATE UNIQUE INDEX client_messages_withdrawal_key ON client_messages (booking_id, email) WHERE state = 'queued' AND withdraws;
