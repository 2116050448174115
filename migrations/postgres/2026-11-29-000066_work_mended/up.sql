-- A proposed cost is withdrawn when the end of its task is taken back. Its twin is in migrations/sqlite.

ALTER TABLE task_costs DROP CONSTRAINT task_costs_step_check, DROP CONSTRAINT task_costs_one_person_of_decision,
  ADD CONSTRAINT task_costs_step_check CHECK (step IN ('proposal', 'approval', 'rejection', 'withdrawal')),
  ADD CONSTRAINT task_costs_one_person_of_decision CHECK (NOT one_person OR step IN ('approval', 'rejection'));
CREATE OR REPLACE FUNCTION task_costs_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE newest task_costs;
BEGIN
  PERFORM 1 FROM tasks WHERE id = NEW.task_id FOR UPDATE;
  SELECT * INTO newest FROM task_costs WHERE task_id = NEW.task_id ORDER BY id DESC LIMIT 1;
  -- what is withdrawn is no cost of a done task any more; all else is the cost of one
  IF NEW.id <= newest.id OR EXISTS (SELECT 1 FROM task_costs WHERE task_id = NEW.task_id AND step = 'approval')
     OR (NEW.step = 'withdrawal')
        = EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND state = 'done' AND cost_cents = NEW.amount_cents)
     OR NEW.step <> 'proposal'
        AND (newest.step, newest.amount_cents, newest.currency) IS DISTINCT FROM ('proposal', NEW.amount_cents, NEW.currency) THEN
    PERFORM booking_costing_refuse('task_costs_order');
  END IF;
  -- who proposed this amount, now or before, and who ended the task do not decide
  IF NEW.one_person THEN
    IF NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
       OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1 THEN
      PERFORM booking_costing_refuse('task_costs_two_people');
    END IF;
  ELSIF NEW.step IN ('approval', 'rejection')
        AND (EXISTS (SELECT 1 FROM task_costs p
                      WHERE p.task_id = NEW.task_id AND p.step = 'proposal' AND p.amount_cents = NEW.amount_cents
                        AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)))
             OR EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND done_by IN (NEW.created_by, NEW.entered_by))) THEN
    PERFORM booking_costing_refuse('task_costs_two_people');
  END IF;
  IF NEW.step IN ('approval', 'rejection')
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

-- Costs of tasks whose end was taken back before costs were withdrawn with it.
INSERT INTO task_costs (task_id, step, amount_cents, currency, created_by, entered_by, created_at)
SELECT c.task_id, 'withdrawal', c.amount_cents, c.currency, 'system', 'system', t.updated_at
  FROM task_costs c JOIN tasks t ON t.id = c.task_id
 WHERE c.step = 'proposal' AND c.id = (SELECT max(id) FROM task_costs WHERE task_id = c.task_id)
   AND (t.state <> 'done' OR t.cost_cents IS DISTINCT FROM c.amount_cents)
 ORDER BY c.task_id;
