-- A file has no logins of its own: nothing to do. PostgreSQL's twin says what this is about.
SELECT 1;
