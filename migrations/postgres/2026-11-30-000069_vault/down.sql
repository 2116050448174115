DROP TABLE vault_files;
DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''vault_file'' THEN ''vault_files''', '');
END $$;
