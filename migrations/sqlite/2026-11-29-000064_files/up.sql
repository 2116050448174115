-- Files of records: the bytes once for each hash, and the links to records. Its twin is in migrations/postgres.

CREATE TABLE attachment_bytes (
  -- in hex; `db check` holds it against the bytes, which a file cannot
  sha256  TEXT NOT NULL PRIMARY KEY,
  -- before the bytes: whoever reads it reads no bytes
  size    INTEGER NOT NULL,
  content BLOB NOT NULL,
  CONSTRAINT attachment_bytes_size_check CHECK (size > 0 AND size = length(content)),
  CONSTRAINT attachment_bytes_sha256_check CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT;

CREATE TABLE attachments (
  id           INTEGER PRIMARY KEY,
  -- the record: device, booking, rental, invoice, and its number in the table of these
  kind         TEXT NOT NULL,
  record_id    INTEGER NOT NULL,
  name         TEXT NOT NULL,
  name_key     TEXT NOT NULL,
  content_type TEXT NOT NULL,
  sha256       TEXT NOT NULL REFERENCES attachment_bytes (sha256),
  created_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  removed_at   INTEGER,
  removed_by   TEXT,
  CONSTRAINT attachments_name_check CHECK
    (length(name) BETWEEN 1 AND 200 AND name NOT IN ('.', '..') AND instr(name, '/') = 0 AND instr(name, '\') = 0),
  CONSTRAINT attachments_removed_check CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX attachments_kind_record_id_name_key_key ON attachments (kind, record_id, name_key)
  WHERE removed_at IS NULL;
CREATE INDEX attachments_sha256 ON attachments (sha256);

CREATE TRIGGER attachment_bytes_no_replace BEFORE INSERT ON attachment_bytes
WHEN EXISTS (SELECT 1 FROM attachment_bytes WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'attachment_bytes_fixed'); END;
CREATE TRIGGER attachment_bytes_no_update BEFORE UPDATE ON attachment_bytes
BEGIN SELECT RAISE(ABORT, 'attachment_bytes_fixed'); END;
-- Programs that do not look at references find this all the same.
CREATE TRIGGER attachment_bytes_linked BEFORE DELETE ON attachment_bytes
WHEN EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'attachments_sha256_fkey'); END;

CREATE TRIGGER attachments_no_replace BEFORE INSERT ON attachments
WHEN EXISTS (SELECT 1 FROM attachments WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'attachments_fixed'); END;
-- A link is removed and comes back; nothing else of it changes.
CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments
WHEN (OLD.id, OLD.kind, OLD.record_id, OLD.name, OLD.name_key, OLD.content_type, OLD.sha256, OLD.created_by, OLD.created_at)
  IS NOT (NEW.id, NEW.kind, NEW.record_id, NEW.name, NEW.name_key, NEW.content_type, NEW.sha256, NEW.created_by,
      NEW.created_at)
BEGIN SELECT RAISE(ABORT, 'attachments_fixed'); END;
-- A kind of record more is a line more here.
CREATE TRIGGER attachments_record BEFORE INSERT ON attachments
BEGIN
  SELECT RAISE(ABORT, 'attachments_record')
   WHERE NOT CASE NEW.kind
     WHEN 'device' THEN EXISTS (SELECT 1 FROM devices WHERE id = NEW.record_id)
     WHEN 'booking' THEN EXISTS (SELECT 1 FROM bookings WHERE id = NEW.record_id)
     WHEN 'rental' THEN EXISTS (SELECT 1 FROM offsite_rentals WHERE id = NEW.record_id)
     WHEN 'invoice' THEN EXISTS (SELECT 1 FROM invoices WHERE id = NEW.record_id)
    WHEN 'task' THEN EXISTS (SELECT 1 FROM tasks WHERE id = NEW.record_id)
     ELSE 0 END;
END;

-- What is removed for good is not kept: its name may be what somebody wants gone.
CREATE TRIGGER attachments_kept_insert AFTER INSERT ON attachments
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('attachments', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER attachments_kept_update AFTER UPDATE ON attachments
WHEN (OLD.kind, OLD.record_id, OLD.name, OLD.name_key, OLD.content_type, OLD.sha256, OLD.created_by, OLD.created_at,
      OLD.removed_at, OLD.removed_by)
  IS NOT (NEW.kind, NEW.record_id, NEW.name, NEW.name_key, NEW.content_type, NEW.sha256, NEW.created_by, NEW.created_at,
      NEW.removed_at, NEW.removed_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('attachments', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'kind', OLD.kind, 'record_id', OLD.record_id, 'name', OLD.name, 'name_key', OLD.name_key,
      'content_type', OLD.content_type, 'sha256', OLD.sha256, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'removed_at', OLD.removed_at, 'removed_by', OLD.removed_by));
END;
