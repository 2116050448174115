DROP INDEX room_blocks_end;
CREATE INDEX room_blocks_end ON room_blocks (ends_at) WHERE lifted_at IS NULL;
DROP INDEX room_blocks_start;
DROP INDEX pricing_catalog_day;
DROP INDEX devices_status_order;
DROP INDEX devices_category_order;
DROP INDEX offsite_rentals_client_name;
