ALTER TABLE database_info DROP COLUMN machine;
