-- Roles that users have beside their own, each within a scope. Its twin is in migrations/postgres.

CREATE TABLE role_grants (
  id          INTEGER PRIMARY KEY,
  user_id     TEXT NOT NULL REFERENCES users (user_id),
  role        TEXT NOT NULL CONSTRAINT role_grants_role_check CHECK (role IN ('room_manager')),
  scope_kind  TEXT NOT NULL CONSTRAINT role_grants_scope_kind_check CHECK (scope_kind IN ('room', 'location', 'tenant', 'all')),
  room_id     INTEGER REFERENCES rooms (id),
  location_id INTEGER REFERENCES locations (id),
  tenant_id   TEXT CONSTRAINT role_grants_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  granted_by  TEXT NOT NULL,
  granted_at  INTEGER NOT NULL,
  -- the kind says which of them there is
  CONSTRAINT role_grants_scope_check CHECK (
    (room_id IS NOT NULL) = (scope_kind = 'room') AND (location_id IS NOT NULL) = (scope_kind = 'location')
    AND (tenant_id IS NOT NULL) = (scope_kind = 'tenant'))
) STRICT;
CREATE UNIQUE INDEX role_grants_scope_key
  ON role_grants (user_id, role, scope_kind, coalesce(room_id, 0), coalesce(location_id, 0), coalesce(tenant_id, ''));
CREATE INDEX role_grants_room ON role_grants (room_id);
CREATE INDEX role_grants_location ON role_grants (location_id);

CREATE TRIGGER role_grants_kept_insert AFTER INSERT ON role_grants
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('role_grants', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER role_grants_kept_delete AFTER DELETE ON role_grants
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('role_grants', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'user_id', OLD.user_id, 'role', OLD.role, 'scope_kind', OLD.scope_kind, 'room_id', OLD.room_id,
      'location_id', OLD.location_id, 'tenant_id', OLD.tenant_id, 'granted_by', OLD.granted_by, 'granted_at', OLD.granted_at));
END;
