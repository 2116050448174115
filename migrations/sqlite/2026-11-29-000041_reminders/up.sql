-- Reminders of invoices, each stage once. Its twin is in migrations/postgres.
CREATE TABLE invoice_reminders (
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  stage      INTEGER NOT NULL CONSTRAINT invoice_reminders_stage_check CHECK (stage > 0),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (invoice_id, stage)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER invoice_reminders_no_replace BEFORE INSERT ON invoice_reminders
WHEN EXISTS (SELECT 1 FROM invoice_reminders WHERE invoice_id = NEW.invoice_id AND stage = NEW.stage)
BEGIN SELECT RAISE(ABORT, 'invoice_reminders_append_only'); END;
CREATE TRIGGER invoice_reminders_no_update BEFORE UPDATE ON invoice_reminders
BEGIN SELECT RAISE(ABORT, 'invoice_reminders_append_only'); END;
CREATE TRIGGER invoice_reminders_no_delete BEFORE DELETE ON invoice_reminders
BEGIN SELECT RAISE(ABORT, 'invoice_reminders_append_only'); END;
