-- Views: command lines that only read, under a name. Its twin is in migrations/postgres.

CREATE TABLE views (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT views_name_check CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9_-]*'),
  -- whose it is; empty: everybody's
  owner      TEXT NOT NULL,
  -- a JSON array: the words of the command
  words      TEXT NOT NULL CONSTRAINT views_words_check CHECK (json_valid(words)),
  created_by TEXT NOT NULL CONSTRAINT views_created_by_check CHECK (owner IN ('', created_by)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CONSTRAINT views_owner_name_key UNIQUE (owner, name)
) STRICT;

-- What undo brings back.
CREATE TRIGGER views_kept_insert AFTER INSERT ON views
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('views', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER views_kept_update AFTER UPDATE ON views
WHEN (OLD.name, OLD.owner, OLD.words, OLD.created_by, OLD.created_at)
  IS NOT (NEW.name, NEW.owner, NEW.words, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('views', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'owner', OLD.owner, 'words', OLD.words, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
CREATE TRIGGER views_kept_delete AFTER DELETE ON views
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('views', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'owner', OLD.owner, 'words', OLD.words, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
