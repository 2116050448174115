DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''client_message'' THEN ''client_messages''', '');
END $$;
DROP TABLE client_message_optouts;
DROP TABLE client_messages;
