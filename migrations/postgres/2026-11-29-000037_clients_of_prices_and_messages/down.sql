DROP TRIGGER device_movement_log_no_update ON device_movement_log;
DROP TRIGGER device_movement_log_append_only ON device_movement_log;
CREATE TRIGGER device_movement_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON device_movement_log
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('device_movement_log_append_only');
DROP TRIGGER outbox_drained_once ON outbox;
DROP TRIGGER notifications_resolved_for_good ON notifications;
CREATE TRIGGER outbox_drained_once BEFORE UPDATE ON outbox
  FOR EACH ROW WHEN (OLD.drained_at IS NOT NULL) EXECUTE FUNCTION colab_refuse('outbox_drained_once');
CREATE TRIGGER notifications_resolved_for_good BEFORE UPDATE ON notifications
  FOR EACH ROW WHEN (OLD.resolved_at IS NOT NULL) EXECUTE FUNCTION colab_refuse('notifications_resolved_for_good');
DROP TRIGGER pricing_catalog_fixed ON pricing_catalog;
ALTER TABLE pricing_catalog DROP CONSTRAINT pricing_catalog_no_overlap;
ALTER TABLE pricing_catalog ADD CONSTRAINT pricing_catalog_no_overlap EXCLUDE USING gist
  (item_key WITH =, pricing_tier WITH =, daterange(effective_date, expiry_date, '[]') WITH &&) WHERE (is_active);
ALTER TABLE pricing_catalog DROP COLUMN client_id;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
  FOR EACH ROW WHEN (
    (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents, OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes, OLD.effective_date, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours)
    IS DISTINCT FROM
    (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents, NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes, NEW.effective_date, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours)
    OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS DISTINCT FROM OLD.expiry_date))
  EXECUTE FUNCTION colab_refuse('pricing_catalog_fixed');
