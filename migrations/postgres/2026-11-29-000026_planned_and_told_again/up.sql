-- A device may be out on one rental and planned for others: holds keep them apart. Its twin is in migrations/sqlite.
DROP INDEX booking_device_assignments_out;
CREATE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;
-- A device that is overdue leaves on no other rental, either. The clock is that rental's own.
CREATE FUNCTION booking_device_assignments_overdue_rental() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  PERFORM devices_lock(ARRAY[NEW.device_id]);
  IF EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
               JOIN offsite_rentals n ON n.id = NEW.rental_id
              WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= n.created_at) THEN
    RAISE EXCEPTION USING MESSAGE = 'device_overdue', ERRCODE = 'check_violation', CONSTRAINT = 'device_overdue';
  END IF;
  RETURN NEW;
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION booking_device_assignments_overdue_rental() SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION booking_device_assignments_overdue_rental() FROM PUBLIC;
CREATE TRIGGER booking_device_assignments_overdue_rental BEFORE UPDATE OF rental_id ON booking_device_assignments
  FOR EACH ROW WHEN (NEW.rental_id IS NOT NULL AND OLD.rental_id IS NULL)
  EXECUTE FUNCTION booking_device_assignments_overdue_rental();

-- What has become graver is sent once more.

-- How often it has become so, or was due to be told again.
ALTER TABLE notifications ADD COLUMN escalations integer NOT NULL DEFAULT 0
  CONSTRAINT notifications_escalations_check CHECK (escalations >= 0);

-- A notification goes to a person by a channel once each time.
ALTER TABLE notification_digest_items
  ADD COLUMN escalations integer NOT NULL DEFAULT 0,
  DROP CONSTRAINT notification_digest_items_pkey,
  ADD PRIMARY KEY (notification_id, user_id, channel, escalations);
ALTER TABLE notification_digest_items ALTER COLUMN escalations DROP DEFAULT;
