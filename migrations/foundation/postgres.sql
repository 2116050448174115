-- Written by COLAB_REGENERATE=1 cargo test --test suite foundation:: from migrations/postgres.
CREATE EXTENSION IF NOT EXISTS btree_gist;
SET LOCAL check_function_bodies = off;
SELECT set_config('colab.search_path', current_setting('search_path'), true),
       set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);
CREATE FUNCTION attachments_record() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE
  is_there boolean := CASE NEW.kind
    WHEN 'device' THEN EXISTS (SELECT 1 FROM devices WHERE id = NEW.record_id)
    WHEN 'booking' THEN EXISTS (SELECT 1 FROM bookings WHERE id = NEW.record_id)
    WHEN 'rental' THEN EXISTS (SELECT 1 FROM offsite_rentals WHERE id = NEW.record_id)
    WHEN 'invoice' THEN EXISTS (SELECT 1 FROM invoices WHERE id = NEW.record_id)
    WHEN 'task' THEN EXISTS (SELECT 1 FROM tasks WHERE id = NEW.record_id)
    ELSE false END;
BEGIN
  IF NOT is_there THEN
    PERFORM booking_costing_refuse('attachments_record');
  END IF;
  RETURN NEW;
END $$;
CREATE TABLE audit_log (
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    on_behalf_of text,
    command text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    before text,
    after text,
    metadata text,
    duration_ms bigint NOT NULL,
    hash text NOT NULL,
    form integer DEFAULT 1 NOT NULL,
    login text,
    token_id bigint,
    token_maker text,
    CONSTRAINT audit_log_at_readable CHECK ((at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT audit_log_seq_check CHECK ((seq > 0))
);
CREATE FUNCTION audit_chained(entry audit_log) RETURNS text
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
DECLARE
  texts text[] := ARRAY[entry.actor, entry.on_behalf_of, entry.login, entry.token_maker, entry.command, entry.entity,
                        entry.entity_id, entry.before, entry.after, entry.metadata];
  micros bigint := extract(epoch FROM entry.at) * 1000000;
BEGIN
  RETURN '[' || concat_ws(',', entry.form, entry.seq, micros, entry.duration_ms, coalesce(entry.token_id::text, 'null'),
    (SELECT string_agg(coalesce(to_json(one)::text, 'null'), ',' ORDER BY place)
       FROM unnest(texts) WITH ORDINALITY AS all_texts (one, place))) || ']';
END $$;
CREATE FUNCTION audit_log_no_replace() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM audit_log) THEN
    RAISE EXCEPTION USING MESSAGE = 'audit_log_append_only', ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_append_only';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION audit_values_no_replace() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF NEW.seq <= (SELECT max(seq) FROM audit_log) THEN
    RAISE EXCEPTION USING MESSAGE = 'audit_values_append_only', ERRCODE = 'check_violation', CONSTRAINT = 'audit_values_append_only';
  END IF;
  RETURN NEW;
END $$;
CREATE TABLE bookings (
    id bigint NOT NULL,
    series_id bigint,
    room_id bigint,
    wished_room_id bigint,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    client_name text NOT NULL,
    status text NOT NULL,
    tenant_id text NOT NULL,
    num_learners integer NOT NULL,
    num_facilitators integer NOT NULL,
    headcount integer NOT NULL,
    client_contact_person text,
    client_email text,
    client_phone text,
    devices_needed integer NOT NULL,
    device_type_preference text,
    requester_notes text,
    room_boss_notes text,
    long_term boolean NOT NULL,
    status_reason text,
    over_capacity_reason text,
    revision integer NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    device_only boolean DEFAULT false NOT NULL,
    agreed_ends_at timestamp with time zone,
    client_id bigint NOT NULL,
    CONSTRAINT bookings_agreed_ends_at_check CHECK ((agreed_ends_at > ends_at)),
    CONSTRAINT bookings_agreed_ends_at_readable CHECK ((agreed_ends_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT bookings_client_name_check CHECK ((length(client_name) BETWEEN 1 AND 255)),
    CONSTRAINT bookings_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT bookings_device_only_room_check CHECK (((NOT device_only) OR ((room_id IS NULL) AND (wished_room_id IS NULL)))),
    CONSTRAINT bookings_device_type_preference_check CHECK ((device_type_preference = ANY (ARRAY['any'::text, 'laptops'::text, 'desktops'::text]))),
    CONSTRAINT bookings_devices_needed_check CHECK ((devices_needed >= 0)),
    CONSTRAINT bookings_ends_at_readable CHECK ((ends_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT bookings_headcount_check CHECK ((headcount >= 0)),
    CONSTRAINT bookings_num_facilitators_check CHECK ((num_facilitators >= 0)),
    CONSTRAINT bookings_num_learners_check CHECK ((num_learners >= 0)),
    CONSTRAINT bookings_pending_check CHECK (((status <> 'pending'::text) OR (room_id IS NULL))),
    CONSTRAINT bookings_period_check CHECK ((ends_at > starts_at)),
    CONSTRAINT bookings_revision_check CHECK ((revision >= 0)),
    CONSTRAINT bookings_room_assigned_check CHECK (((status <> 'room_assigned'::text) OR (room_id IS NOT NULL))),
    CONSTRAINT bookings_starts_at_readable CHECK ((starts_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT bookings_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'room_assigned'::text, 'confirmed'::text, 'checked_in'::text, 'completed'::text, 'rejected'::text, 'cancelled'::text, 'no_show'::text]))),
    CONSTRAINT bookings_tenant_id_check CHECK ((tenant_id = ANY (ARRAY['TECH'::text, 'TRAINING'::text]))),
    CONSTRAINT bookings_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE FUNCTION booking_changes_devices_alone(changed bookings) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path FROM CURRENT
    AS $$
  SELECT changed.revision - b.revision IN (0, 1)
     AND (b.device_only AND changed.device_only
          OR to_jsonb(b) - '{devices_needed,revision,updated_at}'::text[]
             = to_jsonb(changed) - '{devices_needed,revision,updated_at}'::text[])
    FROM bookings b WHERE b.id = changed.id
$$;
CREATE FUNCTION booking_costing_credit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF (CASE WHEN NEW.adjustment IN ('credit', 'goodwill') THEN NEW.subtotal_cents >= 0 OR NEW.tax_cents > 0
           ELSE NEW.subtotal_cents <= 0 OR NEW.tax_cents < 0 END) THEN
    PERFORM booking_costing_refuse('booking_costing_credit');
  END IF;
  IF NEW.total_cents < 0
     AND NEW.total_cents + (SELECT coalesce(sum(c.total_cents), 0) FROM booking_costing c
                             WHERE (c.booking_id = NEW.booking_id OR c.rental_id = NEW.rental_id)
                               AND CASE NEW.entry WHEN 'approval' THEN c.entry = 'approval'
                                   ELSE c.entry = 'proposal' AND NOT EXISTS (
                                     SELECT 1 FROM booking_costing d WHERE d.proposal_id = c.id AND d.entry = 'rejection') END) < 0 THEN
    PERFORM booking_costing_refuse('booking_costing_credit');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION booking_costing_decision() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE p booking_costing;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  NEW.login := session_user;
  SELECT * INTO p FROM booking_costing WHERE id = NEW.proposal_id AND entry = 'proposal';
  IF p.id IS NULL
     OR (p.corrects_id, p.batch_id, p.booking_id, p.rental_id, p.client_name, p.client_key, p.room_id, p.tenant_id,
         p.service_on, p.service_month, p.pricing_tier, p.discount, p.currency, p.subtotal_cents, p.tax_cents, p.adjustment)
        IS DISTINCT FROM
        (NEW.corrects_id, NEW.batch_id, NEW.booking_id, NEW.rental_id, NEW.client_name, NEW.client_key, NEW.room_id,
         NEW.tenant_id, NEW.service_on, NEW.service_month, NEW.pricing_tier, NEW.discount, NEW.currency,
         NEW.subtotal_cents, NEW.tax_cents, NEW.adjustment) THEN
    PERFORM booking_costing_refuse('booking_costing_decision');
  END IF;
  IF NEW.one_person THEN
    -- One person alone, while the site has one who may approve, and says so.
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role IN ('admin', 'finance') AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('booking_costing_two_people');
    END IF;
  ELSIF p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)
     -- A login that does not sign people in is one person, whatever names it writes.
     OR (p.login = session_user AND NOT has_column_privilege(session_user, 'users', 'password_hash', 'SELECT')) THEN
    PERFORM booking_costing_refuse('booking_costing_two_people');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance'))
     OR NOT has_table_privilege(session_user, 'invoices', 'INSERT') THEN
    PERFORM booking_costing_refuse('booking_costing_by_admin');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION booking_costing_period() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NEW.entry <> 'rejection'
     AND EXISTS (SELECT 1 FROM billing_periods b
                  WHERE (b.status = 'closed' OR b.status = 'held' AND NEW.entry = 'proposal')
                    AND (b.tenant_id IS NULL OR b.tenant_id = NEW.tenant_id)
                    AND (b.month = coalesce(NEW.booked_month, NEW.service_month)
                         OR b.month IN (SELECT coalesce(l.booked_month, l.service_month) FROM costing_lines l
                                         WHERE l.costing_id = NEW.proposal_id))) THEN
    PERFORM booking_costing_refuse('billing_period_closed');
  END IF;
  IF NEW.entry <> 'proposal'
     AND EXISTS (SELECT 1 FROM booking_costing p
                  WHERE p.id = NEW.proposal_id AND p.booked_month IS DISTINCT FROM NEW.booked_month) THEN
    PERFORM booking_costing_refuse('booking_costing_decision');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION booking_costing_proposal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  NEW.login := session_user;
  IF NEW.adjustment IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing p
              WHERE p.adjustment IS NULL AND (p.booking_id = NEW.booking_id OR p.rental_id = NEW.rental_id) AND p.entry = 'proposal'
                AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)
                AND (p.id IS DISTINCT FROM NEW.follows_id OR p.follows_id IS NOT NULL)) THEN
    PERFORM booking_costing_refuse('booking_costing_undecided');
  END IF;
  IF NEW.corrects_id IS NULL AND NEW.adjustment IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing
                  WHERE (booking_id = NEW.booking_id OR rental_id = NEW.rental_id) AND entry = 'approval' AND corrects_id IS NULL
                    AND adjustment IS NULL) THEN
    PERFORM booking_costing_refuse('booking_costing_charged_once');
  END IF;
  IF NEW.corrects_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM booking_costing
                      WHERE proposal_id = NEW.corrects_id AND entry = 'approval' AND corrects_id IS NULL AND adjustment IS NULL
                        AND booking_id IS NOT DISTINCT FROM NEW.booking_id AND rental_id IS NOT DISTINCT FROM NEW.rental_id) THEN
    PERFORM booking_costing_refuse('booking_costing_corrects');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION booking_costing_refuse(rule text) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = rule, ERRCODE = 'check_violation', CONSTRAINT = rule;
END $$;
CREATE FUNCTION booking_device_assignments_fit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM devices_lock(ARRAY[NEW.device_id]);
  IF EXISTS (SELECT 1 FROM devices WHERE id = NEW.device_id AND status IN ('available', 'assigned', 'offsite')) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM operation_rows k
                  WHERE k.table_name = 'booking_device_assignments'
                    AND (k.before::jsonb ->> 'device_id')::bigint = NEW.device_id
                    AND (k.before::jsonb ->> 'booking_id')::bigint IS NOT DISTINCT FROM NEW.booking_id
                    AND (NEW.rental_id IS NULL OR (k.before::jsonb ->> 'rental_id')::bigint = NEW.rental_id)
                    AND (TG_OP = 'INSERT' OR k.row_key = NEW.id::text)) THEN
    RAISE EXCEPTION USING MESSAGE = 'device_unfit', ERRCODE = 'check_violation', CONSTRAINT = 'device_unfit';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION booking_device_assignments_hold() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM device_holds_sync(ARRAY[OLD.id]);
  ELSE
    PERFORM device_holds_sync(ARRAY[NEW.id]);
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION booking_device_assignments_overdue() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM devices_lock(ARRAY[NEW.device_id]);
  IF EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
              WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= NEW.assigned_at) THEN
    RAISE EXCEPTION USING MESSAGE = 'device_overdue', ERRCODE = 'check_violation', CONSTRAINT = 'device_overdue';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION booking_device_assignments_overdue_rental() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM devices_lock(ARRAY[NEW.device_id]);
  IF EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
               JOIN offsite_rentals n ON n.id = NEW.rental_id
              WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= n.created_at) THEN
    RAISE EXCEPTION USING MESSAGE = 'device_overdue', ERRCODE = 'check_violation', CONSTRAINT = 'device_overdue';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION booking_holds_room(status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN (status = ANY (ARRAY['room_assigned'::text, 'confirmed'::text, 'checked_in'::text, 'completed'::text]));
CREATE FUNCTION bookings_hold_devices() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE ids bigint[];
BEGIN
  ids := ARRAY(SELECT id FROM booking_device_assignments WHERE booking_id = NEW.id AND device_id IS NOT NULL);
  IF cardinality(ids) > 0 THEN
    PERFORM device_holds_sync(ids);
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION bookings_hold_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM rooms_lock(ARRAY(SELECT c.component_id FROM new_rows n JOIN room_components c ON c.room_id = n.room_id
                            WHERE booking_holds_room(n.status)));
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id, lanes)
  SELECT p.id,
         n.starts_at - CASE WHEN n.ends_at > p.buffers_from THEN make_interval(mins => p.setup_minutes) ELSE interval '0' END,
         n.ends_at + CASE WHEN n.ends_at > p.buffers_from THEN make_interval(mins => p.teardown_minutes) ELSE interval '0' END,
         n.id,
         room_hold_lanes(n.id, n.long_term)
    FROM new_rows n
    JOIN room_components c ON c.room_id = n.room_id
    JOIN rooms p ON p.id = c.component_id
   WHERE booking_holds_room(n.status);
  RETURN NULL;
