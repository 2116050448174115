DROP TABLE attachments;
DROP TABLE attachment_bytes;
DROP FUNCTION attachments_record();
DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''file'' THEN ''attachments''', '');
END $$;
