-- Logins of people's own (`colab db grants`) read no hashes, and still a command finds out whose token it was given:
-- whoever knows a token's hash is told whose it is, and nothing else. Run as the owner, who may read hashes.

CREATE FUNCTION colab_token_holder(wanted text)
RETURNS TABLE (id bigint, scope jsonb, expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz,
               user_id text, username text, role text, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT t.id, t.scope, t.expires_at, t.last_used_at, t.revoked_at, u.user_id, u.username, u.role, u.is_active
    FROM user_tokens t JOIN users u ON u.user_id = t.user_id
   WHERE t.token_hash = wanted
$$;

CREATE FUNCTION colab_token_used(wanted text, used_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
  UPDATE user_tokens SET last_used_at = used_at WHERE token_hash = wanted
$$;

-- A definer's function finds its tables here and never among a caller's temporary ones.
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION colab_token_holder(text) SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION colab_token_used(text, timestamptz) SET search_path = %I, pg_temp', current_schema());
END $$;