END $$;
CREATE FUNCTION bookings_hold_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM room_holds_sync(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE FUNCTION bookings_keep_place() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  INSERT INTO booking_places (booking_id, room_id, starts_at, ends_at)
  VALUES (OLD.id, OLD.room_id, OLD.starts_at, OLD.ends_at) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION clients_merged_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
DECLARE further bigint;
BEGIN
  SELECT merged_into INTO further FROM clients WHERE id = NEW.merged_into FOR UPDATE;
  IF OLD.merged_into IS NOT NULL OR further IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'clients_merged_once', ERRCODE = 'check_violation', CONSTRAINT = 'clients_merged_once';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION clients_name_free() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF TG_TABLE_NAME = 'clients' AND EXISTS (SELECT 1 FROM client_aliases WHERE name_key = NEW.name_key)
     OR TG_TABLE_NAME = 'client_aliases' AND EXISTS (SELECT 1 FROM clients WHERE name_key = NEW.name_key) THEN
    RAISE EXCEPTION USING MESSAGE = 'client_names_key', ERRCODE = 'check_violation', CONSTRAINT = 'client_names_key';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION clients_on_hold() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM clients WHERE on_hold_reason IS NOT NULL)
     AND EXISTS (SELECT 1 FROM client_roots r JOIN clients c ON c.id = r.root_id
                  WHERE r.id = NEW.client_id AND c.on_hold_reason IS NOT NULL) THEN
    PERFORM booking_costing_refuse('clients_on_hold');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION clients_paid_together() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM payment_allocations a
                   LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN invoices n ON n.id = a.credit_id
                   JOIN client_roots of_source ON of_source.id = coalesce(p.client_id, n.client_id)
                   JOIN invoices i ON i.id = a.invoice_id JOIN client_roots of_invoice ON of_invoice.id = i.client_id
                  WHERE of_source.root_id <> of_invoice.root_id
                  GROUP BY a.payment_id, a.credit_id, a.invoice_id HAVING sum(a.amount_cents) <> 0)
      OR EXISTS (SELECT 1 FROM (SELECT client_id, currency, amount_cents FROM payments
                                UNION ALL
                                SELECT client_id, currency, -total_cents FROM invoices WHERE series = 'CN' AND credits_id IS NULL
                                UNION ALL
                                SELECT i.client_id, i.currency, -a.amount_cents
                                  FROM payment_allocations a JOIN invoices i ON i.id = a.invoice_id) moved
                   JOIN client_roots r ON r.id = moved.client_id
                  GROUP BY r.root_id, moved.currency HAVING sum(moved.amount_cents) < 0) THEN
    PERFORM booking_costing_refuse('clients_paid_together');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION clients_set_off_together() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM invoice_advances a
               JOIN invoices d ON d.id = a.invoice_id JOIN client_roots of_document ON of_document.id = d.client_id
               JOIN invoices i ON i.id = a.advance_id JOIN client_roots of_advance ON of_advance.id = i.client_id
              WHERE of_document.root_id <> of_advance.root_id
              GROUP BY a.advance_id, d.client_id HAVING sum(a.amount_cents + a.tax_cents) <> 0) THEN
    PERFORM booking_costing_refuse('clients_paid_together');
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION colab_audit_append(written json) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
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
                WHEN 'outbox' THEN 'notifications' WHEN 'client' THEN 'clients' WHEN 'invoice' THEN 'invoices'
                WHEN 'payment' THEN 'payments' WHEN 'period' THEN 'period_events' WHEN 'client_message' THEN 'client_messages' WHEN 'grant' THEN 'role_grants' WHEN 'demand' THEN 'demand' WHEN 'view' THEN 'views' WHEN 'requisition' THEN 'requisitions' WHEN 'requisition_receipt' THEN 'requisition_receipts' WHEN 'requisition_cost' THEN 'requisition_costs' WHEN 'agent' THEN 'agent_runs' WHEN 'proposal' THEN 'proposals' WHEN 'vault_file' THEN 'vault_files' WHEN 'job' THEN 'jobs' WHEN 'location' THEN 'locations' WHEN 'file' THEN 'attachments' WHEN 'task' THEN 'tasks' WHEN 'vendor' THEN 'vendors' WHEN 'task_cost' THEN 'task_costs' ELSE 'bookings' END::regclass, 'INSERT') END) THEN
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
CREATE FUNCTION colab_audit_head() RETURNS TABLE(seq bigint, hash text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
  SELECT h.seq, h.hash FROM audit_head h WHERE h.id = 1
$$;
CREATE TABLE audit_values (
    seq bigint NOT NULL,
    digest text NOT NULL,
    salt text,
    value text,
    CONSTRAINT audit_values_erased_check CHECK (((salt IS NULL) = (value IS NULL))),
    CONSTRAINT audit_values_salt_check CHECK ((length(salt) = 32))
);
CREATE VIEW audit_rows AS
 SELECT l.seq,
    l.at,
    l.actor,
    l.on_behalf_of,
    l.command,
    l.entity,
    l.entity_id,
    l.before,
    l.after,
    l.metadata,
    l.duration_ms,
    l.hash,
    l.form,
    l.login,
    l.token_id,
    l.token_maker,
    ( SELECT (json_agg(json_build_array(v.digest, v.salt, v.value)))::text AS json_agg
           FROM audit_values v
          WHERE (v.seq = l.seq)) AS personal
   FROM audit_log l;
CREATE FUNCTION colab_audit_history(kind text, record text) RETURNS SETOF audit_rows
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
  SELECT r.* FROM audit_rows r
   WHERE r.entity = kind AND r.entity_id = record
     AND (has_table_privilege(session_user, 'audit_log', 'SELECT')
          OR has_any_column_privilege(session_user, CASE kind WHEN 'room' THEN 'rooms' WHEN 'booking' THEN 'bookings'
               WHEN 'device' THEN 'devices' WHEN 'rental' THEN 'offsite_rentals' WHEN 'import' THEN 'imports'
               WHEN 'user' THEN 'users' END, 'SELECT'))
   ORDER BY r.seq
$$;
CREATE FUNCTION colab_audit_time(said timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path FROM CURRENT
    AS $$
  SELECT CASE WHEN is_test THEN said ELSE clock_timestamp() END FROM database_info
$$;
CREATE FUNCTION colab_logged() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
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
CREATE FUNCTION colab_manages(room bigint, tenant text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
  SELECT EXISTS (SELECT 1 FROM role_grants g JOIN users u ON u.user_id = g.user_id
                   LEFT JOIN rooms r ON r.location_id = g.location_id
                  WHERE u.is_active AND u.username = session_user
                    AND (g.scope_kind = 'all' OR g.room_id = room OR r.id = room OR g.tenant_id = tenant))
$$;
CREATE FUNCTION colab_numbered() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF (CASE TG_OP WHEN 'UPDATE' THEN NEW.id <> OLD.id
        ELSE coalesce(NEW.id NOT BETWEEN 1 AND
               pg_sequence_last_value(pg_get_serial_sequence(TG_RELID::regclass::text, 'id')::regclass), true) END) THEN
    RAISE EXCEPTION USING MESSAGE = 'numbered_by_the_server', ERRCODE = 'check_violation', CONSTRAINT = 'numbered_by_the_server';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION colab_operation(words text, undone bigint, without_rows boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE
  this bigint := pg_current_xact_id()::text::bigint;
  made bigint;
BEGIN
  INSERT INTO operations (id, audit_seq, at, actor, on_behalf_of, command, words, undoes, login)
  SELECT (SELECT coalesce(max(o.id), 0) + 1 FROM operations o), l.seq, l.at, l.actor, l.on_behalf_of, l.command,
         colab_operation.words,
         -- An undo changes a row that the undone operation changed.
         (SELECT undone WHERE EXISTS (SELECT 1 FROM operation_rows r JOIN operation_rows was USING (table_name, row_key)
           WHERE r.operation_id IS NULL AND r.transaction_id = this AND was.operation_id = undone)), l.login
    FROM audit_head h JOIN audit_log l ON l.seq = h.seq
   WHERE h.id = 1 AND l.login = session_user
     AND (without_rows OR EXISTS (SELECT 1 FROM operation_rows WHERE operation_id IS NULL AND transaction_id = this))
  RETURNING id INTO made;
  UPDATE operation_rows SET operation_id = made WHERE operation_id IS NULL AND transaction_id = this;
END $$;
CREATE FUNCTION colab_operation_is_seen(operation bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM operation_rows r WHERE r.operation_id = operation)
    THEN NOT EXISTS (SELECT 1 FROM operation_rows r WHERE r.operation_id = operation
                        AND NOT has_any_column_privilege(session_user, r.table_name, 'SELECT'))
    ELSE has_any_column_privilege(session_user, 'booking_costing', 'SELECT') END
$$;
CREATE FUNCTION colab_refuse() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
END $$;
CREATE FUNCTION colab_token_holder(wanted text) RETURNS TABLE(id bigint, scope jsonb, expires_at timestamp with time zone, last_used_at timestamp with time zone, revoked_at timestamp with time zone, user_id text, username text, role text, is_active boolean, maker text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
  SELECT t.id, t.scope, t.expires_at, t.last_used_at, t.revoked_at, u.user_id, u.username, u.role, u.is_active, m.username
    FROM user_tokens t JOIN users u ON u.user_id = t.user_id
    LEFT JOIN users m ON m.user_id = t.made_by AND m.user_id <> t.user_id
   WHERE t.token_hash = wanted
$$;
CREATE FUNCTION colab_token_used(wanted text, used_at timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
  UPDATE user_tokens SET last_used_at = used_at WHERE token_hash = wanted
$$;
CREATE FUNCTION costing_lines_add_up() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM costing_lines l WHERE l.costing_id = NEW.proposal_id
             HAVING coalesce(sum(l.amount_cents), 0) <> NEW.subtotal_cents OR coalesce(sum(l.tax_cents), 0) <> NEW.tax_cents) THEN
    PERFORM booking_costing_refuse('costing_lines_add_up');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION costing_lines_period() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM billing_periods b
              WHERE b.status IN ('held', 'closed') AND b.month = coalesce(NEW.booked_month, NEW.service_month)
                AND (b.tenant_id IS NULL
                     OR b.tenant_id = (SELECT c.tenant_id FROM booking_costing c WHERE c.id = NEW.costing_id))) THEN
    PERFORM booking_costing_refuse('billing_period_closed');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION costing_lines_undecided() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NOT EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = NEW.costing_id AND p.entry = 'proposal'
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)) THEN
    PERFORM booking_costing_refuse('costing_lines_undecided');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION device_holds_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION USING MESSAGE = 'device_holds_read_only', ERRCODE = 'check_violation', CONSTRAINT = 'device_holds_read_only';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION device_holds_sync(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM devices_lock(ARRAY(SELECT device_id FROM booking_device_assignments WHERE id = ANY (ids) AND device_id IS NOT NULL));
  DELETE FROM device_holds h
   WHERE h.assignment_id = ANY (ids)
     AND NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = h.assignment_id AND e.device_id = h.device_id
                        AND e.starts_at = h.starts_at AND e.ends_at = h.ends_at);
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM device_holds_expected e
   WHERE e.assignment_id = ANY (ids)
     AND NOT EXISTS (SELECT 1 FROM device_holds h WHERE h.device_id = e.device_id AND h.starts_at = e.starts_at AND h.assignment_id = e.assignment_id);
END $$;
CREATE FUNCTION devices_lock(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM FROM devices WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
END $$;
CREATE TABLE client_aliases (
    name_key text NOT NULL,
    alias text NOT NULL,
    client_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT client_aliases_alias_check CHECK ((length(alias) BETWEEN 1 AND 255)),
    CONSTRAINT client_aliases_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE devices (
    id bigint NOT NULL,
    serial_number text NOT NULL,
    serial_key text NOT NULL,
    name text,
    category_id bigint NOT NULL,
    status text NOT NULL,
    status_since timestamp with time zone NOT NULL,
    place text,
    office_account text,
    anydesk_id text,
    notes text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    brand text,
    model text,
    purchased_on date,
    price_cents bigint,
    warranty_until date,
    repair_key bigint GENERATED ALWAYS AS (
CASE
    WHEN (status = 'maintenance'::text) THEN id
    ELSE NULL::bigint
END) STORED,
    location_id bigint,
    CONSTRAINT devices_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT devices_price_cents_check CHECK ((price_cents >= 0)),
    CONSTRAINT devices_serial_number_check CHECK ((length(serial_number) BETWEEN 1 AND 255)),
    CONSTRAINT devices_status_check CHECK ((status = ANY (ARRAY['new'::text, 'available'::text, 'offsite'::text, 'returned'::text, 'testing'::text, 'maintenance'::text, 'lost'::text, 'sold'::text, 'retired'::text]))),
    CONSTRAINT devices_status_since_readable CHECK ((status_since BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT devices_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE pricing_catalog (
    id bigint NOT NULL,
    item_type text NOT NULL,
    item_id bigint,
    item_name text,
    item_key text NOT NULL,
    pricing_tier text NOT NULL,
    daily_rate_cents bigint,
    weekly_rate_cents bigint,
    monthly_rate_cents bigint,
    unit_price_cents bigint,
    unit text,
    currency text NOT NULL,
    notes text,
    effective_date date NOT NULL,
    expiry_date date,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    room_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (item_type = 'room'::text) THEN item_id
    ELSE NULL::bigint
END) STORED,
    device_category_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (item_type = 'device_category'::text) THEN item_id
    ELSE NULL::bigint
END) STORED,
    hourly_rate_cents bigint,
    minimum_hours integer,
    client_id bigint,
    CONSTRAINT pricing_catalog_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT pricing_catalog_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT pricing_catalog_daily_rate_cents_check CHECK ((daily_rate_cents BETWEEN 0 AND '100000000000'::bigint)),
    CONSTRAINT pricing_catalog_hourly_rate_cents_check CHECK (((hourly_rate_cents IS NULL) OR ((hourly_rate_cents BETWEEN 0 AND '100000000000'::bigint) AND (item_type = 'room'::text)))),
    CONSTRAINT pricing_catalog_item_check CHECK (
CASE
    WHEN (item_type = ANY (ARRAY['room'::text, 'device_category'::text])) THEN ((item_id IS NOT NULL) AND (item_name IS NULL) AND (item_key = ((item_type || ':'::text) || (item_id)::text)))
    ELSE ((item_id IS NULL) AND (item_name IS NOT NULL) AND (length(item_name) BETWEEN 1 AND 255) AND (item_key ~~ (item_type || ':_%'::text)))
END),
    CONSTRAINT pricing_catalog_item_type_check CHECK ((item_type = ANY (ARRAY['room'::text, 'device_category'::text, 'catering'::text, 'amenity'::text]))),
    CONSTRAINT pricing_catalog_minimum_hours_check CHECK (((minimum_hours IS NULL) OR ((minimum_hours BETWEEN 1 AND 24) AND (hourly_rate_cents IS NOT NULL)))),
    CONSTRAINT pricing_catalog_monthly_rate_cents_check CHECK ((monthly_rate_cents BETWEEN 0 AND '100000000000'::bigint)),
    CONSTRAINT pricing_catalog_pricing_tier_check CHECK ((pricing_tier = ANY (ARRAY['standard'::text, 'premium'::text, 'discounted'::text]))),
    CONSTRAINT pricing_catalog_rates_check CHECK (
CASE
    WHEN (item_type = ANY (ARRAY['room'::text, 'device_category'::text])) THEN ((unit_price_cents IS NULL) AND (unit IS NULL))
    ELSE ((unit_price_cents IS NOT NULL) AND (unit IS NOT NULL) AND (daily_rate_cents IS NULL) AND (weekly_rate_cents IS NULL) AND (monthly_rate_cents IS NULL))
END),
    CONSTRAINT pricing_catalog_unit_check CHECK ((unit = ANY (ARRAY['person'::text, 'item'::text, 'day'::text, 'booking'::text]))),
    CONSTRAINT pricing_catalog_unit_price_cents_check CHECK ((unit_price_cents BETWEEN 0 AND '100000000000'::bigint)),
    CONSTRAINT pricing_catalog_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT pricing_catalog_weekly_rate_cents_check CHECK ((weekly_rate_cents BETWEEN 0 AND '100000000000'::bigint)),
    CONSTRAINT pricing_catalog_window_check CHECK ((expiry_date >= effective_date))
);
CREATE TABLE rooms (
    id bigint NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    max_capacity integer NOT NULL,
    room_type text NOT NULL,
    has_devices boolean NOT NULL,
    is_active boolean NOT NULL,
    setup_minutes integer NOT NULL,
    teardown_minutes integer NOT NULL,
    buffers_from timestamp with time zone NOT NULL,
    opens_at text,
    closes_at text,
    min_minutes integer,
    max_minutes integer,
    notice_hours integer,
    horizon_days integer,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    location_id bigint,
    CONSTRAINT rooms_buffers_from_readable CHECK ((buffers_from BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT rooms_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT rooms_horizon_days_check CHECK ((horizon_days > 0)),
    CONSTRAINT rooms_max_capacity_check CHECK ((max_capacity >= 0)),
    CONSTRAINT rooms_max_minutes_check CHECK ((max_minutes >= min_minutes)),
    CONSTRAINT rooms_min_minutes_check CHECK ((min_minutes > 0)),
    CONSTRAINT rooms_name_check CHECK ((length(name) BETWEEN 1 AND 255)),
    CONSTRAINT rooms_notice_hours_check CHECK ((notice_hours >= 0)),
    CONSTRAINT rooms_room_type_check CHECK ((room_type = ANY (ARRAY['training'::text, 'office'::text, 'boardroom'::text, 'other'::text]))),
    CONSTRAINT rooms_setup_minutes_check CHECK ((setup_minutes BETWEEN 0 AND 1440)),
    CONSTRAINT rooms_teardown_minutes_check CHECK ((teardown_minutes BETWEEN 0 AND 1440)),
    CONSTRAINT rooms_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE users (
    user_id text NOT NULL,
    username text NOT NULL,
    username_key text NOT NULL,
    password_hash text,
    role text NOT NULL,
    email text,
    os_uid bigint,
    is_active boolean NOT NULL,
    failed_logins integer NOT NULL,
    locked_until timestamp with time zone,
    last_login_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    full_name text,
    phone text,
    CONSTRAINT users_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT users_failed_logins_check CHECK ((failed_logins >= 0)),
    CONSTRAINT users_last_login_at_readable CHECK ((last_login_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT users_locked_until_readable CHECK ((locked_until BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'training_facility_admin'::text, 'it_rental_admin'::text, 'finance'::text, 'procurement_officer'::text, 'training_facility_admin_viewer'::text, 'kitchen_staff'::text, 'staff'::text]))),
    CONSTRAINT users_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE FUNCTION import_is_own(kind text) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN has_table_privilege((CASE WHEN (kind = ANY (ARRAY['schedule'::text, 'rooms'::text, 'bookings'::text])) THEN 'rooms'::regclass WHEN (kind = 'devices'::text) THEN 'devices'::regclass WHEN (kind = 'clients'::text) THEN 'client_aliases'::regclass WHEN (kind = 'pricing'::text) THEN 'pricing_catalog'::regclass ELSE 'users'::regclass END)::oid, 'INSERT'::text);
CREATE FUNCTION invoice_advances_rest() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('invoices_issued');
  END IF;
  IF NEW.invoice_id <> NEW.advance_id
     AND (NOT EXISTS (SELECT 1 FROM invoices i JOIN invoice_advances a ON a.invoice_id = i.id
                       WHERE i.id = NEW.advance_id AND i.series = 'INV' AND a.advance_id = i.id)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.amount_cents < 0
          OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.tax_cents < 0) THEN
    PERFORM booking_costing_refuse('invoice_advances_rest');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION invoice_lines_once() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('invoices_issued');
  END IF;
  IF NEW.credits_place IS NULL THEN
    IF EXISTS (SELECT 1 FROM costing_lines l JOIN invoice_lines o ON o.costing_id = l.costing_id AND o.costing_place = l.place
                  WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place
                  GROUP BY l.costing_id, l.place
                 HAVING sum(o.amount_cents) = l.amount_cents AND sum(o.tax_cents) = l.tax_cents
                    AND ((l.amount_cents, l.tax_cents) <> (0, 0) OR sum(CASE WHEN o.credits_place IS NULL THEN 1 ELSE -1 END) > 0)) THEN
      PERFORM booking_costing_refuse('invoice_lines_once');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM costing_lines l JOIN booking_costing d ON d.proposal_id = l.costing_id AND d.entry = 'approval'
                    WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place AND l.tax_rate = NEW.tax_rate
                      AND l.service_month = NEW.service_month
                      AND NEW.amount_cents = l.amount_cents - (SELECT coalesce(sum(o.amount_cents), 0) FROM invoice_lines o
                                                                WHERE o.costing_id = l.costing_id AND o.costing_place = l.place)
                      AND NEW.tax_cents = l.tax_cents - (SELECT coalesce(sum(o.tax_cents), 0) FROM invoice_lines o
                                                          WHERE o.costing_id = l.costing_id AND o.costing_place = l.place)) THEN
      PERFORM booking_costing_refuse('invoice_lines_ledger');
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM invoice_lines o,
                       (SELECT coalesce(sum(c.amount_cents), 0) + NEW.amount_cents AS amount, coalesce(sum(c.tax_cents), 0) + NEW.tax_cents AS tax,
                               count(*) AS notes
                          FROM invoice_lines c WHERE c.credits_invoice_id = NEW.credits_invoice_id AND c.credits_place = NEW.credits_place) t
                    WHERE o.invoice_id = NEW.credits_invoice_id AND o.place = NEW.credits_place AND o.credits_place IS NULL
                      AND o.costing_id = NEW.costing_id AND o.costing_place = NEW.costing_place AND o.tax_rate = NEW.tax_rate
                      AND CASE WHEN o.amount_cents = 0 THEN NEW.amount_cents = 0 AND t.notes = 0
                               ELSE NEW.amount_cents <> 0 AND (NEW.amount_cents < 0) = (o.amount_cents > 0) END
                      AND CASE WHEN o.amount_cents > 0 THEN o.amount_cents + t.amount >= 0 ELSE o.amount_cents + t.amount <= 0 END
                      AND CASE WHEN o.tax_cents > 0 THEN NEW.tax_cents <= 0 AND o.tax_cents + t.tax >= 0
                               ELSE NEW.tax_cents >= 0 AND o.tax_cents + t.tax <= 0 END
                      AND (o.amount_cents + t.amount <> 0 OR o.tax_cents + t.tax = 0)) THEN
    PERFORM booking_costing_refuse('invoice_lines_mirror');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION invoice_write_offs_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE request invoice_write_offs;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  NEW.login := session_user;
  IF NOT EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id AND series = 'INV')
     OR NEW.kind = 'reversal' AND NEW.amount_cents <> -(SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id)
     OR NEW.kind <> 'reversal' AND NEW.amount_cents <>
            (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
            - (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id)
            - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('invoice_write_offs_amount');
  END IF;
  SELECT * INTO request FROM invoice_write_offs r
   WHERE r.id = NEW.request_id AND r.kind = 'request' AND r.invoice_id = NEW.invoice_id AND r.amount_cents = NEW.amount_cents
     AND NOT EXISTS (SELECT 1 FROM invoice_write_offs later WHERE later.invoice_id = r.invoice_id AND later.id > r.id);
  IF NEW.id <= coalesce((SELECT max(id) FROM invoice_write_offs), 0) OR NEW.kind = 'write_off' AND request.id IS NULL THEN
    PERFORM booking_costing_refuse('invoice_write_offs_order');
  END IF;
  IF NEW.one_person THEN
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role IN ('admin', 'finance') AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('invoice_write_offs_two_people');
    END IF;
  ELSIF NEW.kind = 'write_off'
        AND (request.created_by IN (NEW.created_by, NEW.entered_by) OR request.entered_by IN (NEW.created_by, NEW.entered_by)
             -- A login that does not sign people in is one person, whatever names it writes.
             OR (request.login = session_user AND NOT has_column_privilege(session_user, 'users', 'password_hash', 'SELECT'))) THEN
    PERFORM booking_costing_refuse('invoice_write_offs_two_people');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance'))
     OR NOT has_table_privilege(session_user, 'invoices', 'INSERT') THEN
    PERFORM booking_costing_refuse('invoice_write_offs_by_admin');
  END IF;
  IF EXISTS (SELECT 1 FROM billing_periods
              WHERE status = 'closed' AND tenant_id IS NULL AND month = to_char(NEW.written_on, 'YYYY-MM')) THEN
    PERFORM booking_costing_refuse('billing_period_closed');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION invoices_credit_paid() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.credits_id)
         + (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.credits_id)
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.credits_id OR credits_id = NEW.credits_id) + NEW.total_cents THEN
    PERFORM booking_costing_refuse('payment_allocations_invoice');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION invoices_forget() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF (OLD.id, OLD.number, OLD.series, OLD.year, OLD.ordinal, OLD.credits_id, OLD.client_id, OLD.issued_on, OLD.due_on, OLD.month, OLD.currency, OLD.subtotal_cents, OLD.tax_cents, OLD.total_cents, OLD.document_hash, OLD.addressee_hash, OLD.created_by, OLD.entered_by, OLD.created_at)
     IS DISTINCT FROM (NEW.id, NEW.number, NEW.series, NEW.year, NEW.ordinal, NEW.credits_id, NEW.client_id, NEW.issued_on, NEW.due_on, NEW.month, NEW.currency, NEW.subtotal_cents, NEW.tax_cents, NEW.total_cents, NEW.document_hash, NEW.addressee_hash, NEW.created_by, NEW.entered_by, NEW.created_at)
     OR NEW.addressee_salt IS NOT NULL
     OR NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason NOT LIKE '%(forgotten)%'
     OR NEW.bill_to ->> 'name' IS DISTINCT FROM NEW.client_name
     OR coalesce(NEW.bill_to ->> 'tax_number', NEW.bill_to ->> 'address', NEW.bill_to ->> 'email') IS NOT NULL
     OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = NEW.client_id AND c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                   AND c.name_key = NEW.client_key) THEN
    PERFORM booking_costing_refuse('invoices_append_only');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION invoices_issue() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM invoices WHERE series = NEW.series AND year = NEW.year), 0) THEN
    PERFORM booking_costing_refuse('invoices_gap');
  END IF;
  IF EXISTS (SELECT 1 FROM billing_periods
              WHERE status = 'closed' AND tenant_id IS NULL AND month = to_char(NEW.issued_on, 'YYYY-MM')) THEN
    PERFORM booking_costing_refuse('billing_period_closed');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.id)
       AND NOT EXISTS (SELECT 1 FROM invoice_advances WHERE invoice_id = NEW.id)
     OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
        + (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.subtotal_cents
     OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
        + (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.tax_cents THEN
    PERFORM booking_costing_refuse('invoices_add_up');
  END IF;
  IF EXISTS (SELECT 1 FROM invoice_lines l JOIN booking_costing p ON p.id = l.costing_id
              WHERE l.invoice_id = NEW.id AND p.currency <> NEW.currency)
     OR EXISTS (SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
                 WHERE a.invoice_id = NEW.id AND i.currency <> NEW.currency) THEN
    PERFORM booking_costing_refuse('invoices_currency');
  END IF;
  IF EXISTS (SELECT 1 FROM invoice_lines l
              WHERE l.invoice_id = NEW.id AND l.credits_invoice_id IS DISTINCT FROM NEW.credits_id) THEN
    PERFORM booking_costing_refuse('invoices_credit');
  END IF;
  IF EXISTS (
       SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
        WHERE a.invoice_id = NEW.id
          AND (SELECT root_id FROM client_roots WHERE id = i.client_id)
              <> (SELECT root_id FROM client_roots WHERE id = NEW.client_id)) THEN
    PERFORM booking_costing_refuse('invoice_advances_client');
  END IF;
  IF EXISTS (
       SELECT 1 FROM invoice_advances a
        WHERE a.invoice_id = NEW.id AND a.advance_id <> NEW.id
          AND CASE WHEN NEW.credits_id IS NULL THEN NEW.series <> 'INV' OR a.amount_cents + a.tax_cents > 0
                   WHEN NEW.credits_id = a.advance_id THEN a.amount_cents + a.tax_cents > 0
                   ELSE a.amount_cents + a.tax_cents < 0
                        OR (SELECT sum(o.amount_cents) FROM invoice_advances o
                             WHERE o.advance_id = a.advance_id AND o.tax_rate = a.tax_rate
                               AND (o.invoice_id IN (NEW.id, NEW.credits_id)
                                    OR o.invoice_id IN (SELECT id FROM invoices WHERE credits_id = NEW.credits_id))) > 0 END)
     OR EXISTS (SELECT 1 FROM invoice_advances a WHERE a.invoice_id = NEW.id AND a.advance_id = NEW.id AND NEW.series <> 'INV') THEN
    PERFORM booking_costing_refuse('invoice_advances_mirror');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION offsite_rentals_hold_devices() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM device_holds_sync(ARRAY(SELECT id FROM booking_device_assignments WHERE rental_id = NEW.id));
  RETURN NULL;
END $$;
CREATE FUNCTION operation_rows_keep() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE
  was jsonb := to_jsonb(OLD) - TG_ARGV[2]::text[];
  entry jsonb := coalesce(was, to_jsonb(NEW));
BEGIN
  IF TG_OP <> 'UPDATE' OR was - TG_ARGV[1]::text[] <> to_jsonb(NEW) - TG_ARGV[2]::text[] - TG_ARGV[1]::text[] THEN
    INSERT INTO operation_rows (table_name, row_key, before, transaction_id)
    SELECT TG_TABLE_NAME, string_agg(entry ->> key.name, '/' ORDER BY key.place), was, pg_current_xact_id()::text::bigint
      FROM unnest(TG_ARGV[0]::text[]) WITH ORDINALITY AS key (name, place);
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION payment_allocations_fit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE of_client bigint; in_currency text; most bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  SELECT client_id, currency, amount_cents INTO of_client, in_currency, most
    FROM payments WHERE id = NEW.payment_id AND kind = 'payment';
  IF NEW.credit_id IS NOT NULL THEN
    SELECT client_id, currency, -total_cents INTO of_client, in_currency, most
      FROM invoices WHERE id = NEW.credit_id AND series = 'CN' AND credits_id IS NULL;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM invoices i
                  WHERE i.id = NEW.invoice_id AND i.series = 'INV' AND i.currency = in_currency
                    AND (SELECT root_id FROM client_roots WHERE id = of_client)
                        = (SELECT root_id FROM client_roots WHERE id = i.client_id)) THEN
    PERFORM booking_costing_refuse('payment_allocations_client');
  END IF;
  IF NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
     OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
          WHERE payment_id = NEW.payment_id OR credit_id = NEW.credit_id) + NEW.amount_cents > most THEN
    PERFORM booking_costing_refuse('payment_allocations_payment');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
          - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('payment_allocations_invoice');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
       WHERE (payment_id = NEW.payment_id OR credit_id = NEW.credit_id) AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payment_allocations_mirror');
  END IF;
  -- What is on account after refunds pays, and nothing else.
  IF NEW.amount_cents > 0 AND payments_account(of_client, in_currency) < NEW.amount_cents THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION payments_account(of_client bigint, in_currency text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
  WITH family AS (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = of_client))
  SELECT CAST((SELECT coalesce(sum(amount_cents), 0) FROM payments
                WHERE currency = in_currency AND client_id IN (SELECT id FROM family))
            - (SELECT coalesce(sum(total_cents), 0) FROM invoices
                WHERE series = 'CN' AND credits_id IS NULL AND currency = in_currency AND client_id IN (SELECT id FROM family))
            - (SELECT coalesce(sum(a.amount_cents), 0) FROM invoices i JOIN payment_allocations a ON a.invoice_id = i.id
                WHERE i.currency = in_currency AND i.client_id IN (SELECT id FROM family)) AS bigint)
$$;
CREATE FUNCTION payments_forget() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.kind, OLD.reverses_id, OLD.client_id, OLD.amount_cents, OLD.currency, OLD.received_on, OLD.method, OLD.source_id, OLD.created_by, OLD.entered_by, OLD.created_at)
     IS DISTINCT FROM (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.kind, NEW.reverses_id, NEW.client_id, NEW.amount_cents, NEW.currency, NEW.received_on, NEW.method, NEW.source_id, NEW.created_by, NEW.entered_by, NEW.created_at)
     OR NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason NOT LIKE '%(forgotten)%'
     OR NEW.reference IS NOT NULL
     OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = NEW.client_id AND c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                   AND c.name_key = NEW.client_key) THEN
    PERFORM booking_costing_refuse('payments_append_only');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION payments_receive() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM payments WHERE year = NEW.year), 0) THEN
    PERFORM booking_costing_refuse('payments_gap');
  END IF;
  IF EXISTS (SELECT 1 FROM billing_periods
              WHERE status = 'closed' AND tenant_id IS NULL AND month = to_char(NEW.received_on, 'YYYY-MM')) THEN
    PERFORM booking_costing_refuse('billing_period_closed');
  END IF;
  IF NEW.kind = 'reversal'
     AND (NOT EXISTS (SELECT 1 FROM payments p
                       WHERE p.id = NEW.reverses_id AND p.kind <> 'reversal' AND p.amount_cents = -NEW.amount_cents
                         AND p.client_id = NEW.client_id AND p.currency = NEW.currency)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.reverses_id) <> 0) THEN
    PERFORM booking_costing_refuse('payments_reverses');
  END IF;
  IF NEW.amount_cents < 0 AND payments_account(NEW.client_id, NEW.currency) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION period_events_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE
  stands billing_periods;
  request period_events;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  NEW.login := session_user;
  SELECT * INTO stands FROM billing_periods WHERE month = NEW.month AND tenant_id IS NOT DISTINCT FROM NEW.tenant_id;
  SELECT * INTO request FROM period_events r
   WHERE r.month = NEW.month AND r.tenant_id IS NOT DISTINCT FROM NEW.tenant_id AND r.event = 'reopening'
     AND r.id > coalesce(stands.event_id, 0) ORDER BY r.id DESC LIMIT 1;
  IF NEW.id <= coalesce((SELECT max(id) FROM period_events), 0)
     OR (CASE coalesce(stands.status, 'open')
          WHEN 'open' THEN NEW.event NOT IN ('held', 'closed')
          WHEN 'held' THEN NEW.event NOT IN ('closed', 'reopened') OR NEW.event = 'reopened' AND NEW.request_id IS NOT NULL
          ELSE NEW.event NOT IN ('reopening', 'reopened')
               OR (NEW.event = 'reopened') <> (NEW.request_id IS NOT NULL)
               OR NEW.event = 'reopening' AND request.id IS NOT NULL
               OR NEW.event = 'reopened' AND request.id IS DISTINCT FROM NEW.request_id
        END) THEN
    PERFORM booking_costing_refuse('period_events_order');
  END IF;
  IF NEW.one_person THEN
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role IN ('admin', 'finance') AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('period_events_two_people');
    END IF;
  ELSIF NEW.request_id IS NOT NULL
        AND (request.created_by IN (NEW.created_by, NEW.entered_by) OR request.entered_by IN (NEW.created_by, NEW.entered_by)
             -- A login that does not sign people in is one person, whatever names it writes.
             OR (request.login = session_user AND NOT has_column_privilege(session_user, 'users', 'password_hash', 'SELECT'))) THEN
    PERFORM booking_costing_refuse('period_events_two_people');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance'))
     OR NOT has_table_privilege(session_user, 'invoices', 'INSERT') THEN
    PERFORM booking_costing_refuse('period_events_by_admin');
  END IF;
  -- What awaits a decision is decided first.
  IF NEW.event = 'closed'
     AND EXISTS (SELECT 1 FROM booking_costing p LEFT JOIN costing_lines l ON l.costing_id = p.id
                  WHERE p.entry = 'proposal' AND (NEW.tenant_id IS NULL OR p.tenant_id = NEW.tenant_id)
                    AND NEW.month IN (coalesce(p.booked_month, p.service_month), coalesce(l.booked_month, l.service_month))
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)) THEN
    PERFORM booking_costing_refuse('period_events_pending');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION quote_acceptances_in_time() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NOT EXISTS (SELECT 1 FROM quote_acceptances WHERE quote_id = NEW.quote_id)
     AND NOT EXISTS (SELECT 1 FROM quotes WHERE id = NEW.quote_id AND NEW.accepted_on BETWEEN quoted_on AND valid_until) THEN
    PERFORM booking_costing_refuse('quote_acceptances_in_time');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION quotes_forget() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.booking_id, OLD.rental_id, OLD.quoted_on, OLD.valid_until,
      OLD.pricing_tier, OLD.discount, OLD.currency, OLD.subtotal_cents, OLD.tax_cents, OLD.total_cents,
      OLD.created_by, OLD.entered_by, OLD.created_at)
     IS DISTINCT FROM (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.booking_id, NEW.rental_id, NEW.quoted_on, NEW.valid_until,
      NEW.pricing_tier, NEW.discount, NEW.currency, NEW.subtotal_cents, NEW.tax_cents, NEW.total_cents,
      NEW.created_by, NEW.entered_by, NEW.created_at)
     OR NEW.content::jsonb #- '{header,client_name}' IS DISTINCT FROM OLD.content::jsonb #- '{header,client_name}'
     OR NEW.content::jsonb #>> '{header,client_name}' IS DISTINCT FROM NEW.client_name
     OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                       AND c.name_key = NEW.client_key) THEN
    PERFORM booking_costing_refuse('quotes_append_only');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION quotes_gap() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM quotes WHERE year = NEW.year), 0) THEN
    PERFORM booking_costing_refuse('quotes_gap');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION requisition_costs_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE newest requisition_costs; receipt requisition_receipts;
