-- The number of a payment is of the year of its day. (That a day is a day is the type's matter here.)
ALTER TABLE payments ADD CONSTRAINT payments_year_check CHECK (year = extract(year FROM received_on));
