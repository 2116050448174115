DROP TRIGGER outbox_drained_once;
ALTER TABLE booking_costing DROP COLUMN login;
DROP VIEW audit_rows;
DROP TRIGGER audit_values_append_only;
DROP TRIGGER audit_values_erased_only;
DROP TRIGGER audit_values_no_replace;
DROP TABLE audit_values;
DROP TRIGGER audit_log_no_replace;
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq >= NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit_log_append_only'); END;
ALTER TABLE audit_log DROP COLUMN token_maker;
ALTER TABLE audit_log DROP COLUMN token_id;
ALTER TABLE audit_log DROP COLUMN login;
ALTER TABLE audit_log DROP COLUMN form;
