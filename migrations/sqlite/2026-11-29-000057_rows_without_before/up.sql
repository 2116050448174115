-- Older versions of SQLite, such as other programs bring, say of NULL that it is no valid JSON. Its twin is in migrations/postgres.
ALTER TABLE operation_rows DROP CONSTRAINT operation_rows_before_check;
ALTER TABLE operation_rows ADD CONSTRAINT operation_rows_before_check CHECK (before IS NULL OR json_valid(before));
