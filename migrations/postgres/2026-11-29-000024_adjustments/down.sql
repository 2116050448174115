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

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['booking_costing_proposal()', 'booking_costing_decision()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
  END LOOP;
END $$;
ALTER TABLE booking_costing DROP COLUMN one_person;
ALTER TABLE booking_costing DROP COLUMN adjustment;
