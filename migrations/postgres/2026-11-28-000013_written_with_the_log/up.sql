-- What logins of people's own write for others is written with a row of the log that names them, and within what their role
-- may. Its twin in migrations/sqlite is empty: a file has no logins.

-- The log --------------------------------------------------------------------------------------------------------------

-- As before; it also names sessions, and tells of records only to whoever writes any of their kind.
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
  SELECT t.id AS token_id, u.username, u.role, m.username AS maker INTO holder
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
    -- Whoever manages no users tells of users and tokens the own acts alone, and of other records as far as the login
    -- writes any of their kind.
    IF NOT may_say AND entry.actor <> 'nobody' AND NOT (CASE entry.entity
         WHEN 'command' THEN true
         WHEN 'user' THEN entry.entity_id = entry.actor
         WHEN 'sign_in' THEN entry.entity_id = entry.actor
         WHEN 'sign_out' THEN entry.entity_id = entry.actor
         WHEN 'token' THEN EXISTS (SELECT 1 FROM user_tokens t JOIN users u ON u.user_id = t.user_id
                                    WHERE t.id::text = entry.entity_id AND u.username = entry.actor)
         ELSE has_table_privilege(session_user, CASE entry.entity
                WHEN 'setting' THEN 'settings' WHEN 'database' THEN 'settings'
                WHEN 'room' THEN 'rooms' WHEN 'import' THEN 'imports'
                WHEN 'device' THEN 'devices' WHEN 'device_category' THEN 'devices' WHEN 'rental' THEN 'devices'
                WHEN 'stock_threshold' THEN 'devices' WHEN 'price' THEN 'pricing_catalog' WHEN 'costing' THEN 'booking_costing'
                WHEN 'notification' THEN 'notification_reads' WHEN 'digest' THEN 'notifications'
                WHEN 'outbox' THEN 'notifications' ELSE 'bookings' END::regclass, 'INSERT') END) THEN
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

-- Whether the log tells of what is written: at the end of the transaction its rows are the newest ones, as it holds the head.
CREATE FUNCTION colab_logged() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  written jsonb := to_jsonb(NEW);
  kind text := 'notification';
  record text;
  newest audit_log;
  is_told boolean;
BEGIN
  SELECT l.* INTO newest FROM audit_log l JOIN audit_head h ON h.seq = l.seq
   WHERE h.id = 1 AND l.xmin = pg_current_xact_id()::xid AND l.login = session_user;
  is_told := FOUND;
  CASE TG_TABLE_NAME
    WHEN 'outbox' THEN kind := written ->> 'entity'; record := written ->> 'entity_id';
    WHEN 'notifications' THEN record := written ->> 'id';
    WHEN 'notification_recipients' THEN record := written ->> 'notification_id';
    WHEN 'notification_reads' THEN
      record := written ->> 'notification_id';
      -- What others have read becomes unread when it grows graver; only they themselves read it.
      is_told := is_told AND (written ->> 'read_at' IS NULL OR EXISTS (
        SELECT 1 FROM users u WHERE u.user_id = written ->> 'user_id' AND u.username IN (newest.actor, newest.on_behalf_of)));
    WHEN 'notification_digests' THEN kind := 'digest'; record := written ->> 'id';
    WHEN 'notification_digest_items' THEN kind := 'digest'; record := written ->> 'digest_id';
    WHEN 'idempotency_keys' THEN
      is_told := is_told AND coalesce(written ->> 'created_by' IN (newest.actor, newest.on_behalf_of), false);
  END CASE;
  IF TG_TABLE_NAME = 'outbox' AND TG_OP = 'UPDATE' THEN
    -- Passed on by whoever checks, which opens a notification or says why not.
    is_told := is_told AND newest.command LIKE 'notify %';
  ELSIF record IS NOT NULL THEN
    is_told := is_told AND EXISTS (SELECT 1 FROM audit_log l WHERE l.entity = kind AND l.entity_id = record
                                      AND l.xmin = pg_current_xact_id()::xid);
  END IF;
  IF NOT is_told THEN
    RAISE EXCEPTION USING MESSAGE = 'written_with_the_log', ERRCODE = 'check_violation', CONSTRAINT = 'written_with_the_log';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER outbox_logged AFTER INSERT OR UPDATE ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT has_table_privilege('users'::regclass, 'INSERT')) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notifications_logged AFTER INSERT OR UPDATE ON notifications DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT has_table_privilege('users'::regclass, 'INSERT')) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notification_recipients_logged AFTER INSERT ON notification_recipients DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT has_table_privilege('users'::regclass, 'INSERT')) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notification_reads_logged AFTER INSERT OR UPDATE ON notification_reads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT has_table_privilege('users'::regclass, 'INSERT')) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notification_digests_logged AFTER INSERT OR UPDATE ON notification_digests DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT has_table_privilege('users'::regclass, 'INSERT')) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notification_digest_items_logged AFTER INSERT ON notification_digest_items DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT has_table_privilege('users'::regclass, 'INSERT')) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER idempotency_keys_logged AFTER INSERT ON idempotency_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT has_table_privilege('users'::regclass, 'INSERT')) EXECUTE FUNCTION colab_logged();

