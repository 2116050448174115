-- Credit notes that take no invoice back are on account as payments are, and pay invoices. Its twin is in migrations/postgres.

ALTER TABLE payment_allocations ALTER COLUMN payment_id DROP NOT NULL;
-- a credit note that takes no invoice back, instead of a payment
ALTER TABLE payment_allocations ADD COLUMN credit_id INTEGER REFERENCES invoices (id);
ALTER TABLE payment_allocations ADD CONSTRAINT payment_allocations_source_check CHECK ((payment_id IS NULL) <> (credit_id IS NULL));
CREATE INDEX payment_allocations_credit ON payment_allocations (credit_id) WHERE credit_id IS NOT NULL;

-- What goes out was paid before, or taken back.
DROP TRIGGER payments_receive;
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
                         AND p.client_id = NEW.client_id AND p.currency = NEW.currency)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.reverses_id) <> 0);
  SELECT RAISE(ABORT, 'payments_on_account')
   WHERE NEW.amount_cents < 0
     AND (SELECT coalesce(sum(amount_cents), 0) FROM payments
          WHERE currency = NEW.currency
            AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
       - (SELECT coalesce(sum(total_cents), 0) FROM invoices
           WHERE series = 'CN' AND credits_id IS NULL AND currency = NEW.currency
             AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
       - (SELECT coalesce(sum(a.amount_cents), 0) FROM invoices i JOIN payment_allocations a ON a.invoice_id = i.id
           WHERE i.currency = NEW.currency
             AND i.client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
         + NEW.amount_cents < 0;
END;

-- No payment and no credit note pays more than it is, no invoice is paid more than is open, and none across clients.
DROP TRIGGER payment_allocations_fit;
CREATE TRIGGER payment_allocations_fit BEFORE INSERT ON payment_allocations
BEGIN
  SELECT RAISE(ABORT, 'payment_allocations_client')
   WHERE NOT EXISTS (SELECT 1 FROM invoices i
                       JOIN (SELECT client_id, currency FROM payments WHERE id = NEW.payment_id AND kind = 'payment'
                             UNION ALL
                             SELECT client_id, currency FROM invoices
                              WHERE id = NEW.credit_id AND series = 'CN' AND credits_id IS NULL) s ON s.currency = i.currency
                      WHERE i.id = NEW.invoice_id AND i.series = 'INV'
                        AND (SELECT root_id FROM client_roots WHERE id = s.client_id)
                            = (SELECT root_id FROM client_roots WHERE id = i.client_id));
  SELECT RAISE(ABORT, 'payment_allocations_payment')
   WHERE NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
      OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
           WHERE payment_id = NEW.payment_id OR credit_id = NEW.credit_id) + NEW.amount_cents
         > coalesce((SELECT amount_cents FROM payments WHERE id = NEW.payment_id),
                    (SELECT -total_cents FROM invoices WHERE id = NEW.credit_id));
  SELECT RAISE(ABORT, 'payment_allocations_invoice')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
          - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id);
  SELECT RAISE(ABORT, 'payment_allocations_mirror')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
           WHERE (payment_id = NEW.payment_id OR credit_id = NEW.credit_id) AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0;
  -- What is on account after refunds pays, and nothing else.
  SELECT RAISE(ABORT, 'payments_on_account')
   WHERE NEW.amount_cents > 0
     AND (SELECT coalesce(sum(amount_cents), 0) FROM payments
          WHERE currency = (SELECT currency FROM invoices WHERE id = NEW.invoice_id)
            AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = (SELECT client_id FROM invoices WHERE id = NEW.invoice_id))))
       - (SELECT coalesce(sum(total_cents), 0) FROM invoices
           WHERE series = 'CN' AND credits_id IS NULL AND currency = (SELECT currency FROM invoices WHERE id = NEW.invoice_id)
             AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = (SELECT client_id FROM invoices WHERE id = NEW.invoice_id))))
       - (SELECT coalesce(sum(a.amount_cents), 0) FROM invoices i JOIN payment_allocations a ON a.invoice_id = i.id
           WHERE i.currency = (SELECT currency FROM invoices WHERE id = NEW.invoice_id)
             AND i.client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = (SELECT client_id FROM invoices WHERE id = NEW.invoice_id))))
         < NEW.amount_cents;
END;

-- Clients are separated again while none of them pays for another one.
DROP TRIGGER clients_paid_together;
CREATE TRIGGER clients_paid_together AFTER UPDATE OF merged_into ON clients
WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
BEGIN
  SELECT RAISE(ABORT, 'clients_paid_together')
   WHERE EXISTS (SELECT 1 FROM payment_allocations a
                   LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN invoices n ON n.id = a.credit_id
                   JOIN client_roots of_source ON of_source.id = coalesce(p.client_id, n.client_id)
                   JOIN invoices i ON i.id = a.invoice_id JOIN client_roots of_invoice ON of_invoice.id = i.client_id
                  WHERE of_source.root_id <> of_invoice.root_id
                  GROUP BY a.payment_id, a.credit_id, a.invoice_id HAVING sum(a.amount_cents) <> 0)
      OR EXISTS (SELECT 1 FROM (SELECT client_id, currency, amount_cents FROM payments
                                UNION ALL
                                SELECT client_id, currency, -total_cents FROM invoices WHERE series = 'CN' AND credits_id IS NULL
                                UNION ALL
                                SELECT i.client_id, i.currency, -a.amount_cents
                                  FROM payment_allocations a JOIN invoices i ON i.id = a.invoice_id) moved
                   JOIN client_roots r ON r.id = moved.client_id
                  GROUP BY r.root_id, moved.currency HAVING sum(moved.amount_cents) < 0);
END;