BEGIN
  SELECT * INTO receipt FROM requisition_receipts WHERE id = NEW.receipt_id FOR UPDATE;
  SELECT * INTO newest FROM requisition_costs WHERE receipt_id = NEW.receipt_id ORDER BY id DESC LIMIT 1;
  IF NEW.id <= newest.id OR newest.step = 'approval'
     OR (receipt.amount_cents, receipt.currency) IS DISTINCT FROM (NEW.amount_cents, NEW.currency)
     OR (receipt.taken_back_at IS NOT NULL) <> (NEW.step = 'withdrawal')
     OR NEW.step <> 'proposal' AND newest.step IS DISTINCT FROM 'proposal' THEN
    PERFORM booking_costing_refuse('requisition_costs_order');
  END IF;
  IF NEW.one_person THEN
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('requisition_costs_two_people');
    END IF;
  ELSIF NEW.step IN ('approval', 'rejection')
        AND (EXISTS (SELECT 1 FROM requisition_costs p
                      WHERE p.receipt_id = NEW.receipt_id AND p.step = 'proposal'
                        AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)))
             OR EXISTS (SELECT 1 FROM requisitions q
                         WHERE q.id = receipt.requisition_id
                           AND (q.requester IN (NEW.created_by, NEW.entered_by) OR q.entered_by IN (NEW.created_by, NEW.entered_by)))) THEN
    PERFORM booking_costing_refuse('requisition_costs_two_people');
  END IF;
  IF NEW.step IN ('approval', 'rejection')
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance')) THEN
    PERFORM booking_costing_refuse('requisition_costs_by_approver');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION requisition_decisions_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE asked requisitions;
BEGIN
  SELECT * INTO asked FROM requisitions WHERE id = NEW.requisition_id FOR UPDATE;
  IF asked.state <> 'submitted' OR asked.submission <> NEW.submission OR asked.decided <> NEW.place - 1
     OR (asked.levels ->> (NEW.place - 1)::integer) IS DISTINCT FROM NEW.level
     OR NEW.place - 1 <> (SELECT count(*) FROM requisition_decisions d
                           WHERE d.requisition_id = NEW.requisition_id AND d.submission = NEW.submission AND d.verdict = 'approved') THEN
    PERFORM booking_costing_refuse('requisition_decisions_order');
  END IF;
  IF NEW.one_person THEN
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('requisition_decisions_two_people');
    END IF;
  ELSIF asked.requester IN (NEW.created_by, NEW.entered_by) OR asked.entered_by IN (NEW.created_by, NEW.entered_by)
        OR asked.submitted_by IN (NEW.created_by, NEW.entered_by)
        OR EXISTS (SELECT 1 FROM requisition_decisions d
                    WHERE d.requisition_id = NEW.requisition_id AND d.submission = NEW.submission
                      AND (d.created_by IN (NEW.created_by, NEW.entered_by) OR d.entered_by IN (NEW.created_by, NEW.entered_by))) THEN
    PERFORM booking_costing_refuse('requisition_decisions_two_people');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users
                  WHERE username = NEW.created_by AND (role = 'admin' OR NEW.level IN ('role:' || role, 'user:' || username))) THEN
    PERFORM booking_costing_refuse('requisition_decisions_by_level');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION requisition_items_frozen() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE it requisition_items;
BEGIN
  IF TG_OP = 'DELETE' THEN it := OLD; ELSE it := NEW; END IF;
  IF (SELECT state FROM requisitions WHERE id = it.requisition_id FOR SHARE) <> 'draft' THEN
    PERFORM booking_costing_refuse('requisition_items_frozen');
  END IF;
  RETURN it;
END $$;
CREATE FUNCTION requisition_receipts_quantity() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE asked requisitions; item requisition_items;
BEGIN
  SELECT * INTO asked FROM requisitions WHERE id = NEW.requisition_id FOR UPDATE;
  SELECT * INTO item FROM requisition_items WHERE id = NEW.item_id AND requisition_id = NEW.requisition_id;
  IF TG_OP = 'INSERT' AND (asked.state <> 'ordered' OR NEW.taken_back_at IS NOT NULL OR NEW.currency <> asked.currency
                           OR NEW.amount_cents IS DISTINCT FROM NEW.quantity * item.days * item.unit_cents) THEN
    PERFORM booking_costing_refuse('requisition_receipts_of_order');
  END IF;
  IF TG_OP = 'UPDATE' AND ((OLD.id, OLD.requisition_id, OLD.item_id, OLD.quantity, OLD.amount_cents, OLD.currency, OLD.device_ids,
                            OLD.created_by, OLD.entered_by, OLD.created_at)
                           IS DISTINCT FROM
                           (NEW.id, NEW.requisition_id, NEW.item_id, NEW.quantity, NEW.amount_cents, NEW.currency, NEW.device_ids,
                            NEW.created_by, NEW.entered_by, NEW.created_at)
                           OR NEW.note IS DISTINCT FROM OLD.note AND coalesce(NEW.note, '') NOT LIKE '%(forgotten)%') THEN
    PERFORM booking_costing_refuse('requisition_receipts_fixed');
  END IF;
  IF NEW.taken_back_at IS NULL
     AND NEW.quantity + (SELECT coalesce(sum(quantity), 0) FROM requisition_receipts
                          WHERE item_id = NEW.item_id AND id <> NEW.id AND taken_back_at IS NULL) > item.quantity THEN
    PERFORM booking_costing_refuse('requisition_receipts_quantity');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION requisitions_approved() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF NEW.decided = 0 OR NEW.decided <> jsonb_array_length(NEW.levels)
     OR NEW.decided <> (SELECT count(*) FROM requisition_decisions d
                         WHERE d.requisition_id = NEW.id AND d.submission = NEW.submission AND d.verdict = 'approved') THEN
    PERFORM booking_costing_refuse('requisitions_approved');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION requisitions_in_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF NEW.ordinal <> 1 + (SELECT coalesce(max(ordinal), 0) FROM requisitions WHERE year = NEW.year)
     OR NEW.number <> 'RQ-' || NEW.year || '-' || lpad(NEW.ordinal::text, greatest(4, length(NEW.ordinal::text)), '0')
     OR (NEW.state, NEW.submission, NEW.decided, NEW.receipts) <> ('draft', 0, 0, 0) THEN
    PERFORM booking_costing_refuse('requisitions_in_order');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION room_block_exceptions_hold() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM room_holds_sync(ARRAY[NEW.booking_id]);
  RETURN NULL;
END $$;
CREATE FUNCTION room_blocks_hold() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  -- Whoever adds a room meanwhile waits, and finds the block.
  IF NEW.room_id IS NULL THEN
    LOCK TABLE rooms IN SHARE MODE;
  END IF;
  PERFORM rooms_lock(ARRAY(SELECT e.room_id FROM room_block_holds_expected e WHERE e.block_id = NEW.id));
  DELETE FROM room_holds h
   WHERE h.block_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e
                      WHERE e.block_id = h.block_id AND e.room_id = h.room_id
                        AND e.starts_at = h.starts_at AND e.ends_at = h.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, block_id, lanes)
  SELECT e.room_id, e.starts_at, e.ends_at, e.block_id,
         int8multirange(CASE WHEN NEW.room_id IS NULL THEN int8range(-NEW.id, -NEW.id, '[]') ELSE int8range(NEW.id, NEW.id, '[]') END)
    FROM room_block_holds_expected e
   WHERE e.block_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.block_id = e.block_id AND h.room_id = e.room_id);
  RETURN NULL;
END $$;
CREATE FUNCTION room_components_block() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM rooms_lock(ARRAY[NEW.component_id]);
    INSERT INTO room_holds (room_id, starts_at, ends_at, block_id, lanes)
    SELECT e.room_id, e.starts_at, e.ends_at, e.block_id,
           int8multirange(CASE WHEN k.room_id IS NULL THEN int8range(-k.id, -k.id, '[]') ELSE int8range(k.id, k.id, '[]') END)
      FROM room_block_holds_expected e JOIN room_blocks k ON k.id = e.block_id
     WHERE e.room_id = NEW.component_id
       AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.block_id = e.block_id AND h.room_id = e.room_id);
  ELSE
    DELETE FROM room_holds h
     WHERE h.block_id IS NOT NULL AND h.room_id = OLD.component_id
       AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e WHERE e.block_id = h.block_id AND e.room_id = h.room_id);
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION room_components_check() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE wrong boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    wrong := OLD.room_id = OLD.component_id
             AND NOT EXISTS (SELECT 1 FROM room_components WHERE room_id = OLD.room_id AND component_id <> OLD.room_id);
  ELSIF NEW.room_id = NEW.component_id THEN
    wrong := EXISTS (SELECT 1 FROM room_components WHERE room_id = NEW.room_id AND component_id <> NEW.room_id);
  ELSE
    -- both rooms are locked, so that nobody else makes a second level meanwhile
    PERFORM rooms_lock(ARRAY[NEW.room_id, NEW.component_id]);
    wrong := EXISTS (SELECT 1 FROM room_components WHERE room_id = NEW.component_id AND component_id <> NEW.component_id)
          OR EXISTS (SELECT 1 FROM room_components WHERE component_id = NEW.room_id AND room_id <> NEW.room_id);
  END IF;
  IF wrong THEN
    RAISE EXCEPTION USING MESSAGE = 'room_components_one_level', ERRCODE = 'check_violation', CONSTRAINT = 'room_components_one_level';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION room_components_hold() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE changed bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    changed := NEW.room_id;
    IF NEW.room_id = NEW.component_id THEN RETURN NULL; END IF;
    DELETE FROM room_components WHERE room_id = changed AND component_id = changed;
  ELSE
    changed := OLD.room_id;
    IF OLD.room_id = OLD.component_id THEN RETURN NULL; END IF;
    INSERT INTO room_components (room_id, component_id)
    SELECT changed, changed WHERE NOT EXISTS (SELECT 1 FROM room_components WHERE room_id = changed);
  END IF;
  PERFORM room_holds_sync(ARRAY(SELECT id FROM bookings WHERE room_id = changed));
  RETURN NULL;
END $$;
CREATE FUNCTION room_hold_lanes(held bigint, is_long_term boolean) RETURNS int8multirange
    LANGUAGE sql STABLE
    SET search_path FROM CURRENT
    AS $$
  SELECT int8multirange(CASE WHEN is_long_term THEN int8range(0, NULL) ELSE int8range(NULL, NULL) END)
         - coalesce((SELECT range_agg(int8range(-e.block_id, -e.block_id, '[]')) + range_agg(int8range(e.block_id, e.block_id, '[]'))
                       FROM room_block_exceptions e WHERE e.booking_id = held), '{}'::int8multirange)
$$;
CREATE FUNCTION room_holds_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION USING MESSAGE = 'room_holds_read_only', ERRCODE = 'check_violation', CONSTRAINT = 'room_holds_read_only';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION room_holds_sync(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM rooms_lock(ARRAY(SELECT c.component_id FROM bookings b JOIN room_components c ON c.room_id = b.room_id
                            WHERE b.id = ANY (ids) AND booking_holds_room(b.status)));
  DELETE FROM room_holds h
   WHERE h.booking_id = ANY (ids)
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e JOIN bookings b ON b.id = e.booking_id
                      WHERE e.booking_id = h.booking_id AND e.room_id = h.room_id
                        AND e.starts_at = h.starts_at AND e.ends_at = h.ends_at
                        AND h.lanes = room_hold_lanes(b.id, b.long_term));
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id, lanes)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id, room_hold_lanes(b.id, b.long_term)
    FROM room_holds_expected e JOIN bookings b ON b.id = e.booking_id
   WHERE e.booking_id = ANY (ids)
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END $$;
CREATE FUNCTION rooms_hold_buffers() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM room_holds_sync(ARRAY(SELECT h.booking_id FROM room_holds h WHERE h.room_id = NEW.id));
  RETURN NULL;
END $$;
CREATE FUNCTION rooms_list_themselves() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  INSERT INTO room_components (room_id, component_id) VALUES (NEW.id, NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION rooms_lock(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  PERFORM FROM rooms WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
END $$;
CREATE FUNCTION rooms_name_free() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    AS $$
BEGIN
  IF TG_TABLE_NAME = 'rooms' AND EXISTS (SELECT 1 FROM room_aliases WHERE alias_key = to_jsonb(NEW) ->> 'name_key')
     OR TG_TABLE_NAME = 'room_aliases' AND EXISTS (SELECT 1 FROM rooms WHERE name_key = to_jsonb(NEW) ->> 'alias_key') THEN
    RAISE EXCEPTION USING MESSAGE = 'room_names_key', ERRCODE = 'check_violation', CONSTRAINT = 'room_names_key';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION task_costs_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
DECLARE newest task_costs;
BEGIN
  PERFORM 1 FROM tasks WHERE id = NEW.task_id FOR UPDATE;
  SELECT * INTO newest FROM task_costs WHERE task_id = NEW.task_id ORDER BY id DESC LIMIT 1;
  -- what is withdrawn is no cost of a done task any more; all else is the cost of one
  IF NEW.id <= newest.id OR EXISTS (SELECT 1 FROM task_costs WHERE task_id = NEW.task_id AND step = 'approval')
     OR (NEW.step = 'withdrawal')
        = EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND state = 'done' AND cost_cents = NEW.amount_cents)
     OR NEW.step <> 'proposal'
        AND (newest.step, newest.amount_cents, newest.currency) IS DISTINCT FROM ('proposal', NEW.amount_cents, NEW.currency) THEN
    PERFORM booking_costing_refuse('task_costs_order');
  END IF;
  -- who proposed this amount, now or before, and who ended the task do not decide
  IF NEW.one_person THEN
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('task_costs_two_people');
    END IF;
  ELSIF NEW.step IN ('approval', 'rejection')
        AND (EXISTS (SELECT 1 FROM task_costs p
                      WHERE p.task_id = NEW.task_id AND p.step = 'proposal' AND p.amount_cents = NEW.amount_cents
                        AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)))
             OR EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND done_by IN (NEW.created_by, NEW.entered_by))) THEN
    PERFORM booking_costing_refuse('task_costs_two_people');
  END IF;
  IF NEW.step IN ('approval', 'rejection')
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance')) THEN
    PERFORM booking_costing_refuse('task_costs_by_approver');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION task_events_stepped() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT
    AS $$
BEGIN
  INSERT INTO task_events (task_id, at, by, state)
  VALUES (NEW.id, CASE TG_OP WHEN 'INSERT' THEN NEW.created_at ELSE NEW.updated_at END, NEW.updated_by, NEW.state);
  RETURN NULL;
