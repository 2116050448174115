-- Advance invoices, and what of them is set off against later ones. Its twin is in migrations/postgres.

-- Lines of documents that are about an advance and charge nothing of the ledger: what an advance invoice asks for, what a later
-- invoice takes off for it, and what a credit note takes back of either.
CREATE TABLE invoice_advances (
  invoice_id    INTEGER NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  place         INTEGER NOT NULL CONSTRAINT invoice_advances_place_check CHECK (place > 0),
  -- the advance invoice; of its own lines itself
  advance_id    INTEGER NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  -- what the advance is for; without any, the client
  booking_id    INTEGER REFERENCES bookings (id),
  rental_id     INTEGER REFERENCES offsite_rentals (id),
  quote_id      INTEGER REFERENCES quotes (id),
  subject       TEXT NOT NULL,
  item          TEXT NOT NULL,
  service_month TEXT NOT NULL,
  amount_cents  INTEGER NOT NULL,
  -- thousandths of a percent
  tax_rate      INTEGER NOT NULL,
  tax_cents     INTEGER NOT NULL,
  why           TEXT NOT NULL,
  PRIMARY KEY (invoice_id, place),
  CONSTRAINT invoice_advances_sign_check CHECK (amount_cents >= 0 AND tax_cents >= 0 OR amount_cents <= 0 AND tax_cents <= 0),
  CONSTRAINT invoice_advances_own_check CHECK (invoice_id <> advance_id OR amount_cents > 0),
  CONSTRAINT invoice_advances_subject_check CHECK ((booking_id IS NOT NULL) + (rental_id IS NOT NULL) + (quote_id IS NOT NULL) < 2)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_advances_advance ON invoice_advances (advance_id);

CREATE TRIGGER invoice_advances_no_replace BEFORE INSERT ON invoice_advances
WHEN EXISTS (SELECT 1 FROM invoice_advances WHERE invoice_id = NEW.invoice_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'invoice_advances_append_only'); END;
CREATE TRIGGER invoice_advances_no_update BEFORE UPDATE ON invoice_advances
BEGIN SELECT RAISE(ABORT, 'invoice_advances_append_only'); END;
CREATE TRIGGER invoice_advances_no_delete BEFORE DELETE ON invoice_advances
BEGIN SELECT RAISE(ABORT, 'invoice_advances_append_only'); END;

-- No more is taken off for an advance than it asked for, at each tax rate. A document that is issued takes no more lines.
CREATE TRIGGER invoice_advances_rest BEFORE INSERT ON invoice_advances
BEGIN
  SELECT RAISE(ABORT, 'invoices_issued') WHERE EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id);
  SELECT RAISE(ABORT, 'invoice_advances_rest')
   WHERE NEW.invoice_id <> NEW.advance_id
     AND (NOT EXISTS (SELECT 1 FROM invoices i JOIN invoice_advances a ON a.invoice_id = i.id
                       WHERE i.id = NEW.advance_id AND i.series = 'INV' AND a.advance_id = i.id)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.amount_cents < 0
          OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.tax_cents < 0);
END;

-- As before, with the lines that are about advances; these are of one client and currency, an invoice takes off, and a credit
-- note takes back the advance itself, or what its invoice took off.
DROP TRIGGER invoices_issue;
CREATE TRIGGER invoices_issue BEFORE INSERT ON invoices
BEGIN
  SELECT RAISE(ABORT, 'invoices_gap')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM invoices WHERE series = NEW.series AND year = NEW.year), 0);
  SELECT RAISE(ABORT, 'billing_period_closed')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = 'closed' AND tenant_id IS NULL AND month = substr(NEW.issued_on, 1, 7));
  SELECT RAISE(ABORT, 'invoices_add_up')
   WHERE NOT EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.id)
         AND NOT EXISTS (SELECT 1 FROM invoice_advances WHERE invoice_id = NEW.id)
      OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
         + (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.subtotal_cents
      OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
         + (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.tax_cents;
  SELECT RAISE(ABORT, 'invoices_currency')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l JOIN booking_costing p ON p.id = l.costing_id
                  WHERE l.invoice_id = NEW.id AND p.currency <> NEW.currency)
      OR EXISTS (SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
                  WHERE a.invoice_id = NEW.id AND i.currency <> NEW.currency);
  SELECT RAISE(ABORT, 'invoices_credit')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l
                  WHERE l.invoice_id = NEW.id AND l.credits_invoice_id IS NOT NEW.credits_id);
  SELECT RAISE(ABORT, 'invoice_advances_client')
   WHERE EXISTS (
     SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
      WHERE a.invoice_id = NEW.id
        AND (SELECT root_id FROM client_roots WHERE id = i.client_id) <> (SELECT root_id FROM client_roots WHERE id = NEW.client_id));
  SELECT RAISE(ABORT, 'invoice_advances_mirror')
   WHERE EXISTS (
     SELECT 1 FROM invoice_advances a
      WHERE a.invoice_id = NEW.id AND a.advance_id <> NEW.id
        AND CASE WHEN NEW.credits_id IS NULL THEN NEW.series <> 'INV' OR a.amount_cents + a.tax_cents > 0
                 WHEN NEW.credits_id = a.advance_id THEN a.amount_cents + a.tax_cents > 0
                 ELSE a.amount_cents + a.tax_cents < 0
                      OR (SELECT sum(o.amount_cents) FROM invoice_advances o
                           WHERE o.advance_id = a.advance_id AND o.tax_rate = a.tax_rate
                             AND (o.invoice_id IN (NEW.id, NEW.credits_id)
                                  OR o.invoice_id IN (SELECT id FROM invoices WHERE credits_id = NEW.credits_id))) > 0 END)
      OR EXISTS (SELECT 1 FROM invoice_advances a WHERE a.invoice_id = NEW.id AND a.advance_id = NEW.id AND NEW.series <> 'INV');
END;

-- Clients are separated again while none has an advance taken off an invoice of another one.
CREATE TRIGGER clients_set_off_together AFTER UPDATE OF merged_into ON clients
WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
BEGIN
  SELECT RAISE(ABORT, 'clients_paid_together')
   WHERE EXISTS (SELECT 1 FROM invoice_advances a
                   JOIN invoices d ON d.id = a.invoice_id JOIN client_roots of_document ON of_document.id = d.client_id
                   JOIN invoices i ON i.id = a.advance_id JOIN client_roots of_advance ON of_advance.id = i.client_id
                  WHERE of_document.root_id <> of_advance.root_id
                  GROUP BY a.advance_id, d.client_id HAVING sum(a.amount_cents + a.tax_cents) <> 0);
END;
