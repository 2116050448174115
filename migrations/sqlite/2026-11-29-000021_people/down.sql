DROP TRIGGER users_kept_update;
ALTER TABLE users DROP COLUMN phone;
ALTER TABLE users DROP COLUMN full_name;
CREATE TRIGGER users_kept_update AFTER UPDATE ON users
WHEN (OLD.username, OLD.username_key, OLD.role, OLD.email, OLD.os_uid, OLD.is_active, OLD.created_at)
  IS NOT (NEW.username, NEW.username_key, NEW.role, NEW.email, NEW.os_uid, NEW.is_active, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('users', CAST(OLD.user_id AS TEXT),
    json_object('user_id', OLD.user_id, 'username', OLD.username, 'username_key', OLD.username_key, 'role', OLD.role, 'email', OLD.email,
      'os_uid', OLD.os_uid, 'is_active', OLD.is_active, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
