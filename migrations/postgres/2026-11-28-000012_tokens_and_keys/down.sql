CREATE OR REPLACE FUNCTION colab_audit_time(said timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT said $$;
DROP FUNCTION colab_token_holder(text);
CREATE FUNCTION colab_token_holder(wanted text)
RETURNS TABLE (id bigint, scope jsonb, expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz,
               user_id text, username text, role text, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT t.id, t.scope, t.expires_at, t.last_used_at, t.revoked_at, u.user_id, u.username, u.role, u.is_active
    FROM user_tokens t JOIN users u ON u.user_id = t.user_id
   WHERE t.token_hash = wanted
$$;
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION colab_audit_time(timestamptz) SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION colab_token_holder(text) SET search_path = %I, pg_temp', current_schema());
END $$;
DELETE FROM idempotency_keys USING idempotency_keys other
  WHERE other.key = idempotency_keys.key AND other.created_by < idempotency_keys.created_by;
ALTER TABLE idempotency_keys DROP CONSTRAINT idempotency_keys_pkey;
ALTER TABLE idempotency_keys ADD PRIMARY KEY (key);
ALTER TABLE user_tokens DROP COLUMN made_by;
ALTER TABLE database_info DROP COLUMN is_test;

DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT conrelid::regclass AS tab, conname FROM pg_constraint
              WHERE connamespace = current_schema()::regnamespace AND conname LIKE '%\_readable' LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.tab, one.conname);
  END LOOP;
END $$;
