-- Credit notes that take no invoice back are on account as payments are, and pay invoices. Its twin is in migrations/sqlite.

ALTER TABLE payment_allocations ALTER COLUMN payment_id DROP NOT NULL;
-- a credit note that takes no invoice back, instead of a payment
ALTER TABLE payment_allocations ADD COLUMN credit_id bigint REFERENCES invoices (id);
ALTER TABLE payment_allocations ADD CONSTRAINT payment_allocations_source_check CHECK ((payment_id IS NULL) <> (credit_id IS NULL));
CREATE INDEX payment_allocations_credit ON payment_allocations (credit_id) WHERE credit_id IS NOT NULL;

-- What a client, with those that are one with it, has paid or was credited that pays no invoice and did not go back.
CREATE OR REPLACE FUNCTION payments_account(of_client bigint, in_currency text) RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH family AS (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = of_client))
  SELECT CAST((SELECT coalesce(sum(amount_cents), 0) FROM payments
                WHERE currency = in_currency AND client_id IN (SELECT id FROM family))
            - (SELECT coalesce(sum(total_cents), 0) FROM invoices
                WHERE series = 'CN' AND credits_id IS NULL AND currency = in_currency AND client_id IN (SELECT id FROM family))
            - (SELECT coalesce(sum(a.amount_cents), 0) FROM invoices i JOIN payment_allocations a ON a.invoice_id = i.id
                WHERE i.currency = in_currency AND i.client_id IN (SELECT id FROM family)) AS bigint)
$$;

-- No payment and no credit note pays more than it is, no invoice is paid more than is open, and none across clients.
CREATE OR REPLACE FUNCTION payment_allocations_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_client bigint; in_currency text; most bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  SELECT client_id, currency, amount_cents INTO of_client, in_currency, most
    FROM payments WHERE id = NEW.payment_id AND kind = 'payment';
  IF NEW.credit_id IS NOT NULL THEN
    SELECT client_id, currency, -total_cents INTO of_client, in_currency, most
      FROM invoices WHERE id = NEW.credit_id AND series = 'CN' AND credits_id IS NULL;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM invoices i
                  WHERE i.id = NEW.invoice_id AND i.series = 'INV' AND i.currency = in_currency
                    AND (SELECT root_id FROM client_roots WHERE id = of_client)
                        = (SELECT root_id FROM client_roots WHERE id = i.client_id)) THEN
    PERFORM booking_costing_refuse('payment_allocations_client');
  END IF;
  IF NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
     OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
          WHERE payment_id = NEW.payment_id OR credit_id = NEW.credit_id) + NEW.amount_cents > most THEN
    PERFORM booking_costing_refuse('payment_allocations_payment');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
          - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('payment_allocations_invoice');
  END IF;
  IF (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
       WHERE (payment_id = NEW.payment_id OR credit_id = NEW.credit_id) AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payment_allocations_mirror');
  END IF;
  -- What is on account after refunds pays, and nothing else.
  IF NEW.amount_cents > 0 AND payments_account(of_client, in_currency) < NEW.amount_cents THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;

-- Clients are separated again while none of them pays for another one.
CREATE OR REPLACE FUNCTION clients_paid_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM payment_allocations a
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