-- What a role may, row by row ------------------------------------------------------------------------------------------

DROP POLICY IF EXISTS booking_catering_read ON booking_catering;
DROP POLICY IF EXISTS booking_catering_write ON booking_catering;
ALTER TABLE booking_catering ENABLE ROW LEVEL SECURITY;
CREATE POLICY booking_catering_read ON booking_catering FOR SELECT USING (true);
CREATE POLICY booking_catering_write ON booking_catering
  USING (has_table_privilege('rooms'::regclass, 'INSERT')
         OR NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = booking_id AND b.room_id IS NOT NULL));

-- Whoever assigns no devices asks for them.
ALTER TABLE booking_device_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY booking_device_assignments_read ON booking_device_assignments FOR SELECT USING (true);
CREATE POLICY booking_device_assignments_write ON booking_device_assignments
  USING (device_id IS NULL AND rental_id IS NULL OR has_table_privilege('devices'::regclass, 'INSERT'));

-- An import belongs to those who may import its kind: src/import/kind.rs says the same.
CREATE FUNCTION import_is_own(kind text) RETURNS boolean LANGUAGE sql STABLE
  RETURN has_table_privilege(CASE WHEN kind IN ('schedule', 'rooms', 'bookings') THEN 'rooms'::regclass
                                  WHEN kind = 'devices' THEN 'devices'::regclass
                                  WHEN kind = 'pricing' THEN 'pricing_catalog'::regclass
                                  ELSE 'users'::regclass END, 'INSERT');
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY imports_read ON imports FOR SELECT USING (true);
CREATE POLICY imports_write ON imports USING (import_is_own(kind));
ALTER TABLE import_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_rows_read ON import_rows FOR SELECT USING (true);
CREATE POLICY import_rows_write ON import_rows
  USING (import_id IS NULL OR EXISTS (SELECT 1 FROM imports i WHERE i.id = import_id AND import_is_own(i.kind)));

-- A row has a number that its sequence gave, and keeps it.
CREATE FUNCTION colab_numbered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF (CASE TG_OP WHEN 'UPDATE' THEN NEW.id <> OLD.id
        ELSE coalesce(NEW.id NOT BETWEEN 1 AND
               pg_sequence_last_value(pg_get_serial_sequence(TG_RELID::regclass::text, 'id')::regclass), true) END) THEN
    RAISE EXCEPTION USING MESSAGE = 'numbered_by_the_server', ERRCODE = 'check_violation', CONSTRAINT = 'numbered_by_the_server';
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['rooms', 'imports', 'import_rows', 'booking_series', 'bookings', 'booking_device_assignments', 'outbox',
    'device_categories', 'devices', 'device_movement_log', 'offsite_rentals', 'pricing_catalog', 'booking_costing', 'notifications',
    'notification_digests'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_numbered BEFORE INSERT OR UPDATE OF id ON %1$s FOR EACH ROW
                    WHEN (NOT has_table_privilege(''users''::regclass, ''INSERT'')) EXECUTE FUNCTION colab_numbered()', one);
  END LOOP;
END $$;

-- The right to update one column is there to lock rows by, and changes none.
CREATE TRIGGER rooms_locked_alone BEFORE UPDATE ON rooms
  FOR EACH ROW WHEN (NOT has_table_privilege('rooms'::regclass, 'INSERT')) EXECUTE FUNCTION colab_refuse('rooms_locked_alone');
CREATE TRIGGER devices_locked_alone BEFORE UPDATE ON devices
  FOR EACH ROW WHEN (NOT has_table_privilege('devices'::regclass, 'INSERT')) EXECUTE FUNCTION colab_refuse('devices_locked_alone');

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['colab_audit_append(json)', 'colab_logged()', 'colab_numbered()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
