DROP TRIGGER bookings_client_on_hold_insert;
DROP TRIGGER bookings_client_on_hold_update;
DROP TRIGGER offsite_rentals_client_on_hold_insert;
DROP TRIGGER offsite_rentals_client_on_hold_update;
DROP INDEX clients_on_hold;
DROP TRIGGER booking_costing_decision;
CREATE TRIGGER booking_costing_decision BEFORE INSERT ON booking_costing WHEN NEW.entry <> 'proposal'
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_decision')
   WHERE NOT EXISTS (SELECT 1 FROM booking_costing p
                      WHERE p.id = NEW.proposal_id AND p.entry = 'proposal'
                        AND (p.corrects_id, p.batch_id, p.booking_id, p.rental_id, p.client_name, p.client_key, p.room_id, p.tenant_id,
                             p.service_on, p.service_month, p.pricing_tier, p.discount, p.currency, p.subtotal_cents, p.tax_cents, p.adjustment)
                            IS (NEW.corrects_id, NEW.batch_id, NEW.booking_id, NEW.rental_id, NEW.client_name, NEW.client_key, NEW.room_id,
                                NEW.tenant_id, NEW.service_on, NEW.service_month, NEW.pricing_tier, NEW.discount, NEW.currency,
                                NEW.subtotal_cents, NEW.tax_cents, NEW.adjustment));
  SELECT RAISE(ABORT, 'booking_costing_two_people')
   WHERE NOT NEW.one_person
     AND EXISTS (SELECT 1 FROM booking_costing p
                  WHERE p.id = NEW.proposal_id
                    AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)));
  -- One person alone, while the site has one admin and says so.
  SELECT RAISE(ABORT, 'booking_costing_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1);
  SELECT RAISE(ABORT, 'booking_costing_by_admin')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role = 'admin');
END;
DROP TRIGGER period_events_order;
CREATE TRIGGER period_events_order BEFORE INSERT ON period_events
BEGIN
  SELECT RAISE(ABORT, 'period_events_order')
   WHERE NEW.id <= coalesce((SELECT max(id) FROM period_events), 0)
      OR CASE coalesce((SELECT status FROM billing_periods WHERE month = NEW.month AND tenant_id IS NEW.tenant_id), 'open')
           WHEN 'open' THEN NEW.event NOT IN ('held', 'closed')
           WHEN 'held' THEN NEW.event NOT IN ('closed', 'reopened') OR NEW.event = 'reopened' AND NEW.request_id IS NOT NULL
           ELSE NEW.event NOT IN ('reopening', 'reopened')
                OR (NEW.event = 'reopened') <> (NEW.request_id IS NOT NULL)
                OR NEW.event = 'reopening' AND EXISTS (
                     SELECT 1 FROM period_events r, billing_periods b
                      WHERE r.month = NEW.month AND r.tenant_id IS NEW.tenant_id AND r.event = 'reopening' AND b.month = NEW.month
                        AND b.tenant_id IS NEW.tenant_id AND r.id > b.event_id)
                OR NEW.event = 'reopened' AND NOT EXISTS (
                     SELECT 1 FROM period_events r, billing_periods b
                      WHERE r.id = NEW.request_id AND r.month = NEW.month AND r.tenant_id IS NEW.tenant_id AND r.event = 'reopening'
                        AND b.month = NEW.month AND b.tenant_id IS NEW.tenant_id AND r.id > b.event_id)
         END;
  SELECT RAISE(ABORT, 'period_events_two_people')
   WHERE NEW.request_id IS NOT NULL AND NOT NEW.one_person
     AND EXISTS (SELECT 1 FROM period_events r
                  WHERE r.id = NEW.request_id
                    AND (r.created_by IN (NEW.created_by, NEW.entered_by) OR r.entered_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, 'period_events_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1);
  SELECT RAISE(ABORT, 'period_events_by_admin')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role = 'admin');
  -- What awaits a decision is decided first.
  SELECT RAISE(ABORT, 'period_events_pending')
   WHERE NEW.event = 'closed'
     AND EXISTS (SELECT 1 FROM booking_costing p LEFT JOIN costing_lines l ON l.costing_id = p.id
                  WHERE p.entry = 'proposal' AND (NEW.tenant_id IS NULL OR p.tenant_id = NEW.tenant_id)
                    AND NEW.month IN (coalesce(p.booked_month, p.service_month), coalesce(l.booked_month, l.service_month))
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id));
END;
UPDATE users SET role = 'staff' WHERE role = 'finance';
ALTER TABLE users DROP CONSTRAINT users_role_check;
ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN
  ('admin', 'training_facility_admin', 'it_rental_admin', 'training_facility_admin_viewer', 'kitchen_staff', 'staff'));
