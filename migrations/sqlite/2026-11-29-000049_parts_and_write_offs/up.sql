-- Lines are credited in part, invoices are written off, and documents that need not be kept forget their client. Its twin is in
-- migrations/postgres.

CREATE TABLE invoice_lines_before AS SELECT * FROM invoice_lines;
DROP TABLE invoice_lines;
CREATE TABLE invoice_lines (
  invoice_id         INTEGER NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  place              INTEGER NOT NULL CONSTRAINT invoice_lines_place_check CHECK (place > 0),
  costing_id         INTEGER NOT NULL,
  costing_place      INTEGER NOT NULL,
  -- of a credit note: the line that it takes back, or a part of it
  credits_invoice_id INTEGER,
  credits_place      INTEGER,
  -- booking 17, rental RN-2026-0001
  subject            TEXT NOT NULL,
  kind               TEXT NOT NULL,
  item               TEXT NOT NULL,
  service_month      TEXT NOT NULL,
  quantity           INTEGER NOT NULL,
  unit               TEXT NOT NULL,
  rate_cents         INTEGER NOT NULL,
  amount_cents       INTEGER NOT NULL,
  -- thousandths of a percent
  tax_rate           INTEGER NOT NULL,
  tax_cents          INTEGER NOT NULL,
  why                TEXT NOT NULL,
  PRIMARY KEY (invoice_id, place),
  FOREIGN KEY (costing_id, costing_place) REFERENCES costing_lines (costing_id, place),
  FOREIGN KEY (credits_invoice_id, credits_place) REFERENCES invoice_lines (invoice_id, place),
  CONSTRAINT invoice_lines_credits_check CHECK ((credits_invoice_id IS NULL) = (credits_place IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO invoice_lines SELECT * FROM invoice_lines_before ORDER BY invoice_id, place;
DROP TABLE invoice_lines_before;
CREATE INDEX invoice_lines_costing ON invoice_lines (costing_id, costing_place);
CREATE INDEX invoice_lines_credited ON invoice_lines (credits_invoice_id, credits_place) WHERE credits_place IS NOT NULL;
CREATE TRIGGER invoice_lines_no_replace BEFORE INSERT ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.invoice_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;
CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;
CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;

-- A line charges what no other document charges of an approved line of the ledger, or takes back no more than what another
-- document charges. A document that is issued takes no more lines.
CREATE TRIGGER invoice_lines_once BEFORE INSERT ON invoice_lines
BEGIN
  SELECT RAISE(ABORT, 'invoices_issued') WHERE EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id);
  SELECT RAISE(ABORT, 'invoice_lines_once')
   WHERE NEW.credits_place IS NULL
     AND EXISTS (SELECT 1 FROM costing_lines l JOIN invoice_lines o ON o.costing_id = l.costing_id AND o.costing_place = l.place
                  WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place
                  GROUP BY l.costing_id, l.place
                 HAVING sum(o.amount_cents) = l.amount_cents AND sum(o.tax_cents) = l.tax_cents
                    AND ((l.amount_cents, l.tax_cents) <> (0, 0) OR sum(CASE WHEN o.credits_place IS NULL THEN 1 ELSE -1 END) > 0));
  SELECT RAISE(ABORT, 'invoice_lines_ledger')
   WHERE NEW.credits_place IS NULL
     AND NOT EXISTS (SELECT 1 FROM costing_lines l JOIN booking_costing d ON d.proposal_id = l.costing_id AND d.entry = 'approval'
                    WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place AND l.tax_rate = NEW.tax_rate
                      AND l.service_month = NEW.service_month
                      AND NEW.amount_cents = l.amount_cents - (SELECT coalesce(sum(o.amount_cents), 0) FROM invoice_lines o
                                                                WHERE o.costing_id = l.costing_id AND o.costing_place = l.place)
                      AND NEW.tax_cents = l.tax_cents - (SELECT coalesce(sum(o.tax_cents), 0) FROM invoice_lines o
                                                          WHERE o.costing_id = l.costing_id AND o.costing_place = l.place));
  SELECT RAISE(ABORT, 'invoice_lines_mirror')
   WHERE NEW.credits_place IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM invoice_lines o,
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
                      AND (o.amount_cents + t.amount <> 0 OR o.tax_cents + t.tax = 0));
END;

-- What of an invoice is given up. One asks for it, another one does it.
CREATE TABLE invoice_write_offs (
  id           INTEGER PRIMARY KEY,
  invoice_id   INTEGER NOT NULL REFERENCES invoices (id),
  kind         TEXT NOT NULL CONSTRAINT invoice_write_offs_kind_check CHECK (kind IN ('request', 'write_off', 'reversal')),
  -- of a write-off: the request that it grants, once
  request_id   INTEGER REFERENCES invoice_write_offs (id) CONSTRAINT invoice_write_offs_request_id_key UNIQUE,
  -- what is open; of a reversal what was written off, negative
  amount_cents INTEGER NOT NULL,
  reason       TEXT NOT NULL CONSTRAINT invoice_write_offs_reason_check CHECK (length(reason) > 0),
  written_on   TEXT NOT NULL,
  one_person   INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoice_write_offs_one_person_check CHECK (one_person IN (0, 1)),
  created_by   TEXT NOT NULL,
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  -- of a server: the login
  login        TEXT,
  CONSTRAINT invoice_write_offs_request_check CHECK ((kind = 'write_off') = (request_id IS NOT NULL)),
  CONSTRAINT invoice_write_offs_sign_check CHECK (CASE kind WHEN 'reversal' THEN amount_cents < 0 ELSE amount_cents > 0 END)
) STRICT;
CREATE INDEX invoice_write_offs_invoice ON invoice_write_offs (invoice_id);
CREATE TRIGGER invoice_write_offs_no_replace BEFORE INSERT ON invoice_write_offs
WHEN EXISTS (SELECT 1 FROM invoice_write_offs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'invoice_write_offs_append_only'); END;
CREATE TRIGGER invoice_write_offs_no_update BEFORE UPDATE ON invoice_write_offs
BEGIN SELECT RAISE(ABORT, 'invoice_write_offs_append_only'); END;
CREATE TRIGGER invoice_write_offs_no_delete BEFORE DELETE ON invoice_write_offs
BEGIN SELECT RAISE(ABORT, 'invoice_write_offs_append_only'); END;
CREATE TRIGGER invoice_write_offs_order BEFORE INSERT ON invoice_write_offs
BEGIN
  SELECT RAISE(ABORT, 'invoice_write_offs_amount')
   WHERE NOT EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id AND series = 'INV')
      OR NEW.kind = 'reversal' AND NEW.amount_cents <> -(SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id)
      OR NEW.kind <> 'reversal' AND NEW.amount_cents <>
            (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
            - (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id)
            - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id);
  SELECT RAISE(ABORT, 'invoice_write_offs_order')
   WHERE NEW.id <= coalesce((SELECT max(id) FROM invoice_write_offs), 0)
      OR NEW.kind = 'write_off'
         AND NOT EXISTS (SELECT 1 FROM invoice_write_offs r
                          WHERE r.id = NEW.request_id AND r.kind = 'request' AND r.invoice_id = NEW.invoice_id
                            AND r.amount_cents = NEW.amount_cents
                            AND NOT EXISTS (SELECT 1 FROM invoice_write_offs later
                                             WHERE later.invoice_id = r.invoice_id AND later.id > r.id));
  SELECT RAISE(ABORT, 'invoice_write_offs_two_people')
   WHERE NEW.kind = 'write_off' AND NOT NEW.one_person
     AND EXISTS (SELECT 1 FROM invoice_write_offs r
                  WHERE r.id = NEW.request_id
                    AND (r.created_by IN (NEW.created_by, NEW.entered_by) OR r.entered_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, 'invoice_write_offs_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role IN ('admin', 'finance') AND is_active) <> 1);
  SELECT RAISE(ABORT, 'invoice_write_offs_by_admin')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance'));
  SELECT RAISE(ABORT, 'billing_period_closed')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = 'closed' AND tenant_id IS NULL AND month = substr(NEW.written_on, 1, 7));
END;

-- What is written off is no longer paid, nor taken back.
DROP TRIGGER payment_allocations_fit;
CREATE TRIGGER payment_allocations_fit BEFORE INSERT ON payment_allocations
BEGIN
  SELECT RAISE(ABORT, 'payment_allocations_client')
   WHERE NOT EXISTS (SELECT 1 FROM payments p JOIN invoices i ON i.id = NEW.invoice_id
                      WHERE p.id = NEW.payment_id AND p.kind = 'payment' AND i.series = 'INV' AND p.currency = i.currency
                        AND (SELECT root_id FROM client_roots WHERE id = p.client_id)
                            = (SELECT root_id FROM client_roots WHERE id = i.client_id));
  SELECT RAISE(ABORT, 'payment_allocations_payment')
   WHERE NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
      OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.payment_id) + NEW.amount_cents
         > (SELECT amount_cents FROM payments WHERE id = NEW.payment_id);
  SELECT RAISE(ABORT, 'payment_allocations_invoice')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
          - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id);
  SELECT RAISE(ABORT, 'payment_allocations_mirror')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
           WHERE payment_id = NEW.payment_id AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0;
  -- What is on account after refunds pays, and nothing else.
  SELECT RAISE(ABORT, 'payments_on_account')
   WHERE NEW.amount_cents > 0
     AND (SELECT sum(p.amount_cents) FROM payments own JOIN payments p ON p.currency = own.currency
           WHERE own.id = NEW.payment_id
             AND p.client_id IN (SELECT id FROM client_roots
                                  WHERE root_id = (SELECT root_id FROM client_roots WHERE id = own.client_id)))
         - (SELECT coalesce(sum(a.amount_cents), 0)
              FROM payments own JOIN payments p ON p.currency = own.currency JOIN payment_allocations a ON a.payment_id = p.id
             WHERE own.id = NEW.payment_id
               AND p.client_id IN (SELECT id FROM client_roots
                                    WHERE root_id = (SELECT root_id FROM client_roots WHERE id = own.client_id)))
         < NEW.amount_cents;
