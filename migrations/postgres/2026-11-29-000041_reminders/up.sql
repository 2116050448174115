-- Reminders of invoices, each stage once. Its twin is in migrations/sqlite.
CREATE TABLE invoice_reminders (
  invoice_id bigint NOT NULL REFERENCES invoices (id),
  stage      integer NOT NULL CONSTRAINT invoice_reminders_stage_check CHECK (stage > 0),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (invoice_id, stage)
);
CREATE TRIGGER invoice_reminders_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_reminders
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoice_reminders_append_only');
