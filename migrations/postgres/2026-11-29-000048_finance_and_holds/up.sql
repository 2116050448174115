-- Users who see and do money, and clients on hold that take no new bookings, whoever writes them. Its twin is in
-- migrations/sqlite.

ALTER TABLE users DROP CONSTRAINT users_role_check;
ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN
  ('admin', 'training_facility_admin', 'it_rental_admin', 'finance', 'training_facility_admin_viewer', 'kitchen_staff', 'staff'));

-- They decide as admins do.
CREATE OR REPLACE FUNCTION booking_costing_decision() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION period_events_order() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE INDEX clients_on_hold ON clients (id) WHERE on_hold_reason IS NOT NULL;
CREATE FUNCTION clients_on_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM clients WHERE on_hold_reason IS NOT NULL)
     AND EXISTS (SELECT 1 FROM client_roots r JOIN clients c ON c.id = r.root_id
                  WHERE r.id = NEW.client_id AND c.on_hold_reason IS NOT NULL) THEN
    PERFORM booking_costing_refuse('clients_on_hold');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bookings_client_on_hold BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION clients_on_hold();
CREATE TRIGGER bookings_client_on_hold_update BEFORE UPDATE OF client_id ON bookings
  FOR EACH ROW WHEN (NEW.client_id <> OLD.client_id) EXECUTE FUNCTION clients_on_hold();
CREATE TRIGGER offsite_rentals_client_on_hold BEFORE INSERT ON offsite_rentals FOR EACH ROW EXECUTE FUNCTION clients_on_hold();
CREATE TRIGGER offsite_rentals_client_on_hold_update BEFORE UPDATE OF client_id ON offsite_rentals
  FOR EACH ROW WHEN (NEW.client_id <> OLD.client_id) EXECUTE FUNCTION clients_on_hold();

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['booking_costing_decision()', 'period_events_order()', 'clients_on_hold()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
