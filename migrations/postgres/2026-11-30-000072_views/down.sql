DROP TABLE views;
DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''view'' THEN ''views''', '');
END $$;
