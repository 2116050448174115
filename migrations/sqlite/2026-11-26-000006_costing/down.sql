DROP TABLE booking_costing;
