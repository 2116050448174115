-- What an import of a source left out, as it was last told: the same is told again only when it changes. A notification
-- stands for as long as there is a row. Its twin is in migrations/postgres.

CREATE TABLE import_remainders (
  kind    TEXT NOT NULL,
  source  TEXT NOT NULL CONSTRAINT import_remainders_source_check CHECK (length(source) BETWEEN 1 AND 255),
  digest  TEXT NOT NULL CONSTRAINT import_remainders_digest_check CHECK (length(digest) = 64),
  row_count INTEGER NOT NULL CONSTRAINT import_remainders_row_count_check CHECK (row_count > 0),
  -- the first of them, for people
  first_rows TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (kind, source)
) STRICT, WITHOUT ROWID;
