DROP TRIGGER devices_locked_alone ON devices;
DROP TRIGGER rooms_locked_alone ON rooms;
DROP FUNCTION colab_numbered() CASCADE;
DROP POLICY import_rows_write ON import_rows;
DROP POLICY import_rows_read ON import_rows;
ALTER TABLE import_rows DISABLE ROW LEVEL SECURITY;
DROP POLICY imports_write ON imports;
DROP POLICY imports_read ON imports;
ALTER TABLE imports DISABLE ROW LEVEL SECURITY;
DROP POLICY booking_device_assignments_write ON booking_device_assignments;
DROP POLICY booking_device_assignments_read ON booking_device_assignments;
ALTER TABLE booking_device_assignments DISABLE ROW LEVEL SECURITY;
DROP POLICY booking_catering_write ON booking_catering;
DROP POLICY booking_catering_read ON booking_catering;
ALTER TABLE booking_catering DISABLE ROW LEVEL SECURITY;
DROP FUNCTION import_is_own(text);
DROP TRIGGER idempotency_keys_logged ON idempotency_keys;
DROP TRIGGER notification_digest_items_logged ON notification_digest_items;
DROP TRIGGER notification_digests_logged ON notification_digests;
DROP TRIGGER notification_reads_logged ON notification_reads;
DROP TRIGGER notification_recipients_logged ON notification_recipients;
DROP TRIGGER notifications_logged ON notifications;
DROP TRIGGER outbox_logged ON outbox;
DROP FUNCTION colab_logged();
CREATE OR REPLACE FUNCTION colab_audit_append(written json) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  head audit_head;
  event json;
  entry audit_log;
  facts text;
  marked text[];
  holder record;
  may_say boolean := has_table_privilege(session_user, 'users', 'INSERT');
BEGIN
  SELECT CASE t.kind WHEN 'token' THEN t.id END AS token_id, u.username, u.role, m.username AS maker INTO holder
    FROM user_tokens t
    JOIN users u ON u.user_id = t.user_id
    LEFT JOIN users m ON m.user_id = t.made_by AND m.user_id <> t.user_id
   WHERE t.token_hash = written ->> 'token_hash' AND t.revoked_at IS NULL AND u.is_active
     AND coalesce(t.expires_at > clock_timestamp(), true);
  IF FOUND THEN
    entry.actor := holder.username;
    entry.on_behalf_of := written ->> 'on_behalf_of';
    entry.token_id := holder.token_id;
    entry.token_maker := holder.maker;
  ELSIF may_say THEN
    entry.actor := written ->> 'actor';
    entry.on_behalf_of := written ->> 'on_behalf_of';
    entry.token_id := written ->> 'token_id';
    entry.token_maker := written ->> 'token_maker';
  ELSE
    entry.actor := 'nobody';
  END IF;
  IF NOT may_say AND (entry.on_behalf_of IS NOT NULL AND holder.role <> 'admin' OR entry.actor = 'nobody' AND EXISTS (
       SELECT 1 FROM json_array_elements(written -> 'events') AS one
        WHERE one ->> 'entity' <> 'command' OR one ->> 'before' IS NOT NULL OR one ->> 'after' IS NOT NULL)) THEN
    RAISE EXCEPTION USING MESSAGE = 'audit_log_actor', ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_actor';
  END IF;
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR NO KEY UPDATE;
  entry.form := 2;
  entry.at := colab_audit_time(timestamptz 'epoch' + (written ->> 'at')::bigint * interval '1 microsecond');
  entry.login := session_user;
  entry.command := written ->> 'command';
  entry.duration_ms := written ->> 'duration_ms';
  FOR event IN SELECT value FROM json_array_elements(written -> 'events') LOOP
    entry.seq := head.seq + 1;
    entry.entity := event ->> 'entity';
    entry.entity_id := event ->> 'entity_id';
    -- Of users and tokens whoever manages no users tells the own acts alone.
    IF NOT may_say AND entry.actor <> 'nobody' AND NOT (CASE entry.entity
         WHEN 'user' THEN entry.entity_id = entry.actor
         WHEN 'sign_in' THEN entry.entity_id = entry.actor
         WHEN 'token' THEN EXISTS (SELECT 1 FROM user_tokens t JOIN users u ON u.user_id = t.user_id
                                    WHERE t.id::text = entry.entity_id AND u.username = entry.actor)
         ELSE true END) THEN
      RAISE EXCEPTION USING MESSAGE = 'audit_log_actor', ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_actor';
    END IF;
    entry.before := event ->> 'before';
    entry.after := event ->> 'after';
    entry.metadata := event ->> 'metadata';
    INSERT INTO audit_values (seq, digest, salt, value)
    SELECT entry.seq, encode(sha256(convert_to((one ->> 'salt') || (one ->> 'value'), 'UTF8')), 'hex'), one ->> 'salt', one ->> 'value'
      FROM json_array_elements(event -> 'values') AS one;
    facts := concat_ws(' ', entry.before, entry.after, entry.metadata);
    marked := ARRAY(SELECT hit[1] COLLATE "C" FROM regexp_matches(facts, '\{"salted_sha256":"([^"]*)"\}', 'g') AS hit ORDER BY 1);
    -- Each mark is whole, stands once, and has its value.
    IF marked IS DISTINCT FROM ARRAY(SELECT digest COLLATE "C" FROM audit_values WHERE seq = entry.seq ORDER BY 1)
       OR cardinality(marked) <> greatest(cardinality(string_to_array(facts, '{"salted_sha256":')), 1) - 1 THEN
      RAISE EXCEPTION USING MESSAGE = 'audit_values_marked', ERRCODE = 'check_violation', CONSTRAINT = 'audit_values_marked';
    END IF;
    entry.hash := encode(sha256(convert_to(head.hash || audit_chained(entry), 'UTF8')), 'hex');
    INSERT INTO audit_log VALUES (entry.*);
    head.seq := entry.seq;
    head.hash := entry.hash;
  END LOOP;
  UPDATE audit_head SET seq = head.seq, hash = head.hash WHERE id = 1;
END $$;
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION colab_audit_append(json) SET search_path = %I, pg_temp', current_schema());
END $$;
