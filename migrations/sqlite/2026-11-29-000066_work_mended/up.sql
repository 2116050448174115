-- A proposed cost is withdrawn when the end of its task is taken back. Its twin is in migrations/postgres.

CREATE TABLE task_costs_before AS SELECT * FROM task_costs;
DROP TABLE task_costs;
CREATE TABLE task_costs (
  id           INTEGER PRIMARY KEY,
  task_id      INTEGER NOT NULL REFERENCES tasks (id),
  step         TEXT NOT NULL CONSTRAINT task_costs_step_check CHECK (step IN ('proposal', 'approval', 'rejection', 'withdrawal')),
  amount_cents INTEGER NOT NULL CONSTRAINT task_costs_amount_check CHECK (amount_cents >= 0),
  currency     TEXT NOT NULL CONSTRAINT task_costs_currency_check CHECK (length(currency) = 3),
  reason       TEXT CONSTRAINT task_costs_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  -- the only admin of a site decides alone
  one_person   INTEGER NOT NULL DEFAULT 0 CONSTRAINT task_costs_one_person_check CHECK (one_person IN (0, 1)),
  created_by   TEXT NOT NULL,
  -- who typed it, for another or by another's token
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  CONSTRAINT task_costs_one_person_of_decision CHECK (NOT one_person OR step IN ('approval', 'rejection'))
) STRICT;
CREATE INDEX task_costs_task ON task_costs (task_id, id);
CREATE UNIQUE INDEX task_costs_approved_once ON task_costs (task_id) WHERE step = 'approval';
INSERT INTO task_costs (id, task_id, step, amount_cents, currency, reason, one_person, created_by, entered_by, created_at)
SELECT id, task_id, step, amount_cents, currency, reason, one_person, created_by, entered_by, created_at FROM task_costs_before ORDER BY id;
DROP TABLE task_costs_before;
CREATE TRIGGER task_costs_no_replace BEFORE INSERT ON task_costs
WHEN EXISTS (SELECT 1 FROM task_costs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'task_costs_append_only'); END;
CREATE TRIGGER task_costs_no_update BEFORE UPDATE ON task_costs
BEGIN SELECT RAISE(ABORT, 'task_costs_append_only'); END;
CREATE TRIGGER task_costs_no_delete BEFORE DELETE ON task_costs
BEGIN SELECT RAISE(ABORT, 'task_costs_append_only'); END;
CREATE TRIGGER task_costs_order BEFORE INSERT ON task_costs
BEGIN
  SELECT RAISE(ABORT, 'task_costs_order')
   WHERE EXISTS (SELECT 1 FROM task_costs WHERE task_id = NEW.task_id AND (step = 'approval' OR id >= NEW.id))
      -- what is withdrawn is no cost of a done task any more; all else is the cost of one
      OR (NEW.step = 'withdrawal')
         = EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND state = 'done' AND cost_cents = NEW.amount_cents)
      OR NEW.step <> 'proposal'
         AND (SELECT (step, amount_cents, currency) = ('proposal', NEW.amount_cents, NEW.currency) FROM task_costs
               WHERE task_id = NEW.task_id ORDER BY id DESC LIMIT 1) IS NOT 1;
  -- who proposed this amount, now or before, and who ended the task do not decide
  SELECT RAISE(ABORT, 'task_costs_two_people')
   WHERE NEW.step IN ('approval', 'rejection') AND NOT NEW.one_person
     AND (EXISTS (SELECT 1 FROM task_costs p
                   WHERE p.task_id = NEW.task_id AND p.step = 'proposal' AND p.amount_cents = NEW.amount_cents
                     AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)))
          OR EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND done_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, 'task_costs_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1);
  SELECT RAISE(ABORT, 'task_costs_by_approver')
   WHERE NEW.step IN ('approval', 'rejection')
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance'));
END;

-- Costs of tasks whose end was taken back before costs were withdrawn with it.
INSERT INTO task_costs (task_id, step, amount_cents, currency, created_by, entered_by, created_at)
SELECT c.task_id, 'withdrawal', c.amount_cents, c.currency, 'system', 'system', t.updated_at
  FROM task_costs c JOIN tasks t ON t.id = c.task_id
 WHERE c.step = 'proposal' AND c.id = (SELECT max(id) FROM task_costs WHERE task_id = c.task_id)
   AND (t.state <> 'done' OR t.cost_cents IS NOT c.amount_cents)
 ORDER BY c.task_id;
