-- A token knows who made it, an idempotency key belongs to its user, and a database that was made for tests says so.
-- Its twin is in migrations/postgres.

ALTER TABLE database_info ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0
  CONSTRAINT database_info_is_test_check CHECK (is_test IN (0, 1));

-- Who really made the token, through whatever token or --as; a session is its user's own.
ALTER TABLE user_tokens ADD COLUMN made_by TEXT REFERENCES users (user_id);
UPDATE user_tokens SET made_by = u.user_id FROM users u WHERE u.username = user_tokens.created_by;
-- From here on the log names each session at its sign-in, so those of before end.
UPDATE user_tokens SET revoked_at = created_at WHERE kind = 'session' AND revoked_at IS NULL;

CREATE TABLE idempotency_keys_of_users (
  key          TEXT NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 255),
  command      TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  entity_ids   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL,
  PRIMARY KEY (created_by, key)
) STRICT, WITHOUT ROWID;
INSERT INTO idempotency_keys_of_users SELECT key, command, request_hash, entity_ids, created_at, created_by FROM idempotency_keys;
DROP TABLE idempotency_keys;
ALTER TABLE idempotency_keys_of_users RENAME TO idempotency_keys;
