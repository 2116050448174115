DROP TRIGGER clients_paid_together;
DROP TRIGGER payments_receive;
DROP TRIGGER payment_allocations_fit;
DROP INDEX invoices_client;
DROP INDEX payments_client;
ALTER TABLE invoices DROP COLUMN client_id;
ALTER TABLE payments DROP COLUMN client_id;
DROP VIEW client_roots;
CREATE INDEX invoices_client ON invoices (client_key, issued_on);
CREATE INDEX payments_client ON payments (client_key);
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
