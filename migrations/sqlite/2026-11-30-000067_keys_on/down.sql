DROP TRIGGER devices_keys_on_insert;
DROP TRIGGER devices_keys_on_update;
DROP TRIGGER devices_keys_on_delete;
DROP TRIGGER tasks_keys_on_insert;
DROP TRIGGER tasks_keys_on_update;
DROP TABLE __foreign_keys;
