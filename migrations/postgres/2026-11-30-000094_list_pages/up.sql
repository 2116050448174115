-- Orders of lists that had no index. Its twin is in migrations/sqlite.

-- In the order of bytes, which is that of the program.
CREATE INDEX offsite_rentals_client_name ON offsite_rentals (client_name COLLATE "C", id);
CREATE INDEX devices_category_order ON devices (category_id, serial_key COLLATE "C");
CREATE INDEX devices_status_order ON devices (status, serial_key COLLATE "C");
CREATE INDEX pricing_catalog_day ON pricing_catalog (effective_date, id);
-- SQLite has these orders in the unique keys, and in the index of the items.
CREATE INDEX rooms_name_order ON rooms (name_key COLLATE "C");
CREATE INDEX device_categories_name_order ON device_categories (name_key COLLATE "C");
CREATE INDEX pricing_catalog_named ON pricing_catalog (item_key COLLATE "C") WHERE item_name IS NOT NULL;
CREATE INDEX room_blocks_start ON room_blocks (starts_at, id);
-- Instead of one of those alone that were not lifted.
DROP INDEX room_blocks_end;
CREATE INDEX room_blocks_end ON room_blocks (ends_at, id);