END;
DROP TRIGGER invoices_credit_paid;
CREATE TRIGGER invoices_credit_paid BEFORE INSERT ON invoices WHEN NEW.credits_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'payment_allocations_invoice')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.credits_id)
         + (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.credits_id)
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.credits_id OR credits_id = NEW.credits_id) + NEW.total_cents;
END;

-- For whom a document is stands beside its hash, which has their salted one; it is erased with the client that is forgotten.
ALTER TABLE invoices ADD COLUMN addressee_salt TEXT CONSTRAINT invoices_addressee_salt_check CHECK (length(addressee_salt) = 32);
ALTER TABLE invoices ADD COLUMN addressee_hash TEXT CONSTRAINT invoices_addressee_hash_check CHECK (length(addressee_hash) = 64);
DROP TRIGGER invoices_no_update;
CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices
WHEN (OLD.id, OLD.number, OLD.series, OLD.year, OLD.ordinal, OLD.credits_id, OLD.client_id, OLD.issued_on, OLD.due_on, OLD.month, OLD.currency, OLD.subtotal_cents, OLD.tax_cents, OLD.total_cents, OLD.document_hash, OLD.addressee_hash, OLD.created_by, OLD.entered_by, OLD.created_at)
     IS NOT (NEW.id, NEW.number, NEW.series, NEW.year, NEW.ordinal, NEW.credits_id, NEW.client_id, NEW.issued_on, NEW.due_on, NEW.month, NEW.currency, NEW.subtotal_cents, NEW.tax_cents, NEW.total_cents, NEW.document_hash, NEW.addressee_hash, NEW.created_by, NEW.entered_by, NEW.created_at)
  OR NEW.addressee_salt IS NOT NULL
  OR NEW.reason IS NOT OLD.reason AND NEW.reason NOT LIKE '%(forgotten)%'
  OR NEW.bill_to ->> '$.name' IS NOT NEW.client_name
  OR coalesce(NEW.bill_to ->> '$.tax_number', NEW.bill_to ->> '$.address', NEW.bill_to ->> '$.email') IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = NEW.client_id AND c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                   AND c.name_key = NEW.client_key)
BEGIN SELECT RAISE(ABORT, 'invoices_append_only'); END;
DROP TRIGGER payments_no_update;
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments
WHEN (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.kind, OLD.reverses_id, OLD.client_id, OLD.amount_cents, OLD.currency, OLD.received_on, OLD.method, OLD.source_id, OLD.created_by, OLD.entered_by, OLD.created_at)
     IS NOT (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.kind, NEW.reverses_id, NEW.client_id, NEW.amount_cents, NEW.currency, NEW.received_on, NEW.method, NEW.source_id, NEW.created_by, NEW.entered_by, NEW.created_at)
  OR NEW.reason IS NOT OLD.reason AND NEW.reason NOT LIKE '%(forgotten)%'
  OR NEW.reference IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = NEW.client_id AND c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                   AND c.name_key = NEW.client_key)
BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
