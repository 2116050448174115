ALTER TABLE payments DROP CONSTRAINT payments_year_check;
ALTER TABLE booking_costing DROP CONSTRAINT booking_costing_adjustment_reason;
