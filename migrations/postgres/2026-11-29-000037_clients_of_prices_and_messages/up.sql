-- Prices of one client, and texts of messages that forget one. Its twin is in migrations/sqlite.

-- Whom it is for; empty: everybody without a price of their own.
ALTER TABLE pricing_catalog ADD COLUMN client_id bigint REFERENCES clients (id);
-- One price a day, of one item, tier and client.
ALTER TABLE pricing_catalog DROP CONSTRAINT pricing_catalog_no_overlap;
ALTER TABLE pricing_catalog ADD CONSTRAINT pricing_catalog_no_overlap EXCLUDE USING gist
  (item_key WITH =, pricing_tier WITH =, (coalesce(client_id, 0)) WITH =, daterange(effective_date, expiry_date, '[]') WITH &&) WHERE (is_active);
DROP TRIGGER pricing_catalog_fixed ON pricing_catalog;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
  FOR EACH ROW WHEN (
    (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents, OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes, OLD.effective_date, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours, OLD.client_id)
    IS DISTINCT FROM
    (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents, NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes, NEW.effective_date, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours, NEW.client_id)
    OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS DISTINCT FROM OLD.expiry_date))
  EXECUTE FUNCTION colab_refuse('pricing_catalog_fixed');

-- What was passed on, resolved or logged stays. A text of it may be blanked, which shows in its place, when a client is forgotten.
DROP TRIGGER outbox_drained_once ON outbox;
CREATE TRIGGER outbox_drained_once BEFORE UPDATE ON outbox
  FOR EACH ROW WHEN (OLD.drained_at IS NOT NULL
    AND ((OLD.id, OLD.topic, OLD.audience, OLD.entity, OLD.entity_id, OLD.created_at, OLD.drained_at)
          IS DISTINCT FROM (NEW.id, NEW.topic, NEW.audience, NEW.entity, NEW.entity_id, NEW.created_at, NEW.drained_at)
         OR NEW.message NOT LIKE '%(forgotten)%'))
  EXECUTE FUNCTION colab_refuse('outbox_drained_once');
DROP TRIGGER notifications_resolved_for_good ON notifications;
CREATE TRIGGER notifications_resolved_for_good BEFORE UPDATE ON notifications
  FOR EACH ROW WHEN (OLD.resolved_at IS NOT NULL
    AND ((OLD.id, OLD.notification_type, OLD.severity, OLD.entity, OLD.entity_id, OLD.condition_key, OLD.opened_at, OLD.updated_at, OLD.resolved_at, OLD.escalations)
          IS DISTINCT FROM (NEW.id, NEW.notification_type, NEW.severity, NEW.entity, NEW.entity_id, NEW.condition_key, NEW.opened_at, NEW.updated_at, NEW.resolved_at, NEW.escalations)
         OR NEW.title || NEW.message || CAST(NEW.details AS text) NOT LIKE '%(forgotten)%'))
  EXECUTE FUNCTION colab_refuse('notifications_resolved_for_good');
DROP TRIGGER device_movement_log_append_only ON device_movement_log;
CREATE TRIGGER device_movement_log_append_only BEFORE DELETE OR TRUNCATE ON device_movement_log
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('device_movement_log_append_only');
CREATE TRIGGER device_movement_log_no_update BEFORE UPDATE ON device_movement_log
  FOR EACH ROW WHEN ((OLD.id, OLD.device_id, OLD.action, OLD.from_status, OLD.to_status, OLD.from_booking_id, OLD.to_booking_id, OLD.rental_id, OLD.performed_by, OLD.created_at)
      IS DISTINCT FROM (NEW.id, NEW.device_id, NEW.action, NEW.from_status, NEW.to_status, NEW.from_booking_id, NEW.to_booking_id, NEW.rental_id, NEW.performed_by, NEW.created_at)
    OR coalesce(NEW.from_place, '') || coalesce(NEW.to_place, '') || coalesce(NEW.reason, '') NOT LIKE '%(forgotten)%')
  EXECUTE FUNCTION colab_refuse('device_movement_log_append_only');
