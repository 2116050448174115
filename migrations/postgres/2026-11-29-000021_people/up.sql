-- What users are called and where they are called. Its twin is in migrations/sqlite.
ALTER TABLE users ADD COLUMN full_name text;
ALTER TABLE users ADD COLUMN phone text;
