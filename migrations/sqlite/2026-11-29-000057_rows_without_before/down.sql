-- Nothing to take back: an earlier version writes the same rows under this constraint, and with its own one the rows without a
-- state before would be refused.
SELECT 1;
