ALTER TABLE booking_catering DROP COLUMN printed_pages;
ALTER TABLE booking_catering DROP COLUMN amenities;
