DROP INDEX notifications_type;
DROP INDEX notifications_gravity;
DROP INDEX devices_status_since;
