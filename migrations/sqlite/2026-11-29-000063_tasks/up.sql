-- Work on rooms and devices: vendors, tasks and what happened to them. A device is in maintenance exactly while a repair of it is
-- open: each refers to the other, looked at when the transaction ends. Its twin is in migrations/postgres.

CREATE TABLE vendors (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT vendors_name_check CHECK (length(name) BETWEEN 1 AND 255),
  -- the name as names are compared
  name_key   TEXT NOT NULL CONSTRAINT vendors_name_key_key UNIQUE,
  contact    TEXT CONSTRAINT vendors_contact_check CHECK (length(contact) BETWEEN 1 AND 100),
  email      TEXT CONSTRAINT vendors_email_check CHECK (length(email) BETWEEN 1 AND 255),
  phone      TEXT CONSTRAINT vendors_phone_check CHECK (length(phone) BETWEEN 1 AND 50),
  notes      TEXT CONSTRAINT vendors_notes_check CHECK (length(notes) BETWEEN 1 AND 2000),
  is_active  INTEGER NOT NULL CONSTRAINT vendors_is_active_check CHECK (is_active IN (0, 1)),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tasks (
  id             INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL CONSTRAINT tasks_kind_check CHECK (kind IN
                   ('cleaning', 'setup', 'inspection', 'maintenance', 'repair', 'issue', 'delivery', 'collection', 'other')),
  title          TEXT NOT NULL CONSTRAINT tasks_title_check CHECK (length(title) BETWEEN 1 AND 500),
  state          TEXT NOT NULL CONSTRAINT tasks_state_check CHECK (state IN ('open', 'in_progress', 'on_hold', 'done', 'cancelled')),
  priority       TEXT NOT NULL CONSTRAINT tasks_priority_check CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  -- what it is about: one of these, or none
  device_id      INTEGER REFERENCES devices (id),
  room_id        INTEGER REFERENCES rooms (id),
  booking_id     INTEGER REFERENCES bookings (id),
  rental_id      INTEGER REFERENCES offsite_rentals (id),
  vendor_id      INTEGER REFERENCES vendors (id),
  assignee_id    TEXT REFERENCES users (user_id),
  scheduled_at   INTEGER,
  due_at         INTEGER,
  done_at        INTEGER,
  done_by        TEXT,
  outcome        TEXT CONSTRAINT tasks_outcome_check CHECK (outcome IN ('fixed', 'unfixable')),
  estimate_cents INTEGER CONSTRAINT tasks_estimate_check CHECK (estimate_cents >= 0),
  -- what it cost, in the site's currency
  cost_cents     INTEGER CONSTRAINT tasks_cost_check CHECK (cost_cents >= 0),
  notes          TEXT CONSTRAINT tasks_notes_check CHECK (length(notes) BETWEEN 1 AND 2000),
  -- a rule of RFC 5545 by which the next one follows, and the first of those that followed each other
  rule           TEXT CONSTRAINT tasks_rule_check CHECK (length(rule) BETWEEN 1 AND 500),
  series_id      INTEGER REFERENCES tasks (id),
  -- what made it, so that it is made once: check-out:17, return:9:…, series:12:2026-03-02
  origin         TEXT CONSTRAINT tasks_origin_key UNIQUE,
  -- empty where the program made it
  created_by     TEXT,
  created_at     INTEGER NOT NULL,
  updated_by     TEXT NOT NULL,
  updated_at     INTEGER NOT NULL,
  -- the device of an open repair
  open_repair_of INTEGER GENERATED ALWAYS AS
                   (CASE WHEN kind = 'repair' AND state NOT IN ('done', 'cancelled') THEN device_id END) VIRTUAL
                   CONSTRAINT tasks_open_repair_key UNIQUE REFERENCES devices (repair_key) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT tasks_about_check CHECK
    ((device_id IS NOT NULL) + (room_id IS NOT NULL) + (booking_id IS NOT NULL) + (rental_id IS NOT NULL) <= 1),
  CONSTRAINT tasks_done_check CHECK ((state = 'done') = (done_at IS NOT NULL) AND (done_at IS NULL) = (done_by IS NULL)),
  CONSTRAINT tasks_repair_check CHECK (kind <> 'repair' OR device_id IS NOT NULL),
  CONSTRAINT tasks_outcome_of_repair CHECK (outcome IS NULL OR (kind = 'repair' AND state = 'done'))
) STRICT;
CREATE INDEX tasks_open ON tasks (due_at) WHERE state IN ('open', 'in_progress', 'on_hold');
CREATE INDEX tasks_device ON tasks (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX tasks_room ON tasks (room_id) WHERE room_id IS NOT NULL;
CREATE INDEX tasks_booking ON tasks (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX tasks_rental ON tasks (rental_id) WHERE rental_id IS NOT NULL;

-- When a task was in which state, and what was added to it.
CREATE TABLE task_events (
  id      INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES tasks (id),
  at      INTEGER NOT NULL,
  by      TEXT NOT NULL,
  -- the state that it has from then on; empty where only a text was added
  state   TEXT,
  text    TEXT CONSTRAINT task_events_text_check CHECK (length(text) BETWEEN 1 AND 500),
  CONSTRAINT task_events_said_check CHECK ((state IS NULL) <> (text IS NULL))
) STRICT;
CREATE INDEX task_events_task ON task_events (task_id, id);

-- What done tasks cost, in the ledger of costs: proposed when a task is done, approved or rejected by another person; approved
-- once.
CREATE TABLE task_costs (
  id           INTEGER PRIMARY KEY,
  task_id      INTEGER NOT NULL REFERENCES tasks (id),
  step         TEXT NOT NULL CONSTRAINT task_costs_step_check CHECK (step IN ('proposal', 'approval', 'rejection')),
  amount_cents INTEGER NOT NULL CONSTRAINT task_costs_amount_check CHECK (amount_cents >= 0),
  currency     TEXT NOT NULL CONSTRAINT task_costs_currency_check CHECK (length(currency) = 3),
  reason       TEXT CONSTRAINT task_costs_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  -- the only admin of a site decides alone
  one_person   INTEGER NOT NULL DEFAULT 0 CONSTRAINT task_costs_one_person_check CHECK (one_person IN (0, 1)),
  created_by   TEXT NOT NULL,
  -- who typed it, for another or by another's token
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  CONSTRAINT task_costs_one_person_of_decision CHECK (NOT one_person OR step <> 'proposal')
) STRICT;
CREATE INDEX task_costs_task ON task_costs (task_id, id);
CREATE UNIQUE INDEX task_costs_approved_once ON task_costs (task_id) WHERE step = 'approval';
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
      OR NEW.step = 'proposal' AND NOT EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND state = 'done' AND cost_cents = NEW.amount_cents)
      OR NEW.step <> 'proposal'
         AND (SELECT (step, amount_cents, currency) = ('proposal', NEW.amount_cents, NEW.currency) FROM task_costs
               WHERE task_id = NEW.task_id ORDER BY id DESC LIMIT 1) IS NOT 1;
  SELECT RAISE(ABORT, 'task_costs_two_people')
   WHERE NEW.step <> 'proposal' AND NOT NEW.one_person
     AND (SELECT p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)
            FROM task_costs p WHERE p.task_id = NEW.task_id ORDER BY p.id DESC LIMIT 1);
  SELECT RAISE(ABORT, 'task_costs_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1);
  SELECT RAISE(ABORT, 'task_costs_by_approver')
   WHERE NEW.step <> 'proposal'
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance'));
END;

ALTER TABLE devices ADD COLUMN repair_key INTEGER GENERATED ALWAYS AS (CASE WHEN status = 'maintenance' THEN id END) VIRTUAL
  REFERENCES tasks (open_repair_of) DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX devices_repair_key ON devices (repair_key);

CREATE TRIGGER task_events_begun AFTER INSERT ON tasks
BEGIN
  INSERT INTO task_events (task_id, at, by, state) VALUES (NEW.id, NEW.created_at, NEW.updated_by, NEW.state);
END;
CREATE TRIGGER task_events_stepped AFTER UPDATE OF state ON tasks
WHEN NEW.state <> OLD.state
BEGIN
  INSERT INTO task_events (task_id, at, by, state) VALUES (NEW.id, NEW.updated_at, NEW.updated_by, NEW.state);
END;

-- Devices that are in maintenance already: since then, for the reason that was given.
INSERT INTO tasks (kind, title, state, priority, device_id, created_at, updated_by, updated_at)
SELECT 'repair', coalesce((SELECT m.reason FROM device_movement_log m WHERE m.device_id = d.id AND m.to_status = 'maintenance'
                              AND m.reason IS NOT NULL ORDER BY m.id DESC LIMIT 1), 'Repair'),
       'open', 'normal', d.id, d.status_since, 'system', d.status_since
  FROM devices d WHERE d.status = 'maintenance' ORDER BY d.id;

CREATE TRIGGER tasks_never_deleted BEFORE DELETE ON tasks
BEGIN SELECT RAISE(ABORT, 'tasks_never_deleted'); END;
CREATE TRIGGER tasks_no_replace BEFORE INSERT ON tasks
WHEN EXISTS (SELECT 1 FROM tasks WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'tasks_never_deleted'); END;
-- What a task is about stays; a repair stays one.
CREATE TRIGGER tasks_about_fixed BEFORE UPDATE OF device_id, room_id, booking_id, rental_id, kind ON tasks
WHEN (NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id) IS NOT (OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id)
  OR (NEW.kind <> OLD.kind AND 'repair' IN (NEW.kind, OLD.kind))
BEGIN SELECT RAISE(ABORT, 'tasks_about_fixed'); END;
CREATE TRIGGER vendors_never_deleted BEFORE DELETE ON vendors
BEGIN SELECT RAISE(ABORT, 'vendors_never_deleted'); END;
CREATE TRIGGER vendors_no_replace BEFORE INSERT ON vendors
WHEN EXISTS (SELECT 1 FROM vendors WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'vendors_never_deleted'); END;
CREATE TRIGGER task_events_no_replace BEFORE INSERT ON task_events
WHEN EXISTS (SELECT 1 FROM task_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'task_events_append_only'); END;
-- A text that names a forgotten client is blanked.
CREATE TRIGGER task_events_no_update BEFORE UPDATE ON task_events
WHEN (OLD.id, OLD.task_id, OLD.at, OLD.by, OLD.state) IS NOT (NEW.id, NEW.task_id, NEW.at, NEW.by, NEW.state)
  OR coalesce(NEW.text, '') NOT LIKE '%(forgotten)%'
BEGIN SELECT RAISE(ABORT, 'task_events_append_only'); END;
CREATE TRIGGER task_events_no_delete BEFORE DELETE ON task_events
BEGIN SELECT RAISE(ABORT, 'task_events_append_only'); END;

-- What undo brings back.
CREATE TRIGGER vendors_kept_insert AFTER INSERT ON vendors
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('vendors', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER vendors_kept_update AFTER UPDATE ON vendors
WHEN (OLD.name, OLD.name_key, OLD.contact, OLD.email, OLD.phone, OLD.notes, OLD.is_active, OLD.created_by, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.contact, NEW.email, NEW.phone, NEW.notes, NEW.is_active, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('vendors', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'contact', OLD.contact, 'email', OLD.email,
      'phone', OLD.phone, 'notes', OLD.notes, 'is_active', OLD.is_active, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
CREATE TRIGGER tasks_kept_insert AFTER INSERT ON tasks
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('tasks', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER tasks_kept_update AFTER UPDATE ON tasks
WHEN (OLD.kind, OLD.title, OLD.state, OLD.priority, OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id, OLD.vendor_id,
      OLD.assignee_id, OLD.scheduled_at, OLD.due_at, OLD.done_at, OLD.done_by, OLD.outcome, OLD.estimate_cents, OLD.cost_cents,
      OLD.notes, OLD.rule, OLD.series_id, OLD.origin, OLD.created_by, OLD.created_at)
  IS NOT (NEW.kind, NEW.title, NEW.state, NEW.priority, NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id, NEW.vendor_id,
      NEW.assignee_id, NEW.scheduled_at, NEW.due_at, NEW.done_at, NEW.done_by, NEW.outcome, NEW.estimate_cents, NEW.cost_cents,
      NEW.notes, NEW.rule, NEW.series_id, NEW.origin, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('tasks', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'kind', OLD.kind, 'title', OLD.title, 'state', OLD.state, 'priority', OLD.priority,
      'device_id', OLD.device_id, 'room_id', OLD.room_id, 'booking_id', OLD.booking_id, 'rental_id', OLD.rental_id,
      'vendor_id', OLD.vendor_id, 'assignee_id', OLD.assignee_id, 'scheduled_at', OLD.scheduled_at, 'due_at', OLD.due_at,
      'done_at', OLD.done_at, 'done_by', OLD.done_by, 'outcome', OLD.outcome, 'estimate_cents', OLD.estimate_cents,
      'cost_cents', OLD.cost_cents, 'notes', OLD.notes, 'rule', OLD.rule, 'series_id', OLD.series_id, 'origin', OLD.origin,
      'created_by', OLD.created_by, 'created_at', OLD.created_at, 'updated_by', OLD.updated_by, 'updated_at', OLD.updated_at));
END;
