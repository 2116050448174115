-- Rows of the log that say which token wrote them, and personal values beside the chain. Its twin is in
-- migrations/postgres, where logins of people's own write too.

-- What the hash is made of; rows of the first form came before the columns below.
ALTER TABLE audit_log ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CONSTRAINT audit_log_seq_check CHECK (seq > 0);
-- The login of the server; a file has none.
ALTER TABLE audit_log ADD COLUMN login TEXT;
-- The token or session that wrote it, and who made that for the actor.
ALTER TABLE audit_log ADD COLUMN token_id INTEGER;
ALTER TABLE audit_log ADD COLUMN token_maker TEXT;

DROP TRIGGER audit_log_no_replace;
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_log)
BEGIN SELECT RAISE(ABORT, 'audit_log_append_only'); END;

-- What is said of people: the chain holds {"salted_sha256":"…"} in its place. It can be erased, and nothing else.
CREATE TABLE audit_values (
  seq    INTEGER NOT NULL,
  -- SHA-256 of the salt followed by the value
  digest TEXT NOT NULL,
  salt   TEXT CONSTRAINT audit_values_salt_check CHECK (length(salt) = 32),
  value  TEXT,
  PRIMARY KEY (seq, digest),
  CONSTRAINT audit_values_erased_check CHECK ((salt IS NULL) = (value IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_values_no_replace BEFORE INSERT ON audit_values
WHEN NEW.seq <= (SELECT max(seq) FROM audit_log)
BEGIN SELECT RAISE(ABORT, 'audit_values_append_only'); END;
CREATE TRIGGER audit_values_erased_only BEFORE UPDATE ON audit_values
WHEN NEW.salt IS NOT NULL OR NEW.value IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.digest <> OLD.digest
BEGIN SELECT RAISE(ABORT, 'audit_values_append_only'); END;
CREATE TRIGGER audit_values_append_only BEFORE DELETE ON audit_values
BEGIN SELECT RAISE(ABORT, 'audit_values_append_only'); END;

-- The log as it is read: each row with its personal values, a JSON array of [digest, salt, value].
CREATE VIEW audit_rows AS
SELECT l.seq, l.at, l.actor, l.on_behalf_of, l.command, l.entity, l.entity_id, l.before, l.after, l.metadata, l.duration_ms,
       l.hash, l.form, l.login, l.token_id, l.token_maker,
       (SELECT json_group_array(json_array(v.digest, v.salt, v.value)) FROM audit_values v WHERE v.seq = l.seq) AS personal
  FROM audit_log l;

-- The login of the server that entered it; a file has none.
ALTER TABLE booking_costing ADD COLUMN login TEXT;

-- What was passed on stays passed on.
CREATE TRIGGER outbox_drained_once BEFORE UPDATE ON outbox WHEN OLD.drained_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'outbox_drained_once'); END;
