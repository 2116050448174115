-- The day on which a rented device was due when it came back: one that is back owes nothing for an extension of the others.
-- Its twin is in migrations/postgres.

ALTER TABLE booking_device_assignments ADD COLUMN due_on TEXT;

DROP TRIGGER booking_device_assignments_kept_update;
DROP TRIGGER booking_device_assignments_kept_delete;

-- What the rental was extended from after the device came back, else its last day.
UPDATE booking_device_assignments SET due_on = coalesce(
  (SELECT json_extract(l.before, '$.return_on') FROM audit_log l JOIN offsite_rentals r ON l.entity_id = r.rental_no
    WHERE r.id = booking_device_assignments.rental_id AND l.entity = 'rental' AND l.at > booking_device_assignments.returned_at
      AND json_extract(l.before, '$.return_on') IS NOT NULL ORDER BY l.seq LIMIT 1),
  (SELECT r.return_expected_date FROM offsite_rentals r WHERE r.id = booking_device_assignments.rental_id))
 WHERE returned_at IS NOT NULL;

CREATE TRIGGER booking_device_assignments_kept_update AFTER UPDATE ON booking_device_assignments
WHEN (OLD.booking_id, OLD.device_category_id, OLD.quantity, OLD.created_at, OLD.rental_id, OLD.device_id, OLD.assignment_type,
      OLD.assigned_by, OLD.assigned_at, OLD.returned_at, OLD.return_condition, OLD.notes,
      OLD.due_on)
  IS NOT (NEW.booking_id, NEW.device_category_id, NEW.quantity, NEW.created_at, NEW.rental_id, NEW.device_id, NEW.assignment_type,
      NEW.assigned_by, NEW.assigned_at, NEW.returned_at, NEW.return_condition, NEW.notes,
      NEW.due_on)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_device_assignments', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'booking_id', OLD.booking_id, 'device_category_id', OLD.device_category_id, 'quantity', OLD.quantity,
      'created_at', OLD.created_at, 'rental_id', OLD.rental_id, 'device_id', OLD.device_id,
      'assignment_type', OLD.assignment_type, 'assigned_by', OLD.assigned_by, 'assigned_at', OLD.assigned_at,
      'returned_at', OLD.returned_at, 'return_condition', OLD.return_condition, 'notes', OLD.notes,
      'due_on', OLD.due_on));
END;
CREATE TRIGGER booking_device_assignments_kept_delete AFTER DELETE ON booking_device_assignments
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('booking_device_assignments', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'booking_id', OLD.booking_id, 'device_category_id', OLD.device_category_id, 'quantity', OLD.quantity,
      'created_at', OLD.created_at, 'rental_id', OLD.rental_id, 'device_id', OLD.device_id,
      'assignment_type', OLD.assignment_type, 'assigned_by', OLD.assigned_by, 'assigned_at', OLD.assigned_at,
      'returned_at', OLD.returned_at, 'return_condition', OLD.return_condition, 'notes', OLD.notes,
      'due_on', OLD.due_on));
END;
