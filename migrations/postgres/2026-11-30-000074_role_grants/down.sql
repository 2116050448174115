DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''grant'' THEN ''role_grants''', '');
END $$;
DROP TABLE role_grants;
