DROP TRIGGER invoices_forget ON invoices;
DROP FUNCTION invoices_forget();
DROP TRIGGER payments_forget ON payments;
DROP FUNCTION payments_forget();
DROP TRIGGER invoices_append_only ON invoices;
CREATE TRIGGER invoices_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoices
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoices_append_only');
DROP TRIGGER payments_append_only ON payments;
CREATE TRIGGER payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('payments_append_only');
ALTER TABLE invoices DROP COLUMN addressee_salt;
ALTER TABLE invoices DROP COLUMN addressee_hash;
CREATE OR REPLACE FUNCTION payment_allocations_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own payments;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  SELECT * INTO own FROM payments WHERE id = NEW.payment_id;
  IF NOT EXISTS (SELECT 1 FROM invoices i
                  WHERE i.id = NEW.invoice_id AND own.kind = 'payment' AND i.series = 'INV' AND own.currency = i.currency
                    AND (SELECT root_id FROM client_roots WHERE id = own.client_id)
                        = (SELECT root_id FROM client_roots WHERE id = i.client_id)) THEN
    PERFORM booking_costing_refuse('payment_allocations_client');
  END IF;
  IF NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
     OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.payment_id) + NEW.amount_cents
        > own.amount_cents THEN
    PERFORM booking_costing_refuse('payment_allocations_payment');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('payment_allocations_invoice');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
       WHERE payment_id = NEW.payment_id AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payment_allocations_mirror');
  END IF;
  -- What is on account after refunds pays, and nothing else.
  IF NEW.amount_cents > 0 AND payments_account(own.client_id, own.currency) < NEW.amount_cents THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION invoices_credit_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.credits_id)
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.credits_id OR credits_id = NEW.credits_id) + NEW.total_cents THEN
    PERFORM booking_costing_refuse('payment_allocations_invoice');
  END IF;
  RETURN NEW;
END $$;
DROP TABLE invoice_write_offs;
DROP FUNCTION invoice_write_offs_order();
CREATE OR REPLACE FUNCTION invoice_lines_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('invoices_issued');
  END IF;
  IF NEW.credits_place IS NULL THEN
    IF NOT EXISTS (SELECT 1 FROM costing_lines l JOIN booking_costing d ON d.proposal_id = l.costing_id AND d.entry = 'approval'
                    WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place AND l.amount_cents = NEW.amount_cents
                      AND l.tax_cents = NEW.tax_cents AND l.tax_rate = NEW.tax_rate AND l.service_month = NEW.service_month) THEN
      PERFORM booking_costing_refuse('invoice_lines_ledger');
    END IF;
    IF EXISTS (SELECT 1 FROM invoice_lines o
                WHERE o.costing_id = NEW.costing_id AND o.costing_place = NEW.costing_place AND o.credits_place IS NULL
                  AND NOT EXISTS (SELECT 1 FROM invoice_lines c
                                   WHERE c.credits_invoice_id = o.invoice_id AND c.credits_place = o.place)) THEN
      PERFORM booking_costing_refuse('invoice_lines_once');
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM invoice_lines o
                     WHERE o.invoice_id = NEW.credits_invoice_id AND o.place = NEW.credits_place AND o.credits_place IS NULL
                       AND o.costing_id = NEW.costing_id AND o.costing_place = NEW.costing_place
                       AND o.amount_cents = -NEW.amount_cents AND o.tax_cents = -NEW.tax_cents AND o.tax_rate = NEW.tax_rate) THEN
    PERFORM booking_costing_refuse('invoice_lines_mirror');
  END IF;
  RETURN NEW;
END $$;
DROP INDEX invoice_lines_credited;
ALTER TABLE invoice_lines ADD CONSTRAINT invoice_lines_credited_key UNIQUE (credits_invoice_id, credits_place);
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
DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['invoice_lines_once()', 'payment_allocations_fit()', 'invoices_credit_paid()', 'colab_audit_append(json)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
