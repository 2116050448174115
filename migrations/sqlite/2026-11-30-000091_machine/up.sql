-- On which machine the numbers of the operating system's users are those of `users.os_uid`: elsewhere they are other people's.
-- A server's database knows no such users. Its twin is in migrations/postgres.

ALTER TABLE database_info ADD COLUMN machine TEXT;
