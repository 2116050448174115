-- An adjustment and a rejection have a reason; the check of the column lets an empty one pass. Its twin is in migrations/postgres.
CREATE TRIGGER booking_costing_reason BEFORE INSERT ON booking_costing
WHEN (NEW.entry = 'rejection' OR NEW.entry = 'proposal' AND NEW.adjustment IS NOT NULL)
 AND length(trim(coalesce(NEW.reason, ''))) = 0
BEGIN SELECT RAISE(ABORT, 'booking_costing_reason_check'); END;
