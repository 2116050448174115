DROP TRIGGER device_categories_kept ON device_categories;
