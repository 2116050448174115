-- What has become graver is sent once more. Its twin is in migrations/sqlite.

-- When it last became so.
ALTER TABLE notifications ADD COLUMN escalated_at timestamptz;

-- A notification goes to a person by a channel once, and again in another digest when it is graver.
ALTER TABLE notification_digest_items
  DROP CONSTRAINT notification_digest_items_pkey,
  ADD PRIMARY KEY (notification_id, user_id, channel, digest_id);
