CREATE OR REPLACE FUNCTION booking_holds_room(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT status IN ('room_assigned', 'confirmed', 'checked_in', 'completed')
$$;
DROP TRIGGER outbox_drained_once ON outbox;
DROP POLICY bookings_update ON bookings;
DROP POLICY bookings_insert ON bookings;
DROP POLICY bookings_read ON bookings;
ALTER TABLE bookings DISABLE ROW LEVEL SECURITY;
DROP FUNCTION booking_changes_devices_alone(bookings);
CREATE OR REPLACE FUNCTION booking_costing_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p booking_costing;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
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
  IF p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by) THEN
    PERFORM booking_costing_refuse('booking_costing_two_people');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role = 'admin') THEN
    PERFORM booking_costing_refuse('booking_costing_by_admin');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION booking_costing_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
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
ALTER TABLE booking_costing DROP COLUMN login;
DROP FUNCTION colab_audit_history(text, text);
DROP FUNCTION colab_audit_head();
DROP FUNCTION colab_audit_append(json);
DROP FUNCTION audit_chained(audit_log);
DROP FUNCTION colab_audit_time(timestamptz);
DROP VIEW audit_rows;
DROP TABLE audit_values;
DROP FUNCTION audit_values_no_replace();
DROP TRIGGER audit_log_no_replace ON audit_log;
DROP FUNCTION audit_log_no_replace();
ALTER TABLE audit_log DROP CONSTRAINT audit_log_seq_check, DROP COLUMN token_maker, DROP COLUMN token_id, DROP COLUMN login,
  DROP COLUMN form;
DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY[
    'colab_refuse()', 'rooms_name_free()', 'rooms_list_themselves()', 'room_holds_guard()', 'rooms_lock(bigint[])',
    'room_holds_sync(bigint[])', 'bookings_hold_insert()', 'bookings_hold_update()', 'rooms_hold_buffers()',
    'room_components_check()', 'room_components_hold()', 'devices_lock(bigint[])',
    'booking_device_assignments_overdue()', 'device_holds_guard()', 'device_holds_sync(bigint[])',
    'booking_device_assignments_hold()', 'bookings_hold_devices()', 'offsite_rentals_hold_devices()',
    'booking_costing_refuse(text)', 'booking_costing_proposal()', 'booking_costing_decision()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s RESET search_path', one);
    EXECUTE format('ALTER FUNCTION %s SECURITY INVOKER', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', one);
  END LOOP;
END $$;
