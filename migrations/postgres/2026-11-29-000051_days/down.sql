ALTER TABLE payments DROP CONSTRAINT payments_year_check;
