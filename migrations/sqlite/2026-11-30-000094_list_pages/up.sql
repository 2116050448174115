-- Orders of lists that had no index. Its twin is in migrations/postgres.

-- In the order of bytes, which is that of the program.
CREATE INDEX offsite_rentals_client_name ON offsite_rentals (client_name, id);
CREATE INDEX devices_category_order ON devices (category_id, serial_key);
CREATE INDEX devices_status_order ON devices (status, serial_key);
CREATE INDEX pricing_catalog_day ON pricing_catalog (effective_date, id);
CREATE INDEX room_blocks_start ON room_blocks (starts_at, id);
-- Instead of one of those alone that were not lifted.
DROP INDEX room_blocks_end;
CREATE INDEX room_blocks_end ON room_blocks (ends_at, id);
