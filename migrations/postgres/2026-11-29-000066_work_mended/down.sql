ALTER TABLE task_costs DISABLE TRIGGER USER;
DELETE FROM task_costs WHERE step = 'withdrawal';
ALTER TABLE task_costs ENABLE TRIGGER USER;
ALTER TABLE task_costs DROP CONSTRAINT task_costs_step_check, DROP CONSTRAINT task_costs_one_person_of_decision,
  ADD CONSTRAINT task_costs_step_check CHECK (step IN ('proposal', 'approval', 'rejection')),
  ADD CONSTRAINT task_costs_one_person_of_decision CHECK (NOT one_person OR step <> 'proposal');
CREATE OR REPLACE FUNCTION task_costs_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE newest task_costs;
BEGIN
  PERFORM 1 FROM tasks WHERE id = NEW.task_id FOR UPDATE;
  SELECT * INTO newest FROM task_costs WHERE task_id = NEW.task_id ORDER BY id DESC LIMIT 1;
  IF NEW.id <= newest.id OR EXISTS (SELECT 1 FROM task_costs WHERE task_id = NEW.task_id AND step = 'approval')
     OR NEW.step = 'proposal'
        AND NOT EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND state = 'done' AND cost_cents = NEW.amount_cents)
     OR NEW.step <> 'proposal'
        AND (newest.step, newest.amount_cents, newest.currency) IS DISTINCT FROM ('proposal', NEW.amount_cents, NEW.currency) THEN
    PERFORM booking_costing_refuse('task_costs_order');
  END IF;
  IF NEW.one_person THEN
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('task_costs_two_people');
    END IF;
  ELSIF NEW.step <> 'proposal' AND (newest.created_by IN (NEW.created_by, NEW.entered_by)
                                    OR newest.entered_by IN (NEW.created_by, NEW.entered_by)) THEN
    PERFORM booking_costing_refuse('task_costs_two_people');
  END IF;
  IF NEW.step <> 'proposal'
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance')) THEN
    PERFORM booking_costing_refuse('task_costs_by_approver');
  END IF;
  RETURN NEW;
END $$;
-- A function that is replaced loses what was set of it.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION task_costs_order() SET search_path = %I, pg_temp', current_schema());
END $$;
