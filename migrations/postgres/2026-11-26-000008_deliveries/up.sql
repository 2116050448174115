-- What was sent stays sent, and who sends holds a claim that ends, PostgreSQL. Its twin is in migrations/sqlite.

-- Until then nobody else takes it up; by the real clock.
ALTER TABLE notification_digests ADD COLUMN claimed_until timestamptz;
ALTER TABLE notification_digests ADD CONSTRAINT notification_digests_claimed_until_check
  CHECK (state <> 'sending' OR claimed_until IS NOT NULL);

CREATE TRIGGER notification_digests_sent_for_good BEFORE UPDATE ON notification_digests
  FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION colab_refuse('notification_digests_sent_for_good');
CREATE TRIGGER notification_digests_never_deleted BEFORE DELETE OR TRUNCATE ON notification_digests
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('notification_digests_never_deleted');
CREATE TRIGGER notification_digest_items_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON notification_digest_items
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('notification_digest_items_fixed');
