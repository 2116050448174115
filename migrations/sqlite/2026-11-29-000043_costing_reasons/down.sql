DROP TRIGGER booking_costing_reason;
