-- Each line of a costing is its quantity times its rate, in a month of the calendar; credits take off no more than what is
-- charged; rooms have prices by the hour. Its twin is in migrations/sqlite.

ALTER TABLE costing_lines DISABLE TRIGGER costing_lines_append_only;
UPDATE costing_lines
   SET quantity = 1, unit = CASE WHEN unit IN ('quote', 'costing', 'adjustment') THEN unit ELSE 'share' END, rate_cents = amount_cents
 WHERE amount_cents <> quantity::numeric * rate_cents;
ALTER TABLE costing_lines ENABLE TRIGGER costing_lines_append_only;
-- Whole units at their rate, or one share at its amount.
ALTER TABLE costing_lines
  DROP CONSTRAINT costing_lines_service_month_check,
  ADD CONSTRAINT costing_lines_service_month_check CHECK (service_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT costing_lines_item_check CHECK (length(item) > 0),
  ADD CONSTRAINT costing_lines_amount_check CHECK (amount_cents = quantity::numeric * rate_cents);

-- A credit lowers what is charged, never below nothing; a damage, a loss or a fee raises it.
CREATE FUNCTION booking_costing_credit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF (CASE WHEN NEW.adjustment IN ('credit', 'goodwill') THEN NEW.subtotal_cents >= 0 OR NEW.tax_cents > 0
           ELSE NEW.subtotal_cents <= 0 OR NEW.tax_cents < 0 END) THEN
    PERFORM booking_costing_refuse('booking_costing_credit');
  END IF;
  IF NEW.total_cents < 0
     AND NEW.total_cents + (SELECT coalesce(sum(c.total_cents), 0) FROM booking_costing c
                             WHERE (c.booking_id = NEW.booking_id OR c.rental_id = NEW.rental_id)
                               AND CASE NEW.entry WHEN 'approval' THEN c.entry = 'approval'
                                   ELSE c.entry = 'proposal' AND NOT EXISTS (
                                     SELECT 1 FROM booking_costing d WHERE d.proposal_id = c.id AND d.entry = 'rejection') END) < 0 THEN
    PERFORM booking_costing_refuse('booking_costing_credit');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER booking_costing_credit BEFORE INSERT ON booking_costing
  FOR EACH ROW WHEN (NEW.adjustment IS NOT NULL AND NEW.entry <> 'rejection') EXECUTE FUNCTION booking_costing_credit();

DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION booking_costing_credit() SET search_path = %I, pg_temp', current_schema());
  ALTER FUNCTION booking_costing_credit() SECURITY DEFINER;
  REVOKE ALL ON FUNCTION booking_costing_credit() FROM PUBLIC;
END $$;

-- Rooms by the hour, with a least number of hours.
ALTER TABLE pricing_catalog ADD COLUMN hourly_rate_cents bigint CONSTRAINT pricing_catalog_hourly_rate_cents_check
  CHECK (hourly_rate_cents IS NULL OR (hourly_rate_cents BETWEEN 0 AND 100000000000 AND item_type = 'room'));
ALTER TABLE pricing_catalog ADD COLUMN minimum_hours integer CONSTRAINT pricing_catalog_minimum_hours_check
  CHECK (minimum_hours IS NULL OR (minimum_hours BETWEEN 1 AND 24 AND hourly_rate_cents IS NOT NULL));

DROP TRIGGER pricing_catalog_fixed ON pricing_catalog;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
  FOR EACH ROW WHEN (
    (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
     OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
     OLD.effective_date, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours)
    IS DISTINCT FROM
    (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
     NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
     NEW.effective_date, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours)
    OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS DISTINCT FROM OLD.expiry_date))
  EXECUTE FUNCTION colab_refuse('pricing_catalog_fixed');
