DROP TRIGGER settings_kept ON settings;
DROP TRIGGER users_kept ON users;
DROP TRIGGER rooms_kept ON rooms;
DROP TRIGGER room_aliases_kept ON room_aliases;
DROP TRIGGER room_amenities_kept ON room_amenities;
DROP TRIGGER room_components_kept ON room_components;
DROP TRIGGER bookings_kept ON bookings;
DROP TRIGGER booking_catering_kept ON booking_catering;
DROP TRIGGER booking_refs_kept ON booking_refs;
DROP TRIGGER imports_kept ON imports;
DROP TRIGGER devices_kept ON devices;
DROP TRIGGER offsite_rentals_kept ON offsite_rentals;
DROP TRIGGER booking_device_assignments_kept ON booking_device_assignments;
DROP TRIGGER pricing_catalog_kept ON pricing_catalog;
DROP TRIGGER stock_thresholds_kept ON stock_thresholds;
DROP TRIGGER pricing_catalog_fixed ON pricing_catalog;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
  FOR EACH ROW WHEN (NOT OLD.is_active
    OR (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
        OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
        OLD.effective_date, OLD.created_at, OLD.created_by)
       IS DISTINCT FROM
       (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
        NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
        NEW.effective_date, NEW.created_at, NEW.created_by))
  EXECUTE FUNCTION colab_refuse('pricing_catalog_fixed');
DROP TABLE operation_rows, operations;
DROP FUNCTION operation_rows_keep();
DROP FUNCTION colab_operation(text, bigint, boolean);
DROP FUNCTION colab_operation_is_seen(bigint);
