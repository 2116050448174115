-- A token knows who made it, an idempotency key belongs to its user, and a database that was made for tests says so.
-- Its twin is in migrations/sqlite.

ALTER TABLE database_info ADD COLUMN is_test boolean NOT NULL DEFAULT false;

-- Who really made the token, through whatever token or --as; a session is its user's own.
ALTER TABLE user_tokens ADD COLUMN made_by text REFERENCES users (user_id);
UPDATE user_tokens SET made_by = u.user_id FROM users u WHERE u.username = user_tokens.created_by;
-- From here on the log names each session at its sign-in, so those of before end.
UPDATE user_tokens SET revoked_at = created_at WHERE kind = 'session' AND revoked_at IS NULL;

ALTER TABLE idempotency_keys DROP CONSTRAINT idempotency_keys_pkey;
ALTER TABLE idempotency_keys ADD PRIMARY KEY (created_by, key);

-- As before, and the maker where that is another person than the user.
DROP FUNCTION colab_token_holder(text);
CREATE FUNCTION colab_token_holder(wanted text)
RETURNS TABLE (id bigint, scope jsonb, expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz,
               user_id text, username text, role text, is_active boolean, maker text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT t.id, t.scope, t.expires_at, t.last_used_at, t.revoked_at, u.user_id, u.username, u.role, u.is_active, m.username
    FROM user_tokens t JOIN users u ON u.user_id = t.user_id
    LEFT JOIN users m ON m.user_id = t.made_by AND m.user_id <> t.user_id
   WHERE t.token_hash = wanted
$$;

-- A row of the log has the server's own time; a database for tests the one that the program says.
CREATE OR REPLACE FUNCTION colab_audit_time(said timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN is_test THEN said ELSE clock_timestamp() END FROM database_info
$$;

DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION colab_token_holder(text) SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION colab_audit_time(timestamptz) SET search_path = %I, pg_temp', current_schema());
END $$;

-- Instants that the program can read: `infinity` is none.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT c.oid::regclass AS tab, c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
                AND a.atttypid = 'timestamptz'::regtype ORDER BY 2, 3 LOOP
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%I BETWEEN timestamptz ''0001-01-01 00:00Z'' AND timestamptz ''9999-12-31 23:59:59.999999Z'')',
                   one.tab, left(one.relname || '_' || one.attname, 55) || '_readable', one.attname);
  END LOOP;
END $$;
