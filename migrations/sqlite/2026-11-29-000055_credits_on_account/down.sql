DROP TRIGGER clients_paid_together;
DROP TRIGGER payment_allocations_fit;
DROP TRIGGER payments_receive;
DROP TRIGGER payment_allocations_no_delete;
-- An earlier version knows no credit as the source of an allocation, and needs a payment there: what credits paid is open
-- again.
DELETE FROM payment_allocations WHERE credit_id IS NOT NULL;
CREATE TRIGGER payment_allocations_no_delete BEFORE DELETE ON payment_allocations
BEGIN SELECT RAISE(ABORT, 'payment_allocations_append_only'); END;
DROP INDEX payment_allocations_credit;
ALTER TABLE payment_allocations DROP CONSTRAINT payment_allocations_source_check;
ALTER TABLE payment_allocations DROP COLUMN credit_id;
ALTER TABLE payment_allocations ALTER COLUMN payment_id SET NOT NULL;
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
     AND (SELECT coalesce(sum(p.amount_cents), 0) FROM payments p
           WHERE p.currency = NEW.currency
             AND p.client_id IN (SELECT id FROM client_roots
                                  WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
         - (SELECT coalesce(sum(a.amount_cents), 0) FROM payments p JOIN payment_allocations a ON a.payment_id = p.id
             WHERE p.currency = NEW.currency
               AND p.client_id IN (SELECT id FROM client_roots
                                    WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
         + NEW.amount_cents < 0;
END;
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
CREATE TRIGGER clients_paid_together AFTER UPDATE OF merged_into ON clients
WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
BEGIN
  SELECT RAISE(ABORT, 'clients_paid_together')
   WHERE EXISTS (SELECT 1 FROM payment_allocations a
                   JOIN payments p ON p.id = a.payment_id JOIN client_roots of_payment ON of_payment.id = p.client_id
                   JOIN invoices i ON i.id = a.invoice_id JOIN client_roots of_invoice ON of_invoice.id = i.client_id
                  WHERE of_payment.root_id <> of_invoice.root_id
                  GROUP BY a.payment_id, a.invoice_id HAVING sum(a.amount_cents) <> 0)
      OR EXISTS (SELECT 1 FROM (SELECT p.client_id, p.currency, p.amount_cents FROM payments p
                                UNION ALL
                                SELECT p.client_id, p.currency, -a.amount_cents
                                  FROM payment_allocations a JOIN payments p ON p.id = a.payment_id) moved
                   JOIN client_roots r ON r.id = moved.client_id
                  GROUP BY r.root_id, moved.currency HAVING sum(moved.amount_cents) < 0);
END;
