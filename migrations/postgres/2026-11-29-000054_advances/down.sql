DROP TRIGGER clients_set_off_together ON clients;
DROP FUNCTION clients_set_off_together();
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
     OR (SELECT sum(amount_cents) FROM invoice_lines WHERE invoice_id = NEW.id) <> NEW.subtotal_cents
     OR (SELECT sum(tax_cents) FROM invoice_lines WHERE invoice_id = NEW.id) <> NEW.tax_cents THEN
    PERFORM booking_costing_refuse('invoices_add_up');
  END IF;
  IF EXISTS (SELECT 1 FROM invoice_lines l JOIN booking_costing p ON p.id = l.costing_id
              WHERE l.invoice_id = NEW.id AND p.currency <> NEW.currency) THEN
    PERFORM booking_costing_refuse('invoices_currency');
  END IF;
  IF EXISTS (SELECT 1 FROM invoice_lines l
              WHERE l.invoice_id = NEW.id AND l.credits_invoice_id IS DISTINCT FROM NEW.credits_id) THEN
    PERFORM booking_costing_refuse('invoices_credit');
  END IF;
  RETURN NEW;
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION invoices_issue() SET search_path = %I, pg_temp', current_schema());
  ALTER FUNCTION invoices_issue() SECURITY DEFINER;
END $$;
DROP TABLE invoice_advances;
DROP FUNCTION invoice_advances_rest();
