-- Digests of the rows that were told, so that only new ones are told again.
ALTER TABLE import_remainders ADD COLUMN row_digests text NOT NULL DEFAULT '';
