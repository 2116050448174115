-- Orders of lists that had no index. Its twin is in migrations/postgres.

CREATE INDEX devices_status_since ON devices (status_since, serial_key);
-- The expressions are those of the list: the gravest first, and of a type the newest first.
CREATE INDEX notifications_gravity ON notifications ((CASE severity WHEN 'info' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END), id);
CREATE INDEX notifications_type ON notifications (notification_type, (-id));
