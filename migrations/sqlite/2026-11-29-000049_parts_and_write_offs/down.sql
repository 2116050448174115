DROP TRIGGER invoices_no_update;
CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices
BEGIN SELECT RAISE(ABORT, 'invoices_append_only'); END;
DROP TRIGGER payments_no_update;
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
ALTER TABLE invoices DROP COLUMN addressee_salt;
ALTER TABLE invoices DROP COLUMN addressee_hash;
DROP TRIGGER payment_allocations_fit;
DROP TRIGGER invoices_credit_paid;
DROP TABLE invoice_write_offs;
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
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id);
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
CREATE TRIGGER invoices_credit_paid BEFORE INSERT ON invoices WHEN NEW.credits_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'payment_allocations_invoice')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.credits_id)
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.credits_id OR credits_id = NEW.credits_id) + NEW.total_cents;
END;
CREATE TABLE invoice_lines_after AS SELECT * FROM invoice_lines;
DROP TABLE invoice_lines;
CREATE TABLE invoice_lines (
  invoice_id         INTEGER NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  place              INTEGER NOT NULL CONSTRAINT invoice_lines_place_check CHECK (place > 0),
  costing_id         INTEGER NOT NULL,
  costing_place      INTEGER NOT NULL,
  -- of a credit note: the line that it takes back, once
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
  CONSTRAINT invoice_lines_credited_key UNIQUE (credits_invoice_id, credits_place),
  CONSTRAINT invoice_lines_credits_check CHECK ((credits_invoice_id IS NULL) = (credits_place IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO invoice_lines SELECT * FROM invoice_lines_after ORDER BY invoice_id, place;
DROP TABLE invoice_lines_after;
CREATE INDEX invoice_lines_costing ON invoice_lines (costing_id, costing_place);
CREATE TRIGGER invoice_lines_no_replace BEFORE INSERT ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.invoice_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;
CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;
CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;
CREATE TRIGGER invoice_lines_once BEFORE INSERT ON invoice_lines
BEGIN
  SELECT RAISE(ABORT, 'invoices_issued') WHERE EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id);
  SELECT RAISE(ABORT, 'invoice_lines_ledger')
   WHERE NEW.credits_place IS NULL
     AND NOT EXISTS (SELECT 1 FROM costing_lines l JOIN booking_costing d ON d.proposal_id = l.costing_id AND d.entry = 'approval'
                      WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place AND l.amount_cents = NEW.amount_cents
                        AND l.tax_cents = NEW.tax_cents AND l.tax_rate = NEW.tax_rate AND l.service_month = NEW.service_month);
  SELECT RAISE(ABORT, 'invoice_lines_once')
   WHERE NEW.credits_place IS NULL
     AND EXISTS (SELECT 1 FROM invoice_lines o
                  WHERE o.costing_id = NEW.costing_id AND o.costing_place = NEW.costing_place AND o.credits_place IS NULL
                    AND NOT EXISTS (SELECT 1 FROM invoice_lines c
                                     WHERE c.credits_invoice_id = o.invoice_id AND c.credits_place = o.place));
  SELECT RAISE(ABORT, 'invoice_lines_mirror')
   WHERE NEW.credits_place IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM invoice_lines o
                      WHERE o.invoice_id = NEW.credits_invoice_id AND o.place = NEW.credits_place AND o.credits_place IS NULL
                        AND o.costing_id = NEW.costing_id AND o.costing_place = NEW.costing_place
                        AND o.amount_cents = -NEW.amount_cents AND o.tax_cents = -NEW.tax_cents AND o.tax_rate = NEW.tax_rate);
END;
