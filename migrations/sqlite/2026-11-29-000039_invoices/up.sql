-- Invoices and credit notes. Its twin is in migrations/postgres.

-- What a document charges, or takes back. Its lines are written first, and the document closes them.
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
CREATE INDEX invoice_lines_costing ON invoice_lines (costing_id, costing_place);

CREATE TABLE invoices (
  id             INTEGER PRIMARY KEY,
  -- INV-2026-0001, CN-2026-0001: without a gap in each year
  number         TEXT NOT NULL CONSTRAINT invoices_number_key UNIQUE,
  series         TEXT NOT NULL CONSTRAINT invoices_series_check CHECK (series IN ('INV', 'CN')),
  year           INTEGER NOT NULL,
  ordinal        INTEGER NOT NULL CONSTRAINT invoices_ordinal_check CHECK (ordinal > 0),
  -- of a credit note: the invoice that it takes back, if it takes back one
  credits_id     INTEGER REFERENCES invoices (id),
  client_name    TEXT NOT NULL,
  client_key     TEXT NOT NULL,
  -- name, tax number and address as they were when it was issued
  bill_to        TEXT NOT NULL CONSTRAINT invoices_bill_to_check CHECK (json_valid(bill_to)),
  issued_on      TEXT NOT NULL,
  due_on         TEXT NOT NULL,
  -- the month that it bills: 2026-03
  month          TEXT NOT NULL CONSTRAINT invoices_month_check CHECK (length(month) = 7),
  currency       TEXT NOT NULL CONSTRAINT invoices_currency_check CHECK (length(currency) = 3),
  subtotal_cents INTEGER NOT NULL,
  tax_cents      INTEGER NOT NULL,
  total_cents    INTEGER NOT NULL,
  reason         TEXT,
  document_hash  TEXT NOT NULL CONSTRAINT invoices_document_hash_check CHECK (length(document_hash) = 64),
  created_by     TEXT NOT NULL,
  entered_by     TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  CONSTRAINT invoices_ordinal_key UNIQUE (series, year, ordinal),
  CONSTRAINT invoices_number_check CHECK (number = series || '-' || year || '-' || printf('%04d', ordinal)),
  CONSTRAINT invoices_year_check CHECK (CAST(year AS TEXT) = substr(issued_on, 1, 4)),
  CONSTRAINT invoices_due_on_check CHECK (due_on >= issued_on),
  CONSTRAINT invoices_total_check CHECK (total_cents = subtotal_cents + tax_cents),
  CONSTRAINT invoices_sign_check CHECK (CASE series WHEN 'INV' THEN total_cents >= 0 AND credits_id IS NULL ELSE total_cents <= 0 END),
  CONSTRAINT invoices_reason_check CHECK (credits_id IS NULL OR coalesce(length(reason), 0) > 0)
) STRICT;
CREATE INDEX invoices_client ON invoices (client_key, issued_on);
CREATE INDEX invoices_credits ON invoices (credits_id) WHERE credits_id IS NOT NULL;

CREATE TRIGGER invoices_no_replace BEFORE INSERT ON invoices
WHEN EXISTS (SELECT 1 FROM invoices WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'invoices_append_only'); END;
CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices
BEGIN SELECT RAISE(ABORT, 'invoices_append_only'); END;
CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices
BEGIN SELECT RAISE(ABORT, 'invoices_append_only'); END;
CREATE TRIGGER invoice_lines_no_replace BEFORE INSERT ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.invoice_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;
CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;
CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END;

-- A line repeats an approved line of the ledger that no other document charges, or takes back one that another document
-- charges. A document that is issued takes no more lines.
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

-- A document has the next number of its year, and its lines add up to it. None is dated into a month that is closed.
CREATE TRIGGER invoices_issue BEFORE INSERT ON invoices
BEGIN
  SELECT RAISE(ABORT, 'invoices_gap')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM invoices WHERE series = NEW.series AND year = NEW.year), 0);
  SELECT RAISE(ABORT, 'billing_period_closed')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = 'closed' AND tenant_id IS NULL AND month = substr(NEW.issued_on, 1, 7));
  SELECT RAISE(ABORT, 'invoices_add_up')
   WHERE NOT EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.id)
      OR (SELECT sum(amount_cents) FROM invoice_lines WHERE invoice_id = NEW.id) <> NEW.subtotal_cents
      OR (SELECT sum(tax_cents) FROM invoice_lines WHERE invoice_id = NEW.id) <> NEW.tax_cents;
  SELECT RAISE(ABORT, 'invoices_currency')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l JOIN booking_costing p ON p.id = l.costing_id
                  WHERE l.invoice_id = NEW.id AND p.currency <> NEW.currency);
  SELECT RAISE(ABORT, 'invoices_credit')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l
                  WHERE l.invoice_id = NEW.id AND l.credits_invoice_id IS NOT NEW.credits_id);
END;
