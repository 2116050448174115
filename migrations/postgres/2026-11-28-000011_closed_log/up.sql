-- Logins that forge nothing: rows of the log that say which login wrote them, personal values beside the chain, functions
-- that nobody can lead astray. Its twin is in migrations/sqlite.

-- The log --------------------------------------------------------------------------------------------------------------

ALTER TABLE audit_log
  -- what the hash is made of; rows of the first form came before the columns below
  ADD COLUMN form        integer NOT NULL DEFAULT 1,
  -- the login of the server; a file has none
  ADD COLUMN login       text,
  -- the token or session that wrote it, and who made that for the actor
  ADD COLUMN token_id    bigint,
  ADD COLUMN token_maker text,
  ADD CONSTRAINT audit_log_seq_check CHECK (seq > 0);

CREATE FUNCTION audit_log_no_replace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM audit_log) THEN
    RAISE EXCEPTION USING MESSAGE = 'audit_log_append_only', ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_append_only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_no_replace();

-- What is said of people: the chain holds {"salted_sha256":"…"} in its place. It can be erased, and nothing else.
CREATE TABLE audit_values (
  seq    bigint NOT NULL,
  -- SHA-256 of the salt followed by the value
  digest text NOT NULL,
  salt   text CONSTRAINT audit_values_salt_check CHECK (length(salt) = 32),
  value  text,
  PRIMARY KEY (seq, digest),
  CONSTRAINT audit_values_erased_check CHECK ((salt IS NULL) = (value IS NULL))
);
CREATE FUNCTION audit_values_no_replace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <= (SELECT max(seq) FROM audit_log) THEN
    RAISE EXCEPTION USING MESSAGE = 'audit_values_append_only', ERRCODE = 'check_violation', CONSTRAINT = 'audit_values_append_only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_values_no_replace BEFORE INSERT ON audit_values FOR EACH ROW EXECUTE FUNCTION audit_values_no_replace();
CREATE TRIGGER audit_values_erased_only BEFORE UPDATE ON audit_values
  FOR EACH ROW WHEN (NEW.salt IS NOT NULL OR NEW.value IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.digest <> OLD.digest)
  EXECUTE FUNCTION colab_refuse('audit_values_append_only');
CREATE TRIGGER audit_values_append_only BEFORE DELETE OR TRUNCATE ON audit_values
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('audit_values_append_only');

-- The log as it is read: each row with its personal values, a JSON array of [digest, salt, value].
CREATE VIEW audit_rows AS
SELECT l.seq, l.at, l.actor, l.on_behalf_of, l.command, l.entity, l.entity_id, l.before, l.after, l.metadata, l.duration_ms,
       l.hash, l.form, l.login, l.token_id, l.token_maker,
       (SELECT json_agg(json_build_array(v.digest, v.salt, v.value))::text FROM audit_values v WHERE v.seq = l.seq) AS personal
  FROM audit_log l;

