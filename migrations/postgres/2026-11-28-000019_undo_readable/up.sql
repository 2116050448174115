-- A category of devices that was added can be taken back. Its twin is in migrations/sqlite.
CREATE TRIGGER device_categories_kept AFTER INSERT OR DELETE ON device_categories
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');
