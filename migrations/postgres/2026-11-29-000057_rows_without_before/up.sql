-- The twin in migrations/sqlite mends what jsonb has right: a server has nothing to change.
SELECT 1;
