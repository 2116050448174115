-- An import keeps the cells that it leaves out because the room or the site is closed. Its twin is in migrations/sqlite.
ALTER TABLE import_rows DROP CONSTRAINT import_rows_action_check;
ALTER TABLE import_rows ADD CONSTRAINT import_rows_action_check CHECK (action IN
  ('create', 'update', 'keep', 'disagree', 'cancel', 'conflict', 'reject', 'ignore', 'closed'));
