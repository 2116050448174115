DROP TRIGGER pricing_catalog_fixed ON pricing_catalog;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
  FOR EACH ROW WHEN (
    (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
     OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
     OLD.effective_date, OLD.created_at, OLD.created_by)
    IS DISTINCT FROM
    (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
     NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
     NEW.effective_date, NEW.created_at, NEW.created_by)
    OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS DISTINCT FROM OLD.expiry_date))
  EXECUTE FUNCTION colab_refuse('pricing_catalog_fixed');
ALTER TABLE pricing_catalog DROP COLUMN minimum_hours, DROP COLUMN hourly_rate_cents;
ALTER TABLE costing_lines
  DROP CONSTRAINT costing_lines_amount_check,
  DROP CONSTRAINT costing_lines_item_check,
  DROP CONSTRAINT costing_lines_service_month_check,
  ADD CONSTRAINT costing_lines_service_month_check CHECK (length(service_month) = 7);
DROP TRIGGER booking_costing_credit ON booking_costing;
DROP FUNCTION booking_costing_credit();
