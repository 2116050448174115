-- What was read of the files of the vault. Its twin is in migrations/postgres.

CREATE TABLE vault_files (
  id          INTEGER PRIMARY KEY,
  -- of the path, which is blanked when somebody in it is forgotten
  path_sha256 TEXT NOT NULL CONSTRAINT vault_files_path_sha256_key UNIQUE,
  -- from the root of the machine that read it
  path        TEXT NOT NULL CONSTRAINT vault_files_path_check CHECK (length(path) BETWEEN 1 AND 1000),
  kind        TEXT NOT NULL CONSTRAINT vault_files_kind_check CHECK (kind IN ('pdf', 'xlsx', 'xls', 'xml', 'csv')),
  sha256      TEXT NOT NULL,
  bytes       INTEGER NOT NULL CONSTRAINT vault_files_bytes_check CHECK (bytes > 0),
  modified_at INTEGER NOT NULL,
  read_at     INTEGER NOT NULL,
  -- of a file that was indexed: its text, or why there is none
  text        TEXT,
  fault       TEXT,
  -- a line each: rental, client, serial or date, and its value
  facts       TEXT,
  indexed_at  INTEGER,
  -- its text is not read again while its bytes are the same
  forgotten_at INTEGER,
  gone_at     INTEGER,
  CONSTRAINT vault_files_indexed_check CHECK ((indexed_at IS NULL) = (text IS NULL AND fault IS NULL) AND (text IS NULL OR fault IS NULL)),
  CONSTRAINT vault_files_facts_check CHECK ((text IS NULL) = (facts IS NULL))
) STRICT;
