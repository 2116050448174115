DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''location'' THEN ''locations''', '');
END $$;
DROP TRIGGER rooms_kept ON rooms;
ALTER TABLE rooms ADD COLUMN location text;
UPDATE rooms SET location = (SELECT name FROM locations WHERE id = rooms.location_id);
UPDATE operation_rows
   SET before = ((before::jsonb - 'location_id') || jsonb_build_object('location',
                  (SELECT name FROM locations WHERE id = (operation_rows.before::jsonb ->> 'location_id')::bigint)))::text
 WHERE table_name = 'rooms' AND before IS NOT NULL;
UPDATE operation_rows SET before = (before::jsonb - 'location_id')::text
 WHERE table_name IN ('devices', 'tasks') AND before IS NOT NULL;
DELETE FROM operation_rows WHERE table_name = 'locations';
ALTER TABLE rooms DROP COLUMN location_id;
CREATE TRIGGER rooms_kept AFTER INSERT OR UPDATE ON rooms
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
ALTER TABLE devices DROP COLUMN location_id;
DROP TRIGGER tasks_about_fixed ON tasks;
ALTER TABLE tasks DROP COLUMN location_id;
CREATE TRIGGER tasks_about_fixed BEFORE UPDATE OF device_id, room_id, booking_id, rental_id, kind ON tasks
  FOR EACH ROW WHEN ((NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id)
                       IS DISTINCT FROM (OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id)
                     OR (NEW.kind <> OLD.kind AND 'repair' IN (NEW.kind, OLD.kind)))
  EXECUTE FUNCTION colab_refuse('tasks_about_fixed');
DROP TABLE locations;
