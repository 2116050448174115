DROP TRIGGER settings_kept_insert;
DROP TRIGGER settings_kept_update;
DROP TRIGGER settings_kept_delete;
DROP TRIGGER users_kept_insert;
DROP TRIGGER users_kept_update;
DROP TRIGGER rooms_kept_insert;
DROP TRIGGER rooms_kept_update;
DROP TRIGGER room_aliases_kept_insert;
DROP TRIGGER room_aliases_kept_delete;
DROP TRIGGER room_amenities_kept_insert;
DROP TRIGGER room_amenities_kept_delete;
DROP TRIGGER room_components_kept_insert;
DROP TRIGGER room_components_kept_delete;
DROP TRIGGER bookings_kept_insert;
DROP TRIGGER bookings_kept_update;
DROP TRIGGER booking_catering_kept_insert;
DROP TRIGGER booking_catering_kept_update;
DROP TRIGGER booking_catering_kept_delete;
DROP TRIGGER booking_refs_kept_insert;
DROP TRIGGER booking_refs_kept_delete;
DROP TRIGGER imports_kept_insert;
DROP TRIGGER imports_kept_update;
DROP TRIGGER devices_kept_insert;
DROP TRIGGER devices_kept_update;
DROP TRIGGER offsite_rentals_kept_insert;
DROP TRIGGER offsite_rentals_kept_update;
DROP TRIGGER booking_device_assignments_kept_insert;
DROP TRIGGER booking_device_assignments_kept_update;
DROP TRIGGER booking_device_assignments_kept_delete;
DROP TRIGGER pricing_catalog_kept_insert;
DROP TRIGGER pricing_catalog_kept_update;
DROP TRIGGER stock_thresholds_kept_insert;
DROP TRIGGER stock_thresholds_kept_update;
DROP TRIGGER stock_thresholds_kept_delete;
DROP TRIGGER pricing_catalog_fixed;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
WHEN NOT OLD.is_active
  OR (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
      OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
      OLD.effective_date, OLD.created_at, OLD.created_by)
     IS NOT
     (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
      NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
      NEW.effective_date, NEW.created_at, NEW.created_by)
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_fixed'); END;
DROP TABLE operation_rows;
DROP TABLE operations;
