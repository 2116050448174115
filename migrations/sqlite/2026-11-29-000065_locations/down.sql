DROP TRIGGER locations_never_deleted;
DROP TRIGGER rooms_kept_update;
ALTER TABLE rooms ADD COLUMN location TEXT;
UPDATE rooms SET location = (SELECT name FROM locations WHERE id = rooms.location_id);
UPDATE operation_rows
   SET before = json_set(json_remove(before, '$.location_id'), '$.location',
                         (SELECT name FROM locations WHERE id = json_extract(operation_rows.before, '$.location_id')))
 WHERE table_name = 'rooms' AND before IS NOT NULL;
UPDATE operation_rows SET before = json_remove(before, '$.location_id')
 WHERE table_name IN ('devices', 'tasks') AND before IS NOT NULL;
DELETE FROM operation_rows WHERE table_name = 'locations';
DROP INDEX rooms_location;
ALTER TABLE rooms DROP COLUMN location_id;
DROP TRIGGER devices_kept_update;
DROP INDEX devices_location;
ALTER TABLE devices DROP COLUMN location_id;
DROP TRIGGER tasks_kept_update;
DROP TRIGGER tasks_about_fixed;
DROP INDEX tasks_location;
ALTER TABLE tasks DROP COLUMN location_id;
DROP TABLE locations;
CREATE TRIGGER rooms_kept_update AFTER UPDATE ON rooms
WHEN (OLD.name, OLD.name_key, OLD.max_capacity, OLD.room_type, OLD.has_devices, OLD.is_active, OLD.location, OLD.setup_minutes,
      OLD.teardown_minutes, OLD.buffers_from, OLD.opens_at, OLD.closes_at, OLD.min_minutes, OLD.max_minutes, OLD.notice_hours,
      OLD.horizon_days, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.max_capacity, NEW.room_type, NEW.has_devices, NEW.is_active, NEW.location, NEW.setup_minutes,
      NEW.teardown_minutes, NEW.buffers_from, NEW.opens_at, NEW.closes_at, NEW.min_minutes, NEW.max_minutes, NEW.notice_hours,
      NEW.horizon_days, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('rooms', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'max_capacity', OLD.max_capacity, 'room_type', OLD.room_type,
      'has_devices', OLD.has_devices, 'is_active', OLD.is_active, 'location', OLD.location, 'setup_minutes', OLD.setup_minutes,
      'teardown_minutes', OLD.teardown_minutes, 'buffers_from', OLD.buffers_from, 'opens_at', OLD.opens_at,
      'closes_at', OLD.closes_at, 'min_minutes', OLD.min_minutes, 'max_minutes', OLD.max_minutes,
      'notice_hours', OLD.notice_hours, 'horizon_days', OLD.horizon_days, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at));
END;
CREATE TRIGGER devices_kept_update AFTER UPDATE ON devices
WHEN (OLD.serial_number, OLD.serial_key, OLD.name, OLD.category_id, OLD.status, OLD.status_since, OLD.place, OLD.office_account,
      OLD.anydesk_id, OLD.notes, OLD.created_at, OLD.brand, OLD.model, OLD.purchased_on, OLD.price_cents, OLD.warranty_until)
  IS NOT (NEW.serial_number, NEW.serial_key, NEW.name, NEW.category_id, NEW.status, NEW.status_since, NEW.place, NEW.office_account,
      NEW.anydesk_id, NEW.notes, NEW.created_at, NEW.brand, NEW.model, NEW.purchased_on, NEW.price_cents, NEW.warranty_until)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('devices', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'serial_number', OLD.serial_number, 'serial_key', OLD.serial_key, 'name', OLD.name,
      'category_id', OLD.category_id, 'status', OLD.status, 'status_since', OLD.status_since, 'place', OLD.place,
      'office_account', OLD.office_account, 'anydesk_id', OLD.anydesk_id, 'notes', OLD.notes, 'created_at', OLD.created_at,
      'updated_at', OLD.updated_at,
      'brand', OLD.brand, 'model', OLD.model, 'purchased_on', OLD.purchased_on, 'price_cents', OLD.price_cents, 'warranty_until', OLD.warranty_until));
END;
CREATE TRIGGER tasks_kept_update AFTER UPDATE ON tasks
WHEN (OLD.kind, OLD.title, OLD.state, OLD.priority, OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id, OLD.vendor_id,
      OLD.assignee_id, OLD.scheduled_at, OLD.due_at, OLD.done_at, OLD.done_by, OLD.outcome, OLD.estimate_cents, OLD.cost_cents,
      OLD.notes, OLD.rule, OLD.series_id, OLD.origin, OLD.created_by, OLD.created_at)
  IS NOT (NEW.kind, NEW.title, NEW.state, NEW.priority, NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id, NEW.vendor_id,
      NEW.assignee_id, NEW.scheduled_at, NEW.due_at, NEW.done_at, NEW.done_by, NEW.outcome, NEW.estimate_cents, NEW.cost_cents,
      NEW.notes, NEW.rule, NEW.series_id, NEW.origin, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('tasks', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'kind', OLD.kind, 'title', OLD.title, 'state', OLD.state, 'priority', OLD.priority,
      'device_id', OLD.device_id, 'room_id', OLD.room_id, 'booking_id', OLD.booking_id, 'rental_id', OLD.rental_id,
      'vendor_id', OLD.vendor_id, 'assignee_id', OLD.assignee_id, 'scheduled_at', OLD.scheduled_at, 'due_at', OLD.due_at,
      'done_at', OLD.done_at, 'done_by', OLD.done_by, 'outcome', OLD.outcome, 'estimate_cents', OLD.estimate_cents,
      'cost_cents', OLD.cost_cents, 'notes', OLD.notes, 'rule', OLD.rule, 'series_id', OLD.series_id, 'origin', OLD.origin,
      'created_by', OLD.created_by, 'created_at', OLD.created_at, 'updated_by', OLD.updated_by, 'updated_at', OLD.updated_at));
END;
CREATE TRIGGER tasks_about_fixed BEFORE UPDATE OF device_id, room_id, booking_id, rental_id, kind ON tasks
WHEN (NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id) IS NOT (OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id)
  OR (NEW.kind <> OLD.kind AND 'repair' IN (NEW.kind, OLD.kind))
BEGIN SELECT RAISE(ABORT, 'tasks_about_fixed'); END;
