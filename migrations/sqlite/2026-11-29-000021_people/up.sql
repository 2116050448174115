-- What users are called and where they are called. Its twin is in migrations/postgres.
ALTER TABLE users ADD COLUMN full_name TEXT;
ALTER TABLE users ADD COLUMN phone TEXT;

DROP TRIGGER users_kept_update;
CREATE TRIGGER users_kept_update AFTER UPDATE ON users
WHEN (OLD.username, OLD.username_key, OLD.role, OLD.email, OLD.os_uid, OLD.is_active, OLD.created_at, OLD.full_name, OLD.phone)
  IS NOT (NEW.username, NEW.username_key, NEW.role, NEW.email, NEW.os_uid, NEW.is_active, NEW.created_at, NEW.full_name, NEW.phone)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('users', CAST(OLD.user_id AS TEXT),
    json_object('user_id', OLD.user_id, 'username', OLD.username, 'username_key', OLD.username_key, 'role', OLD.role, 'email', OLD.email,
      'os_uid', OLD.os_uid, 'is_active', OLD.is_active, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at,
      'full_name', OLD.full_name, 'phone', OLD.phone));
END;
