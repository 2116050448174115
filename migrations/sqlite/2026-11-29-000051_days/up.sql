-- A day is written in one way, so that what compares days is not deceived by another one: 2026-03-31, not 20260331.
CREATE TRIGGER devices_days_insert BEFORE INSERT ON devices
BEGIN
  SELECT RAISE(ABORT, 'devices_purchased_on_check') WHERE NEW.purchased_on IS NOT NULL AND NEW.purchased_on IS NOT date(NEW.purchased_on, '+0 days');
  SELECT RAISE(ABORT, 'devices_warranty_until_check') WHERE NEW.warranty_until IS NOT NULL AND NEW.warranty_until IS NOT date(NEW.warranty_until, '+0 days');
END;
CREATE TRIGGER devices_days_update BEFORE UPDATE OF purchased_on, warranty_until ON devices
BEGIN
  SELECT RAISE(ABORT, 'devices_purchased_on_check') WHERE NEW.purchased_on IS NOT NULL AND NEW.purchased_on IS NOT date(NEW.purchased_on, '+0 days');
  SELECT RAISE(ABORT, 'devices_warranty_until_check') WHERE NEW.warranty_until IS NOT NULL AND NEW.warranty_until IS NOT date(NEW.warranty_until, '+0 days');
END;
CREATE TRIGGER offsite_rentals_days_insert BEFORE INSERT ON offsite_rentals
BEGIN
  SELECT RAISE(ABORT, 'offsite_rentals_rental_date_check') WHERE NEW.rental_date IS NOT NULL AND NEW.rental_date IS NOT date(NEW.rental_date, '+0 days');
  SELECT RAISE(ABORT, 'offsite_rentals_return_expected_date_check') WHERE NEW.return_expected_date IS NOT NULL AND NEW.return_expected_date IS NOT date(NEW.return_expected_date, '+0 days');
END;
CREATE TRIGGER offsite_rentals_days_update BEFORE UPDATE OF rental_date, return_expected_date ON offsite_rentals
BEGIN
  SELECT RAISE(ABORT, 'offsite_rentals_rental_date_check') WHERE NEW.rental_date IS NOT NULL AND NEW.rental_date IS NOT date(NEW.rental_date, '+0 days');
  SELECT RAISE(ABORT, 'offsite_rentals_return_expected_date_check') WHERE NEW.return_expected_date IS NOT NULL AND NEW.return_expected_date IS NOT date(NEW.return_expected_date, '+0 days');
END;
CREATE TRIGGER booking_device_assignments_days_insert BEFORE INSERT ON booking_device_assignments
BEGIN
  SELECT RAISE(ABORT, 'booking_device_assignments_due_on_check') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, '+0 days');
END;
CREATE TRIGGER booking_device_assignments_days_update BEFORE UPDATE OF due_on ON booking_device_assignments
BEGIN
  SELECT RAISE(ABORT, 'booking_device_assignments_due_on_check') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, '+0 days');
END;
CREATE TRIGGER pricing_catalog_days_insert BEFORE INSERT ON pricing_catalog
BEGIN
  SELECT RAISE(ABORT, 'pricing_catalog_effective_date_check') WHERE NEW.effective_date IS NOT NULL AND NEW.effective_date IS NOT date(NEW.effective_date, '+0 days');
  SELECT RAISE(ABORT, 'pricing_catalog_expiry_date_check') WHERE NEW.expiry_date IS NOT NULL AND NEW.expiry_date IS NOT date(NEW.expiry_date, '+0 days');
END;
CREATE TRIGGER pricing_catalog_days_update BEFORE UPDATE OF effective_date, expiry_date ON pricing_catalog
BEGIN
  SELECT RAISE(ABORT, 'pricing_catalog_effective_date_check') WHERE NEW.effective_date IS NOT NULL AND NEW.effective_date IS NOT date(NEW.effective_date, '+0 days');
  SELECT RAISE(ABORT, 'pricing_catalog_expiry_date_check') WHERE NEW.expiry_date IS NOT NULL AND NEW.expiry_date IS NOT date(NEW.expiry_date, '+0 days');
END;
CREATE TRIGGER booking_costing_days_insert BEFORE INSERT ON booking_costing
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_service_on_check') WHERE NEW.service_on IS NOT NULL AND NEW.service_on IS NOT date(NEW.service_on, '+0 days');
END;
CREATE TRIGGER booking_costing_days_update BEFORE UPDATE OF service_on ON booking_costing
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_service_on_check') WHERE NEW.service_on IS NOT NULL AND NEW.service_on IS NOT date(NEW.service_on, '+0 days');
END;
CREATE TRIGGER invoices_days_insert BEFORE INSERT ON invoices
BEGIN
  SELECT RAISE(ABORT, 'invoices_issued_on_check') WHERE NEW.issued_on IS NOT NULL AND NEW.issued_on IS NOT date(NEW.issued_on, '+0 days');
  SELECT RAISE(ABORT, 'invoices_due_on_check') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, '+0 days');
END;
CREATE TRIGGER invoices_days_update BEFORE UPDATE OF issued_on, due_on ON invoices
BEGIN
  SELECT RAISE(ABORT, 'invoices_issued_on_check') WHERE NEW.issued_on IS NOT NULL AND NEW.issued_on IS NOT date(NEW.issued_on, '+0 days');
  SELECT RAISE(ABORT, 'invoices_due_on_check') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, '+0 days');
END;
CREATE TRIGGER payments_days_insert BEFORE INSERT ON payments
BEGIN
  SELECT RAISE(ABORT, 'payments_received_on_check') WHERE NEW.received_on IS NOT NULL AND NEW.received_on IS NOT date(NEW.received_on, '+0 days');
END;
CREATE TRIGGER payments_days_update BEFORE UPDATE OF received_on ON payments
BEGIN
  SELECT RAISE(ABORT, 'payments_received_on_check') WHERE NEW.received_on IS NOT NULL AND NEW.received_on IS NOT date(NEW.received_on, '+0 days');
END;
CREATE TRIGGER import_rows_days_insert BEFORE INSERT ON import_rows
BEGIN
  SELECT RAISE(ABORT, 'import_rows_day_check') WHERE NEW.day IS NOT NULL AND NEW.day IS NOT date(NEW.day, '+0 days');
END;
CREATE TRIGGER import_rows_days_update BEFORE UPDATE OF day ON import_rows
BEGIN
  SELECT RAISE(ABORT, 'import_rows_day_check') WHERE NEW.day IS NOT NULL AND NEW.day IS NOT date(NEW.day, '+0 days');
END;
CREATE TRIGGER invoice_write_offs_days_insert BEFORE INSERT ON invoice_write_offs
BEGIN
  SELECT RAISE(ABORT, 'invoice_write_offs_written_on_check') WHERE NEW.written_on IS NOT date(NEW.written_on, '+0 days');
END;

-- The number of a payment is of the year of its day.
CREATE TRIGGER payments_year BEFORE INSERT ON payments
WHEN NEW.year <> CAST(substr(NEW.received_on, 1, 4) AS INTEGER)
BEGIN SELECT RAISE(ABORT, 'payments_year_check'); END;
