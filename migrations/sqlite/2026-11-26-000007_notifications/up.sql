-- Notifications, who has read them, what was sent of them, and the thresholds of stock, SQLite. Its twin is in migrations/postgres.

-- A condition that holds, or something that happened: what there is to tell.
CREATE TABLE notifications (
  id                INTEGER PRIMARY KEY,
  notification_type TEXT NOT NULL CONSTRAINT notifications_notification_type_check CHECK (length(notification_type) BETWEEN 1 AND 100),
  severity          TEXT NOT NULL CONSTRAINT notifications_severity_check CHECK (severity IN ('info', 'warn', 'alert')),
  entity            TEXT NOT NULL,
  entity_id         TEXT NOT NULL,
  -- what it is about: of each such thing one is open at a time
  condition_key     TEXT NOT NULL CONSTRAINT notifications_condition_key_check CHECK (length(condition_key) > 0),
  title             TEXT NOT NULL CONSTRAINT notifications_title_check CHECK (length(title) > 0),
  message           TEXT NOT NULL,
  details           TEXT NOT NULL CONSTRAINT notifications_details_check CHECK (json_valid(details)),
  opened_at         INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  resolved_at       INTEGER
) STRICT;
CREATE UNIQUE INDEX notifications_open ON notifications (condition_key) WHERE resolved_at IS NULL;
-- What is over stays over: it happens anew as another row.
CREATE TRIGGER notifications_resolved_for_good BEFORE UPDATE ON notifications WHEN OLD.resolved_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'notifications_resolved_for_good'); END;
CREATE TRIGGER notifications_never_deleted BEFORE DELETE ON notifications
BEGIN SELECT RAISE(ABORT, 'notifications_never_deleted'); END;

-- Whom it is for: `role:it_rental_admin`, `user:thandi`.
CREATE TABLE notification_recipients (
  recipient       TEXT NOT NULL CONSTRAINT notification_recipients_recipient_check CHECK (recipient LIKE 'role:%' OR recipient LIKE 'user:%'),
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  PRIMARY KEY (recipient, notification_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_recipients_notification ON notification_recipients (notification_id);

-- What a person has done about it; it stays unread for the others.
CREATE TABLE notification_reads (
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  user_id         TEXT NOT NULL REFERENCES users (user_id),
  read_at         INTEGER,
  acked_at        INTEGER,
  snoozed_until   INTEGER,
  PRIMARY KEY (notification_id, user_id),
  CONSTRAINT notification_reads_acked_check CHECK (acked_at IS NULL OR read_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_reads_user ON notification_reads (user_id);

-- What is sent together to one person by one channel. `sending`: taken up by a sender, who commits before he sends.
CREATE TABLE notification_digests (
  id              INTEGER PRIMARY KEY,
  user_id         TEXT NOT NULL REFERENCES users (user_id),
  channel         TEXT NOT NULL CONSTRAINT notification_digests_channel_check CHECK (channel IN ('smtp', 'webhook', 'stdout')),
  -- made once: a digest that is sent again is known by it
  message_id      TEXT NOT NULL CONSTRAINT notification_digests_message_id_key UNIQUE,
  state           TEXT NOT NULL CONSTRAINT notification_digests_state_check CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
  attempts        INTEGER NOT NULL CONSTRAINT notification_digests_attempts_check CHECK (attempts >= 0),
  next_attempt_at INTEGER,
  claimed_at      INTEGER,
  last_error      TEXT,
  created_at      INTEGER NOT NULL,
  sent_at         INTEGER,
  CONSTRAINT notification_digests_whose_key UNIQUE (id, user_id, channel),
  CONSTRAINT notification_digests_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT notification_digests_claimed_check CHECK (state <> 'sending' OR claimed_at IS NOT NULL)
) STRICT;
CREATE INDEX notification_digests_waiting ON notification_digests (id) WHERE state IN ('queued', 'sending');

-- A notification goes to a person by a channel once.
CREATE TABLE notification_digest_items (
  digest_id       INTEGER NOT NULL,
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  user_id         TEXT NOT NULL,
  channel         TEXT NOT NULL,
  PRIMARY KEY (notification_id, user_id, channel),
  FOREIGN KEY (digest_id, user_id, channel) REFERENCES notification_digests (id, user_id, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_digest_items_digest ON notification_digest_items (digest_id);

-- A category's own thresholds; what is NULL is as the site's settings say.
CREATE TABLE stock_thresholds (
  category_id   INTEGER NOT NULL PRIMARY KEY REFERENCES device_categories (id),
  warn_percent  INTEGER CONSTRAINT stock_thresholds_warn_percent_check CHECK (warn_percent BETWEEN 0 AND 100),
  alert_percent INTEGER CONSTRAINT stock_thresholds_alert_percent_check CHECK (alert_percent BETWEEN 0 AND 100),
  warn_count    INTEGER CONSTRAINT stock_thresholds_warn_count_check CHECK (warn_count BETWEEN 0 AND 100000),
  updated_at    INTEGER NOT NULL,
  updated_by    TEXT NOT NULL
) STRICT;

-- Requests among all that was ever given: `notify check` asks for them every minute.
CREATE INDEX booking_device_assignments_requests ON booking_device_assignments (booking_id) WHERE device_id IS NULL;
