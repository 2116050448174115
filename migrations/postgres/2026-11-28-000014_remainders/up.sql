-- What an import of a source left out, as it was last told: the same is told again only when it changes. A notification
-- stands for as long as there is a row. Its twin is in migrations/sqlite.

CREATE TABLE import_remainders (
  kind    text NOT NULL,
  source  text NOT NULL CONSTRAINT import_remainders_source_check CHECK (length(source) BETWEEN 1 AND 255),
  digest  text NOT NULL CONSTRAINT import_remainders_digest_check CHECK (length(digest) = 64),
  row_count integer NOT NULL CONSTRAINT import_remainders_row_count_check CHECK (row_count > 0),
  -- the first of them, for people
  first_rows text NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (kind, source)
);
