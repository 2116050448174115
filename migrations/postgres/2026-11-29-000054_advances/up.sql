-- Advance invoices, and what of them is set off against later ones. Its twin is in migrations/sqlite.

-- Lines of documents that are about an advance and charge nothing of the ledger: what an advance invoice asks for, what a later
-- invoice takes off for it, and what a credit note takes back of either.
CREATE TABLE invoice_advances (
  invoice_id    bigint NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  place         integer NOT NULL CONSTRAINT invoice_advances_place_check CHECK (place > 0),
  -- the advance invoice; of its own lines itself
  advance_id    bigint NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  -- what the advance is for; without any, the client
  booking_id    bigint REFERENCES bookings (id),
  rental_id     bigint REFERENCES offsite_rentals (id),
  quote_id      bigint REFERENCES quotes (id),
  subject       text NOT NULL,
  item          text NOT NULL,
  service_month text NOT NULL,
  amount_cents  bigint NOT NULL,
  -- thousandths of a percent
  tax_rate      bigint NOT NULL,
  tax_cents     bigint NOT NULL,
  why           text NOT NULL,
  PRIMARY KEY (invoice_id, place),
  CONSTRAINT invoice_advances_sign_check CHECK (amount_cents >= 0 AND tax_cents >= 0 OR amount_cents <= 0 AND tax_cents <= 0),
  CONSTRAINT invoice_advances_own_check CHECK (invoice_id <> advance_id OR amount_cents > 0),
  CONSTRAINT invoice_advances_subject_check CHECK (num_nonnulls(booking_id, rental_id, quote_id) < 2)
);
CREATE INDEX invoice_advances_advance ON invoice_advances (advance_id);
CREATE TRIGGER invoice_advances_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_advances
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('invoice_advances_append_only');

-- No more is taken off for an advance than it asked for, at each tax rate. A document that is issued takes no more lines.
CREATE FUNCTION invoice_advances_rest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id) THEN
    PERFORM booking_costing_refuse('invoices_issued');
  END IF;
  IF NEW.invoice_id <> NEW.advance_id
     AND (NOT EXISTS (SELECT 1 FROM invoices i JOIN invoice_advances a ON a.invoice_id = i.id
                       WHERE i.id = NEW.advance_id AND i.series = 'INV' AND a.advance_id = i.id)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.amount_cents < 0
          OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.tax_cents < 0) THEN
    PERFORM booking_costing_refuse('invoice_advances_rest');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_advances_rest BEFORE INSERT ON invoice_advances
  FOR EACH ROW EXECUTE FUNCTION invoice_advances_rest();

-- As before, with the lines that are about advances; these are of one client and currency, an invoice takes off, and a credit
-- note takes back the advance itself, or what its invoice took off.
CREATE OR REPLACE FUNCTION invoices_issue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM invoices WHERE series = NEW.series AND year = NEW.year), 0) THEN
    PERFORM booking_costing_refuse('invoices_gap');
  END IF;
  IF EXISTS (SELECT 1 FROM billing_periods
              WHERE status = 'closed' AND tenant_id IS NULL AND month = to_char(NEW.issued_on, 'YYYY-MM')) THEN
    PERFORM booking_costing_refuse('billing_period_closed');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.id)
       AND NOT EXISTS (SELECT 1 FROM invoice_advances WHERE invoice_id = NEW.id)
     OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
        + (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.subtotal_cents
     OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
        + (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.tax_cents THEN
    PERFORM booking_costing_refuse('invoices_add_up');
  END IF;
  IF EXISTS (SELECT 1 FROM invoice_lines l JOIN booking_costing p ON p.id = l.costing_id
              WHERE l.invoice_id = NEW.id AND p.currency <> NEW.currency)
     OR EXISTS (SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
                 WHERE a.invoice_id = NEW.id AND i.currency <> NEW.currency) THEN
    PERFORM booking_costing_refuse('invoices_currency');
  END IF;
  IF EXISTS (SELECT 1 FROM invoice_lines l
              WHERE l.invoice_id = NEW.id AND l.credits_invoice_id IS DISTINCT FROM NEW.credits_id) THEN
    PERFORM booking_costing_refuse('invoices_credit');
  END IF;
  IF EXISTS (
       SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
        WHERE a.invoice_id = NEW.id
          AND (SELECT root_id FROM client_roots WHERE id = i.client_id)
              <> (SELECT root_id FROM client_roots WHERE id = NEW.client_id)) THEN
    PERFORM booking_costing_refuse('invoice_advances_client');
  END IF;
  IF EXISTS (
       SELECT 1 FROM invoice_advances a
        WHERE a.invoice_id = NEW.id AND a.advance_id <> NEW.id
          AND CASE WHEN NEW.credits_id IS NULL THEN NEW.series <> 'INV' OR a.amount_cents + a.tax_cents > 0
                   WHEN NEW.credits_id = a.advance_id THEN a.amount_cents + a.tax_cents > 0
                   ELSE a.amount_cents + a.tax_cents < 0
                        OR (SELECT sum(o.amount_cents) FROM invoice_advances o
                             WHERE o.advance_id = a.advance_id AND o.tax_rate = a.tax_rate
                               AND (o.invoice_id IN (NEW.id, NEW.credits_id)
                                    OR o.invoice_id IN (SELECT id FROM invoices WHERE credits_id = NEW.credits_id))) > 0 END)
     OR EXISTS (SELECT 1 FROM invoice_advances a WHERE a.invoice_id = NEW.id AND a.advance_id = NEW.id AND NEW.series <> 'INV') THEN
    PERFORM booking_costing_refuse('invoice_advances_mirror');
  END IF;
  RETURN NEW;
END $$;

-- Clients are separated again while none has an advance taken off an invoice of another one.
CREATE FUNCTION clients_set_off_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF EXISTS (SELECT 1 FROM invoice_advances a
               JOIN invoices d ON d.id = a.invoice_id JOIN client_roots of_document ON of_document.id = d.client_id
               JOIN invoices i ON i.id = a.advance_id JOIN client_roots of_advance ON of_advance.id = i.client_id
              WHERE of_document.root_id <> of_advance.root_id
              GROUP BY a.advance_id, d.client_id HAVING sum(a.amount_cents + a.tax_cents) <> 0) THEN
    PERFORM booking_costing_refuse('clients_paid_together');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER clients_set_off_together AFTER UPDATE OF merged_into ON clients
  FOR EACH ROW WHEN (OLD.merged_into IS NOT NULL AND NEW.merged_into IS DISTINCT FROM OLD.merged_into)
  EXECUTE FUNCTION clients_set_off_together();

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['invoice_advances_rest()', 'invoices_issue()', 'clients_set_off_together()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
