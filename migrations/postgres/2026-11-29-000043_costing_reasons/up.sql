-- An adjustment and a rejection have a reason; the check of the column lets an empty one pass. Its twin is in migrations/sqlite.
CREATE TRIGGER booking_costing_reason BEFORE INSERT ON booking_costing
  FOR EACH ROW WHEN ((NEW.entry = 'rejection' OR NEW.entry = 'proposal' AND NEW.adjustment IS NOT NULL)
                     AND length(trim(coalesce(NEW.reason, ''))) = 0)
  EXECUTE FUNCTION colab_refuse('booking_costing_reason_check');
