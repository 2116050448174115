-- The costing ledger, SQLite. Its twin is in migrations/postgres.

-- What bookings and rentals are charged: proposals, and the approval or rejection of each. Entries are written once. A
-- decision repeats whose it is and how much from its proposal, so that sums need one pass and no join.
CREATE TABLE booking_costing (
  id             INTEGER PRIMARY KEY,
  entry          TEXT NOT NULL CONSTRAINT booking_costing_entry_check CHECK (entry IN ('proposal', 'approval', 'rejection')),
  -- of a decision: what it decides, once
  proposal_id    INTEGER REFERENCES booking_costing (id) CONSTRAINT booking_costing_proposal_id_key UNIQUE,
  -- of a correction: the first costing of the same booking or rental; its amounts are what differs
  corrects_id    INTEGER REFERENCES booking_costing (id),
  -- of the second half of a move, which charges a booking in another month, room or name: the half that takes it back
  follows_id     INTEGER REFERENCES booking_costing (id) CONSTRAINT booking_costing_follows_id_key UNIQUE,
  -- proposals that were quoted together have the same: the id of one of them
  batch_id       INTEGER NOT NULL REFERENCES booking_costing (id),
  booking_id     INTEGER REFERENCES bookings (id),
  rental_id      INTEGER REFERENCES offsite_rentals (id),
  client_name    TEXT NOT NULL,
  client_key     TEXT NOT NULL,
  room_id        INTEGER REFERENCES rooms (id),
  tenant_id      TEXT CONSTRAINT booking_costing_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  -- the first day, and its month as 2026-03
  service_on     TEXT NOT NULL,
  service_month  TEXT NOT NULL CONSTRAINT booking_costing_service_month_check CHECK (length(service_month) = 7),
  pricing_tier   TEXT NOT NULL CONSTRAINT booking_costing_pricing_tier_check CHECK (pricing_tier IN ('standard', 'premium', 'discounted')),
  -- hundredths of a percent
  discount       INTEGER NOT NULL CONSTRAINT booking_costing_discount_check CHECK (discount BETWEEN 0 AND 10000),
  currency       TEXT NOT NULL CONSTRAINT booking_costing_currency_check CHECK (length(currency) = 3),
  subtotal_cents INTEGER NOT NULL,
  tax_cents      INTEGER NOT NULL,
  total_cents    INTEGER NOT NULL,
  -- the quote, and what it was made of: a booking that is no longer so has a stale costing
  lines          TEXT CONSTRAINT booking_costing_lines_check CHECK (lines IS NULL OR json_valid(lines)),
  basis          TEXT CONSTRAINT booking_costing_basis_check CHECK (basis IS NULL OR json_valid(basis)),
  reason         TEXT,
  -- in whose name, and who really typed it
  created_by     TEXT NOT NULL,
  entered_by     TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  CONSTRAINT booking_costing_total_check CHECK (total_cents = subtotal_cents + tax_cents),
  CONSTRAINT booking_costing_amounts_check CHECK (corrects_id IS NOT NULL OR (subtotal_cents >= 0 AND tax_cents >= 0)),
  CONSTRAINT booking_costing_whose_check CHECK ((booking_id IS NULL) <> (rental_id IS NULL)),
  CONSTRAINT booking_costing_proposal_check CHECK (CASE entry
    WHEN 'proposal' THEN proposal_id IS NULL AND lines IS NOT NULL AND basis IS NOT NULL
    ELSE proposal_id IS NOT NULL AND lines IS NULL AND basis IS NULL END),
  CONSTRAINT booking_costing_follows_check CHECK (follows_id IS NULL OR (entry = 'proposal' AND corrects_id IS NOT NULL)),
  CONSTRAINT booking_costing_reason_check CHECK (entry <> 'rejection' OR length(reason) > 0)
) STRICT;
CREATE INDEX booking_costing_booking ON booking_costing (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX booking_costing_rental ON booking_costing (rental_id) WHERE rental_id IS NOT NULL;
CREATE INDEX booking_costing_batch ON booking_costing (batch_id);
-- Everything that sums ask for.
CREATE INDEX booking_costing_sums ON booking_costing
  (service_month, tenant_id, room_id, client_key, client_name, booking_id, rental_id, currency, entry, corrects_id, total_cents);

CREATE TRIGGER booking_costing_no_replace BEFORE INSERT ON booking_costing
WHEN EXISTS (SELECT 1 FROM booking_costing WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'booking_costing_append_only'); END;
CREATE TRIGGER booking_costing_no_update BEFORE UPDATE ON booking_costing
BEGIN SELECT RAISE(ABORT, 'booking_costing_append_only'); END;
CREATE TRIGGER booking_costing_no_delete BEFORE DELETE ON booking_costing
BEGIN SELECT RAISE(ABORT, 'booking_costing_append_only'); END;

-- Nothing is charged twice: one proposal at a time (or the two halves of a move) waits for a decision, one first costing
-- of a booking or rental stands, and what comes after it corrects it.
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

-- Two people: an admin decides, and not about an own proposal.
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