-- When a row was written. A later migration makes it the server's time, but for test databases.
CREATE FUNCTION colab_audit_time(said timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT said $$;

-- What a row's hash is made of, after the hash of the row before: src/access/audit/hash.rs makes the same text.
CREATE FUNCTION audit_chained(entry audit_log) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  texts text[] := ARRAY[entry.actor, entry.on_behalf_of, entry.login, entry.token_maker, entry.command, entry.entity,
                        entry.entity_id, entry.before, entry.after, entry.metadata];
  micros bigint := extract(epoch FROM entry.at) * 1000000;
BEGIN
  RETURN '[' || concat_ws(',', entry.form, entry.seq, micros, entry.duration_ms, coalesce(entry.token_id::text, 'null'),
    (SELECT string_agg(coalesce(to_json(one)::text, 'null'), ',' ORDER BY place)
       FROM unnest(texts) WITH ORDINALITY AS all_texts (one, place))) || ']';
END $$;

-- The one way into the log. Number, time, login, previous and hash are the server's own, and so is who acts, as the token
-- says. Without a token only logins that may manage users say who acts; to others it gives a row of a refusal.
CREATE FUNCTION colab_audit_append(written json) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
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

-- How far the log goes.
CREATE FUNCTION colab_audit_head() RETURNS TABLE (seq bigint, hash text) LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT h.seq, h.hash FROM audit_head h WHERE h.id = 1
$$;

-- What happened to one record, for whoever may read the record, or the log.
CREATE FUNCTION colab_audit_history(kind text, record text) RETURNS SETOF audit_rows LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT r.* FROM audit_rows r
   WHERE r.entity = kind AND r.entity_id = record
     AND (has_table_privilege(session_user, 'audit_log', 'SELECT')
          OR has_any_column_privilege(session_user, CASE kind WHEN 'room' THEN 'rooms' WHEN 'booking' THEN 'bookings'
               WHEN 'device' THEN 'devices' WHEN 'rental' THEN 'offsite_rentals' WHEN 'import' THEN 'imports'
               WHEN 'user' THEN 'users' END, 'SELECT'))
   ORDER BY r.seq
$$;

-- Costs ------------------------------------------------------------------------------------------------------------------

ALTER TABLE booking_costing ADD COLUMN login text;

CREATE OR REPLACE FUNCTION booking_costing_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  NEW.login := session_user;
  IF EXISTS (SELECT 1 FROM booking_costing p
              WHERE (p.booking_id = NEW.booking_id OR p.rental_id = NEW.rental_id) AND p.entry = 'proposal'
                AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)
                AND (p.id IS DISTINCT FROM NEW.follows_id OR p.follows_id IS NOT NULL)) THEN
    PERFORM booking_costing_refuse('booking_costing_undecided');
  END IF;
  IF NEW.corrects_id IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing
                  WHERE (booking_id = NEW.booking_id OR rental_id = NEW.rental_id) AND entry = 'approval' AND corrects_id IS NULL) THEN
    PERFORM booking_costing_refuse('booking_costing_charged_once');
  END IF;
  IF NEW.corrects_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM booking_costing
                      WHERE proposal_id = NEW.corrects_id AND entry = 'approval' AND corrects_id IS NULL
                        AND booking_id IS NOT DISTINCT FROM NEW.booking_id AND rental_id IS NOT DISTINCT FROM NEW.rental_id) THEN
    PERFORM booking_costing_refuse('booking_costing_corrects');
  END IF;
  RETURN NEW;
END $$;

-- Two people: an admin decides, and not about an own proposal. A login decides that may manage users: of the roles of
-- `colab db grants` the admin's and the service's.
CREATE OR REPLACE FUNCTION booking_costing_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p booking_costing;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  NEW.login := session_user;
  SELECT * INTO p FROM booking_costing WHERE id = NEW.proposal_id AND entry = 'proposal';
  IF p.id IS NULL
     OR (p.corrects_id, p.batch_id, p.booking_id, p.rental_id, p.client_name, p.client_key, p.room_id, p.tenant_id,
         p.service_on, p.service_month, p.pricing_tier, p.discount, p.currency, p.subtotal_cents, p.tax_cents)
        IS DISTINCT FROM
        (NEW.corrects_id, NEW.batch_id, NEW.booking_id, NEW.rental_id, NEW.client_name, NEW.client_key, NEW.room_id,
         NEW.tenant_id, NEW.service_on, NEW.service_month, NEW.pricing_tier, NEW.discount, NEW.currency,
         NEW.subtotal_cents, NEW.tax_cents) THEN
    PERFORM booking_costing_refuse('booking_costing_decision');
  END IF;
  IF p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)
     -- A login that does not sign people in is one person, whatever names it writes.
     OR (p.login = session_user AND NOT has_column_privilege(session_user, 'users', 'password_hash', 'SELECT')) THEN
    PERFORM booking_costing_refuse('booking_costing_two_people');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role = 'admin')
     OR NOT has_table_privilege(session_user, 'users', 'INSERT') THEN
    PERFORM booking_costing_refuse('booking_costing_by_admin');
  END IF;
  RETURN NEW;
