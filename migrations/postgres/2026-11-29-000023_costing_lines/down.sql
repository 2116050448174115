DROP TRIGGER costing_lines_add_up ON booking_costing;
DROP TABLE costing_lines;
DROP FUNCTION costing_lines_add_up();
DROP FUNCTION costing_lines_undecided();
ALTER TABLE booking_costing DROP COLUMN discount_rest;
