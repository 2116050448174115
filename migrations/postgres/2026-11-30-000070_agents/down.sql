DROP TABLE proposals;
DROP TABLE agent_runs;
DROP TABLE agent_config;

DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''agent'' THEN ''agent_runs'' WHEN ''proposal'' THEN ''proposals''', '');
END $$;