END $$;

-- Bookings ---------------------------------------------------------------------------------------------------------------

-- A change of a device-only booking, or of the devices that another one asks for.
CREATE FUNCTION booking_changes_devices_alone(changed bookings) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT changed.revision - b.revision IN (0, 1)
     AND (b.device_only AND changed.device_only
          OR to_jsonb(b) - '{devices_needed,revision,updated_at}'::text[]
             = to_jsonb(changed) - '{devices_needed,revision,updated_at}'::text[])
    FROM bookings b WHERE b.id = changed.id
$$;

-- Logins that may edit rooms write every booking, others (the IT boss) those without a room. The owner of the table is
-- not held to it. Every login locks rows, for which it takes the right to update them.
ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
CREATE POLICY bookings_read ON bookings FOR SELECT USING (true);
CREATE POLICY bookings_insert ON bookings FOR INSERT
  WITH CHECK (room_id IS NULL OR has_table_privilege('rooms'::regclass, 'INSERT'));
CREATE POLICY bookings_update ON bookings FOR UPDATE USING (true)
  WITH CHECK (has_table_privilege('rooms'::regclass, 'INSERT') OR booking_changes_devices_alone(bookings));

-- What was passed on stays passed on.
CREATE TRIGGER outbox_drained_once BEFORE UPDATE ON outbox
  FOR EACH ROW WHEN (OLD.drained_at IS NOT NULL) EXECUTE FUNCTION colab_refuse('outbox_drained_once');

-- Functions --------------------------------------------------------------------------------------------------------------

-- Read when it is made, so that it finds the same operators for every caller, and still becomes a part of its query.
CREATE OR REPLACE FUNCTION booking_holds_room(status text) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN status IN ('room_assigned', 'confirmed', 'checked_in', 'completed');

-- Every function finds its tables in this schema and never among a caller's temporary ones. What writes for its caller runs
-- as the owner: the caller needs no right of its own. Nobody else puts a trigger's function on a table of theirs.
DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY[
    'colab_refuse()', 'rooms_name_free()', 'rooms_list_themselves()', 'room_holds_guard()', 'rooms_lock(bigint[])',
    'room_holds_sync(bigint[])', 'bookings_hold_insert()', 'bookings_hold_update()', 'rooms_hold_buffers()',
    'room_components_check()', 'room_components_hold()', 'devices_lock(bigint[])', 'booking_device_assignments_overdue()',
    'device_holds_guard()', 'device_holds_sync(bigint[])', 'booking_device_assignments_hold()', 'bookings_hold_devices()',
    'offsite_rentals_hold_devices()', 'booking_costing_refuse(text)', 'booking_costing_proposal()',
    'booking_costing_decision()', 'audit_log_no_replace()', 'audit_values_no_replace()', 'audit_chained(audit_log)',
    'colab_audit_time(timestamptz)', 'colab_audit_append(json)', 'colab_audit_head()', 'colab_audit_history(text, text)',
    'booking_changes_devices_alone(bookings)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY[
    'rooms_list_themselves()', 'bookings_hold_insert()', 'bookings_hold_update()', 'rooms_hold_buffers()',
    'room_components_check()', 'room_components_hold()', 'booking_device_assignments_overdue()',
    'booking_device_assignments_hold()', 'bookings_hold_devices()', 'offsite_rentals_hold_devices()',
    'booking_costing_proposal()', 'booking_costing_decision()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
  END LOOP;
END $$;
-- These tell no more than their caller may read.
GRANT EXECUTE ON FUNCTION booking_changes_devices_alone(bookings), colab_audit_head(), colab_audit_history(text, text) TO PUBLIC;
