DROP TRIGGER pricing_catalog_fixed;
DROP TRIGGER pricing_catalog_kept_update;
ALTER TABLE pricing_catalog DROP COLUMN minimum_hours;
ALTER TABLE pricing_catalog DROP COLUMN hourly_rate_cents;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
WHEN (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
      OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
      OLD.effective_date, OLD.created_at, OLD.created_by)
     IS NOT
     (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
      NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
      NEW.effective_date, NEW.created_at, NEW.created_by)
  OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS NOT OLD.expiry_date)
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_fixed'); END;
CREATE TRIGGER pricing_catalog_kept_update AFTER UPDATE ON pricing_catalog
WHEN (OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents, OLD.weekly_rate_cents,
      OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes, OLD.effective_date, OLD.expiry_date,
      OLD.is_active, OLD.created_at, OLD.created_by)
  IS NOT (NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents, NEW.weekly_rate_cents,
      NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes, NEW.effective_date, NEW.expiry_date,
      NEW.is_active, NEW.created_at, NEW.created_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('pricing_catalog', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'item_type', OLD.item_type, 'item_id', OLD.item_id, 'item_name', OLD.item_name, 'item_key', OLD.item_key,
      'pricing_tier', OLD.pricing_tier, 'daily_rate_cents', OLD.daily_rate_cents, 'weekly_rate_cents', OLD.weekly_rate_cents,
      'monthly_rate_cents', OLD.monthly_rate_cents, 'unit_price_cents', OLD.unit_price_cents, 'unit', OLD.unit,
      'currency', OLD.currency, 'notes', OLD.notes, 'effective_date', OLD.effective_date, 'expiry_date', OLD.expiry_date,
      'is_active', OLD.is_active, 'created_at', OLD.created_at, 'created_by', OLD.created_by, 'updated_at', OLD.updated_at,
      'updated_by', OLD.updated_by));
END;
DROP TRIGGER booking_costing_credit;
