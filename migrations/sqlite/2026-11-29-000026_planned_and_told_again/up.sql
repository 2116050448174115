-- A device may be out on one rental and planned for others: holds keep them apart. Its twin is in migrations/postgres.
DROP INDEX booking_device_assignments_out;
CREATE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;
-- A device that is overdue leaves on no other rental, either. The clock is that rental's own.
CREATE TRIGGER booking_device_assignments_overdue_rental BEFORE UPDATE OF rental_id ON booking_device_assignments
WHEN NEW.rental_id IS NOT NULL AND OLD.rental_id IS NULL
BEGIN
  SELECT RAISE(ABORT, 'device_overdue')
   WHERE EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
                   JOIN offsite_rentals n ON n.id = NEW.rental_id
                  WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= n.created_at);
END;

-- What has become graver is sent once more.

-- How often it has become so, or was due to be told again.
ALTER TABLE notifications ADD COLUMN escalations INTEGER NOT NULL DEFAULT 0
  CONSTRAINT notifications_escalations_check CHECK (escalations >= 0);

-- A notification goes to a person by a channel once each time.
CREATE TABLE notification_digest_items_before AS SELECT * FROM notification_digest_items;
DROP TABLE notification_digest_items;
CREATE TABLE notification_digest_items (
  digest_id       INTEGER NOT NULL,
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  user_id         TEXT NOT NULL,
  channel         TEXT NOT NULL,
  escalations     INTEGER NOT NULL,
  PRIMARY KEY (notification_id, user_id, channel, escalations),
  FOREIGN KEY (digest_id, user_id, channel) REFERENCES notification_digests (id, user_id, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO notification_digest_items SELECT *, 0 FROM notification_digest_items_before;
DROP TABLE notification_digest_items_before;
CREATE INDEX notification_digest_items_digest ON notification_digest_items (digest_id);
CREATE TRIGGER notification_digest_items_fixed_update BEFORE UPDATE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
CREATE TRIGGER notification_digest_items_fixed_delete BEFORE DELETE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
