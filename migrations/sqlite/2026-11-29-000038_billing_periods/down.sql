DROP TRIGGER costing_lines_period;
DROP TRIGGER booking_costing_booked;
DROP TRIGGER booking_costing_period;
DROP VIEW billing_periods;
DROP TABLE period_events;
DROP INDEX costing_lines_booked;
ALTER TABLE costing_lines DROP COLUMN booked_month;
ALTER TABLE booking_costing DROP COLUMN booked_month;
