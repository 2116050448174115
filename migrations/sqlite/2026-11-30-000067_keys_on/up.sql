-- A device in maintenance and its repair are held together by references that are checked at the end of a
-- transaction, and a connection may have them switched off, as that of SQLite's own shell. What parts the two asks whether they
-- are on: only then the second row of the probe goes with its first.

CREATE TABLE __foreign_keys (
  id        INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES __foreign_keys (id) ON DELETE CASCADE
) STRICT;
CREATE TRIGGER devices_keys_on_insert BEFORE INSERT ON devices
WHEN NEW.status = 'maintenance'
  OR EXISTS (SELECT 1 FROM devices WHERE (id = NEW.id OR serial_key = NEW.serial_key) AND repair_key IS NOT NULL)
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, 'foreign_keys_off: PRAGMA foreign_keys = ON') FROM __foreign_keys;
END;
CREATE TRIGGER devices_keys_on_update BEFORE UPDATE OF id, status ON devices
WHEN NEW.repair_key IS NOT OLD.repair_key
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, 'foreign_keys_off: PRAGMA foreign_keys = ON') FROM __foreign_keys;
END;
CREATE TRIGGER devices_keys_on_delete BEFORE DELETE ON devices
WHEN OLD.status = 'maintenance'
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, 'foreign_keys_off: PRAGMA foreign_keys = ON') FROM __foreign_keys;
END;
CREATE TRIGGER tasks_keys_on_insert BEFORE INSERT ON tasks
WHEN NEW.open_repair_of IS NOT NULL
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, 'foreign_keys_off: PRAGMA foreign_keys = ON') FROM __foreign_keys;
END;
CREATE TRIGGER tasks_keys_on_update BEFORE UPDATE OF state ON tasks
WHEN NEW.open_repair_of IS NOT OLD.open_repair_of
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, 'foreign_keys_off: PRAGMA foreign_keys = ON') FROM __foreign_keys;
END;
