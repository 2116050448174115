DROP TABLE job_runs;
DROP TABLE jobs;
DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''job'' THEN ''jobs''', '');
END $$;
