-- Prices of one client, and texts of messages that forget one. Its twin is in migrations/postgres.

-- Whom it is for; empty: everybody without a price of their own.
ALTER TABLE pricing_catalog ADD COLUMN client_id INTEGER REFERENCES clients (id);
DROP TRIGGER pricing_catalog_no_overlap_insert;
DROP TRIGGER pricing_catalog_no_overlap_update;
DROP TRIGGER pricing_catalog_fixed;
DROP TRIGGER pricing_catalog_kept_update;
-- One price a day, of one item, tier and client.
CREATE TRIGGER pricing_catalog_no_overlap_insert BEFORE INSERT ON pricing_catalog WHEN NEW.is_active
BEGIN
  SELECT RAISE(ABORT, 'pricing_catalog_no_overlap')
   WHERE EXISTS (SELECT 1 FROM pricing_catalog
                  WHERE item_key = NEW.item_key AND pricing_tier = NEW.pricing_tier AND client_id IS NEW.client_id AND is_active
                    AND effective_date <= coalesce(NEW.expiry_date, '9999-12-31')
                    AND coalesce(expiry_date, '9999-12-31') >= NEW.effective_date);
END;
CREATE TRIGGER pricing_catalog_no_overlap_update BEFORE UPDATE ON pricing_catalog WHEN NEW.is_active
BEGIN
  SELECT RAISE(ABORT, 'pricing_catalog_no_overlap')
   WHERE EXISTS (SELECT 1 FROM pricing_catalog
                  WHERE item_key = NEW.item_key AND pricing_tier = NEW.pricing_tier AND client_id IS NEW.client_id AND is_active AND id <> OLD.id
                    AND effective_date <= coalesce(NEW.expiry_date, '9999-12-31')
                    AND coalesce(expiry_date, '9999-12-31') >= NEW.effective_date);
END;
CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
WHEN (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
      OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
      OLD.effective_date, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours, OLD.client_id)
     IS NOT
     (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
      NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
      NEW.effective_date, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours, NEW.client_id)
  OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS NOT OLD.expiry_date)
BEGIN SELECT RAISE(ABORT, 'pricing_catalog_fixed'); END;
CREATE TRIGGER pricing_catalog_kept_update AFTER UPDATE ON pricing_catalog
WHEN (OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents, OLD.weekly_rate_cents,
      OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes, OLD.effective_date, OLD.expiry_date,
      OLD.is_active, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours,
      OLD.client_id)
  IS NOT (NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents, NEW.weekly_rate_cents,
      NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes, NEW.effective_date, NEW.expiry_date,
      NEW.is_active, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours,
      NEW.client_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('pricing_catalog', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'item_type', OLD.item_type, 'item_id', OLD.item_id, 'item_name', OLD.item_name, 'item_key', OLD.item_key,
      'pricing_tier', OLD.pricing_tier, 'daily_rate_cents', OLD.daily_rate_cents, 'weekly_rate_cents', OLD.weekly_rate_cents,
      'monthly_rate_cents', OLD.monthly_rate_cents, 'unit_price_cents', OLD.unit_price_cents, 'unit', OLD.unit,
      'currency', OLD.currency, 'notes', OLD.notes, 'effective_date', OLD.effective_date, 'expiry_date', OLD.expiry_date,
      'is_active', OLD.is_active, 'created_at', OLD.created_at, 'created_by', OLD.created_by, 'updated_at', OLD.updated_at,
      'updated_by', OLD.updated_by,
      'hourly_rate_cents', OLD.hourly_rate_cents, 'minimum_hours', OLD.minimum_hours, 'client_id', OLD.client_id));
END;

-- What was passed on, resolved or logged stays. A text of it may be blanked, which shows in its place, when a client is forgotten.
DROP TRIGGER outbox_drained_once;
CREATE TRIGGER outbox_drained_once BEFORE UPDATE ON outbox WHEN OLD.drained_at IS NOT NULL
  AND ((OLD.id, OLD.topic, OLD.audience, OLD.entity, OLD.entity_id, OLD.created_at, OLD.drained_at)
        IS NOT (NEW.id, NEW.topic, NEW.audience, NEW.entity, NEW.entity_id, NEW.created_at, NEW.drained_at)
       OR NEW.message NOT LIKE '%(forgotten)%')
BEGIN SELECT RAISE(ABORT, 'outbox_drained_once'); END;
DROP TRIGGER notifications_resolved_for_good;
CREATE TRIGGER notifications_resolved_for_good BEFORE UPDATE ON notifications WHEN OLD.resolved_at IS NOT NULL
  AND ((OLD.id, OLD.notification_type, OLD.severity, OLD.entity, OLD.entity_id, OLD.condition_key, OLD.opened_at, OLD.updated_at, OLD.resolved_at, OLD.escalations)
        IS NOT (NEW.id, NEW.notification_type, NEW.severity, NEW.entity, NEW.entity_id, NEW.condition_key, NEW.opened_at, NEW.updated_at, NEW.resolved_at, NEW.escalations)
       OR NEW.title || NEW.message || NEW.details NOT LIKE '%(forgotten)%')
BEGIN SELECT RAISE(ABORT, 'notifications_resolved_for_good'); END;
DROP TRIGGER device_movement_log_no_update;
CREATE TRIGGER device_movement_log_no_update BEFORE UPDATE ON device_movement_log
WHEN (OLD.id, OLD.device_id, OLD.action, OLD.from_status, OLD.to_status, OLD.from_booking_id, OLD.to_booking_id, OLD.rental_id, OLD.performed_by, OLD.created_at)
      IS NOT (NEW.id, NEW.device_id, NEW.action, NEW.from_status, NEW.to_status, NEW.from_booking_id, NEW.to_booking_id, NEW.rental_id, NEW.performed_by, NEW.created_at)
  OR coalesce(NEW.from_place, '') || coalesce(NEW.to_place, '') || coalesce(NEW.reason, '') NOT LIKE '%(forgotten)%'
BEGIN SELECT RAISE(ABORT, 'device_movement_log_append_only'); END;
