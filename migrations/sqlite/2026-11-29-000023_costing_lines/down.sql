DROP TRIGGER costing_lines_add_up;
DROP TABLE costing_lines;
ALTER TABLE booking_costing DROP COLUMN discount_rest;
