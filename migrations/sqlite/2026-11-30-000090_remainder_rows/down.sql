ALTER TABLE import_remainders DROP COLUMN row_digests;
