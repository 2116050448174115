-- What has become graver is sent once more. Its twin is in migrations/postgres.

-- When it last became so.
ALTER TABLE notifications ADD COLUMN escalated_at INTEGER;

-- A notification goes to a person by a channel once, and again in another digest when it is graver.
CREATE TABLE notification_digest_items_before AS SELECT * FROM notification_digest_items;
DROP TABLE notification_digest_items;
CREATE TABLE notification_digest_items (
  digest_id       INTEGER NOT NULL,
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  user_id         TEXT NOT NULL,
  channel         TEXT NOT NULL,
  PRIMARY KEY (notification_id, user_id, channel, digest_id),
  FOREIGN KEY (digest_id, user_id, channel) REFERENCES notification_digests (id, user_id, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO notification_digest_items SELECT * FROM notification_digest_items_before;
DROP TABLE notification_digest_items_before;
CREATE INDEX notification_digest_items_digest ON notification_digest_items (digest_id);
CREATE TRIGGER notification_digest_items_fixed_update BEFORE UPDATE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
CREATE TRIGGER notification_digest_items_fixed_delete BEFORE DELETE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
