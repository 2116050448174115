DROP TRIGGER booking_costing_proposal;
DROP TRIGGER booking_costing_decision;
ALTER TABLE booking_costing DROP COLUMN one_person;
ALTER TABLE booking_costing DROP COLUMN adjustment;
CREATE TRIGGER booking_costing_proposal BEFORE INSERT ON booking_costing WHEN NEW.entry = 'proposal'
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_undecided')
   WHERE EXISTS (SELECT 1 FROM booking_costing p
                  WHERE (p.booking_id = NEW.booking_id OR p.rental_id = NEW.rental_id) AND p.entry = 'proposal'
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)
                    AND (p.id IS NOT NEW.follows_id OR p.follows_id IS NOT NULL));
  SELECT RAISE(ABORT, 'booking_costing_charged_once')
   WHERE NEW.corrects_id IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing
                  WHERE (booking_id = NEW.booking_id OR rental_id = NEW.rental_id) AND entry = 'approval' AND corrects_id IS NULL);
  SELECT RAISE(ABORT, 'booking_costing_corrects')
   WHERE NEW.corrects_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM booking_costing
                      WHERE proposal_id = NEW.corrects_id AND entry = 'approval' AND corrects_id IS NULL
                        AND booking_id IS NEW.booking_id AND rental_id IS NEW.rental_id);
END;
CREATE TRIGGER booking_costing_decision BEFORE INSERT ON booking_costing WHEN NEW.entry <> 'proposal'
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_decision')
   WHERE NOT EXISTS (SELECT 1 FROM booking_costing p
                      WHERE p.id = NEW.proposal_id AND p.entry = 'proposal'
                        AND (p.corrects_id, p.batch_id, p.booking_id, p.rental_id, p.client_name, p.client_key, p.room_id, p.tenant_id,
                             p.service_on, p.service_month, p.pricing_tier, p.discount, p.currency, p.subtotal_cents, p.tax_cents)
                            IS (NEW.corrects_id, NEW.batch_id, NEW.booking_id, NEW.rental_id, NEW.client_name, NEW.client_key, NEW.room_id,
                                NEW.tenant_id, NEW.service_on, NEW.service_month, NEW.pricing_tier, NEW.discount, NEW.currency,
                                NEW.subtotal_cents, NEW.tax_cents));
  SELECT RAISE(ABORT, 'booking_costing_two_people')
   WHERE EXISTS (SELECT 1 FROM booking_costing p
                  WHERE p.id = NEW.proposal_id
                    AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, 'booking_costing_by_admin')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role = 'admin');
END;
