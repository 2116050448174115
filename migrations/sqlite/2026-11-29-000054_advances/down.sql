DROP TRIGGER clients_set_off_together;
DROP TRIGGER invoices_issue;
CREATE TRIGGER invoices_issue BEFORE INSERT ON invoices
BEGIN
  SELECT RAISE(ABORT, 'invoices_gap')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM invoices WHERE series = NEW.series AND year = NEW.year), 0);
  SELECT RAISE(ABORT, 'billing_period_closed')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = 'closed' AND tenant_id IS NULL AND month = substr(NEW.issued_on, 1, 7));
  SELECT RAISE(ABORT, 'invoices_add_up')
   WHERE NOT EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.id)
      OR (SELECT sum(amount_cents) FROM invoice_lines WHERE invoice_id = NEW.id) <> NEW.subtotal_cents
      OR (SELECT sum(tax_cents) FROM invoice_lines WHERE invoice_id = NEW.id) <> NEW.tax_cents;
  SELECT RAISE(ABORT, 'invoices_currency')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l JOIN booking_costing p ON p.id = l.costing_id
                  WHERE l.invoice_id = NEW.id AND p.currency <> NEW.currency);
  SELECT RAISE(ABORT, 'invoices_credit')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l
                  WHERE l.invoice_id = NEW.id AND l.credits_invoice_id IS NOT NEW.credits_id);
END;
DROP TABLE invoice_advances;
