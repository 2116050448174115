DROP TRIGGER booking_costing_reason ON booking_costing;
