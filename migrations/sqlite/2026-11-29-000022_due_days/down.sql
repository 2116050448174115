DROP TRIGGER booking_device_assignments_kept_update;
DROP TRIGGER booking_device_assignments_kept_delete;
ALTER TABLE booking_device_assignments DROP COLUMN due_on;
CREATE TRIGGER booking_device_assignments_kept_update AFTER UPDATE ON booking_device_assignments
WHEN (OLD.booking_id, OLD.device_category_id, OLD.quantity, OLD.created_at, OLD.rental_id, OLD.device_id, OLD.assignment_type,
      OLD.assigned_by, OLD.assigned_at, OLD.returned_at, OLD.return_condition, OLD.notes)
  IS NOT (NEW.booking_id, NEW.device_category_id, NEW.quantity, NEW.created_at, NEW.rental_id, NEW.device_id, NEW.assignment_type,
      NEW.assigned_by, NEW.assigned_at, NEW.returned_at, NEW.return_condition, NEW.notes)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_device_assignments', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'booking_id', OLD.booking_id, 'device_category_id', OLD.device_category_id, 'quantity', OLD.quantity,
      'created_at', OLD.created_at, 'rental_id', OLD.rental_id, 'device_id', OLD.device_id,
      'assignment_type', OLD.assignment_type, 'assigned_by', OLD.assigned_by, 'assigned_at', OLD.assigned_at,
      'returned_at', OLD.returned_at, 'return_condition', OLD.return_condition, 'notes', OLD.notes));
END;
CREATE TRIGGER booking_device_assignments_kept_delete AFTER DELETE ON booking_device_assignments
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_device_assignments', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'booking_id', OLD.booking_id, 'device_category_id', OLD.device_category_id, 'quantity', OLD.quantity,
      'created_at', OLD.created_at, 'rental_id', OLD.rental_id, 'device_id', OLD.device_id,
      'assignment_type', OLD.assignment_type, 'assigned_by', OLD.assigned_by, 'assigned_at', OLD.assigned_at,
      'returned_at', OLD.returned_at, 'return_condition', OLD.return_condition, 'notes', OLD.notes));
END;
