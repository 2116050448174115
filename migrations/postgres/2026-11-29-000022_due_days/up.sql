-- The day on which a rented device was due when it came back: one that is back owes nothing for an extension of the others.
-- Its twin is in migrations/sqlite.

ALTER TABLE booking_device_assignments ADD COLUMN due_on date;

DROP TRIGGER booking_device_assignments_kept ON booking_device_assignments;

-- What the rental was extended from after the device came back, else its last day.
UPDATE booking_device_assignments SET due_on = coalesce(
  (SELECT (l.before::jsonb ->> 'return_on')::date FROM audit_log l JOIN offsite_rentals r ON l.entity_id = r.rental_no
    WHERE r.id = booking_device_assignments.rental_id AND l.entity = 'rental' AND l.at > booking_device_assignments.returned_at
      AND l.before::jsonb ->> 'return_on' IS NOT NULL ORDER BY l.seq LIMIT 1),
  (SELECT r.return_expected_date FROM offsite_rentals r WHERE r.id = booking_device_assignments.rental_id))
 WHERE returned_at IS NOT NULL;

CREATE TRIGGER booking_device_assignments_kept AFTER INSERT OR UPDATE OR DELETE ON booking_device_assignments
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
