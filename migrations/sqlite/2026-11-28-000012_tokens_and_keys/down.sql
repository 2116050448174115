CREATE TABLE idempotency_keys_of_all (
  key          TEXT NOT NULL PRIMARY KEY CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 255),
  command      TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  entity_ids   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO idempotency_keys_of_all
  SELECT key, command, request_hash, entity_ids, created_at, created_by FROM idempotency_keys ORDER BY created_by;
DROP TABLE idempotency_keys;
ALTER TABLE idempotency_keys_of_all RENAME TO idempotency_keys;
ALTER TABLE user_tokens DROP COLUMN made_by;
ALTER TABLE database_info DROP COLUMN is_test;
