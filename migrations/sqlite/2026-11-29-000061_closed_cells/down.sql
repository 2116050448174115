ALTER TABLE import_rows DROP CONSTRAINT import_rows_action_check;
ALTER TABLE import_rows ADD CONSTRAINT import_rows_action_check CHECK (action IN
  ('create', 'update', 'keep', 'disagree', 'cancel', 'conflict', 'reject', 'ignore'));
