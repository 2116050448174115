-- Invoices and payments belong to a client's record, and to the client that it is one with. Its twin is in migrations/sqlite.

-- Which client each record is one with: itself, or the one that it was merged into in the end.
CREATE VIEW client_roots AS
WITH RECURSIVE merged (id, root_id) AS (
  SELECT id, merged_into FROM clients WHERE merged_into IS NOT NULL
  UNION
  SELECT m.id, c.merged_into FROM merged m JOIN clients c ON c.id = m.root_id WHERE c.merged_into IS NOT NULL)
SELECT c.id, coalesce(r.root_id, c.id) AS root_id
  FROM clients c
  LEFT JOIN (SELECT m.id, m.root_id FROM merged m JOIN clients r ON r.id = m.root_id WHERE r.merged_into IS NULL) r ON r.id = c.id;

ALTER TABLE invoices ADD COLUMN client_id bigint REFERENCES clients (id);
ALTER TABLE payments ADD COLUMN client_id bigint REFERENCES clients (id);
DROP TRIGGER invoices_append_only ON invoices;
DROP TRIGGER payments_append_only ON payments;
-- One that was forgotten goes by another name.
INSERT INTO clients (name, name_key, is_active, created_at, updated_at)
SELECT min(client_name), client_key, FALSE, min(created_at), min(created_at)
  FROM (SELECT client_name, client_key, created_at FROM invoices UNION ALL SELECT client_name, client_key, created_at FROM payments) w
 WHERE client_key NOT IN (SELECT name_key FROM clients) AND client_key NOT IN (SELECT name_key FROM client_aliases)
 GROUP BY client_key;
UPDATE invoices SET client_id = coalesce((SELECT c.id FROM clients c WHERE c.name_key = invoices.client_key),
                                         (SELECT a.client_id FROM client_aliases a WHERE a.name_key = invoices.client_key));
UPDATE payments SET client_id = coalesce((SELECT c.id FROM clients c WHERE c.name_key = payments.client_key),
                                         (SELECT a.client_id FROM client_aliases a WHERE a.name_key = payments.client_key));
-- References are checked before the tables change again.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE invoices ALTER COLUMN client_id SET NOT NULL;
ALTER TABLE payments ALTER COLUMN client_id SET NOT NULL;
CREATE TRIGGER invoices_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoices
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoices_append_only');
CREATE TRIGGER payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('payments_append_only');
DROP INDEX invoices_client;
DROP INDEX payments_client;
CREATE INDEX invoices_client ON invoices (client_id, issued_on);
CREATE INDEX payments_client ON payments (client_id);

-- What a client, with those that are one with it, has paid that pays no invoice and did not go back.
CREATE FUNCTION payments_account(of_client bigint, in_currency text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CAST(coalesce(sum(p.amount_cents), 0)
         - (SELECT coalesce(sum(a.amount_cents), 0) FROM payments o JOIN payment_allocations a ON a.payment_id = o.id
             WHERE o.currency = in_currency
               AND o.client_id IN (SELECT id FROM client_roots
                                    WHERE root_id = (SELECT root_id FROM client_roots WHERE id = of_client))) AS bigint)
    FROM payments p
   WHERE p.currency = in_currency
     AND p.client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = of_client))
$$;

-- A payment has the next number of its year and is not dated into a closed month. What goes out was paid before, and pays no
-- invoice. Writers of money wait for each other.
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
                         AND p.client_id = NEW.client_id AND p.currency = NEW.currency)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.reverses_id) <> 0) THEN
    PERFORM booking_costing_refuse('payments_reverses');
  END IF;
  IF NEW.amount_cents < 0 AND payments_account(NEW.client_id, NEW.currency) + NEW.amount_cents < 0 THEN
    PERFORM booking_costing_refuse('payments_on_account');
  END IF;
  RETURN NEW;
END $$;

-- No payment pays more than it is, no invoice is paid more than is open, and none across clients.
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
     > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id) THEN
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

-- Clients are separated again while none of them pays for another one.
CREATE FUNCTION clients_paid_together() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER clients_paid_together AFTER UPDATE OF merged_into ON clients
  FOR EACH ROW WHEN (OLD.merged_into IS NOT NULL AND NEW.merged_into IS DISTINCT FROM OLD.merged_into)
  EXECUTE FUNCTION clients_paid_together();

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['payments_account(bigint, text)', 'payments_receive()', 'payment_allocations_fit()',
                             'clients_paid_together()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
