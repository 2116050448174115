DROP TABLE booking_costing;
DROP FUNCTION booking_costing_proposal();
DROP FUNCTION booking_costing_decision();
DROP FUNCTION booking_costing_refuse(text);
