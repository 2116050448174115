ALTER TABLE operation_rows DROP CONSTRAINT operation_rows_before_check;
ALTER TABLE operation_rows ADD CONSTRAINT operation_rows_before_check CHECK (json_valid(before));
