-- A category of devices that was added can be taken back. Its twin is in migrations/postgres.
CREATE TRIGGER device_categories_kept_insert AFTER INSERT ON device_categories
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('device_categories', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER device_categories_kept_delete AFTER DELETE ON device_categories
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('device_categories', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'created_at', OLD.created_at));
END;
