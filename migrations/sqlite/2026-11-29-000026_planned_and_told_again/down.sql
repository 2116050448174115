CREATE TABLE notification_digest_items_before AS SELECT * FROM notification_digest_items;
DROP TABLE notification_digest_items;
CREATE TABLE notification_digest_items (
  digest_id       INTEGER NOT NULL,
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  user_id         TEXT NOT NULL,
  channel         TEXT NOT NULL,
  PRIMARY KEY (notification_id, user_id, channel),
  FOREIGN KEY (digest_id, user_id, channel) REFERENCES notification_digests (id, user_id, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO notification_digest_items
  SELECT min(digest_id), notification_id, user_id, channel FROM notification_digest_items_before
   GROUP BY notification_id, user_id, channel;
DROP TABLE notification_digest_items_before;
CREATE INDEX notification_digest_items_digest ON notification_digest_items (digest_id);
CREATE TRIGGER notification_digest_items_fixed_update BEFORE UPDATE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
CREATE TRIGGER notification_digest_items_fixed_delete BEFORE DELETE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
ALTER TABLE notifications DROP COLUMN escalations;
DROP TRIGGER booking_device_assignments_overdue_rental;
DROP INDEX booking_device_assignments_out;
CREATE UNIQUE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;
