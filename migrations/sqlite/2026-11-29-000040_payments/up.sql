-- Payments, and which invoices they pay. Its twin is in migrations/postgres.

CREATE TABLE payments (
  id           INTEGER PRIMARY KEY,
  -- RC-2026-0001: without a gap in each year
  number       TEXT NOT NULL CONSTRAINT payments_number_key UNIQUE,
  year         INTEGER NOT NULL,
  ordinal      INTEGER NOT NULL CONSTRAINT payments_ordinal_check CHECK (ordinal > 0),
  kind         TEXT NOT NULL CONSTRAINT payments_kind_check CHECK (kind IN ('payment', 'refund', 'reversal')),
  -- of a reversal: what it takes back, once
  reverses_id  INTEGER REFERENCES payments (id) CONSTRAINT payments_reverses_id_key UNIQUE,
  client_name  TEXT NOT NULL,
  client_key   TEXT NOT NULL,
  -- what comes in is positive, what goes out negative
  amount_cents INTEGER NOT NULL CONSTRAINT payments_amount_check CHECK (amount_cents <> 0),
  currency     TEXT NOT NULL CONSTRAINT payments_currency_check CHECK (length(currency) = 3),
  received_on  TEXT NOT NULL,
  method       TEXT NOT NULL CONSTRAINT payments_method_check CHECK (method IN ('cash', 'eft', 'card', 'other')),
  reference    TEXT,
  reason       TEXT,
  -- of a bank's statement: the bank's own number, or a hash of the row
  source_id    TEXT CONSTRAINT payments_source_id_key UNIQUE,
  created_by   TEXT NOT NULL,
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  CONSTRAINT payments_ordinal_key UNIQUE (year, ordinal),
  CONSTRAINT payments_number_check CHECK (number = 'RC-' || year || '-' || printf('%04d', ordinal)),
  CONSTRAINT payments_sign_check CHECK (CASE kind WHEN 'payment' THEN amount_cents > 0 WHEN 'refund' THEN amount_cents < 0 ELSE 1 END),
  CONSTRAINT payments_reverses_check CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CONSTRAINT payments_reason_check CHECK (kind = 'payment' OR coalesce(length(reason), 0) > 0)
) STRICT;
CREATE INDEX payments_client ON payments (client_key);

CREATE TABLE payment_allocations (
  id           INTEGER PRIMARY KEY,
  payment_id   INTEGER NOT NULL REFERENCES payments (id),
  invoice_id   INTEGER NOT NULL REFERENCES invoices (id),
  -- negative where it takes an allocation back
  amount_cents INTEGER NOT NULL CONSTRAINT payment_allocations_amount_check CHECK (amount_cents <> 0),
  created_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_allocations_payment ON payment_allocations (payment_id);
CREATE INDEX payment_allocations_invoice ON payment_allocations (invoice_id);

CREATE TRIGGER payments_no_replace BEFORE INSERT ON payments
WHEN EXISTS (SELECT 1 FROM payments WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
CREATE TRIGGER payment_allocations_no_replace BEFORE INSERT ON payment_allocations
WHEN EXISTS (SELECT 1 FROM payment_allocations WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'payment_allocations_append_only'); END;
CREATE TRIGGER payment_allocations_no_update BEFORE UPDATE ON payment_allocations
BEGIN SELECT RAISE(ABORT, 'payment_allocations_append_only'); END;
CREATE TRIGGER payment_allocations_no_delete BEFORE DELETE ON payment_allocations
BEGIN SELECT RAISE(ABORT, 'payment_allocations_append_only'); END;

-- A payment has the next number of its year and is not dated into a closed month. What goes out was paid before, and pays no
-- invoice.
CREATE TRIGGER payments_receive BEFORE INSERT ON payments
BEGIN
  SELECT RAISE(ABORT, 'payments_gap')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM payments WHERE year = NEW.year), 0);
  SELECT RAISE(ABORT, 'billing_period_closed')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = 'closed' AND tenant_id IS NULL AND month = substr(NEW.received_on, 1, 7));
  SELECT RAISE(ABORT, 'payments_reverses')
   WHERE NEW.kind = 'reversal'
     AND (NOT EXISTS (SELECT 1 FROM payments p
                       WHERE p.id = NEW.reverses_id AND p.kind <> 'reversal' AND p.amount_cents = -NEW.amount_cents
                         AND p.client_key = NEW.client_key AND p.currency = NEW.currency)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.reverses_id) <> 0);
  SELECT RAISE(ABORT, 'payments_on_account')
   WHERE NEW.amount_cents < 0
     AND (SELECT coalesce(sum(amount_cents), 0) FROM payments WHERE client_key = NEW.client_key AND currency = NEW.currency)
         - (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocations a JOIN payments p ON p.id = a.payment_id
             WHERE p.client_key = NEW.client_key AND p.currency = NEW.currency) + NEW.amount_cents < 0;
END;

-- No payment pays more than it is, no invoice is paid more than is open, and none across clients.
CREATE TRIGGER payment_allocations_fit BEFORE INSERT ON payment_allocations
BEGIN
  SELECT RAISE(ABORT, 'payment_allocations_client')
   WHERE NOT EXISTS (SELECT 1 FROM payments p JOIN invoices i ON i.id = NEW.invoice_id
                      WHERE p.id = NEW.payment_id AND p.kind = 'payment' AND i.series = 'INV' AND p.client_key = i.client_key
                        AND p.currency = i.currency);
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
     AND (SELECT sum(p.amount_cents) FROM payments p JOIN payments own ON own.id = NEW.payment_id
           WHERE p.client_key = own.client_key AND p.currency = own.currency)
         - (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocations a JOIN payments p ON p.id = a.payment_id
              JOIN payments own ON own.id = NEW.payment_id
             WHERE p.client_key = own.client_key AND p.currency = own.currency) < NEW.amount_cents;
END;

-- What a credit note takes back is no longer paid.
CREATE TRIGGER invoices_credit_paid BEFORE INSERT ON invoices WHEN NEW.credits_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'payment_allocations_invoice')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.credits_id)
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.credits_id OR credits_id = NEW.credits_id) + NEW.total_cents;
END;