END $$;
SELECT set_config('search_path', current_setting('colab.search_path'), true);
CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
    version character varying(50) NOT NULL,
    run_on timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE TABLE agent_config (
    name text NOT NULL,
    is_enabled boolean NOT NULL,
    mode text NOT NULL,
    version bigint NOT NULL,
    settings jsonb NOT NULL,
    updated_by text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT agent_config_mode_check CHECK ((mode = ANY (ARRAY['observe'::text, 'propose'::text, 'apply'::text]))),
    CONSTRAINT agent_config_name_check CHECK ((name = ANY (ARRAY['auditor'::text, 'resolver'::text, 'revenue'::text]))),
    CONSTRAINT agent_config_version_check CHECK ((version > 0))
);
CREATE TABLE agent_runs (
    id bigint NOT NULL,
    agent text NOT NULL,
    version bigint NOT NULL,
    config_version bigint NOT NULL,
    mode text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    started_by text NOT NULL,
    records_read jsonb NOT NULL,
    findings jsonb NOT NULL,
    error text,
    CONSTRAINT agent_runs_agent_check CHECK ((agent = ANY (ARRAY['auditor'::text, 'resolver'::text, 'revenue'::text]))),
    CONSTRAINT agent_runs_ended_check CHECK ((ended_at >= started_at)),
    CONSTRAINT agent_runs_mode_check CHECK ((mode = ANY (ARRAY['observe'::text, 'propose'::text, 'apply'::text]))),
    CONSTRAINT agent_runs_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'failed'::text, 'paused'::text])))
);
ALTER TABLE agent_runs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME agent_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE attachment_bytes (
    sha256 text NOT NULL,
    size bigint NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT attachment_bytes_sha256_check CHECK ((sha256 = encode(sha256(content), 'hex'::text))),
    CONSTRAINT attachment_bytes_size_check CHECK (((size > 0) AND (size = length(content))))
);
ALTER TABLE ONLY attachment_bytes ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TABLE attachments (
    id bigint NOT NULL,
    kind text NOT NULL,
    record_id bigint NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    content_type text NOT NULL,
    sha256 text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    removed_by text,
    CONSTRAINT attachments_name_check CHECK (((length(name) BETWEEN 1 AND 200) AND (name <> ALL (ARRAY['.'::text, '..'::text])) AND (strpos(name, '/'::text) = 0) AND (strpos(name, '\'::text) = 0))),
    CONSTRAINT attachments_removed_check CHECK (((removed_at IS NULL) = (removed_by IS NULL)))
);
ALTER TABLE attachments ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME attachments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE audit_head (
    id integer NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_head_one_row CHECK ((id = 1))
);
CREATE TABLE period_events (
    id bigint NOT NULL,
    month text NOT NULL,
    tenant_id text,
    event text NOT NULL,
    request_id bigint,
    reason text,
    snapshot text,
    snapshot_hash text,
    totals jsonb,
    one_person boolean DEFAULT false NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    login text,
    CONSTRAINT period_events_event_check CHECK ((event = ANY (ARRAY['held'::text, 'closed'::text, 'reopening'::text, 'reopened'::text]))),
    CONSTRAINT period_events_month_check CHECK ((month ~ '^[0-9]{4}-[01][0-9]$'::text)),
    CONSTRAINT period_events_reason_check CHECK (((event <> ALL (ARRAY['reopening'::text, 'reopened'::text])) OR (COALESCE(length(reason), 0) > 0))),
    CONSTRAINT period_events_snapshot_check CHECK (
CASE event
    WHEN 'closed'::text THEN ((snapshot IS NOT NULL) AND (length(snapshot_hash) = 64) AND (totals IS NOT NULL))
    ELSE ((snapshot IS NULL) AND (snapshot_hash IS NULL) AND (totals IS NULL))
END),
    CONSTRAINT period_events_tenant_id_check CHECK ((tenant_id = ANY (ARRAY['TECH'::text, 'TRAINING'::text])))
);
CREATE VIEW billing_periods AS
 SELECT e.month,
    e.tenant_id,
        CASE e.event
            WHEN 'reopened'::text THEN 'open'::text
            ELSE e.event
        END AS status,
    e.id AS event_id
   FROM period_events e
  WHERE ((e.event <> 'reopening'::text) AND (NOT (EXISTS ( SELECT 1
           FROM period_events later
          WHERE ((later.month = e.month) AND (NOT (later.tenant_id IS DISTINCT FROM e.tenant_id)) AND (later.event <> 'reopening'::text) AND (later.id > e.id))))));
CREATE TABLE booking_catering (
    booking_id bigint NOT NULL,
    coffee_tea_station boolean NOT NULL,
    morning_catering text,
    lunch_catering text,
    catering_notes text,
    stationery_needed boolean NOT NULL,
    water_bottles integer NOT NULL,
    amenities text,
    printed_pages integer DEFAULT 0 NOT NULL,
    CONSTRAINT booking_catering_amenities_check CHECK ((length(amenities) BETWEEN 1 AND 1000)),
    CONSTRAINT booking_catering_lunch_catering_check CHECK ((lunch_catering = ANY (ARRAY['none'::text, 'self_catered'::text, 'in_house'::text]))),
    CONSTRAINT booking_catering_morning_catering_check CHECK ((morning_catering = ANY (ARRAY['none'::text, 'pastry'::text, 'sandwiches'::text]))),
    CONSTRAINT booking_catering_printed_pages_check CHECK ((printed_pages >= 0)),
    CONSTRAINT booking_catering_water_bottles_check CHECK ((water_bottles >= 0))
);
CREATE TABLE booking_costing (
    id bigint NOT NULL,
    entry text NOT NULL,
    proposal_id bigint,
    corrects_id bigint,
    follows_id bigint,
    batch_id bigint NOT NULL,
    booking_id bigint,
    rental_id bigint,
    client_name text NOT NULL,
    client_key text NOT NULL,
    room_id bigint,
    tenant_id text,
    service_on date NOT NULL,
    service_month text NOT NULL,
    pricing_tier text NOT NULL,
    discount integer NOT NULL,
    currency text NOT NULL,
    subtotal_cents bigint NOT NULL,
    tax_cents bigint NOT NULL,
    total_cents bigint NOT NULL,
    lines jsonb,
    basis jsonb,
    reason text,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    login text,
    discount_rest integer DEFAULT 0 NOT NULL,
    adjustment text,
    one_person boolean DEFAULT false NOT NULL,
    booked_month text,
    CONSTRAINT booking_costing_adjustment_check CHECK (((adjustment = ANY (ARRAY['credit'::text, 'damage'::text, 'loss'::text, 'cancellation_fee'::text, 'goodwill'::text])) AND ((entry <> 'proposal'::text) OR (length(reason) > 0)))),
    CONSTRAINT booking_costing_amounts_check CHECK (((corrects_id IS NOT NULL) OR ((subtotal_cents >= 0) AND (tax_cents >= 0)))),
    CONSTRAINT booking_costing_booked_month_check CHECK (((length(booked_month) = 7) AND (booked_month > service_month))),
    CONSTRAINT booking_costing_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT booking_costing_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT booking_costing_discount_check CHECK ((discount BETWEEN 0 AND 10000)),
    CONSTRAINT booking_costing_discount_rest_check CHECK ((discount_rest BETWEEN 0 AND 9)),
    CONSTRAINT booking_costing_entry_check CHECK ((entry = ANY (ARRAY['proposal'::text, 'approval'::text, 'rejection'::text]))),
    CONSTRAINT booking_costing_follows_check CHECK (((follows_id IS NULL) OR ((entry = 'proposal'::text) AND (corrects_id IS NOT NULL)))),
    CONSTRAINT booking_costing_one_person_check CHECK (((NOT one_person) OR (entry <> 'proposal'::text))),
    CONSTRAINT booking_costing_pricing_tier_check CHECK ((pricing_tier = ANY (ARRAY['standard'::text, 'premium'::text, 'discounted'::text]))),
    CONSTRAINT booking_costing_proposal_check CHECK (
CASE entry
    WHEN 'proposal'::text THEN ((proposal_id IS NULL) AND (lines IS NOT NULL) AND (basis IS NOT NULL))
    ELSE ((proposal_id IS NOT NULL) AND (lines IS NULL) AND (basis IS NULL))
END),
    CONSTRAINT booking_costing_reason_check CHECK (((entry <> 'rejection'::text) OR (length(reason) > 0))),
    CONSTRAINT booking_costing_service_month_check CHECK ((length(service_month) = 7)),
    CONSTRAINT booking_costing_tenant_id_check CHECK ((tenant_id = ANY (ARRAY['TECH'::text, 'TRAINING'::text]))),
    CONSTRAINT booking_costing_total_check CHECK ((total_cents = (subtotal_cents + tax_cents))),
    CONSTRAINT booking_costing_whose_check CHECK (((booking_id IS NULL) <> (rental_id IS NULL)))
);
ALTER TABLE booking_costing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking_costing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE booking_device_assignments (
    id bigint NOT NULL,
    booking_id bigint,
    device_category_id bigint,
    quantity integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    rental_id bigint,
    device_id bigint,
    assignment_type text,
    assigned_by text,
    assigned_at timestamp with time zone,
    returned_at timestamp with time zone,
    return_condition text,
    notes text,
    due_on date,
    CONSTRAINT booking_device_assignments_assigned_at_readable CHECK ((assigned_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT booking_device_assignments_assignment_type_check CHECK ((assignment_type = ANY (ARRAY['manual'::text, 'auto'::text]))),
    CONSTRAINT booking_device_assignments_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT booking_device_assignments_device_check CHECK (((device_id IS NULL) OR ((quantity = 1) AND (assigned_at IS NOT NULL) AND (assigned_by IS NOT NULL) AND (assignment_type IS NOT NULL)))),
    CONSTRAINT booking_device_assignments_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT booking_device_assignments_request_check CHECK (((device_id IS NOT NULL) OR ((booking_id IS NOT NULL) AND (rental_id IS NULL) AND (returned_at IS NULL)))),
    CONSTRAINT booking_device_assignments_return_check CHECK ((((returned_at IS NULL) = (return_condition IS NULL)) AND ((returned_at IS NULL) OR (rental_id IS NOT NULL)))),
    CONSTRAINT booking_device_assignments_return_condition_check CHECK ((return_condition = ANY (ARRAY['ok'::text, 'needs_inspection'::text, 'repair'::text, 'lost'::text]))),
    CONSTRAINT booking_device_assignments_returned_at_readable CHECK ((returned_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT booking_device_assignments_whose_check CHECK (((booking_id IS NOT NULL) OR (rental_id IS NOT NULL)))
);
ALTER TABLE booking_device_assignments ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking_device_assignments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE booking_imports (
    booking_id bigint NOT NULL,
    import_id bigint NOT NULL,
    sheet text,
    cell text
);
CREATE TABLE booking_places (
    booking_id bigint NOT NULL,
    room_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT booking_places_ends_at_readable CHECK ((ends_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT booking_places_starts_at_readable CHECK ((starts_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE booking_refs (
    external_id text NOT NULL,
    booking_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT booking_refs_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT booking_refs_external_id_check CHECK ((length(external_id) BETWEEN 1 AND 100))
);
CREATE TABLE booking_series (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT booking_series_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE booking_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE bookings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME bookings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE room_block_exceptions (
    booking_id bigint NOT NULL,
    block_id bigint NOT NULL,
    reason text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT room_block_exceptions_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT room_block_exceptions_reason_check CHECK ((length(reason) BETWEEN 1 AND 500))
);
CREATE TABLE room_blocks (
    id bigint NOT NULL,
    room_id bigint,
    kind text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by text,
    CONSTRAINT room_blocks_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT room_blocks_ends_at_readable CHECK ((ends_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT room_blocks_kind_check CHECK ((kind = ANY (ARRAY['closed'::text, 'holiday'::text, 'maintenance'::text]))),
    CONSTRAINT room_blocks_lifted_at_readable CHECK ((lifted_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT room_blocks_lifted_check CHECK (((lifted_at IS NULL) = (lifted_by IS NULL))),
    CONSTRAINT room_blocks_period_check CHECK ((ends_at > starts_at)),
    CONSTRAINT room_blocks_reason_check CHECK ((length(reason) BETWEEN 1 AND 500)),
    CONSTRAINT room_blocks_starts_at_readable CHECK ((starts_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT room_blocks_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE room_components (
    room_id bigint NOT NULL,
    component_id bigint NOT NULL
);
CREATE VIEW room_block_holds_expected AS
 SELECT k.id AS block_id,
    c.component_id AS room_id,
    k.starts_at,
    k.ends_at
   FROM (room_blocks k
     JOIN room_components c ON ((c.room_id = COALESCE(k.room_id, c.component_id))))
  WHERE (k.lifted_at IS NULL);
CREATE VIEW room_holds_expected AS
 SELECT b.id AS booking_id,
    p.id AS room_id,
    (b.starts_at -
        CASE
            WHEN (b.ends_at > p.buffers_from) THEN make_interval(mins => p.setup_minutes)
            ELSE '00:00:00'::interval
        END) AS starts_at,
    (b.ends_at +
        CASE
            WHEN (b.ends_at > p.buffers_from) THEN make_interval(mins => p.teardown_minutes)
            ELSE '00:00:00'::interval
        END) AS ends_at
   FROM ((bookings b
     JOIN room_components c ON ((c.room_id = b.room_id)))
     JOIN rooms p ON ((p.id = c.component_id)))
  WHERE booking_holds_room(b.status);
CREATE VIEW bookings_under_block AS
 SELECT h.booking_id,
    k.block_id,
    h.room_id
   FROM (((room_block_holds_expected k
     JOIN room_holds_expected h ON (((h.room_id = k.room_id) AND (h.starts_at < k.ends_at) AND (h.ends_at > k.starts_at))))
     JOIN room_blocks l ON ((l.id = k.block_id)))
     JOIN bookings b ON ((b.id = h.booking_id)))
  WHERE ((NOT ((l.room_id IS NULL) AND b.long_term)) AND (NOT (EXISTS ( SELECT 1
           FROM room_block_exceptions e
          WHERE ((e.booking_id = h.booking_id) AND (e.block_id = k.block_id))))));
CREATE TABLE client_contacts (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    role text,
    email text,
    phone text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT client_contacts_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT client_contacts_email_check CHECK ((length(email) BETWEEN 1 AND 100)),
    CONSTRAINT client_contacts_name_check CHECK ((length(name) BETWEEN 1 AND 100)),
    CONSTRAINT client_contacts_phone_check CHECK ((length(phone) BETWEEN 1 AND 20)),
    CONSTRAINT client_contacts_role_check CHECK ((length(role) BETWEEN 1 AND 100))
);
ALTER TABLE client_contacts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME client_contacts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE client_message_optouts (
    client_id bigint NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT client_message_optouts_kind_check CHECK ((kind = ANY (ARRAY['confirmation'::text, 'change'::text, 'cancellation'::text, 'return_soon'::text, 'return_late'::text])))
);
CREATE TABLE client_messages (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    booking_id bigint,
    rental_id bigint,
    kind text NOT NULL,
    return_on date,
    state text NOT NULL,
    revision bigint NOT NULL,
    tells_past boolean NOT NULL,
    known jsonb,
    told jsonb,
    email text,
    message_id text NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    claimed_until timestamp with time zone,
    reason text,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    withdraws boolean DEFAULT false NOT NULL,
    CONSTRAINT client_messages_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT client_messages_claimed_check CHECK (((state <> 'sending'::text) OR (claimed_until IS NOT NULL))),
    CONSTRAINT client_messages_kind_check CHECK ((kind = ANY (ARRAY['confirmation'::text, 'change'::text, 'cancellation'::text, 'return_soon'::text, 'return_late'::text]))),
    CONSTRAINT client_messages_queued_check CHECK (((state <> 'queued'::text) OR (next_attempt_at IS NOT NULL))),
    CONSTRAINT client_messages_return_check CHECK ((((rental_id IS NOT NULL) = (kind = ANY (ARRAY['return_soon'::text, 'return_late'::text]))) AND ((rental_id IS NULL) = (return_on IS NULL)))),
    CONSTRAINT client_messages_sent_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT client_messages_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'superseded'::text]))),
    CONSTRAINT client_messages_subject_check CHECK (((booking_id IS NULL) <> (rental_id IS NULL)))
);
ALTER TABLE client_messages ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME client_messages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE clients (
    id bigint NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    legal_name text,
    tax_number text,
    billing_email text,
    address text,
    terms_days integer,
    pricing_tier text,
    tenant_id text,
    language text,
    notes text,
    is_active boolean NOT NULL,
    on_hold_reason text,
    merged_into bigint,
    forgotten_at timestamp with time zone,
    created_by text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    country text,
    CONSTRAINT clients_address_check CHECK ((length(address) BETWEEN 1 AND 2000)),
    CONSTRAINT clients_billing_email_check CHECK ((length(billing_email) BETWEEN 1 AND 255)),
    CONSTRAINT clients_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT clients_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT clients_forgotten_at_readable CHECK ((forgotten_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT clients_language_check CHECK ((length(language) BETWEEN 2 AND 35)),
    CONSTRAINT clients_legal_name_check CHECK ((length(legal_name) BETWEEN 1 AND 255)),
    CONSTRAINT clients_merged_into_check CHECK ((merged_into <> id)),
    CONSTRAINT clients_name_check CHECK ((length(name) BETWEEN 1 AND 255)),
    CONSTRAINT clients_notes_check CHECK ((length(notes) BETWEEN 1 AND 2000)),
    CONSTRAINT clients_on_hold_reason_check CHECK ((length(on_hold_reason) BETWEEN 1 AND 500)),
    CONSTRAINT clients_pricing_tier_check CHECK ((pricing_tier = ANY (ARRAY['standard'::text, 'premium'::text, 'discounted'::text]))),
    CONSTRAINT clients_tax_number_check CHECK ((length(tax_number) BETWEEN 1 AND 50)),
    CONSTRAINT clients_tenant_id_check CHECK ((tenant_id = ANY (ARRAY['TECH'::text, 'TRAINING'::text]))),
    CONSTRAINT clients_terms_days_check CHECK ((terms_days BETWEEN 0 AND 365)),
    CONSTRAINT clients_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE VIEW client_roots AS
 WITH RECURSIVE merged(id, root_id) AS (
         SELECT clients.id,
            clients.merged_into
           FROM clients
          WHERE (clients.merged_into IS NOT NULL)
        UNION
         SELECT m.id,
            c_1.merged_into
           FROM (merged m
             JOIN clients c_1 ON ((c_1.id = m.root_id)))
          WHERE (c_1.merged_into IS NOT NULL)
        )
 SELECT c.id,
    COALESCE(r.root_id, c.id) AS root_id
   FROM (clients c
     LEFT JOIN ( SELECT m.id,
            m.root_id
           FROM (merged m
             JOIN clients r_1 ON ((r_1.id = m.root_id)))
          WHERE (r_1.merged_into IS NULL)) r ON ((r.id = c.id)));
ALTER TABLE clients ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME clients_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE costing_lines (
    costing_id bigint NOT NULL,
    place integer NOT NULL,
    kind text NOT NULL,
    item text NOT NULL,
    service_month text NOT NULL,
    quantity bigint NOT NULL,
    unit text NOT NULL,
    rate_cents bigint NOT NULL,
    amount_cents bigint NOT NULL,
    tax_rate bigint NOT NULL,
    tax_cents bigint NOT NULL,
    why text NOT NULL,
    booked_month text,
    CONSTRAINT costing_lines_amount_check CHECK (((amount_cents)::numeric = ((quantity)::numeric * (rate_cents)::numeric))),
    CONSTRAINT costing_lines_booked_month_check CHECK (((length(booked_month) = 7) AND (booked_month > service_month))),
    CONSTRAINT costing_lines_item_check CHECK ((length(item) > 0)),
    CONSTRAINT costing_lines_kind_check CHECK ((kind = ANY (ARRAY['room'::text, 'device'::text, 'catering'::text, 'amenity'::text, 'printing'::text, 'damage'::text, 'loss'::text, 'cancellation'::text, 'discount'::text, 'adjustment'::text, 'rounding'::text]))),
    CONSTRAINT costing_lines_place_check CHECK ((place > 0)),
    CONSTRAINT costing_lines_service_month_check CHECK ((service_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
    CONSTRAINT costing_lines_tax_rate_check CHECK ((tax_rate BETWEEN 0 AND 100000))
);
CREATE TABLE database_info (
    id integer NOT NULL,
    database_id text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    is_test boolean DEFAULT false NOT NULL,
    machine text,
    CONSTRAINT database_info_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT database_info_one_row CHECK ((id = 1))
);
CREATE TABLE demand (
    id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_on date NOT NULL,
    asked_by text NOT NULL,
    client_name text NOT NULL,
    client_key text NOT NULL,
    tenant_id text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    people integer NOT NULL,
    room_id bigint,
    amenities text NOT NULL,
    reason text NOT NULL,
    booking_id bigint,
    tries integer NOT NULL,
    is_waiting boolean NOT NULL,
    offered_at timestamp with time zone,
    left_at timestamp with time zone,
    CONSTRAINT demand_amenities_check CHECK (((amenities)::jsonb IS NOT NULL)),
    CONSTRAINT demand_booking_check CHECK (((booking_id IS NULL) OR (reason = 'rejected'::text))),
    CONSTRAINT demand_client_name_check CHECK ((length(client_name) BETWEEN 1 AND 255)),
    CONSTRAINT demand_people_check CHECK ((people >= 0)),
    CONSTRAINT demand_period_check CHECK ((ends_at > starts_at)),
    CONSTRAINT demand_reason_check CHECK ((reason = ANY (ARRAY['taken'::text, 'blocked'::text, 'too_small'::text, 'none_free'::text, 'rejected'::text]))),
    CONSTRAINT demand_tenant_id_check CHECK ((tenant_id = ANY (ARRAY['TECH'::text, 'TRAINING'::text]))),
    CONSTRAINT demand_tries_check CHECK ((tries > 0))
);
ALTER TABLE demand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE device_categories (
    id bigint NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT device_categories_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT device_categories_name_check CHECK ((length(name) BETWEEN 1 AND 255))
);
ALTER TABLE device_categories ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME device_categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE device_holds (
    device_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    assignment_id bigint NOT NULL,
    period tstzrange GENERATED ALWAYS AS (tstzrange(starts_at, ends_at, '[)'::text)) STORED,
    CONSTRAINT device_holds_ends_at_readable CHECK ((ends_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT device_holds_starts_at_readable CHECK ((starts_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE offsite_rentals (
    id bigint NOT NULL,
    rental_no text NOT NULL,
    booking_id bigint,
    client_name text NOT NULL,
    contact_person text NOT NULL,
    contact_number text NOT NULL,
    contact_email text,
    company text NOT NULL,
    address text NOT NULL,
    notes text,
    rental_date date NOT NULL,
    return_expected_date date NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    returned_at timestamp with time zone,
    rental_form_generated boolean NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    CONSTRAINT offsite_rentals_client_name_check CHECK ((length(client_name) BETWEEN 1 AND 255)),
    CONSTRAINT offsite_rentals_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT offsite_rentals_due_at_readable CHECK ((due_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT offsite_rentals_period_check CHECK ((due_at > starts_at)),
    CONSTRAINT offsite_rentals_returned_at_readable CHECK ((returned_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT offsite_rentals_starts_at_readable CHECK ((starts_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT offsite_rentals_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE VIEW device_holds_expected AS
 SELECT a.id AS assignment_id,
    a.device_id,
        CASE
            WHEN (r.id IS NULL) THEN b.starts_at
            ELSE r.starts_at
        END AS starts_at,
        CASE
            WHEN (r.id IS NULL) THEN b.ends_at
            ELSE LEAST(r.due_at, COALESCE(a.returned_at, r.due_at))
        END AS ends_at
   FROM ((booking_device_assignments a
     LEFT JOIN bookings b ON ((b.id = a.booking_id)))
     LEFT JOIN offsite_rentals r ON ((r.id = a.rental_id)))
  WHERE ((a.device_id IS NOT NULL) AND
        CASE
            WHEN (r.id IS NULL) THEN (b.status = ANY (ARRAY['pending'::text, 'room_assigned'::text, 'confirmed'::text, 'checked_in'::text, 'completed'::text]))
            ELSE ((a.returned_at IS NULL) OR (a.returned_at > r.starts_at))
        END);
CREATE TABLE device_movement_log (
    id bigint NOT NULL,
    device_id bigint NOT NULL,
    action text NOT NULL,
    from_status text,
    to_status text,
    from_place text,
    to_place text,
    from_booking_id bigint,
    to_booking_id bigint,
    rental_id bigint,
    reason text,
    performed_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT device_movement_log_action_check CHECK ((action = ANY (ARRAY['added'::text, 'moved'::text, 'assigned'::text, 'unassigned'::text, 'rented'::text, 'returned'::text, 'extended'::text]))),
    CONSTRAINT device_movement_log_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE device_movement_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME device_movement_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE devices ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME devices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE idempotency_keys (
    key text NOT NULL,
    command text NOT NULL,
    request_hash text NOT NULL,
    entity_ids text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT idempotency_keys_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT idempotency_keys_key_check CHECK ((length(key) BETWEEN 1 AND 255))
);
CREATE TABLE import_remainders (
    kind text NOT NULL,
    source text NOT NULL,
    digest text NOT NULL,
    row_count integer NOT NULL,
    first_rows text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    row_digests text DEFAULT ''::text NOT NULL,
    CONSTRAINT import_remainders_digest_check CHECK ((length(digest) = 64)),
    CONSTRAINT import_remainders_row_count_check CHECK ((row_count > 0)),
    CONSTRAINT import_remainders_source_check CHECK ((length(source) BETWEEN 1 AND 255))
);
CREATE TABLE import_rows (
    id bigint NOT NULL,
    import_id bigint NOT NULL,
    sheet text,
    cell text,
    text text,
    action text NOT NULL,
    room_id bigint,
    day date,
    booking_id bigint,
    said jsonb,
    before jsonb,
    after jsonb,
    message text,
    record text,
    CONSTRAINT import_rows_action_check CHECK ((action = ANY (ARRAY['create'::text, 'update'::text, 'keep'::text, 'disagree'::text, 'cancel'::text, 'conflict'::text, 'reject'::text, 'ignore'::text, 'closed'::text])))
);
ALTER TABLE import_rows ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME import_rows_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE imports (
    id bigint NOT NULL,
    source text NOT NULL,
    file text NOT NULL,
    sha256 text NOT NULL,
    options jsonb NOT NULL,
    report jsonb NOT NULL,
    applied_at timestamp with time zone NOT NULL,
    applied_by text NOT NULL,
    undone_at timestamp with time zone,
    undone_by text,
    kind text DEFAULT 'schedule'::text NOT NULL,
    CONSTRAINT imports_applied_at_readable CHECK ((applied_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT imports_kind_check CHECK ((kind = ANY (ARRAY['schedule'::text, 'rooms'::text, 'devices'::text, 'bookings'::text, 'clients'::text, 'pricing'::text, 'users'::text, 'demo'::text, 'legacy'::text]))),
    CONSTRAINT imports_source_check CHECK ((length(source) BETWEEN 1 AND 255)),
    CONSTRAINT imports_undone_at_readable CHECK ((undone_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE imports ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE invoice_advances (
    invoice_id bigint NOT NULL,
    place integer NOT NULL,
    advance_id bigint NOT NULL,
    booking_id bigint,
    rental_id bigint,
    quote_id bigint,
    subject text NOT NULL,
    item text NOT NULL,
    service_month text NOT NULL,
    amount_cents bigint NOT NULL,
    tax_rate bigint NOT NULL,
    tax_cents bigint NOT NULL,
    why text NOT NULL,
    CONSTRAINT invoice_advances_own_check CHECK (((invoice_id <> advance_id) OR (amount_cents > 0))),
    CONSTRAINT invoice_advances_place_check CHECK ((place > 0)),
    CONSTRAINT invoice_advances_sign_check CHECK ((((amount_cents >= 0) AND (tax_cents >= 0)) OR ((amount_cents <= 0) AND (tax_cents <= 0)))),
    CONSTRAINT invoice_advances_subject_check CHECK ((num_nonnulls(booking_id, rental_id, quote_id) < 2))
);
CREATE TABLE invoice_lines (
    invoice_id bigint NOT NULL,
    place integer NOT NULL,
    costing_id bigint NOT NULL,
    costing_place integer NOT NULL,
    credits_invoice_id bigint,
    credits_place integer,
    subject text NOT NULL,
    kind text NOT NULL,
    item text NOT NULL,
    service_month text NOT NULL,
    quantity bigint NOT NULL,
    unit text NOT NULL,
    rate_cents bigint NOT NULL,
    amount_cents bigint NOT NULL,
    tax_rate bigint NOT NULL,
    tax_cents bigint NOT NULL,
    why text NOT NULL,
    CONSTRAINT invoice_lines_credits_check CHECK (((credits_invoice_id IS NULL) = (credits_place IS NULL))),
    CONSTRAINT invoice_lines_place_check CHECK ((place > 0))
);
CREATE TABLE invoice_reminders (
    invoice_id bigint NOT NULL,
    stage integer NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT invoice_reminders_stage_check CHECK ((stage > 0))
);
CREATE TABLE invoice_write_offs (
    id bigint NOT NULL,
    invoice_id bigint NOT NULL,
    kind text NOT NULL,
    request_id bigint,
    amount_cents bigint NOT NULL,
    reason text NOT NULL,
    written_on date NOT NULL,
    one_person boolean DEFAULT false NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    login text,
    CONSTRAINT invoice_write_offs_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'write_off'::text, 'reversal'::text]))),
    CONSTRAINT invoice_write_offs_reason_check CHECK ((length(reason) > 0)),
    CONSTRAINT invoice_write_offs_request_check CHECK (((kind = 'write_off'::text) = (request_id IS NOT NULL))),
    CONSTRAINT invoice_write_offs_sign_check CHECK (
CASE kind
    WHEN 'reversal'::text THEN (amount_cents < 0)
    ELSE (amount_cents > 0)
END)
);
ALTER TABLE invoice_write_offs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME invoice_write_offs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE invoices (
    id bigint NOT NULL,
    number text NOT NULL,
    series text NOT NULL,
    year integer NOT NULL,
    ordinal integer NOT NULL,
    credits_id bigint,
    client_name text NOT NULL,
    client_key text NOT NULL,
    bill_to jsonb NOT NULL,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    month text NOT NULL,
    currency text NOT NULL,
    subtotal_cents bigint NOT NULL,
    tax_cents bigint NOT NULL,
    total_cents bigint NOT NULL,
    reason text,
    document_hash text NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    addressee_salt text,
    addressee_hash text,
    CONSTRAINT invoices_addressee_hash_check CHECK ((length(addressee_hash) = 64)),
    CONSTRAINT invoices_addressee_salt_check CHECK ((length(addressee_salt) = 32)),
    CONSTRAINT invoices_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT invoices_document_hash_check CHECK ((length(document_hash) = 64)),
    CONSTRAINT invoices_due_on_check CHECK ((due_on >= issued_on)),
    CONSTRAINT invoices_month_check CHECK ((length(month) = 7)),
    CONSTRAINT invoices_number_check CHECK ((number = ((((series || '-'::text) || year) || '-'::text) || "right"(('0000'::text || ordinal), GREATEST(4, length((ordinal)::text)))))),
    CONSTRAINT invoices_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT invoices_reason_check CHECK (((credits_id IS NULL) OR (COALESCE(length(reason), 0) > 0))),
    CONSTRAINT invoices_series_check CHECK ((series = ANY (ARRAY['INV'::text, 'CN'::text]))),
    CONSTRAINT invoices_sign_check CHECK (
CASE series
    WHEN 'INV'::text THEN ((total_cents >= 0) AND (credits_id IS NULL))
    ELSE (total_cents <= 0)
END),
    CONSTRAINT invoices_total_check CHECK ((total_cents = (subtotal_cents + tax_cents))),
    CONSTRAINT invoices_year_check CHECK (((year)::numeric = EXTRACT(year FROM issued_on)))
);
ALTER TABLE invoices ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME invoices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE job_runs (
    id bigint NOT NULL,
    job text NOT NULL,
    slot timestamp with time zone NOT NULL,
    attempt integer NOT NULL,
    command text NOT NULL,
    host text NOT NULL,
    actor text,
    process bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    exit_code integer,
    error_code text,
    changed bigint,
    lease_until timestamp with time zone,
    CONSTRAINT job_runs_attempt_check CHECK ((attempt > 0)),
    CONSTRAINT job_runs_changed_check CHECK ((changed >= 0)),
    CONSTRAINT job_runs_ended_check CHECK (((ended_at IS NOT NULL) OR ((exit_code IS NULL) AND (changed IS NULL)))),
    CONSTRAINT job_runs_error_check CHECK (((error_code IS NULL) OR (exit_code <> 0))),
    CONSTRAINT job_runs_job_check CHECK (((length(job) BETWEEN 1 AND 64) AND (job !~ '[^a-z0-9_-]'::text)))
);
ALTER TABLE job_runs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME job_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE jobs (
    name text NOT NULL,
    schedule text,
    grace_seconds bigint NOT NULL,
    at_most_seconds bigint,
    catch_up boolean NOT NULL,
    command jsonb,
    expected_since timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT jobs_at_most_seconds_check CHECK ((at_most_seconds BETWEEN 1 AND 31536000)),
    CONSTRAINT jobs_grace_seconds_check CHECK ((grace_seconds BETWEEN 0 AND 31536000)),
    CONSTRAINT jobs_name_check CHECK (((length(name) BETWEEN 1 AND 64) AND (name !~ '[^a-z0-9_-]'::text))),
    CONSTRAINT jobs_schedule_check CHECK ((length(schedule) BETWEEN 1 AND 200))
);
CREATE TABLE locations (
    id bigint NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    address text,
    city text,
    zone text,
    notes text,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT locations_address_check CHECK ((length(address) BETWEEN 1 AND 500)),
    CONSTRAINT locations_city_check CHECK ((length(city) BETWEEN 1 AND 100)),
    CONSTRAINT locations_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT locations_name_check CHECK ((length(name) BETWEEN 1 AND 255)),
    CONSTRAINT locations_notes_check CHECK ((length(notes) BETWEEN 1 AND 2000)),
    CONSTRAINT locations_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT locations_zone_check CHECK ((length(zone) BETWEEN 1 AND 64))
);
ALTER TABLE locations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME locations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_digest_items (
    digest_id bigint NOT NULL,
    notification_id bigint NOT NULL,
    user_id text NOT NULL,
    channel text NOT NULL,
    escalations integer NOT NULL
);
CREATE TABLE notification_digests (
    id bigint NOT NULL,
    user_id text NOT NULL,
    channel text NOT NULL,
    message_id text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    claimed_at timestamp with time zone,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    claimed_until timestamp with time zone,
    CONSTRAINT notification_digests_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT notification_digests_channel_check CHECK ((channel = ANY (ARRAY['smtp'::text, 'webhook'::text, 'stdout'::text]))),
    CONSTRAINT notification_digests_claimed_at_readable CHECK ((claimed_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notification_digests_claimed_check CHECK (((state <> 'sending'::text) OR (claimed_at IS NOT NULL))),
    CONSTRAINT notification_digests_claimed_until_check CHECK (((state <> 'sending'::text) OR (claimed_until IS NOT NULL))),
    CONSTRAINT notification_digests_claimed_until_readable CHECK ((claimed_until BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notification_digests_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notification_digests_next_attempt_at_readable CHECK ((next_attempt_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notification_digests_sent_at_readable CHECK ((sent_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notification_digests_sent_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT notification_digests_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text])))
);
ALTER TABLE notification_digests ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_digests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_reads (
    notification_id bigint NOT NULL,
    user_id text NOT NULL,
    read_at timestamp with time zone,
    acked_at timestamp with time zone,
    snoozed_until timestamp with time zone,
    CONSTRAINT notification_reads_acked_at_readable CHECK ((acked_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notification_reads_acked_check CHECK (((acked_at IS NULL) OR (read_at IS NOT NULL))),
    CONSTRAINT notification_reads_read_at_readable CHECK ((read_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notification_reads_snoozed_until_readable CHECK ((snoozed_until BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE notification_recipients (
    recipient text NOT NULL,
    notification_id bigint NOT NULL,
    CONSTRAINT notification_recipients_recipient_check CHECK (((recipient ~~ 'role:%'::text) OR (recipient ~~ 'user:%'::text)))
);
CREATE TABLE notifications (
    id bigint NOT NULL,
    notification_type text NOT NULL,
    severity text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    condition_key text NOT NULL,
    title text NOT NULL,
    message text NOT NULL,
    details jsonb NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    escalations integer DEFAULT 0 NOT NULL,
    CONSTRAINT notifications_condition_key_check CHECK ((length(condition_key) > 0)),
    CONSTRAINT notifications_escalations_check CHECK ((escalations >= 0)),
    CONSTRAINT notifications_notification_type_check CHECK ((length(notification_type) BETWEEN 1 AND 100)),
    CONSTRAINT notifications_opened_at_readable CHECK ((opened_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notifications_resolved_at_readable CHECK ((resolved_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT notifications_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warn'::text, 'alert'::text]))),
    CONSTRAINT notifications_title_check CHECK ((length(title) > 0)),
    CONSTRAINT notifications_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE notifications ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notifications_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE offsite_rentals ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME offsite_rentals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE operation_rows (
    id bigint NOT NULL,
    operation_id bigint,
    table_name text NOT NULL,
    row_key text NOT NULL,
    before text,
    transaction_id bigint,
    CONSTRAINT operation_rows_before_check CHECK (((before IS NULL) OR ((before)::jsonb IS NOT NULL)))
);
ALTER TABLE operation_rows ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME operation_rows_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE operations (
    id bigint NOT NULL,
    audit_seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    on_behalf_of text,
    command text NOT NULL,
    words text NOT NULL,
    undoes bigint,
    login text,
    CONSTRAINT operations_at_readable CHECK ((at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE outbox (
    id bigint NOT NULL,
    topic text NOT NULL,
    audience jsonb NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    message text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    drained_at timestamp with time zone,
    CONSTRAINT outbox_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT outbox_drained_at_readable CHECK ((drained_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT outbox_topic_check CHECK ((length(topic) BETWEEN 1 AND 100))
);
ALTER TABLE outbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE payment_allocations (
    id bigint NOT NULL,
    payment_id bigint,
    invoice_id bigint NOT NULL,
    amount_cents bigint NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    credit_id bigint,
    CONSTRAINT payment_allocations_amount_check CHECK ((amount_cents <> 0)),
    CONSTRAINT payment_allocations_source_check CHECK (((payment_id IS NULL) <> (credit_id IS NULL)))
);
ALTER TABLE payment_allocations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME payment_allocations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE payments (
    id bigint NOT NULL,
    number text NOT NULL,
    year integer NOT NULL,
    ordinal integer NOT NULL,
    kind text NOT NULL,
    reverses_id bigint,
    client_name text NOT NULL,
    client_key text NOT NULL,
    amount_cents bigint NOT NULL,
    currency text NOT NULL,
    received_on date NOT NULL,
    method text NOT NULL,
    reference text,
    reason text,
    source_id text,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    CONSTRAINT payments_amount_check CHECK ((amount_cents <> 0)),
    CONSTRAINT payments_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT payments_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text, 'reversal'::text]))),
    CONSTRAINT payments_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'eft'::text, 'card'::text, 'other'::text]))),
    CONSTRAINT payments_number_check CHECK ((number = ((('RC-'::text || year) || '-'::text) || "right"(('0000'::text || ordinal), GREATEST(4, length((ordinal)::text)))))),
    CONSTRAINT payments_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT payments_reason_check CHECK (((kind = 'payment'::text) OR (COALESCE(length(reason), 0) > 0))),
    CONSTRAINT payments_reverses_check CHECK (((kind = 'reversal'::text) = (reverses_id IS NOT NULL))),
    CONSTRAINT payments_sign_check CHECK (
CASE kind
    WHEN 'payment'::text THEN (amount_cents > 0)
    WHEN 'refund'::text THEN (amount_cents < 0)
    ELSE true
END),
    CONSTRAINT payments_year_check CHECK (((year)::numeric = EXTRACT(year FROM received_on)))
);
ALTER TABLE payments ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME payments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE period_events ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME period_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE pricing_catalog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME pricing_catalog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE proposals (
    id bigint NOT NULL,
    agent text NOT NULL,
    run_id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    plan jsonb NOT NULL,
    evidence jsonb NOT NULL,
    effect text NOT NULL,
    is_money boolean NOT NULL,
    fingerprint text NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    reason text,
    applied_by text,
    applied_at timestamp with time zone,
    one_person boolean DEFAULT false NOT NULL,
    CONSTRAINT proposals_agent_check CHECK ((agent = ANY (ARRAY['auditor'::text, 'resolver'::text, 'revenue'::text]))),
    CONSTRAINT proposals_applied_check CHECK ((((state = 'applied'::text) = (applied_by IS NOT NULL)) AND ((applied_by IS NULL) = (applied_at IS NULL)))),
    CONSTRAINT proposals_decided_check CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((state = ANY (ARRAY['proposed'::text, 'stale'::text, 'expired'::text])) OR (decided_by IS NOT NULL)))),
    CONSTRAINT proposals_fingerprint_check CHECK ((length(fingerprint) = 64)),
    CONSTRAINT proposals_kind_check CHECK ((length(kind) BETWEEN 1 AND 50)),
    CONSTRAINT proposals_reason_check CHECK ((length(reason) BETWEEN 1 AND 500)),
    CONSTRAINT proposals_rejected_check CHECK (((state <> 'rejected'::text) OR (reason IS NOT NULL))),
    CONSTRAINT proposals_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text, 'applied'::text, 'stale'::text, 'expired'::text]))),
    CONSTRAINT proposals_subject_check CHECK ((length(subject) BETWEEN 1 AND 500)),
    CONSTRAINT proposals_two_people_check CHECK (((NOT is_money) OR one_person OR (applied_by IS NULL) OR (applied_by <> decided_by)))
);
ALTER TABLE proposals ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME proposals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE quote_acceptances (
    id bigint NOT NULL,
    quote_id bigint NOT NULL,
    booking_id bigint,
    rental_id bigint,
    accepted_on date NOT NULL,
    costings_before bigint NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT quote_acceptances_day_check CHECK (isfinite(accepted_on)),
    CONSTRAINT quote_acceptances_subject_check CHECK (((booking_id IS NULL) OR (rental_id IS NULL)))
);
ALTER TABLE quote_acceptances ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME quote_acceptances_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE quotes (
    id bigint NOT NULL,
    number text NOT NULL,
    year integer NOT NULL,
    ordinal integer NOT NULL,
    client_name text NOT NULL,
    client_key text NOT NULL,
    booking_id bigint,
    rental_id bigint,
    quoted_on date NOT NULL,
    valid_until date NOT NULL,
    pricing_tier text NOT NULL,
    discount bigint NOT NULL,
    currency text NOT NULL,
    subtotal_cents bigint NOT NULL,
    tax_cents bigint NOT NULL,
    total_cents bigint NOT NULL,
    content jsonb NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT quotes_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT quotes_days_check CHECK ((isfinite(quoted_on) AND isfinite(valid_until))),
    CONSTRAINT quotes_discount_check CHECK ((discount BETWEEN 0 AND 100000)),
    CONSTRAINT quotes_number_check CHECK ((number = ((('QU-'::text || year) || '-'::text) || "right"(('0000'::text || ordinal), GREATEST(4, length((ordinal)::text)))))),
    CONSTRAINT quotes_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT quotes_subject_check CHECK (((booking_id IS NULL) OR (rental_id IS NULL))),
    CONSTRAINT quotes_total_check CHECK ((total_cents = (subtotal_cents + tax_cents))),
    CONSTRAINT quotes_valid_until_check CHECK ((valid_until >= quoted_on)),
    CONSTRAINT quotes_year_check CHECK (((year)::numeric = EXTRACT(year FROM quoted_on)))
);
ALTER TABLE quotes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME quotes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rental_numbers (
    year integer NOT NULL,
    last_number integer NOT NULL,
    CONSTRAINT rental_numbers_last_number_check CHECK ((last_number > 0))
);
CREATE TABLE requisition_costs (
    id bigint NOT NULL,
    receipt_id bigint NOT NULL,
    step text NOT NULL,
    amount_cents bigint NOT NULL,
    currency text NOT NULL,
    reason text,
    one_person boolean NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT requisition_costs_amount_check CHECK ((amount_cents >= 0)),
    CONSTRAINT requisition_costs_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT requisition_costs_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT requisition_costs_one_person_of_decision CHECK (((NOT one_person) OR (step = ANY (ARRAY['approval'::text, 'rejection'::text])))),
    CONSTRAINT requisition_costs_reason_check CHECK ((length(reason) BETWEEN 1 AND 500)),
    CONSTRAINT requisition_costs_step_check CHECK ((step = ANY (ARRAY['proposal'::text, 'approval'::text, 'rejection'::text, 'withdrawal'::text])))
);
ALTER TABLE requisition_costs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME requisition_costs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE requisition_decisions (
    id bigint NOT NULL,
    requisition_id bigint NOT NULL,
    submission bigint NOT NULL,
    place bigint NOT NULL,
    level text NOT NULL,
    verdict text NOT NULL,
    total_cents bigint NOT NULL,
    reason text,
    one_person boolean NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT requisition_decisions_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT requisition_decisions_place_check CHECK ((place > 0)),
    CONSTRAINT requisition_decisions_reason_check CHECK ((length(reason) BETWEEN 1 AND 500)),
    CONSTRAINT requisition_decisions_rejected_check CHECK (((verdict <> 'rejected'::text) OR (reason IS NOT NULL))),
    CONSTRAINT requisition_decisions_total_check CHECK ((total_cents >= 0)),
    CONSTRAINT requisition_decisions_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'rejected'::text])))
);
ALTER TABLE requisition_decisions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME requisition_decisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE requisition_items (
    id bigint NOT NULL,
    requisition_id bigint NOT NULL,
    "position" bigint NOT NULL,
    description text NOT NULL,
    quantity bigint NOT NULL,
    days bigint NOT NULL,
    unit_cents bigint NOT NULL,
    CONSTRAINT requisition_items_days_check CHECK ((days BETWEEN 1 AND 3660)),
    CONSTRAINT requisition_items_description_check CHECK ((length(description) BETWEEN 1 AND 255)),
    CONSTRAINT requisition_items_position_check CHECK (("position" BETWEEN 1 AND 1000)),
    CONSTRAINT requisition_items_quantity_check CHECK ((quantity BETWEEN 1 AND 100000)),
    CONSTRAINT requisition_items_total_check CHECK ((unit_cents <= ('100000000000'::bigint / (quantity * days)))),
    CONSTRAINT requisition_items_unit_check CHECK ((unit_cents >= 0))
);
ALTER TABLE requisition_items ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME requisition_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE requisition_receipts (
    id bigint NOT NULL,
    requisition_id bigint NOT NULL,
    item_id bigint NOT NULL,
    quantity bigint NOT NULL,
    amount_cents bigint NOT NULL,
    currency text NOT NULL,
    device_ids jsonb NOT NULL,
    note text,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    CONSTRAINT requisition_receipts_amount_check CHECK ((amount_cents >= 0)),
    CONSTRAINT requisition_receipts_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT requisition_receipts_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT requisition_receipts_note_check CHECK ((length(note) BETWEEN 1 AND 500)),
    CONSTRAINT requisition_receipts_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT requisition_receipts_taken_back_at_readable CHECK ((taken_back_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE requisition_receipts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME requisition_receipts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE requisitions (
    id bigint NOT NULL,
    number text NOT NULL,
    year bigint NOT NULL,
    ordinal bigint NOT NULL,
    purpose text NOT NULL,
    booking_id bigint,
    needed_on date,
    funds_cents bigint,
    currency text NOT NULL,
    state text NOT NULL,
    submission bigint NOT NULL,
    levels jsonb NOT NULL,
    decided bigint NOT NULL,
    receipts bigint NOT NULL,
    requester text NOT NULL,
    entered_by text NOT NULL,
    submitted_by text,
    submitted_at timestamp with time zone,
    vendor_id bigint,
    order_reference text,
    ordered_at timestamp with time zone,
    close_reason text,
    created_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT requisitions_close_reason_check CHECK ((length(close_reason) BETWEEN 1 AND 500)),
    CONSTRAINT requisitions_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT requisitions_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT requisitions_decided_check CHECK ((decided >= 0)),
    CONSTRAINT requisitions_funds_check CHECK ((funds_cents BETWEEN 0 AND '100000000000'::bigint)),
    CONSTRAINT requisitions_needed_on_check CHECK ((needed_on BETWEEN '0001-01-01'::date AND '9999-12-31'::date)),
    CONSTRAINT requisitions_order_reference_check CHECK ((length(order_reference) BETWEEN 1 AND 100)),
    CONSTRAINT requisitions_ordered_at_readable CHECK ((ordered_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT requisitions_ordinal_check CHECK ((ordinal > 0)),
    CONSTRAINT requisitions_purpose_check CHECK ((length(purpose) BETWEEN 1 AND 500)),
    CONSTRAINT requisitions_receipts_check CHECK ((receipts >= 0)),
    CONSTRAINT requisitions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'rejected'::text, 'ordered'::text, 'received'::text, 'closed'::text]))),
    CONSTRAINT requisitions_submission_check CHECK ((submission >= 0)),
    CONSTRAINT requisitions_submitted_at_readable CHECK ((submitted_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT requisitions_submitted_check CHECK ((((submission = 0) = (submitted_at IS NULL)) AND ((submitted_at IS NULL) = (submitted_by IS NULL)))),
    CONSTRAINT requisitions_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE requisitions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME requisitions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE role_grants (
    id bigint NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL,
    scope_kind text NOT NULL,
    room_id bigint,
    location_id bigint,
    tenant_id text,
    granted_by text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    CONSTRAINT role_grants_role_check CHECK ((role = 'room_manager'::text)),
    CONSTRAINT role_grants_scope_check CHECK ((((room_id IS NOT NULL) = (scope_kind = 'room'::text)) AND ((location_id IS NOT NULL) = (scope_kind = 'location'::text)) AND ((tenant_id IS NOT NULL) = (scope_kind = 'tenant'::text)))),
    CONSTRAINT role_grants_scope_kind_check CHECK ((scope_kind = ANY (ARRAY['room'::text, 'location'::text, 'tenant'::text, 'all'::text]))),
    CONSTRAINT role_grants_tenant_id_check CHECK ((tenant_id = ANY (ARRAY['TECH'::text, 'TRAINING'::text])))
);
ALTER TABLE role_grants ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME role_grants_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE room_aliases (
    alias_key text NOT NULL,
    alias text NOT NULL,
    room_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT room_aliases_alias_check CHECK ((length(alias) BETWEEN 1 AND 255)),
    CONSTRAINT room_aliases_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE room_amenities (
    room_id bigint NOT NULL,
    amenity text NOT NULL,
    CONSTRAINT room_amenities_amenity_check CHECK ((length(amenity) BETWEEN 1 AND 100))
);
ALTER TABLE room_blocks ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME room_blocks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE room_holds (
    room_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    booking_id bigint,
    period tstzrange GENERATED ALWAYS AS (tstzrange(starts_at, ends_at, '[)'::text)) STORED,
    block_id bigint,
    lanes int8multirange DEFAULT '{(,)}'::int8multirange NOT NULL,
    CONSTRAINT room_holds_ends_at_readable CHECK ((ends_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT room_holds_holder_check CHECK (((booking_id IS NULL) <> (block_id IS NULL))),
    CONSTRAINT room_holds_starts_at_readable CHECK ((starts_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE rooms ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rooms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE settings (
    key text NOT NULL,
    value text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    CONSTRAINT settings_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
CREATE TABLE stock_thresholds (
    category_id bigint NOT NULL,
    warn_percent integer,
    alert_percent integer,
    warn_count integer,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    CONSTRAINT stock_thresholds_alert_percent_check CHECK ((alert_percent BETWEEN 0 AND 100)),
    CONSTRAINT stock_thresholds_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT stock_thresholds_warn_count_check CHECK ((warn_count BETWEEN 0 AND 100000)),
    CONSTRAINT stock_thresholds_warn_percent_check CHECK ((warn_percent BETWEEN 0 AND 100))
);
CREATE TABLE task_costs (
    id bigint NOT NULL,
    task_id bigint NOT NULL,
    step text NOT NULL,
    amount_cents bigint NOT NULL,
    currency text NOT NULL,
    reason text,
    one_person boolean DEFAULT false NOT NULL,
    created_by text NOT NULL,
    entered_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT task_costs_amount_check CHECK ((amount_cents >= 0)),
    CONSTRAINT task_costs_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT task_costs_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT task_costs_one_person_of_decision CHECK (((NOT one_person) OR (step = ANY (ARRAY['approval'::text, 'rejection'::text])))),
    CONSTRAINT task_costs_reason_check CHECK ((length(reason) BETWEEN 1 AND 500)),
    CONSTRAINT task_costs_step_check CHECK ((step = ANY (ARRAY['proposal'::text, 'approval'::text, 'rejection'::text, 'withdrawal'::text])))
);
ALTER TABLE task_costs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME task_costs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE task_events (
    id bigint NOT NULL,
    task_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    state text,
    text text,
    CONSTRAINT task_events_at_readable CHECK ((at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT task_events_said_check CHECK (((state IS NULL) <> (text IS NULL))),
    CONSTRAINT task_events_text_check CHECK ((length(text) BETWEEN 1 AND 500))
);
ALTER TABLE task_events ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME task_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE tasks (
    id bigint NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    priority text NOT NULL,
    device_id bigint,
    room_id bigint,
    booking_id bigint,
    rental_id bigint,
    vendor_id bigint,
    assignee_id text,
    scheduled_at timestamp with time zone,
    due_at timestamp with time zone,
    done_at timestamp with time zone,
    done_by text,
    outcome text,
    estimate_cents bigint,
    cost_cents bigint,
    notes text,
    rule text,
    series_id bigint,
    origin text,
    created_by text,
    created_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    open_repair_of bigint GENERATED ALWAYS AS (
CASE
    WHEN ((kind = 'repair'::text) AND (state <> ALL (ARRAY['done'::text, 'cancelled'::text]))) THEN device_id
    ELSE NULL::bigint
END) STORED,
    location_id bigint,
    CONSTRAINT tasks_about_check CHECK ((num_nonnulls(device_id, room_id, booking_id, rental_id) <= 1)),
    CONSTRAINT tasks_cost_check CHECK ((cost_cents >= 0)),
    CONSTRAINT tasks_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT tasks_done_at_readable CHECK ((done_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT tasks_done_check CHECK ((((state = 'done'::text) = (done_at IS NOT NULL)) AND ((done_at IS NULL) = (done_by IS NULL)))),
    CONSTRAINT tasks_due_at_readable CHECK ((due_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT tasks_estimate_check CHECK ((estimate_cents >= 0)),
    CONSTRAINT tasks_kind_check CHECK ((kind = ANY (ARRAY['cleaning'::text, 'setup'::text, 'inspection'::text, 'maintenance'::text, 'repair'::text, 'issue'::text, 'delivery'::text, 'collection'::text, 'other'::text]))),
    CONSTRAINT tasks_location_check CHECK (((location_id IS NULL) OR ((device_id IS NULL) AND (room_id IS NULL) AND (booking_id IS NULL) AND (rental_id IS NULL)))),
    CONSTRAINT tasks_notes_check CHECK ((length(notes) BETWEEN 1 AND 2000)),
    CONSTRAINT tasks_outcome_check CHECK ((outcome = ANY (ARRAY['fixed'::text, 'unfixable'::text]))),
    CONSTRAINT tasks_outcome_of_repair CHECK (((outcome IS NULL) OR ((kind = 'repair'::text) AND (state = 'done'::text)))),
    CONSTRAINT tasks_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
    CONSTRAINT tasks_repair_check CHECK (((kind <> 'repair'::text) OR (device_id IS NOT NULL))),
    CONSTRAINT tasks_rule_check CHECK ((length(rule) BETWEEN 1 AND 500)),
    CONSTRAINT tasks_scheduled_at_readable CHECK ((scheduled_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'in_progress'::text, 'on_hold'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT tasks_title_check CHECK ((length(title) BETWEEN 1 AND 500)),
    CONSTRAINT tasks_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE tasks ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME tasks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE tax_rates (
    holds_from text NOT NULL,
    rate bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    CONSTRAINT tax_rates_holds_from_check CHECK (((holds_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text) AND (to_char((to_date(holds_from, 'YYYY-MM-DD'::text))::timestamp with time zone, 'YYYY-MM-DD'::text) = holds_from))),
    CONSTRAINT tax_rates_rate_check CHECK ((rate BETWEEN 0 AND 100000))
);
CREATE TABLE user_tokens (
    id bigint NOT NULL,
    user_id text NOT NULL,
    kind text NOT NULL,
    name text,
    token_hash text NOT NULL,
    scope jsonb NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    made_by text,
    CONSTRAINT user_tokens_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT user_tokens_expires_at_readable CHECK ((expires_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT user_tokens_kind_check CHECK ((kind = ANY (ARRAY['session'::text, 'token'::text]))),
    CONSTRAINT user_tokens_last_used_at_readable CHECK ((last_used_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT user_tokens_revoked_at_readable CHECK ((revoked_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE user_tokens ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME user_tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE vault_files (
    id bigint NOT NULL,
    path_sha256 text NOT NULL,
    path text NOT NULL,
    kind text NOT NULL,
    sha256 text NOT NULL,
    bytes bigint NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone NOT NULL,
    text text,
    fault text,
    facts text,
    indexed_at timestamp with time zone,
    forgotten_at timestamp with time zone,
    gone_at timestamp with time zone,
    CONSTRAINT vault_files_bytes_check CHECK ((bytes > 0)),
    CONSTRAINT vault_files_facts_check CHECK (((text IS NULL) = (facts IS NULL))),
    CONSTRAINT vault_files_indexed_check CHECK ((((indexed_at IS NULL) = ((text IS NULL) AND (fault IS NULL))) AND ((text IS NULL) OR (fault IS NULL)))),
    CONSTRAINT vault_files_kind_check CHECK ((kind = ANY (ARRAY['pdf'::text, 'xlsx'::text, 'xls'::text, 'xml'::text, 'csv'::text]))),
    CONSTRAINT vault_files_path_check CHECK ((length(path) BETWEEN 1 AND 1000))
);
ALTER TABLE vault_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vault_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE vendors (
    id bigint NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    contact text,
    email text,
    phone text,
    notes text,
    is_active boolean NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT vendors_contact_check CHECK ((length(contact) BETWEEN 1 AND 100)),
    CONSTRAINT vendors_created_at_readable CHECK ((created_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone)),
    CONSTRAINT vendors_email_check CHECK ((length(email) BETWEEN 1 AND 255)),
    CONSTRAINT vendors_name_check CHECK ((length(name) BETWEEN 1 AND 255)),
    CONSTRAINT vendors_notes_check CHECK ((length(notes) BETWEEN 1 AND 2000)),
    CONSTRAINT vendors_phone_check CHECK ((length(phone) BETWEEN 1 AND 50)),
    CONSTRAINT vendors_updated_at_readable CHECK ((updated_at BETWEEN '0001-01-01 00:00:00+00'::timestamp with time zone AND '9999-12-31 23:59:59.999999+00'::timestamp with time zone))
);
ALTER TABLE vendors ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vendors_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE views (
    id bigint NOT NULL,
    name text NOT NULL,
    owner text NOT NULL,
    words text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT views_created_by_check CHECK (((owner = ''::text) OR (owner = created_by))),
    CONSTRAINT views_name_check CHECK (((length(name) BETWEEN 1 AND 64) AND (name !~ '[^a-z0-9_-]'::text))),
    CONSTRAINT views_words_check CHECK (((words)::jsonb IS NOT NULL))
);
ALTER TABLE views ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME views_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);




INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');


















INSERT INTO device_categories (id, name, name_key, created_at) VALUES (1, 'Laptop', 'laptop', '1970-01-01 00:00:00+00');
INSERT INTO device_categories (id, name, name_key, created_at) VALUES (2, 'Desktop', 'desktop', '1970-01-01 00:00:00+00');
























































SELECT pg_catalog.setval('device_categories_id_seq', 2, true);
ALTER TABLE ONLY __diesel_schema_migrations
    ADD CONSTRAINT __diesel_schema_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY agent_config
    ADD CONSTRAINT agent_config_pkey PRIMARY KEY (name);
ALTER TABLE ONLY agent_runs
    ADD CONSTRAINT agent_runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY attachment_bytes
    ADD CONSTRAINT attachment_bytes_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY attachments
    ADD CONSTRAINT attachments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY audit_values
    ADD CONSTRAINT audit_values_pkey PRIMARY KEY (seq, digest);
ALTER TABLE ONLY booking_catering
    ADD CONSTRAINT booking_catering_pkey PRIMARY KEY (booking_id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_follows_id_key UNIQUE (follows_id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_proposal_id_key UNIQUE (proposal_id);
ALTER TABLE ONLY booking_device_assignments
    ADD CONSTRAINT booking_device_assignments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY booking_imports
    ADD CONSTRAINT booking_imports_pkey PRIMARY KEY (booking_id);
ALTER TABLE ONLY booking_places
    ADD CONSTRAINT booking_places_pkey PRIMARY KEY (booking_id, room_id, starts_at, ends_at);
ALTER TABLE ONLY booking_refs
    ADD CONSTRAINT booking_refs_booking_id_key UNIQUE (booking_id);
ALTER TABLE ONLY booking_refs
    ADD CONSTRAINT booking_refs_pkey PRIMARY KEY (external_id);
ALTER TABLE ONLY booking_series
    ADD CONSTRAINT booking_series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bookings
    ADD CONSTRAINT bookings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY client_aliases
    ADD CONSTRAINT client_aliases_pkey PRIMARY KEY (name_key);
ALTER TABLE ONLY client_contacts
    ADD CONSTRAINT client_contacts_client_id_name_key_key UNIQUE (client_id, name_key);
ALTER TABLE ONLY client_contacts
    ADD CONSTRAINT client_contacts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY client_message_optouts
    ADD CONSTRAINT client_message_optouts_pkey PRIMARY KEY (client_id, kind);
ALTER TABLE ONLY client_messages
    ADD CONSTRAINT client_messages_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY client_messages
    ADD CONSTRAINT client_messages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY clients
    ADD CONSTRAINT clients_name_key_key UNIQUE (name_key);
ALTER TABLE ONLY clients
    ADD CONSTRAINT clients_pkey PRIMARY KEY (id);
ALTER TABLE ONLY costing_lines
    ADD CONSTRAINT costing_lines_pkey PRIMARY KEY (costing_id, place);
ALTER TABLE ONLY database_info
    ADD CONSTRAINT database_info_pkey PRIMARY KEY (id);
ALTER TABLE ONLY demand
    ADD CONSTRAINT demand_one_a_day_key UNIQUE (client_key, starts_at, ends_at, asked_on);
ALTER TABLE ONLY demand
    ADD CONSTRAINT demand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY device_categories
    ADD CONSTRAINT device_categories_name_key_key UNIQUE (name_key);
ALTER TABLE ONLY device_categories
    ADD CONSTRAINT device_categories_pkey PRIMARY KEY (id);
ALTER TABLE ONLY device_holds
    ADD CONSTRAINT device_holds_no_overlap EXCLUDE USING gist (device_id WITH =, period WITH &&);
ALTER TABLE ONLY device_movement_log
    ADD CONSTRAINT device_movement_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY devices
    ADD CONSTRAINT devices_repair_key UNIQUE (repair_key);
ALTER TABLE ONLY devices
    ADD CONSTRAINT devices_serial_key_key UNIQUE (serial_key);
ALTER TABLE ONLY idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (created_by, key);
ALTER TABLE ONLY import_remainders
    ADD CONSTRAINT import_remainders_pkey PRIMARY KEY (kind, source);
ALTER TABLE ONLY import_rows
    ADD CONSTRAINT import_rows_pkey PRIMARY KEY (id);
ALTER TABLE ONLY imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);
ALTER TABLE ONLY invoice_advances
    ADD CONSTRAINT invoice_advances_pkey PRIMARY KEY (invoice_id, place);
ALTER TABLE ONLY invoice_lines
    ADD CONSTRAINT invoice_lines_pkey PRIMARY KEY (invoice_id, place);
ALTER TABLE ONLY invoice_reminders
    ADD CONSTRAINT invoice_reminders_pkey PRIMARY KEY (invoice_id, stage);
ALTER TABLE ONLY invoice_write_offs
    ADD CONSTRAINT invoice_write_offs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY invoice_write_offs
    ADD CONSTRAINT invoice_write_offs_request_id_key UNIQUE (request_id);
ALTER TABLE ONLY invoices
    ADD CONSTRAINT invoices_number_key UNIQUE (number);
ALTER TABLE ONLY invoices
    ADD CONSTRAINT invoices_ordinal_key UNIQUE (series, year, ordinal);
ALTER TABLE ONLY invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY job_runs
    ADD CONSTRAINT job_runs_job_slot_attempt_key UNIQUE (job, slot, attempt);
ALTER TABLE ONLY job_runs
    ADD CONSTRAINT job_runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (name);
ALTER TABLE ONLY locations
    ADD CONSTRAINT locations_name_key_key UNIQUE (name_key);
ALTER TABLE ONLY locations
    ADD CONSTRAINT locations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_digest_items
    ADD CONSTRAINT notification_digest_items_pkey PRIMARY KEY (notification_id, user_id, channel, escalations);
ALTER TABLE ONLY notification_digests
    ADD CONSTRAINT notification_digests_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY notification_digests
    ADD CONSTRAINT notification_digests_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_digests
    ADD CONSTRAINT notification_digests_whose_key UNIQUE (id, user_id, channel);
ALTER TABLE ONLY notification_reads
    ADD CONSTRAINT notification_reads_pkey PRIMARY KEY (notification_id, user_id);
ALTER TABLE ONLY notification_recipients
    ADD CONSTRAINT notification_recipients_pkey PRIMARY KEY (recipient, notification_id);
ALTER TABLE ONLY notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (id);
ALTER TABLE ONLY offsite_rentals
    ADD CONSTRAINT offsite_rentals_pkey PRIMARY KEY (id);
ALTER TABLE ONLY offsite_rentals
    ADD CONSTRAINT offsite_rentals_rental_no_key UNIQUE (rental_no);
ALTER TABLE ONLY operation_rows
    ADD CONSTRAINT operation_rows_pkey PRIMARY KEY (id);
ALTER TABLE ONLY operations
    ADD CONSTRAINT operations_audit_seq_key UNIQUE (audit_seq);
ALTER TABLE ONLY operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payment_allocations
    ADD CONSTRAINT payment_allocations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments
    ADD CONSTRAINT payments_number_key UNIQUE (number);
ALTER TABLE ONLY payments
    ADD CONSTRAINT payments_ordinal_key UNIQUE (year, ordinal);
ALTER TABLE ONLY payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments
    ADD CONSTRAINT payments_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY payments
    ADD CONSTRAINT payments_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY period_events
    ADD CONSTRAINT period_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY period_events
    ADD CONSTRAINT period_events_request_id_key UNIQUE (request_id);
ALTER TABLE ONLY pricing_catalog
    ADD CONSTRAINT pricing_catalog_no_overlap EXCLUDE USING gist (item_key WITH =, pricing_tier WITH =, COALESCE(client_id, (0)::bigint) WITH =, daterange(effective_date, expiry_date, '[]'::text) WITH &&) WHERE (is_active);
ALTER TABLE ONLY pricing_catalog
    ADD CONSTRAINT pricing_catalog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY proposals
    ADD CONSTRAINT proposals_pkey PRIMARY KEY (id);
ALTER TABLE ONLY quote_acceptances
    ADD CONSTRAINT quote_acceptances_pkey PRIMARY KEY (id);
ALTER TABLE ONLY quotes
    ADD CONSTRAINT quotes_number_key UNIQUE (number);
ALTER TABLE ONLY quotes
    ADD CONSTRAINT quotes_ordinal_key UNIQUE (year, ordinal);
ALTER TABLE ONLY quotes
    ADD CONSTRAINT quotes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rental_numbers
    ADD CONSTRAINT rental_numbers_pkey PRIMARY KEY (year);
ALTER TABLE ONLY requisition_costs
    ADD CONSTRAINT requisition_costs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY requisition_decisions
    ADD CONSTRAINT requisition_decisions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY requisition_decisions
    ADD CONSTRAINT requisition_decisions_place_key UNIQUE (requisition_id, submission, place);
ALTER TABLE ONLY requisition_items
    ADD CONSTRAINT requisition_items_pkey PRIMARY KEY (id);
ALTER TABLE ONLY requisition_items
    ADD CONSTRAINT requisition_items_position_key UNIQUE (requisition_id, "position");
ALTER TABLE ONLY requisition_receipts
    ADD CONSTRAINT requisition_receipts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY requisitions
    ADD CONSTRAINT requisitions_number_key UNIQUE (number);
ALTER TABLE ONLY requisitions
    ADD CONSTRAINT requisitions_ordinal_key UNIQUE (year, ordinal);
ALTER TABLE ONLY requisitions
    ADD CONSTRAINT requisitions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY role_grants
    ADD CONSTRAINT role_grants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY room_aliases
    ADD CONSTRAINT room_aliases_pkey PRIMARY KEY (alias_key);
ALTER TABLE ONLY room_amenities
    ADD CONSTRAINT room_amenities_pkey PRIMARY KEY (room_id, amenity);
ALTER TABLE ONLY room_block_exceptions
    ADD CONSTRAINT room_block_exceptions_pkey PRIMARY KEY (booking_id, block_id);
ALTER TABLE ONLY room_blocks
    ADD CONSTRAINT room_blocks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY room_components
    ADD CONSTRAINT room_components_pkey PRIMARY KEY (room_id, component_id);
ALTER TABLE ONLY room_holds
    ADD CONSTRAINT room_holds_no_overlap EXCLUDE USING gist (room_id WITH =, period WITH &&, lanes WITH &&);
ALTER TABLE ONLY rooms
    ADD CONSTRAINT rooms_name_key_key UNIQUE (name_key);
ALTER TABLE ONLY rooms
    ADD CONSTRAINT rooms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (key);
ALTER TABLE ONLY stock_thresholds
    ADD CONSTRAINT stock_thresholds_pkey PRIMARY KEY (category_id);
ALTER TABLE ONLY task_costs
    ADD CONSTRAINT task_costs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY task_events
    ADD CONSTRAINT task_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_open_repair_key UNIQUE (open_repair_of);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_origin_key UNIQUE (origin);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY tax_rates
    ADD CONSTRAINT tax_rates_pkey PRIMARY KEY (holds_from);
ALTER TABLE ONLY user_tokens
    ADD CONSTRAINT user_tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY user_tokens
    ADD CONSTRAINT user_tokens_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY users
    ADD CONSTRAINT users_os_uid_key UNIQUE (os_uid);
ALTER TABLE ONLY users
    ADD CONSTRAINT users_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY users
    ADD CONSTRAINT users_username_key_key UNIQUE (username_key);
ALTER TABLE ONLY vault_files
    ADD CONSTRAINT vault_files_path_sha256_key UNIQUE (path_sha256);
ALTER TABLE ONLY vault_files
    ADD CONSTRAINT vault_files_pkey PRIMARY KEY (id);
ALTER TABLE ONLY vendors
    ADD CONSTRAINT vendors_name_key_key UNIQUE (name_key);
ALTER TABLE ONLY vendors
    ADD CONSTRAINT vendors_pkey PRIMARY KEY (id);
ALTER TABLE ONLY views
    ADD CONSTRAINT views_owner_name_key UNIQUE (owner, name);
ALTER TABLE ONLY views
    ADD CONSTRAINT views_pkey PRIMARY KEY (id);
CREATE INDEX agent_runs_agent ON agent_runs USING btree (agent, id);
CREATE UNIQUE INDEX attachments_kind_record_id_name_key_key ON attachments USING btree (kind, record_id, name_key) WHERE (removed_at IS NULL);
CREATE INDEX attachments_sha256 ON attachments USING btree (sha256);
CREATE INDEX audit_log_actor ON audit_log USING btree (actor, seq);
CREATE INDEX audit_log_at ON audit_log USING btree (at, seq);
CREATE INDEX audit_log_command ON audit_log USING btree (command, seq);
CREATE INDEX audit_log_entity ON audit_log USING btree (entity, entity_id);
CREATE INDEX audit_log_on_behalf_of ON audit_log USING btree (on_behalf_of, seq) WHERE (on_behalf_of IS NOT NULL);
CREATE INDEX booking_costing_batch ON booking_costing USING btree (batch_id);
CREATE INDEX booking_costing_booking ON booking_costing USING btree (booking_id) WHERE (booking_id IS NOT NULL);
CREATE INDEX booking_costing_rental ON booking_costing USING btree (rental_id) WHERE (rental_id IS NOT NULL);
CREATE INDEX booking_costing_sums ON booking_costing USING btree (service_month, entry) INCLUDE (tenant_id, room_id, client_key, client_name, booking_id, rental_id, currency, corrects_id, total_cents);
CREATE INDEX booking_device_assignments_booking ON booking_device_assignments USING btree (booking_id, device_category_id, device_id, quantity);
CREATE INDEX booking_device_assignments_device ON booking_device_assignments USING btree (device_id) WHERE (device_id IS NOT NULL);
CREATE INDEX booking_device_assignments_out ON booking_device_assignments USING btree (device_id) WHERE ((rental_id IS NOT NULL) AND (returned_at IS NULL));
CREATE INDEX booking_device_assignments_rental ON booking_device_assignments USING btree (rental_id) WHERE (rental_id IS NOT NULL);
CREATE INDEX booking_device_assignments_requests ON booking_device_assignments USING btree (booking_id) WHERE (device_id IS NULL);
CREATE INDEX booking_imports_import ON booking_imports USING btree (import_id);
CREATE INDEX booking_places_long ON booking_places USING btree (starts_at) WHERE ((ends_at - starts_at) > '31 days'::interval);
CREATE INDEX booking_places_start ON booking_places USING btree (starts_at);
CREATE INDEX bookings_client ON bookings USING btree (client_id, starts_at, status);
CREATE INDEX bookings_client_name ON bookings USING btree (client_name COLLATE "C", starts_at, id);
CREATE INDEX bookings_created ON bookings USING btree (created_at, id);
CREATE INDEX bookings_long ON bookings USING btree (starts_at) WHERE ((ends_at - starts_at) > '31 days'::interval);
CREATE INDEX bookings_long_term ON bookings USING btree (starts_at, id) WHERE long_term;
CREATE INDEX bookings_off ON bookings USING btree (starts_at, id) WHERE (status = ANY (ARRAY['cancelled'::text, 'rejected'::text, 'no_show'::text]));
CREATE INDEX bookings_pending ON bookings USING btree (starts_at) WHERE (status = 'pending'::text);
CREATE INDEX bookings_room_start ON bookings USING btree (room_id, starts_at);
CREATE INDEX bookings_series ON bookings USING btree (series_id) WHERE (series_id IS NOT NULL);
CREATE INDEX bookings_start ON bookings USING btree (starts_at);
CREATE INDEX client_aliases_client ON client_aliases USING btree (client_id);
CREATE INDEX client_messages_booking ON client_messages USING btree (booking_id);
CREATE UNIQUE INDEX client_messages_booking_key ON client_messages USING btree (booking_id) WHERE ((state = 'queued'::text) AND (NOT withdraws));
CREATE INDEX client_messages_client ON client_messages USING btree (client_id);
CREATE UNIQUE INDEX client_messages_return_key ON client_messages USING btree (rental_id, kind, return_on);
CREATE INDEX client_messages_waiting ON client_messages USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE UNIQUE INDEX client_messages_withdrawal_key ON client_messages USING btree (booking_id, email) WHERE ((state = 'queued'::text) AND withdraws);
CREATE INDEX clients_merged ON clients USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX clients_name_order ON clients USING btree (name_key COLLATE "C");
CREATE INDEX clients_on_hold ON clients USING btree (id) WHERE (on_hold_reason IS NOT NULL);
CREATE INDEX costing_lines_booked ON costing_lines USING btree (booked_month) WHERE (booked_month IS NOT NULL);
CREATE INDEX costing_lines_month ON costing_lines USING btree (service_month);
CREATE INDEX demand_asked ON demand USING btree (asked_at);
CREATE INDEX demand_waiting ON demand USING btree (starts_at) WHERE (is_waiting AND (left_at IS NULL));
CREATE INDEX device_categories_name_order ON device_categories USING btree (name_key COLLATE "C");
CREATE INDEX device_holds_assignment ON device_holds USING btree (assignment_id);
CREATE INDEX device_holds_device_start ON device_holds USING btree (device_id, starts_at) INCLUDE (ends_at);
CREATE INDEX device_holds_end ON device_holds USING btree (ends_at, assignment_id);
CREATE INDEX device_movement_log_device ON device_movement_log USING btree (device_id);
CREATE INDEX device_movement_log_lost ON device_movement_log USING btree (from_booking_id) WHERE ((action = 'unassigned'::text) AND (to_status = 'lost'::text));
CREATE INDEX devices_category ON devices USING btree (category_id, status);
CREATE INDEX devices_category_order ON devices USING btree (category_id, serial_key COLLATE "C");
CREATE INDEX devices_location ON devices USING btree (location_id) WHERE (location_id IS NOT NULL);
CREATE INDEX devices_serial_order ON devices USING btree (serial_key COLLATE "C");
CREATE INDEX devices_status_order ON devices USING btree (status, serial_key COLLATE "C");
CREATE INDEX devices_status_since ON devices USING btree (status_since, serial_key COLLATE "C");
CREATE INDEX import_rows_booking ON import_rows USING btree (booking_id) WHERE (booking_id IS NOT NULL);
CREATE INDEX import_rows_import ON import_rows USING btree (import_id);
CREATE INDEX imports_source ON imports USING btree (source);
CREATE INDEX invoice_advances_advance ON invoice_advances USING btree (advance_id);
CREATE INDEX invoice_lines_costing ON invoice_lines USING btree (costing_id, costing_place);
CREATE INDEX invoice_lines_credited ON invoice_lines USING btree (credits_invoice_id, credits_place) WHERE (credits_place IS NOT NULL);
CREATE INDEX invoice_write_offs_invoice ON invoice_write_offs USING btree (invoice_id);
CREATE INDEX invoices_client ON invoices USING btree (client_id, issued_on);
CREATE INDEX invoices_credits ON invoices USING btree (credits_id) WHERE (credits_id IS NOT NULL);
CREATE INDEX invoices_month ON invoices USING btree (month, id);
CREATE INDEX job_runs_of_job ON job_runs USING btree (job, id);
CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs USING btree (job) WHERE (ended_at IS NULL);
CREATE INDEX notification_digest_items_digest ON notification_digest_items USING btree (digest_id);
CREATE INDEX notification_digests_waiting ON notification_digests USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX notification_reads_user ON notification_reads USING btree (user_id);
CREATE INDEX notification_recipients_notification ON notification_recipients USING btree (notification_id);
CREATE INDEX notifications_gravity ON notifications USING btree ((
CASE severity
    WHEN 'info'::text THEN 0
    WHEN 'warn'::text THEN 1
    ELSE 2
END), id);
CREATE UNIQUE INDEX notifications_open ON notifications USING btree (condition_key) WHERE (resolved_at IS NULL);
CREATE INDEX notifications_type ON notifications USING btree (notification_type COLLATE "C", ((- id)));
CREATE INDEX offsite_rentals_booking ON offsite_rentals USING btree (booking_id) WHERE (booking_id IS NOT NULL);
CREATE INDEX offsite_rentals_client ON offsite_rentals USING btree (client_id);
CREATE INDEX offsite_rentals_client_name ON offsite_rentals USING btree (client_name COLLATE "C", id);
CREATE INDEX offsite_rentals_out ON offsite_rentals USING btree (due_at) WHERE (returned_at IS NULL);
CREATE INDEX offsite_rentals_return ON offsite_rentals USING btree (return_expected_date, id);
CREATE INDEX operation_rows_open ON operation_rows USING btree (transaction_id) WHERE (operation_id IS NULL);
CREATE INDEX operation_rows_operation ON operation_rows USING btree (operation_id);
CREATE INDEX operation_rows_row ON operation_rows USING btree (table_name, row_key);
CREATE INDEX operations_undoes ON operations USING btree (undoes) WHERE (undoes IS NOT NULL);
CREATE INDEX outbox_waiting ON outbox USING btree (id) WHERE (drained_at IS NULL);
CREATE INDEX payment_allocations_credit ON payment_allocations USING btree (credit_id) WHERE (credit_id IS NOT NULL);
CREATE INDEX payment_allocations_invoice ON payment_allocations USING btree (invoice_id);
CREATE INDEX payment_allocations_payment ON payment_allocations USING btree (payment_id);
CREATE INDEX payments_client ON payments USING btree (client_id);
CREATE INDEX period_events_month ON period_events USING btree (month, tenant_id);
CREATE INDEX pricing_catalog_day ON pricing_catalog USING btree (effective_date, id);
CREATE INDEX pricing_catalog_item ON pricing_catalog USING btree (item_key, pricing_tier, effective_date);
CREATE INDEX pricing_catalog_named ON pricing_catalog USING btree (item_key COLLATE "C") WHERE (item_name IS NOT NULL);
CREATE UNIQUE INDEX proposals_agent_fingerprint_key ON proposals USING btree (agent, fingerprint) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text, 'applied'::text]));
CREATE INDEX proposals_open ON proposals USING btree (id) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text]));
CREATE INDEX proposals_run ON proposals USING btree (run_id);
CREATE INDEX quote_acceptances_booking ON quote_acceptances USING btree (booking_id) WHERE (booking_id IS NOT NULL);
CREATE UNIQUE INDEX quote_acceptances_key ON quote_acceptances USING btree (quote_id, COALESCE(booking_id, (0)::bigint), COALESCE(rental_id, (0)::bigint));
CREATE INDEX quote_acceptances_rental ON quote_acceptances USING btree (rental_id) WHERE (rental_id IS NOT NULL);
CREATE INDEX quotes_client ON quotes USING btree (client_key);
CREATE UNIQUE INDEX requisition_costs_approved_once ON requisition_costs USING btree (receipt_id) WHERE (step = 'approval'::text);
CREATE INDEX requisition_costs_receipt ON requisition_costs USING btree (receipt_id, id);
CREATE INDEX requisition_receipts_item ON requisition_receipts USING btree (item_id);
CREATE INDEX requisition_receipts_requisition ON requisition_receipts USING btree (requisition_id);
CREATE INDEX requisitions_booking ON requisitions USING btree (booking_id) WHERE (booking_id IS NOT NULL);
CREATE INDEX requisitions_open ON requisitions USING btree (year, ordinal) WHERE (state <> 'closed'::text);
CREATE INDEX role_grants_location ON role_grants USING btree (location_id);
CREATE INDEX role_grants_room ON role_grants USING btree (room_id);
CREATE UNIQUE INDEX role_grants_scope_key ON role_grants USING btree (user_id, role, scope_kind, COALESCE(room_id, (0)::bigint), COALESCE(location_id, (0)::bigint), COALESCE(tenant_id, ''::text));
CREATE INDEX room_aliases_room ON room_aliases USING btree (room_id);
CREATE INDEX room_blocks_end ON room_blocks USING btree (ends_at, id);
CREATE INDEX room_blocks_start ON room_blocks USING btree (starts_at, id);
CREATE INDEX room_components_component ON room_components USING btree (component_id);
CREATE UNIQUE INDEX room_holds_block ON room_holds USING btree (block_id, room_id) WHERE (block_id IS NOT NULL);
CREATE INDEX room_holds_booking ON room_holds USING btree (booking_id);
CREATE INDEX room_holds_room_start ON room_holds USING btree (room_id, starts_at) INCLUDE (ends_at);
CREATE INDEX rooms_location ON rooms USING btree (location_id) WHERE (location_id IS NOT NULL);
CREATE INDEX rooms_name_order ON rooms USING btree (name_key COLLATE "C");
CREATE UNIQUE INDEX task_costs_approved_once ON task_costs USING btree (task_id) WHERE (step = 'approval'::text);
CREATE INDEX task_costs_task ON task_costs USING btree (task_id, id);
CREATE INDEX task_events_task ON task_events USING btree (task_id, id);
CREATE INDEX tasks_booking ON tasks USING btree (booking_id) WHERE (booking_id IS NOT NULL);
CREATE INDEX tasks_device ON tasks USING btree (device_id) WHERE (device_id IS NOT NULL);
CREATE INDEX tasks_location ON tasks USING btree (location_id) WHERE (location_id IS NOT NULL);
CREATE INDEX tasks_open ON tasks USING btree (due_at) WHERE (state = ANY (ARRAY['open'::text, 'in_progress'::text, 'on_hold'::text]));
CREATE INDEX tasks_rental ON tasks USING btree (rental_id) WHERE (rental_id IS NOT NULL);
CREATE INDEX tasks_room ON tasks USING btree (room_id) WHERE (room_id IS NOT NULL);
CREATE INDEX tasks_urgency ON tasks USING btree ((((
CASE
    WHEN (state = ANY (ARRAY['done'::text, 'cancelled'::text])) THEN 8
    ELSE 0
END +
CASE priority
    WHEN 'urgent'::text THEN 0
    WHEN 'high'::text THEN 2
    WHEN 'normal'::text THEN 4
    ELSE 6
END) +
CASE
    WHEN (due_at IS NULL) THEN 1
    ELSE 0
END)), due_at, id);
CREATE INDEX user_tokens_user ON user_tokens USING btree (user_id);
CREATE TRIGGER agent_runs_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON agent_runs FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('agent_runs_fixed');
CREATE TRIGGER agent_runs_numbered BEFORE INSERT OR UPDATE OF id ON agent_runs FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER attachment_bytes_fixed BEFORE UPDATE OR TRUNCATE ON attachment_bytes FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('attachment_bytes_fixed');
CREATE TRIGGER attachments_fixed BEFORE UPDATE ON attachments FOR EACH ROW WHEN (((old.id, old.kind, old.record_id, old.name, old.name_key, old.content_type, old.sha256, old.created_by, old.created_at) IS DISTINCT FROM (new.id, new.kind, new.record_id, new.name, new.name_key, new.content_type, new.sha256, new.created_by, new.created_at))) EXECUTE FUNCTION colab_refuse('attachments_fixed');
CREATE TRIGGER attachments_kept AFTER INSERT OR UPDATE ON attachments FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
CREATE TRIGGER attachments_record BEFORE INSERT ON attachments FOR EACH ROW EXECUTE FUNCTION attachments_record();
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('audit_log_append_only');
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_no_replace();
CREATE TRIGGER audit_values_append_only BEFORE DELETE OR TRUNCATE ON audit_values FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('audit_values_append_only');
CREATE TRIGGER audit_values_erased_only BEFORE UPDATE ON audit_values FOR EACH ROW WHEN (((new.salt IS NOT NULL) OR (new.value IS NOT NULL) OR (new.seq <> old.seq) OR (new.digest <> old.digest))) EXECUTE FUNCTION colab_refuse('audit_values_append_only');
CREATE TRIGGER audit_values_no_replace BEFORE INSERT ON audit_values FOR EACH ROW EXECUTE FUNCTION audit_values_no_replace();
CREATE TRIGGER booking_catering_kept AFTER INSERT OR DELETE OR UPDATE ON booking_catering FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{booking_id}', '{}', '{}');
CREATE TRIGGER booking_costing_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON booking_costing FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('booking_costing_append_only');
CREATE TRIGGER booking_costing_credit BEFORE INSERT ON booking_costing FOR EACH ROW WHEN (((new.adjustment IS NOT NULL) AND (new.entry <> 'rejection'::text))) EXECUTE FUNCTION booking_costing_credit();
CREATE TRIGGER booking_costing_decision BEFORE INSERT ON booking_costing FOR EACH ROW WHEN ((new.entry <> 'proposal'::text)) EXECUTE FUNCTION booking_costing_decision();
CREATE TRIGGER booking_costing_numbered BEFORE INSERT OR UPDATE OF id ON booking_costing FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER booking_costing_period BEFORE INSERT ON booking_costing FOR EACH ROW EXECUTE FUNCTION booking_costing_period();
CREATE TRIGGER booking_costing_proposal BEFORE INSERT ON booking_costing FOR EACH ROW WHEN ((new.entry = 'proposal'::text)) EXECUTE FUNCTION booking_costing_proposal();
CREATE TRIGGER booking_costing_reason BEFORE INSERT ON booking_costing FOR EACH ROW WHEN ((((new.entry = 'rejection'::text) OR ((new.entry = 'proposal'::text) AND (new.adjustment IS NOT NULL))) AND (length(TRIM(BOTH FROM COALESCE(new.reason, ''::text))) = 0))) EXECUTE FUNCTION colab_refuse('booking_costing_reason_check');
CREATE TRIGGER booking_device_assignments_fit BEFORE INSERT ON booking_device_assignments FOR EACH ROW WHEN (((new.device_id IS NOT NULL) AND (new.returned_at IS NULL))) EXECUTE FUNCTION booking_device_assignments_fit();
CREATE TRIGGER booking_device_assignments_fit_rental BEFORE UPDATE OF rental_id ON booking_device_assignments FOR EACH ROW WHEN (((new.rental_id IS NOT NULL) AND (old.rental_id IS NULL) AND (new.returned_at IS NULL))) EXECUTE FUNCTION booking_device_assignments_fit();
CREATE TRIGGER booking_device_assignments_fixed BEFORE UPDATE OF booking_id, device_id, rental_id ON booking_device_assignments FOR EACH ROW WHEN (((old.device_id IS NOT NULL) AND ((new.device_id IS DISTINCT FROM old.device_id) OR (new.booking_id IS DISTINCT FROM old.booking_id) OR ((old.rental_id IS NOT NULL) AND (new.rental_id IS DISTINCT FROM old.rental_id))))) EXECUTE FUNCTION colab_refuse('device_assignment_fixed');
CREATE TRIGGER booking_device_assignments_hold_delete AFTER DELETE ON booking_device_assignments FOR EACH ROW WHEN ((old.device_id IS NOT NULL)) EXECUTE FUNCTION booking_device_assignments_hold();
CREATE TRIGGER booking_device_assignments_hold_write AFTER INSERT OR UPDATE ON booking_device_assignments FOR EACH ROW WHEN ((new.device_id IS NOT NULL)) EXECUTE FUNCTION booking_device_assignments_hold();
CREATE TRIGGER booking_device_assignments_kept AFTER INSERT OR DELETE OR UPDATE ON booking_device_assignments FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
CREATE TRIGGER booking_device_assignments_never_truncated BEFORE TRUNCATE ON booking_device_assignments FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('device_assignment_fixed');
CREATE TRIGGER booking_device_assignments_numbered BEFORE INSERT OR UPDATE OF id ON booking_device_assignments FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER booking_device_assignments_overdue BEFORE INSERT ON booking_device_assignments FOR EACH ROW WHEN ((new.device_id IS NOT NULL)) EXECUTE FUNCTION booking_device_assignments_overdue();
CREATE TRIGGER booking_device_assignments_overdue_rental BEFORE UPDATE OF rental_id ON booking_device_assignments FOR EACH ROW WHEN (((new.rental_id IS NOT NULL) AND (old.rental_id IS NULL))) EXECUTE FUNCTION booking_device_assignments_overdue_rental();
CREATE TRIGGER booking_device_assignments_request_fixed BEFORE UPDATE OF device_id ON booking_device_assignments FOR EACH ROW WHEN (((old.device_id IS NULL) AND (new.device_id IS NOT NULL))) EXECUTE FUNCTION colab_refuse('device_assignment_fixed');
CREATE TRIGGER booking_refs_kept AFTER INSERT OR DELETE ON booking_refs FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{external_id}', '{}', '{}');
CREATE TRIGGER booking_series_numbered BEFORE INSERT OR UPDATE OF id ON booking_series FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER bookings_client_on_hold BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION clients_on_hold();
CREATE TRIGGER bookings_client_on_hold_update BEFORE UPDATE OF client_id ON bookings FOR EACH ROW WHEN ((new.client_id <> old.client_id)) EXECUTE FUNCTION clients_on_hold();
CREATE TRIGGER bookings_hold_devices AFTER UPDATE OF starts_at, ends_at, status ON bookings FOR EACH ROW EXECUTE FUNCTION bookings_hold_devices();
CREATE TRIGGER bookings_hold_insert AFTER INSERT ON bookings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bookings_hold_insert();
CREATE TRIGGER bookings_hold_update AFTER UPDATE OF room_id, starts_at, ends_at, status, long_term ON bookings FOR EACH ROW EXECUTE FUNCTION bookings_hold_update();
CREATE TRIGGER bookings_keep_place AFTER UPDATE OF room_id, starts_at, ends_at, long_term ON bookings FOR EACH ROW WHEN (((old.room_id IS NOT NULL) AND ((old.room_id, old.starts_at, old.ends_at, old.long_term) IS DISTINCT FROM (new.room_id, new.starts_at, new.ends_at, new.long_term)))) EXECUTE FUNCTION bookings_keep_place();
CREATE TRIGGER bookings_kept AFTER INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,revision}', '{}');
CREATE TRIGGER bookings_never_deleted BEFORE DELETE OR TRUNCATE ON bookings FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('bookings_never_deleted');
CREATE TRIGGER bookings_numbered BEFORE INSERT OR UPDATE OF id ON bookings FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER client_aliases_kept AFTER INSERT OR DELETE ON client_aliases FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{name_key}', '{}', '{}');
CREATE TRIGGER client_aliases_name_taken BEFORE INSERT OR UPDATE OF name_key ON client_aliases FOR EACH ROW EXECUTE FUNCTION clients_name_free();
CREATE TRIGGER client_contacts_kept AFTER INSERT OR DELETE OR UPDATE ON client_contacts FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
CREATE TRIGGER client_contacts_numbered BEFORE INSERT OR UPDATE OF id ON client_contacts FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER client_message_optouts_kept AFTER INSERT OR DELETE ON client_message_optouts FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{client_id,kind}', '{}', '{}');
CREATE TRIGGER client_messages_never_deleted BEFORE DELETE OR TRUNCATE ON client_messages FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('client_messages_never_deleted');
CREATE TRIGGER client_messages_numbered BEFORE INSERT OR UPDATE OF id ON client_messages FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER client_messages_sent_for_good BEFORE UPDATE ON client_messages FOR EACH ROW WHEN (((old.state = 'sent'::text) AND ((new.email IS NOT NULL) OR ((old.id, old.client_id, old.booking_id, old.rental_id, old.kind, old.return_on, old.state, old.revision, old.message_id, old.sent_at) IS DISTINCT FROM (new.id, new.client_id, new.booking_id, new.rental_id, new.kind, new.return_on, new.state, new.revision, new.message_id, new.sent_at))))) EXECUTE FUNCTION colab_refuse('client_messages_sent_for_good');
CREATE TRIGGER clients_kept AFTER INSERT ON clients FOR EACH ROW WHEN ((new.created_by IS NOT NULL)) EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER clients_kept_update AFTER UPDATE ON clients FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER clients_merged_once BEFORE UPDATE OF merged_into ON clients FOR EACH ROW WHEN (((new.merged_into IS NOT NULL) AND (new.merged_into IS DISTINCT FROM old.merged_into))) EXECUTE FUNCTION clients_merged_once();
CREATE TRIGGER clients_name_taken BEFORE INSERT OR UPDATE OF name_key ON clients FOR EACH ROW EXECUTE FUNCTION clients_name_free();
CREATE TRIGGER clients_never_deleted BEFORE DELETE OR TRUNCATE ON clients FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('clients_never_deleted');
CREATE TRIGGER clients_numbered BEFORE INSERT OR UPDATE OF id ON clients FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER clients_paid_together AFTER UPDATE OF merged_into ON clients FOR EACH ROW WHEN (((old.merged_into IS NOT NULL) AND (new.merged_into IS DISTINCT FROM old.merged_into))) EXECUTE FUNCTION clients_paid_together();
CREATE TRIGGER clients_set_off_together AFTER UPDATE OF merged_into ON clients FOR EACH ROW WHEN (((old.merged_into IS NOT NULL) AND (new.merged_into IS DISTINCT FROM old.merged_into))) EXECUTE FUNCTION clients_set_off_together();
CREATE TRIGGER costing_lines_add_up BEFORE INSERT ON booking_costing FOR EACH ROW WHEN ((new.entry = 'approval'::text)) EXECUTE FUNCTION costing_lines_add_up();
CREATE TRIGGER costing_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON costing_lines FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('costing_lines_append_only');
CREATE TRIGGER costing_lines_period BEFORE INSERT ON costing_lines FOR EACH ROW EXECUTE FUNCTION costing_lines_period();
CREATE TRIGGER costing_lines_undecided BEFORE INSERT ON costing_lines FOR EACH ROW EXECUTE FUNCTION costing_lines_undecided();
CREATE TRIGGER demand_numbered BEFORE INSERT OR UPDATE OF id ON demand FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER device_categories_kept AFTER INSERT OR DELETE ON device_categories FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
CREATE TRIGGER device_categories_numbered BEFORE INSERT OR UPDATE OF id ON device_categories FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER device_holds_guard BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON device_holds FOR EACH STATEMENT EXECUTE FUNCTION device_holds_guard();
CREATE TRIGGER device_movement_log_append_only BEFORE DELETE OR TRUNCATE ON device_movement_log FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('device_movement_log_append_only');
CREATE TRIGGER device_movement_log_no_update BEFORE UPDATE ON device_movement_log FOR EACH ROW WHEN ((((old.id, old.device_id, old.action, old.from_status, old.to_status, old.from_booking_id, old.to_booking_id, old.rental_id, old.performed_by, old.created_at) IS DISTINCT FROM (new.id, new.device_id, new.action, new.from_status, new.to_status, new.from_booking_id, new.to_booking_id, new.rental_id, new.performed_by, new.created_at)) OR (((COALESCE(new.from_place, ''::text) || COALESCE(new.to_place, ''::text)) || COALESCE(new.reason, ''::text)) !~~ '%(forgotten)%'::text))) EXECUTE FUNCTION colab_refuse('device_movement_log_append_only');
CREATE TRIGGER device_movement_log_numbered BEFORE INSERT OR UPDATE OF id ON device_movement_log FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER devices_kept AFTER INSERT OR UPDATE ON devices FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{repair_key}');
CREATE TRIGGER devices_locked_alone BEFORE UPDATE ON devices FOR EACH ROW WHEN ((NOT has_table_privilege(('devices'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_refuse('devices_locked_alone');
CREATE TRIGGER devices_numbered BEFORE INSERT OR UPDATE OF id ON devices FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE CONSTRAINT TRIGGER idempotency_keys_logged AFTER INSERT ON idempotency_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_logged();
CREATE TRIGGER import_rows_numbered BEFORE INSERT OR UPDATE OF id ON import_rows FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER imports_kept AFTER INSERT OR UPDATE ON imports FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{source,file,sha256,options,report,applied_at,applied_by,kind}');
CREATE TRIGGER imports_numbered BEFORE INSERT OR UPDATE OF id ON imports FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER invoice_advances_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON invoice_advances FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoice_advances_append_only');
CREATE TRIGGER invoice_advances_rest BEFORE INSERT ON invoice_advances FOR EACH ROW EXECUTE FUNCTION invoice_advances_rest();
CREATE TRIGGER invoice_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON invoice_lines FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoice_lines_append_only');
CREATE TRIGGER invoice_lines_once BEFORE INSERT ON invoice_lines FOR EACH ROW EXECUTE FUNCTION invoice_lines_once();
CREATE TRIGGER invoice_reminders_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON invoice_reminders FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoice_reminders_append_only');
CREATE TRIGGER invoice_write_offs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON invoice_write_offs FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoice_write_offs_append_only');
CREATE TRIGGER invoice_write_offs_order BEFORE INSERT ON invoice_write_offs FOR EACH ROW EXECUTE FUNCTION invoice_write_offs_order();
CREATE TRIGGER invoices_append_only BEFORE DELETE OR TRUNCATE ON invoices FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoices_append_only');
CREATE TRIGGER invoices_credit_paid BEFORE INSERT ON invoices FOR EACH ROW WHEN ((new.credits_id IS NOT NULL)) EXECUTE FUNCTION invoices_credit_paid();
CREATE TRIGGER invoices_forget BEFORE UPDATE ON invoices FOR EACH ROW EXECUTE FUNCTION invoices_forget();
CREATE TRIGGER invoices_issue BEFORE INSERT ON invoices FOR EACH ROW EXECUTE FUNCTION invoices_issue();
CREATE TRIGGER job_runs_ended BEFORE UPDATE ON job_runs FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION colab_refuse('job_runs_ended');
CREATE TRIGGER job_runs_numbered BEFORE INSERT OR UPDATE OF id ON job_runs FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER jobs_kept AFTER INSERT OR DELETE OR UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{name}', '{updated_at}', '{}');
CREATE TRIGGER locations_kept AFTER INSERT OR UPDATE ON locations FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER locations_never_deleted BEFORE DELETE OR TRUNCATE ON locations FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('locations_never_deleted');
CREATE TRIGGER locations_numbered BEFORE INSERT OR UPDATE OF id ON locations FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER notification_digest_items_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON notification_digest_items FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('notification_digest_items_fixed');
CREATE CONSTRAINT TRIGGER notification_digest_items_logged AFTER INSERT ON notification_digest_items DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notification_digests_logged AFTER INSERT OR UPDATE ON notification_digests DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_logged();
CREATE TRIGGER notification_digests_never_deleted BEFORE DELETE OR TRUNCATE ON notification_digests FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('notification_digests_never_deleted');
CREATE TRIGGER notification_digests_numbered BEFORE INSERT OR UPDATE OF id ON notification_digests FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER notification_digests_sent_for_good BEFORE UPDATE ON notification_digests FOR EACH ROW WHEN ((old.state = 'sent'::text)) EXECUTE FUNCTION colab_refuse('notification_digests_sent_for_good');
CREATE CONSTRAINT TRIGGER notification_reads_logged AFTER INSERT OR UPDATE ON notification_reads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notification_recipients_logged AFTER INSERT ON notification_recipients DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_logged();
CREATE CONSTRAINT TRIGGER notifications_logged AFTER INSERT OR UPDATE ON notifications DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_logged();
CREATE TRIGGER notifications_never_deleted BEFORE DELETE OR TRUNCATE ON notifications FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('notifications_never_deleted');
CREATE TRIGGER notifications_numbered BEFORE INSERT OR UPDATE OF id ON notifications FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER notifications_resolved_for_good BEFORE UPDATE ON notifications FOR EACH ROW WHEN (((old.resolved_at IS NOT NULL) AND (((old.id, old.notification_type, old.severity, old.entity, old.entity_id, old.condition_key, old.opened_at, old.updated_at, old.resolved_at, old.escalations) IS DISTINCT FROM (new.id, new.notification_type, new.severity, new.entity, new.entity_id, new.condition_key, new.opened_at, new.updated_at, new.resolved_at, new.escalations)) OR (((new.title || new.message) || (new.details)::text) !~~ '%(forgotten)%'::text)))) EXECUTE FUNCTION colab_refuse('notifications_resolved_for_good');
CREATE TRIGGER offsite_rentals_begin_insert BEFORE INSERT ON offsite_rentals FOR EACH ROW WHEN ((new.starts_at > new.returned_at)) EXECUTE FUNCTION colab_refuse('rental_begins_after_return');
CREATE TRIGGER offsite_rentals_begin_update BEFORE UPDATE OF starts_at ON offsite_rentals FOR EACH ROW WHEN (((old.returned_at IS NOT NULL) AND (new.starts_at > new.returned_at) AND (new.starts_at > old.starts_at))) EXECUTE FUNCTION colab_refuse('rental_begins_after_return');
CREATE TRIGGER offsite_rentals_client_on_hold BEFORE INSERT ON offsite_rentals FOR EACH ROW EXECUTE FUNCTION clients_on_hold();
CREATE TRIGGER offsite_rentals_client_on_hold_update BEFORE UPDATE OF client_id ON offsite_rentals FOR EACH ROW WHEN ((new.client_id <> old.client_id)) EXECUTE FUNCTION clients_on_hold();
CREATE TRIGGER offsite_rentals_hold_devices AFTER UPDATE OF starts_at, due_at ON offsite_rentals FOR EACH ROW EXECUTE FUNCTION offsite_rentals_hold_devices();
CREATE TRIGGER offsite_rentals_kept AFTER INSERT OR UPDATE ON offsite_rentals FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,rental_form_generated}', '{}');
CREATE TRIGGER offsite_rentals_never_deleted BEFORE DELETE OR TRUNCATE ON offsite_rentals FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('offsite_rentals_never_deleted');
CREATE TRIGGER offsite_rentals_numbered BEFORE INSERT OR UPDATE OF id ON offsite_rentals FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER outbox_drained_once BEFORE UPDATE ON outbox FOR EACH ROW WHEN (((old.drained_at IS NOT NULL) AND (((old.id, old.topic, old.audience, old.entity, old.entity_id, old.created_at, old.drained_at) IS DISTINCT FROM (new.id, new.topic, new.audience, new.entity, new.entity_id, new.created_at, new.drained_at)) OR (new.message !~~ '%(forgotten)%'::text)))) EXECUTE FUNCTION colab_refuse('outbox_drained_once');
CREATE CONSTRAINT TRIGGER outbox_logged AFTER INSERT OR UPDATE ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_logged();
CREATE TRIGGER outbox_numbered BEFORE INSERT OR UPDATE OF id ON outbox FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER payment_allocations_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON payment_allocations FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('payment_allocations_append_only');
CREATE TRIGGER payment_allocations_fit BEFORE INSERT ON payment_allocations FOR EACH ROW EXECUTE FUNCTION payment_allocations_fit();
CREATE TRIGGER payments_append_only BEFORE DELETE OR TRUNCATE ON payments FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('payments_append_only');
CREATE TRIGGER payments_forget BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION payments_forget();
CREATE TRIGGER payments_receive BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION payments_receive();
CREATE TRIGGER period_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON period_events FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('period_events_append_only');
CREATE TRIGGER period_events_order BEFORE INSERT ON period_events FOR EACH ROW EXECUTE FUNCTION period_events_order();
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog FOR EACH ROW WHEN ((((old.id, old.item_type, old.item_id, old.item_name, old.item_key, old.pricing_tier, old.daily_rate_cents, old.weekly_rate_cents, old.monthly_rate_cents, old.unit_price_cents, old.unit, old.currency, old.notes, old.effective_date, old.created_at, old.created_by, old.hourly_rate_cents, old.minimum_hours, old.client_id) IS DISTINCT FROM (new.id, new.item_type, new.item_id, new.item_name, new.item_key, new.pricing_tier, new.daily_rate_cents, new.weekly_rate_cents, new.monthly_rate_cents, new.unit_price_cents, new.unit, new.currency, new.notes, new.effective_date, new.created_at, new.created_by, new.hourly_rate_cents, new.minimum_hours, new.client_id)) OR ((NOT old.is_active) AND ((NOT new.is_active) OR (new.expiry_date IS DISTINCT FROM old.expiry_date))))) EXECUTE FUNCTION colab_refuse('pricing_catalog_fixed');
CREATE TRIGGER pricing_catalog_kept AFTER INSERT OR UPDATE ON pricing_catalog FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,updated_by}', '{room_id,device_category_id}');
CREATE TRIGGER pricing_catalog_never_deleted BEFORE DELETE OR TRUNCATE ON pricing_catalog FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('pricing_catalog_never_deleted');
CREATE TRIGGER pricing_catalog_numbered BEFORE INSERT OR UPDATE OF id ON pricing_catalog FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER proposals_fixed BEFORE UPDATE ON proposals FOR EACH ROW WHEN ((((old.id, old.agent, old.run_id, old.kind, old.subject, old.plan, old.evidence, old.effect, old.is_money, old.fingerprint, old.created_at, old.expires_at) IS DISTINCT FROM (new.id, new.agent, new.run_id, new.kind, new.subject, new.plan, new.evidence, new.effect, new.is_money, new.fingerprint, new.created_at, new.expires_at)) OR (((old.state <> ALL (ARRAY['proposed'::text, 'approved'::text])) OR ((old.state = 'approved'::text) AND (new.state = 'proposed'::text))) AND (NOT ((NOT ((old.state, old.decided_by, old.decided_at, old.applied_by, old.applied_at, old.one_person) IS DISTINCT FROM (new.state, new.decided_by, new.decided_at, new.applied_by, new.applied_at, new.one_person))) AND (new.reason ~~ '%(forgotten)%'::text)))))) EXECUTE FUNCTION colab_refuse('proposals_fixed');
CREATE TRIGGER proposals_never_deleted BEFORE DELETE OR TRUNCATE ON proposals FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('proposals_never_deleted');
CREATE TRIGGER proposals_numbered BEFORE INSERT OR UPDATE OF id ON proposals FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER quote_acceptances_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON quote_acceptances FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('quote_acceptances_append_only');
CREATE TRIGGER quote_acceptances_in_time BEFORE INSERT ON quote_acceptances FOR EACH ROW EXECUTE FUNCTION quote_acceptances_in_time();
CREATE TRIGGER quotes_append_only BEFORE DELETE OR TRUNCATE ON quotes FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('quotes_append_only');
CREATE TRIGGER quotes_forget BEFORE UPDATE ON quotes FOR EACH ROW EXECUTE FUNCTION quotes_forget();
CREATE TRIGGER quotes_gap BEFORE INSERT ON quotes FOR EACH ROW EXECUTE FUNCTION quotes_gap();
CREATE TRIGGER requisition_costs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON requisition_costs FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('requisition_costs_append_only');
CREATE TRIGGER requisition_costs_numbered BEFORE INSERT OR UPDATE OF id ON requisition_costs FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER requisition_costs_order BEFORE INSERT ON requisition_costs FOR EACH ROW EXECUTE FUNCTION requisition_costs_order();
CREATE TRIGGER requisition_decisions_append_only BEFORE DELETE OR TRUNCATE ON requisition_decisions FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('requisition_decisions_append_only');
CREATE TRIGGER requisition_decisions_no_update BEFORE UPDATE ON requisition_decisions FOR EACH ROW WHEN ((((old.id, old.requisition_id, old.submission, old.place, old.level, old.verdict, old.total_cents, old.one_person, old.created_by, old.entered_by, old.created_at) IS DISTINCT FROM (new.id, new.requisition_id, new.submission, new.place, new.level, new.verdict, new.total_cents, new.one_person, new.created_by, new.entered_by, new.created_at)) OR (COALESCE(new.reason, ''::text) !~~ '%(forgotten)%'::text))) EXECUTE FUNCTION colab_refuse('requisition_decisions_append_only');
CREATE TRIGGER requisition_decisions_numbered BEFORE INSERT OR UPDATE OF id ON requisition_decisions FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER requisition_decisions_order BEFORE INSERT ON requisition_decisions FOR EACH ROW EXECUTE FUNCTION requisition_decisions_order();
CREATE TRIGGER requisition_items_frozen BEFORE INSERT OR DELETE ON requisition_items FOR EACH ROW EXECUTE FUNCTION requisition_items_frozen();
CREATE TRIGGER requisition_items_kept AFTER INSERT OR DELETE ON requisition_items FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
CREATE TRIGGER requisition_items_kept_whole BEFORE TRUNCATE ON requisition_items FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('requisition_items_frozen');
CREATE TRIGGER requisition_items_numbered BEFORE INSERT OR UPDATE OF id ON requisition_items FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER requisition_items_update BEFORE UPDATE ON requisition_items FOR EACH ROW WHEN ((((old.id, old.requisition_id, old."position", old.quantity, old.days, old.unit_cents) IS DISTINCT FROM (new.id, new.requisition_id, new."position", new.quantity, new.days, new.unit_cents)) OR ((new.description <> old.description) AND (new.description !~~ '%(forgotten)%'::text)))) EXECUTE FUNCTION colab_refuse('requisition_items_frozen');
CREATE TRIGGER requisition_receipts_fixed BEFORE DELETE OR TRUNCATE ON requisition_receipts FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('requisition_receipts_fixed');
CREATE TRIGGER requisition_receipts_kept AFTER INSERT OR UPDATE ON requisition_receipts FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
CREATE TRIGGER requisition_receipts_numbered BEFORE INSERT OR UPDATE OF id ON requisition_receipts FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER requisition_receipts_quantity BEFORE INSERT OR UPDATE ON requisition_receipts FOR EACH ROW EXECUTE FUNCTION requisition_receipts_quantity();
CREATE TRIGGER requisitions_approved BEFORE UPDATE ON requisitions FOR EACH ROW WHEN ((new.state = ANY (ARRAY['approved'::text, 'ordered'::text, 'received'::text]))) EXECUTE FUNCTION requisitions_approved();
CREATE TRIGGER requisitions_fixed BEFORE UPDATE ON requisitions FOR EACH ROW WHEN ((((old.id, old.number, old.year, old.ordinal, old.currency, old.requester, old.entered_by, old.created_at) IS DISTINCT FROM (new.id, new.number, new.year, new.ordinal, new.currency, new.requester, new.entered_by, new.created_at)) OR (((old.booking_id, old.needed_on, old.funds_cents) IS DISTINCT FROM (new.booking_id, new.needed_on, new.funds_cents)) AND (NOT ((old.state = 'draft'::text) OR ((old.state = 'rejected'::text) AND (new.state = 'draft'::text))))) OR (((old.levels, old.submission) IS DISTINCT FROM (new.levels, new.submission)) AND (('draft'::text <> old.state) AND ('draft'::text <> new.state))))) EXECUTE FUNCTION colab_refuse('requisitions_fixed');
CREATE TRIGGER requisitions_in_order BEFORE INSERT ON requisitions FOR EACH ROW EXECUTE FUNCTION requisitions_in_order();
CREATE TRIGGER requisitions_kept AFTER INSERT OR UPDATE ON requisitions FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,updated_by}', '{}');
CREATE TRIGGER requisitions_never_deleted BEFORE DELETE OR TRUNCATE ON requisitions FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('requisitions_never_deleted');
CREATE TRIGGER requisitions_numbered BEFORE INSERT OR UPDATE OF id ON requisitions FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER role_grants_kept AFTER INSERT OR DELETE OR UPDATE ON role_grants FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
CREATE TRIGGER role_grants_numbered BEFORE INSERT OR UPDATE OF id ON role_grants FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER room_aliases_kept AFTER INSERT OR DELETE ON room_aliases FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{alias_key}', '{}', '{}');
CREATE TRIGGER room_aliases_name_taken BEFORE INSERT OR UPDATE OF alias_key ON room_aliases FOR EACH ROW EXECUTE FUNCTION rooms_name_free();
CREATE TRIGGER room_amenities_kept AFTER INSERT OR DELETE ON room_amenities FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{room_id,amenity}', '{}', '{}');
CREATE TRIGGER room_block_exceptions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON room_block_exceptions FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('room_block_exceptions_append_only');
CREATE TRIGGER room_block_exceptions_hold AFTER INSERT ON room_block_exceptions FOR EACH ROW EXECUTE FUNCTION room_block_exceptions_hold();
CREATE TRIGGER room_blocks_fixed BEFORE UPDATE OF room_id ON room_blocks FOR EACH ROW WHEN ((new.room_id IS DISTINCT FROM old.room_id)) EXECUTE FUNCTION colab_refuse('room_blocks_fixed');
CREATE TRIGGER room_blocks_hold AFTER INSERT OR UPDATE OF starts_at, ends_at, lifted_at ON room_blocks FOR EACH ROW EXECUTE FUNCTION room_blocks_hold();
CREATE TRIGGER room_blocks_kept AFTER INSERT OR UPDATE ON room_blocks FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER room_blocks_never_deleted BEFORE DELETE OR TRUNCATE ON room_blocks FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('room_blocks_never_deleted');
CREATE TRIGGER room_components_block AFTER INSERT OR DELETE ON room_components FOR EACH ROW EXECUTE FUNCTION room_components_block();
CREATE TRIGGER room_components_check BEFORE INSERT OR DELETE ON room_components FOR EACH ROW EXECUTE FUNCTION room_components_check();
CREATE TRIGGER room_components_hold AFTER INSERT OR DELETE ON room_components FOR EACH ROW EXECUTE FUNCTION room_components_hold();
CREATE TRIGGER room_components_kept AFTER INSERT OR DELETE ON room_components FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{room_id,component_id}', '{}', '{}');
CREATE TRIGGER room_components_no_update BEFORE UPDATE OR TRUNCATE ON room_components FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('room_components_read_only');
CREATE TRIGGER room_holds_guard BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON room_holds FOR EACH STATEMENT EXECUTE FUNCTION room_holds_guard();
CREATE TRIGGER rooms_hold_buffers AFTER UPDATE OF setup_minutes, teardown_minutes, buffers_from ON rooms FOR EACH ROW EXECUTE FUNCTION rooms_hold_buffers();
CREATE TRIGGER rooms_kept AFTER INSERT OR UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER rooms_list_themselves AFTER INSERT ON rooms FOR EACH ROW EXECUTE FUNCTION rooms_list_themselves();
CREATE TRIGGER rooms_locked_alone BEFORE UPDATE ON rooms FOR EACH ROW WHEN ((NOT has_table_privilege(('rooms'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_refuse('rooms_locked_alone');
CREATE TRIGGER rooms_name_taken BEFORE INSERT OR UPDATE OF name_key ON rooms FOR EACH ROW EXECUTE FUNCTION rooms_name_free();
CREATE TRIGGER rooms_numbered BEFORE INSERT OR UPDATE OF id ON rooms FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER settings_kept AFTER INSERT OR DELETE OR UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{key}', '{updated_at,updated_by}', '{}');
CREATE TRIGGER stock_thresholds_kept AFTER INSERT OR DELETE OR UPDATE ON stock_thresholds FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{category_id}', '{updated_at,updated_by}', '{}');
CREATE TRIGGER task_costs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON task_costs FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('task_costs_append_only');
CREATE TRIGGER task_costs_numbered BEFORE INSERT OR UPDATE OF id ON task_costs FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER task_costs_order BEFORE INSERT ON task_costs FOR EACH ROW EXECUTE FUNCTION task_costs_order();
CREATE TRIGGER task_events_append_only BEFORE DELETE OR TRUNCATE ON task_events FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('task_events_append_only');
CREATE TRIGGER task_events_begun AFTER INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION task_events_stepped();
CREATE TRIGGER task_events_no_update BEFORE UPDATE ON task_events FOR EACH ROW WHEN ((((old.id, old.task_id, old.at, old.by, old.state) IS DISTINCT FROM (new.id, new.task_id, new.at, new.by, new.state)) OR (COALESCE(new.text, ''::text) !~~ '%(forgotten)%'::text))) EXECUTE FUNCTION colab_refuse('task_events_append_only');
CREATE TRIGGER task_events_numbered BEFORE INSERT OR UPDATE OF id ON task_events FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER task_events_stepped AFTER UPDATE OF state ON tasks FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION task_events_stepped();
CREATE TRIGGER tasks_about_fixed BEFORE UPDATE OF device_id, room_id, booking_id, rental_id, location_id, kind ON tasks FOR EACH ROW WHEN ((((new.device_id, new.room_id, new.booking_id, new.rental_id, new.location_id) IS DISTINCT FROM (old.device_id, old.room_id, old.booking_id, old.rental_id, old.location_id)) OR ((new.kind <> old.kind) AND (('repair'::text = new.kind) OR ('repair'::text = old.kind))))) EXECUTE FUNCTION colab_refuse('tasks_about_fixed');
CREATE TRIGGER tasks_kept AFTER INSERT OR UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,updated_by}', '{open_repair_of}');
CREATE TRIGGER tasks_never_deleted BEFORE DELETE OR TRUNCATE ON tasks FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('tasks_never_deleted');
CREATE TRIGGER tasks_numbered BEFORE INSERT OR UPDATE OF id ON tasks FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER tax_rates_kept AFTER INSERT OR DELETE OR UPDATE ON tax_rates FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{holds_from}', '{updated_at,updated_by}', '{}');
CREATE TRIGGER users_kept AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{user_id}', '{updated_at}', '{password_hash,failed_logins,locked_until,last_login_at}');
CREATE TRIGGER vault_files_numbered BEFORE INSERT OR UPDATE OF id ON vault_files FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER vendors_kept AFTER INSERT OR UPDATE ON vendors FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER vendors_never_deleted BEFORE DELETE OR TRUNCATE ON vendors FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('vendors_never_deleted');
CREATE TRIGGER vendors_numbered BEFORE INSERT OR UPDATE OF id ON vendors FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
CREATE TRIGGER views_kept AFTER INSERT OR DELETE OR UPDATE ON views FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER views_numbered BEFORE INSERT OR UPDATE OF id ON views FOR EACH ROW WHEN ((NOT has_table_privilege(('users'::regclass)::oid, 'INSERT'::text))) EXECUTE FUNCTION colab_numbered();
ALTER TABLE ONLY attachments
    ADD CONSTRAINT attachments_sha256_fkey FOREIGN KEY (sha256) REFERENCES attachment_bytes(sha256);
ALTER TABLE ONLY booking_catering
    ADD CONSTRAINT booking_catering_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES booking_costing(id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES booking_costing(id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES booking_costing(id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES booking_costing(id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY booking_costing
    ADD CONSTRAINT booking_costing_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY booking_device_assignments
    ADD CONSTRAINT booking_device_assignments_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY booking_device_assignments
    ADD CONSTRAINT booking_device_assignments_device_category_id_fkey FOREIGN KEY (device_category_id) REFERENCES device_categories(id);
ALTER TABLE ONLY booking_device_assignments
    ADD CONSTRAINT booking_device_assignments_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id);
ALTER TABLE ONLY booking_device_assignments
    ADD CONSTRAINT booking_device_assignments_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY booking_imports
    ADD CONSTRAINT booking_imports_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY booking_imports
    ADD CONSTRAINT booking_imports_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id);
ALTER TABLE ONLY booking_places
    ADD CONSTRAINT booking_places_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY booking_places
    ADD CONSTRAINT booking_places_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY booking_refs
    ADD CONSTRAINT booking_refs_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY bookings
    ADD CONSTRAINT bookings_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY bookings
    ADD CONSTRAINT bookings_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY bookings
    ADD CONSTRAINT bookings_series_id_fkey FOREIGN KEY (series_id) REFERENCES booking_series(id);
ALTER TABLE ONLY bookings
    ADD CONSTRAINT bookings_wished_room_id_fkey FOREIGN KEY (wished_room_id) REFERENCES rooms(id);
ALTER TABLE ONLY client_aliases
    ADD CONSTRAINT client_aliases_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY client_contacts
    ADD CONSTRAINT client_contacts_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY client_message_optouts
    ADD CONSTRAINT client_message_optouts_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY client_messages
    ADD CONSTRAINT client_messages_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY client_messages
    ADD CONSTRAINT client_messages_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY client_messages
    ADD CONSTRAINT client_messages_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY clients
    ADD CONSTRAINT clients_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES clients(id);
ALTER TABLE ONLY costing_lines
    ADD CONSTRAINT costing_lines_costing_id_fkey FOREIGN KEY (costing_id) REFERENCES booking_costing(id);
ALTER TABLE ONLY demand
    ADD CONSTRAINT demand_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY demand
    ADD CONSTRAINT demand_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY device_movement_log
    ADD CONSTRAINT device_movement_log_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id);
ALTER TABLE ONLY device_movement_log
    ADD CONSTRAINT device_movement_log_from_booking_id_fkey FOREIGN KEY (from_booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY device_movement_log
    ADD CONSTRAINT device_movement_log_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY device_movement_log
    ADD CONSTRAINT device_movement_log_to_booking_id_fkey FOREIGN KEY (to_booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY devices
    ADD CONSTRAINT devices_category_id_fkey FOREIGN KEY (category_id) REFERENCES device_categories(id);
ALTER TABLE ONLY devices
    ADD CONSTRAINT devices_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id);
ALTER TABLE ONLY devices
    ADD CONSTRAINT devices_repair_key_fkey FOREIGN KEY (repair_key) REFERENCES tasks(open_repair_of) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY import_rows
    ADD CONSTRAINT import_rows_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY import_rows
    ADD CONSTRAINT import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id);
ALTER TABLE ONLY import_rows
    ADD CONSTRAINT import_rows_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY invoice_advances
    ADD CONSTRAINT invoice_advances_advance_id_fkey FOREIGN KEY (advance_id) REFERENCES invoices(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY invoice_advances
    ADD CONSTRAINT invoice_advances_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY invoice_advances
    ADD CONSTRAINT invoice_advances_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY invoice_advances
    ADD CONSTRAINT invoice_advances_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id);
ALTER TABLE ONLY invoice_advances
    ADD CONSTRAINT invoice_advances_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY invoice_lines
    ADD CONSTRAINT invoice_lines_costing_id_costing_place_fkey FOREIGN KEY (costing_id, costing_place) REFERENCES costing_lines(costing_id, place);
ALTER TABLE ONLY invoice_lines
    ADD CONSTRAINT invoice_lines_credits_invoice_id_credits_place_fkey FOREIGN KEY (credits_invoice_id, credits_place) REFERENCES invoice_lines(invoice_id, place);
ALTER TABLE ONLY invoice_lines
    ADD CONSTRAINT invoice_lines_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY invoice_reminders
    ADD CONSTRAINT invoice_reminders_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id);
ALTER TABLE ONLY invoice_write_offs
    ADD CONSTRAINT invoice_write_offs_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id);
ALTER TABLE ONLY invoice_write_offs
    ADD CONSTRAINT invoice_write_offs_request_id_fkey FOREIGN KEY (request_id) REFERENCES invoice_write_offs(id);
ALTER TABLE ONLY invoices
    ADD CONSTRAINT invoices_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY invoices
    ADD CONSTRAINT invoices_credits_id_fkey FOREIGN KEY (credits_id) REFERENCES invoices(id);
ALTER TABLE ONLY notification_digest_items
    ADD CONSTRAINT notification_digest_items_digest_id_user_id_channel_fkey FOREIGN KEY (digest_id, user_id, channel) REFERENCES notification_digests(id, user_id, channel);
ALTER TABLE ONLY notification_digest_items
    ADD CONSTRAINT notification_digest_items_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id);
ALTER TABLE ONLY notification_digests
    ADD CONSTRAINT notification_digests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(user_id);
ALTER TABLE ONLY notification_reads
    ADD CONSTRAINT notification_reads_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id);
ALTER TABLE ONLY notification_reads
    ADD CONSTRAINT notification_reads_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(user_id);
ALTER TABLE ONLY notification_recipients
    ADD CONSTRAINT notification_recipients_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id);
ALTER TABLE ONLY offsite_rentals
    ADD CONSTRAINT offsite_rentals_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY offsite_rentals
    ADD CONSTRAINT offsite_rentals_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY operation_rows
    ADD CONSTRAINT operation_rows_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES operations(id);
ALTER TABLE ONLY operations
    ADD CONSTRAINT operations_undoes_fkey FOREIGN KEY (undoes) REFERENCES operations(id);
ALTER TABLE ONLY payment_allocations
    ADD CONSTRAINT payment_allocations_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES invoices(id);
ALTER TABLE ONLY payment_allocations
    ADD CONSTRAINT payment_allocations_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id);
ALTER TABLE ONLY payment_allocations
    ADD CONSTRAINT payment_allocations_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);
ALTER TABLE ONLY payments
    ADD CONSTRAINT payments_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY payments
    ADD CONSTRAINT payments_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES payments(id);
ALTER TABLE ONLY period_events
    ADD CONSTRAINT period_events_request_id_fkey FOREIGN KEY (request_id) REFERENCES period_events(id);
ALTER TABLE ONLY pricing_catalog
    ADD CONSTRAINT pricing_catalog_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id);
ALTER TABLE ONLY pricing_catalog
    ADD CONSTRAINT pricing_catalog_device_category_id_fkey FOREIGN KEY (device_category_id) REFERENCES device_categories(id);
ALTER TABLE ONLY pricing_catalog
    ADD CONSTRAINT pricing_catalog_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY proposals
    ADD CONSTRAINT proposals_run_id_fkey FOREIGN KEY (run_id) REFERENCES agent_runs(id);
ALTER TABLE ONLY quote_acceptances
    ADD CONSTRAINT quote_acceptances_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY quote_acceptances
    ADD CONSTRAINT quote_acceptances_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id);
ALTER TABLE ONLY quote_acceptances
    ADD CONSTRAINT quote_acceptances_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY quotes
    ADD CONSTRAINT quotes_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY quotes
    ADD CONSTRAINT quotes_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY requisition_costs
    ADD CONSTRAINT requisition_costs_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES requisition_receipts(id);
ALTER TABLE ONLY requisition_decisions
    ADD CONSTRAINT requisition_decisions_requisition_id_fkey FOREIGN KEY (requisition_id) REFERENCES requisitions(id);
ALTER TABLE ONLY requisition_items
    ADD CONSTRAINT requisition_items_requisition_id_fkey FOREIGN KEY (requisition_id) REFERENCES requisitions(id);
ALTER TABLE ONLY requisition_receipts
    ADD CONSTRAINT requisition_receipts_item_id_fkey FOREIGN KEY (item_id) REFERENCES requisition_items(id);
ALTER TABLE ONLY requisition_receipts
    ADD CONSTRAINT requisition_receipts_requisition_id_fkey FOREIGN KEY (requisition_id) REFERENCES requisitions(id);
ALTER TABLE ONLY requisitions
    ADD CONSTRAINT requisitions_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY requisitions
    ADD CONSTRAINT requisitions_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES vendors(id);
ALTER TABLE ONLY role_grants
    ADD CONSTRAINT role_grants_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id);
ALTER TABLE ONLY role_grants
    ADD CONSTRAINT role_grants_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY role_grants
    ADD CONSTRAINT role_grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(user_id);
ALTER TABLE ONLY room_aliases
    ADD CONSTRAINT room_aliases_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY room_amenities
    ADD CONSTRAINT room_amenities_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY room_block_exceptions
    ADD CONSTRAINT room_block_exceptions_block_id_fkey FOREIGN KEY (block_id) REFERENCES room_blocks(id);
ALTER TABLE ONLY room_block_exceptions
    ADD CONSTRAINT room_block_exceptions_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY room_blocks
    ADD CONSTRAINT room_blocks_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY room_components
    ADD CONSTRAINT room_components_component_id_fkey FOREIGN KEY (component_id) REFERENCES rooms(id);
ALTER TABLE ONLY room_components
    ADD CONSTRAINT room_components_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY rooms
    ADD CONSTRAINT rooms_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id);
ALTER TABLE ONLY stock_thresholds
    ADD CONSTRAINT stock_thresholds_category_id_fkey FOREIGN KEY (category_id) REFERENCES device_categories(id);
ALTER TABLE ONLY task_costs
    ADD CONSTRAINT task_costs_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id);
ALTER TABLE ONLY task_events
    ADD CONSTRAINT task_events_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES users(user_id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_open_repair_of_fkey FOREIGN KEY (open_repair_of) REFERENCES devices(repair_key) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_rental_id_fkey FOREIGN KEY (rental_id) REFERENCES offsite_rentals(id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_series_id_fkey FOREIGN KEY (series_id) REFERENCES tasks(id);
ALTER TABLE ONLY tasks
    ADD CONSTRAINT tasks_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES vendors(id);
ALTER TABLE ONLY user_tokens
    ADD CONSTRAINT user_tokens_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(user_id);
ALTER TABLE ONLY user_tokens
    ADD CONSTRAINT user_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(user_id);
ALTER TABLE booking_catering ENABLE ROW LEVEL SECURITY;
CREATE POLICY booking_catering_read ON booking_catering FOR SELECT USING (true);
CREATE POLICY booking_catering_write ON booking_catering USING ((has_table_privilege(('rooms'::regclass)::oid, 'INSERT'::text) OR (NOT (EXISTS ( SELECT 1
   FROM bookings b
  WHERE ((b.id = booking_catering.booking_id) AND (b.room_id IS NOT NULL)))))));
ALTER TABLE booking_device_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY booking_device_assignments_read ON booking_device_assignments FOR SELECT USING (true);
CREATE POLICY booking_device_assignments_write ON booking_device_assignments USING ((((device_id IS NULL) AND (rental_id IS NULL)) OR has_table_privilege(('devices'::regclass)::oid, 'INSERT'::text)));
ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
CREATE POLICY bookings_insert ON bookings FOR INSERT WITH CHECK (((room_id IS NULL) OR has_table_privilege(('rooms'::regclass)::oid, 'INSERT'::text)));
CREATE POLICY bookings_read ON bookings FOR SELECT USING (true);
CREATE POLICY bookings_update ON bookings FOR UPDATE USING (true) WITH CHECK ((has_table_privilege(('rooms'::regclass)::oid, 'INSERT'::text) OR booking_changes_devices_alone(bookings.*)));
ALTER TABLE demand ENABLE ROW LEVEL SECURITY;
CREATE POLICY demand_rows ON demand USING (true);
ALTER TABLE import_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_rows_read ON import_rows FOR SELECT USING (true);
CREATE POLICY import_rows_write ON import_rows USING (((import_id IS NULL) OR (EXISTS ( SELECT 1
   FROM imports i
  WHERE ((i.id = import_rows.import_id) AND import_is_own(i.kind))))));
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY imports_read ON imports FOR SELECT USING (true);
CREATE POLICY imports_write ON imports USING (import_is_own(kind));
ALTER TABLE operation_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY operation_rows_read ON operation_rows FOR SELECT USING (has_any_column_privilege(table_name, 'SELECT'::text));
ALTER TABLE operations ENABLE ROW LEVEL SECURITY;
CREATE POLICY operations_read ON operations FOR SELECT USING (((login = SESSION_USER) OR colab_operation_is_seen(id)));
REVOKE ALL ON FUNCTION attachments_record() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_chained(entry audit_log) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_log_no_replace() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_values_no_replace() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_costing_credit() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_costing_decision() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_costing_period() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_costing_proposal() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_costing_refuse(rule text) FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_device_assignments_fit() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_device_assignments_hold() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_device_assignments_overdue() FROM PUBLIC;
REVOKE ALL ON FUNCTION booking_device_assignments_overdue_rental() FROM PUBLIC;
REVOKE ALL ON FUNCTION bookings_hold_devices() FROM PUBLIC;
REVOKE ALL ON FUNCTION bookings_hold_insert() FROM PUBLIC;
REVOKE ALL ON FUNCTION bookings_hold_update() FROM PUBLIC;
REVOKE ALL ON FUNCTION bookings_keep_place() FROM PUBLIC;
REVOKE ALL ON FUNCTION clients_merged_once() FROM PUBLIC;
REVOKE ALL ON FUNCTION clients_name_free() FROM PUBLIC;
REVOKE ALL ON FUNCTION clients_on_hold() FROM PUBLIC;
REVOKE ALL ON FUNCTION clients_paid_together() FROM PUBLIC;
REVOKE ALL ON FUNCTION clients_set_off_together() FROM PUBLIC;
REVOKE ALL ON FUNCTION colab_audit_append(written json) FROM PUBLIC;
REVOKE ALL ON FUNCTION colab_audit_time(said timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION colab_logged() FROM PUBLIC;
REVOKE ALL ON FUNCTION colab_numbered() FROM PUBLIC;
REVOKE ALL ON FUNCTION colab_operation(words text, undone bigint, without_rows boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION colab_refuse() FROM PUBLIC;
REVOKE ALL ON FUNCTION costing_lines_add_up() FROM PUBLIC;
REVOKE ALL ON FUNCTION costing_lines_period() FROM PUBLIC;
REVOKE ALL ON FUNCTION costing_lines_undecided() FROM PUBLIC;
REVOKE ALL ON FUNCTION device_holds_guard() FROM PUBLIC;
REVOKE ALL ON FUNCTION device_holds_sync(ids bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION devices_lock(ids bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION invoice_advances_rest() FROM PUBLIC;
REVOKE ALL ON FUNCTION invoice_lines_once() FROM PUBLIC;
REVOKE ALL ON FUNCTION invoice_write_offs_order() FROM PUBLIC;
REVOKE ALL ON FUNCTION invoices_credit_paid() FROM PUBLIC;
REVOKE ALL ON FUNCTION invoices_forget() FROM PUBLIC;
REVOKE ALL ON FUNCTION invoices_issue() FROM PUBLIC;
REVOKE ALL ON FUNCTION offsite_rentals_hold_devices() FROM PUBLIC;
REVOKE ALL ON FUNCTION operation_rows_keep() FROM PUBLIC;
REVOKE ALL ON FUNCTION payment_allocations_fit() FROM PUBLIC;
REVOKE ALL ON FUNCTION payments_account(of_client bigint, in_currency text) FROM PUBLIC;
REVOKE ALL ON FUNCTION payments_forget() FROM PUBLIC;
REVOKE ALL ON FUNCTION payments_receive() FROM PUBLIC;
REVOKE ALL ON FUNCTION period_events_order() FROM PUBLIC;
REVOKE ALL ON FUNCTION quote_acceptances_in_time() FROM PUBLIC;
REVOKE ALL ON FUNCTION quotes_forget() FROM PUBLIC;
REVOKE ALL ON FUNCTION quotes_gap() FROM PUBLIC;
REVOKE ALL ON FUNCTION requisition_costs_order() FROM PUBLIC;
REVOKE ALL ON FUNCTION requisition_decisions_order() FROM PUBLIC;
REVOKE ALL ON FUNCTION requisition_items_frozen() FROM PUBLIC;
REVOKE ALL ON FUNCTION requisition_receipts_quantity() FROM PUBLIC;
REVOKE ALL ON FUNCTION requisitions_approved() FROM PUBLIC;
REVOKE ALL ON FUNCTION requisitions_in_order() FROM PUBLIC;
REVOKE ALL ON FUNCTION room_block_exceptions_hold() FROM PUBLIC;
REVOKE ALL ON FUNCTION room_blocks_hold() FROM PUBLIC;
REVOKE ALL ON FUNCTION room_components_block() FROM PUBLIC;
REVOKE ALL ON FUNCTION room_components_check() FROM PUBLIC;
REVOKE ALL ON FUNCTION room_components_hold() FROM PUBLIC;
REVOKE ALL ON FUNCTION room_hold_lanes(held bigint, is_long_term boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION room_holds_guard() FROM PUBLIC;
REVOKE ALL ON FUNCTION room_holds_sync(ids bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION rooms_hold_buffers() FROM PUBLIC;
REVOKE ALL ON FUNCTION rooms_list_themselves() FROM PUBLIC;
REVOKE ALL ON FUNCTION rooms_lock(ids bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION rooms_name_free() FROM PUBLIC;
REVOKE ALL ON FUNCTION task_costs_order() FROM PUBLIC;
REVOKE ALL ON FUNCTION task_events_stepped() FROM PUBLIC;
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000001');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000002');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000003');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000004');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000004');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000005');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000006');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000007');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000008');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000009');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000010');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000011');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000012');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000013');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000014');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000016');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000017');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000018');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000019');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000021');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000022');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000023');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000024');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000025');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000026');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000027');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000028');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000033');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000034');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000035');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000036');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000037');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000038');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000039');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000040');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000041');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000042');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000043');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000047');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000048');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000049');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000051');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000053');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000054');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000055');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000056');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000057');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000060');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000061');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000063');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000064');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000065');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000066');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000067');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000068');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000069');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000070');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000071');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000072');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000073');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000074');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000075');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000080');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000081');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000090');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000091');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000092');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000093');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000094');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261201000095');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261201000096');
