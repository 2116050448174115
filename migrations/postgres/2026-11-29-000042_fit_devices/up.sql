-- A device that is not fit (in repair, to be inspected, lost, sold …) is promised to nobody and leaves on no rental. What an
-- undo brings back was there before, and comes back. Its twin is in migrations/sqlite.
CREATE FUNCTION booking_device_assignments_fit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  PERFORM devices_lock(ARRAY[NEW.device_id]);
  IF EXISTS (SELECT 1 FROM devices WHERE id = NEW.device_id AND status IN ('available', 'assigned', 'offsite')) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM operation_rows k
                  WHERE k.table_name = 'booking_device_assignments'
                    AND (k.before::jsonb ->> 'device_id')::bigint = NEW.device_id
                    AND (k.before::jsonb ->> 'booking_id')::bigint IS NOT DISTINCT FROM NEW.booking_id
                    AND (NEW.rental_id IS NULL OR (k.before::jsonb ->> 'rental_id')::bigint = NEW.rental_id)
                    AND (TG_OP = 'INSERT' OR k.row_key = NEW.id::text)) THEN
    RAISE EXCEPTION USING MESSAGE = 'device_unfit', ERRCODE = 'check_violation', CONSTRAINT = 'device_unfit';
  END IF;
  RETURN NEW;
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION booking_device_assignments_fit() SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION booking_device_assignments_fit() FROM PUBLIC;
CREATE TRIGGER booking_device_assignments_fit BEFORE INSERT ON booking_device_assignments
  FOR EACH ROW WHEN (NEW.device_id IS NOT NULL AND NEW.returned_at IS NULL)
  EXECUTE FUNCTION booking_device_assignments_fit();
CREATE TRIGGER booking_device_assignments_fit_rental BEFORE UPDATE OF rental_id ON booking_device_assignments
  FOR EACH ROW WHEN (NEW.rental_id IS NOT NULL AND OLD.rental_id IS NULL AND NEW.returned_at IS NULL)
  EXECUTE FUNCTION booking_device_assignments_fit();
-- A request never becomes a device: that would pass by what is asked of a new one.
CREATE TRIGGER booking_device_assignments_request_fixed BEFORE UPDATE OF device_id ON booking_device_assignments
  FOR EACH ROW WHEN (OLD.device_id IS NULL AND NEW.device_id IS NOT NULL)
  EXECUTE FUNCTION colab_refuse('device_assignment_fixed');

-- A rental does not begin after its return, but for one that was planned and given up.
CREATE TRIGGER offsite_rentals_begin_insert BEFORE INSERT ON offsite_rentals
  FOR EACH ROW WHEN (NEW.starts_at > NEW.returned_at)
  EXECUTE FUNCTION colab_refuse('rental_begins_after_return');
CREATE TRIGGER offsite_rentals_begin_update BEFORE UPDATE OF starts_at ON offsite_rentals
  FOR EACH ROW WHEN (OLD.returned_at IS NOT NULL AND NEW.starts_at > NEW.returned_at AND NEW.starts_at > OLD.starts_at)
  EXECUTE FUNCTION colab_refuse('rental_begins_after_return');
