DROP TRIGGER clients_paid_together ON clients;
DROP FUNCTION clients_paid_together();
DROP INDEX invoices_client;
DROP INDEX payments_client;
CREATE INDEX invoices_client ON invoices (client_key, issued_on);
CREATE INDEX payments_client ON payments (client_key);
CREATE OR REPLACE FUNCTION payments_receive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM payments WHERE year = NEW.year), 0) THEN
    PERFORM booking_costing_refuse('payments_gap');
  END IF;
  IF EXISTS (SELECT 1 FROM billing_periods
              WHERE status = 'closed' AND tenant_id IS NULL AND month = to_char(NEW.received_on, 'YYYY-MM')) THEN
    PERFORM booking_costing_refuse('billing_period_closed');
  END IF;
  IF NEW.kind = 'reversal'
     AND (NOT EXISTS (SELECT 1 FROM payments p
                       WHERE p.id = NEW.reverses_id AND p.kind <> 'reversal' AND p.amount_cents = -NEW.amount_cents
                         AND p.client_key = NEW.client_key AND p.currency = NEW.currency)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.reverses_id) <> 0) THEN
    PERFORM booking_costing_refuse('payments_reverses');
  END IF;
  IF NEW.amount_cents < 0
     AND (SELECT coalesce(sum(amount_cents), 0) FROM payments WHERE client_key = NEW.client_key AND currency = NEW.currency)
         - (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocations a JOIN payments p ON p.id = a.payment_id
             WHERE p.client_key = NEW.client_key AND p.currency = NEW.currency) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION payment_allocations_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own payments;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  SELECT * INTO own FROM payments WHERE id = NEW.payment_id;
  IF NOT EXISTS (SELECT 1 FROM invoices i
                  WHERE i.id = NEW.invoice_id AND own.kind = 'payment' AND i.series = 'INV' AND own.client_key = i.client_key
                    AND own.currency = i.currency) THEN
    PERFORM booking_costing_refuse('payment_allocations_client');
  END IF;
  IF NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
     OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.payment_id) + NEW.amount_cents
        > own.amount_cents THEN
    PERFORM booking_costing_refuse('payment_allocations_payment');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('payment_allocations_invoice');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
       WHERE payment_id = NEW.payment_id AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payment_allocations_mirror');
  END IF;
  -- What is on account after refunds pays, and nothing else.
  IF NEW.amount_cents > 0
     AND (SELECT sum(amount_cents) FROM payments WHERE client_key = own.client_key AND currency = own.currency)
         - (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocations a JOIN payments p ON p.id = a.payment_id
             WHERE p.client_key = own.client_key AND p.currency = own.currency) < NEW.amount_cents THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;
DROP FUNCTION payments_account(bigint, text);
DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['payments_receive()', 'payment_allocations_fit()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
ALTER TABLE invoices DROP COLUMN client_id;
ALTER TABLE payments DROP COLUMN client_id;
DROP VIEW client_roots;
