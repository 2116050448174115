DROP TRIGGER payment_allocations_append_only ON payment_allocations;
-- An earlier version knows no credit as the source of an allocation, and needs a payment there: what credits paid is open
-- again.
DELETE FROM payment_allocations WHERE credit_id IS NOT NULL;
CREATE TRIGGER payment_allocations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_allocations
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('payment_allocations_append_only');
-- References are checked before the table changes.
SET CONSTRAINTS ALL IMMEDIATE;
DROP INDEX payment_allocations_credit;
ALTER TABLE payment_allocations DROP CONSTRAINT payment_allocations_source_check;
ALTER TABLE payment_allocations DROP COLUMN credit_id;
ALTER TABLE payment_allocations ALTER COLUMN payment_id SET NOT NULL;
CREATE OR REPLACE FUNCTION payments_account(of_client bigint, in_currency text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CAST(coalesce(sum(p.amount_cents), 0)
         - (SELECT coalesce(sum(a.amount_cents), 0) FROM payments o JOIN payment_allocations a ON a.payment_id = o.id
             WHERE o.currency = in_currency
               AND o.client_id IN (SELECT id FROM client_roots
                                    WHERE root_id = (SELECT root_id FROM client_roots WHERE id = of_client))) AS bigint)
    FROM payments p
   WHERE p.currency = in_currency
     AND p.client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = of_client))
$$;
CREATE OR REPLACE FUNCTION payment_allocations_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own payments;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  SELECT * INTO own FROM payments WHERE id = NEW.payment_id;
  IF NOT EXISTS (SELECT 1 FROM invoices i
                  WHERE i.id = NEW.invoice_id AND own.kind = 'payment' AND i.series = 'INV' AND own.currency = i.currency
                    AND (SELECT root_id FROM client_roots WHERE id = own.client_id)
                        = (SELECT root_id FROM client_roots WHERE id = i.client_id)) THEN
    PERFORM booking_costing_refuse('payment_allocations_client');
  END IF;
  IF NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
     OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.payment_id) + NEW.amount_cents
        > own.amount_cents THEN
    PERFORM booking_costing_refuse('payment_allocations_payment');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
          - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('payment_allocations_invoice');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
       WHERE payment_id = NEW.payment_id AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payment_allocations_mirror');
  END IF;
  -- What is on account after refunds pays, and nothing else.
  IF NEW.amount_cents > 0 AND payments_account(own.client_id, own.currency) < NEW.amount_cents THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION clients_paid_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM payment_allocations a
               JOIN payments p ON p.id = a.payment_id JOIN client_roots of_payment ON of_payment.id = p.client_id
               JOIN invoices i ON i.id = a.invoice_id JOIN client_roots of_invoice ON of_invoice.id = i.client_id
              WHERE of_payment.root_id <> of_invoice.root_id
              GROUP BY a.payment_id, a.invoice_id HAVING sum(a.amount_cents) <> 0)
     OR EXISTS (SELECT 1 FROM (SELECT p.client_id, p.currency, p.amount_cents FROM payments p
                               UNION ALL
                               SELECT p.client_id, p.currency, -a.amount_cents
                                 FROM payment_allocations a JOIN payments p ON p.id = a.payment_id) moved
                  JOIN client_roots r ON r.id = moved.client_id
                 GROUP BY r.root_id, moved.currency HAVING sum(moved.amount_cents) < 0) THEN
    PERFORM booking_costing_refuse('clients_paid_together');
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['payments_account(bigint, text)', 'payment_allocations_fit()', 'clients_paid_together()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
