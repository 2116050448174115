-- What is charged or credited after the fact, and approvals on a site with one admin. Its twin is in migrations/postgres.

-- Of a charge or a credit beside what is quoted: what for. It corrects the first costing, if there is one.
ALTER TABLE booking_costing ADD COLUMN adjustment TEXT
  CONSTRAINT booking_costing_adjustment_check CHECK (adjustment IN ('credit', 'damage', 'loss', 'cancellation_fee', 'goodwill')
    AND (entry <> 'proposal' OR length(reason) > 0));
-- Of a decision: taken by the only admin about an own proposal.
ALTER TABLE booking_costing ADD COLUMN one_person INTEGER NOT NULL DEFAULT FALSE
  CONSTRAINT booking_costing_one_person_check CHECK (one_person IN (0, 1) AND (one_person = 0 OR entry <> 'proposal'));

DROP TRIGGER booking_costing_proposal;
CREATE TRIGGER booking_costing_proposal BEFORE INSERT ON booking_costing WHEN NEW.entry = 'proposal'
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_undecided')
   WHERE NEW.adjustment IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing p
                  WHERE p.adjustment IS NULL AND (p.booking_id = NEW.booking_id OR p.rental_id = NEW.rental_id) AND p.entry = 'proposal'
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)
                    AND (p.id IS NOT NEW.follows_id OR p.follows_id IS NOT NULL));
  SELECT RAISE(ABORT, 'booking_costing_charged_once')
   WHERE NEW.corrects_id IS NULL AND NEW.adjustment IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing
                  WHERE (booking_id = NEW.booking_id OR rental_id = NEW.rental_id) AND entry = 'approval' AND corrects_id IS NULL
                    AND adjustment IS NULL);
  SELECT RAISE(ABORT, 'booking_costing_corrects')
   WHERE NEW.corrects_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM booking_costing
                      WHERE proposal_id = NEW.corrects_id AND entry = 'approval' AND corrects_id IS NULL AND adjustment IS NULL
                        AND booking_id IS NEW.booking_id AND rental_id IS NEW.rental_id);
END;

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
