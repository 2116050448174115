-- A server checks references always: only SQLite has something to do here.
SELECT 1;
