DROP TABLE demand;
DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''demand'' THEN ''demand''', '');
END $$;
