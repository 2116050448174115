-- What was sent stays sent, and who sends holds a claim that ends, SQLite. Its twin is in migrations/postgres.

-- Until then nobody else takes it up; by the real clock.
ALTER TABLE notification_digests ADD COLUMN claimed_until INTEGER
  CONSTRAINT notification_digests_claimed_until_check CHECK (state <> 'sending' OR claimed_until IS NOT NULL);

CREATE TRIGGER notification_digests_sent_for_good BEFORE UPDATE ON notification_digests WHEN OLD.state = 'sent'
BEGIN SELECT RAISE(ABORT, 'notification_digests_sent_for_good'); END;
CREATE TRIGGER notification_digests_never_deleted BEFORE DELETE ON notification_digests
BEGIN SELECT RAISE(ABORT, 'notification_digests_never_deleted'); END;
CREATE TRIGGER notification_digest_items_fixed_update BEFORE UPDATE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
CREATE TRIGGER notification_digest_items_fixed_delete BEFORE DELETE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, 'notification_digest_items_fixed'); END;
