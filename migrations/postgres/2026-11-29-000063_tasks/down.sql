DROP TRIGGER devices_kept ON devices;
ALTER TABLE tasks DROP CONSTRAINT tasks_open_repair_of_fkey;
ALTER TABLE devices DROP COLUMN repair_key;
CREATE TRIGGER devices_kept AFTER INSERT OR UPDATE ON devices
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
DELETE FROM operation_rows WHERE table_name IN ('tasks', 'vendors');
DROP TABLE task_costs;
DROP FUNCTION task_costs_order();
DROP TABLE task_events;
DROP TABLE tasks;
DROP TABLE vendors;
DROP FUNCTION task_events_stepped();
DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''task'' THEN ''tasks'' WHEN ''vendor'' THEN ''vendors'' WHEN ''task_cost'' THEN ''task_costs''', '');
END $$;
