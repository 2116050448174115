-- Months that are billed and closed: nothing is booked into them any more. Its twin is in migrations/postgres.

-- The month in which the ledger books a costing or a line of it, where that is a later one than the month of the service.
ALTER TABLE booking_costing ADD COLUMN booked_month TEXT
  CONSTRAINT booking_costing_booked_month_check CHECK (length(booked_month) = 7 AND booked_month > service_month);
ALTER TABLE costing_lines ADD COLUMN booked_month TEXT
  CONSTRAINT costing_lines_booked_month_check CHECK (length(booked_month) = 7 AND booked_month > service_month);
CREATE INDEX costing_lines_booked ON costing_lines (booked_month) WHERE booked_month IS NOT NULL;

-- What happened to a month: held back, closed, asked to be reopened, reopened. The newest one but a request says how it stands.
CREATE TABLE period_events (
  id            INTEGER PRIMARY KEY,
  -- 2026-03
  month         TEXT NOT NULL CONSTRAINT period_events_month_check CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  -- empty: all tenants
  tenant_id     TEXT CONSTRAINT period_events_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  event         TEXT NOT NULL CONSTRAINT period_events_event_check CHECK (event IN ('held', 'closed', 'reopening', 'reopened')),
  -- of a reopening: the request that it grants, once
  request_id    INTEGER REFERENCES period_events (id) CONSTRAINT period_events_request_id_key UNIQUE,
  reason        TEXT,
  -- of a closing: every line that is booked in the month, in a fixed form, their hash and their sums by currency
  snapshot      TEXT,
  snapshot_hash TEXT,
  totals        TEXT CONSTRAINT period_events_totals_check CHECK (totals IS NULL OR json_valid(totals)),
  one_person    INTEGER NOT NULL DEFAULT FALSE CONSTRAINT period_events_one_person_check CHECK (one_person IN (0, 1)),
  created_by    TEXT NOT NULL,
  entered_by    TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  -- the login of the server; a file has none
  login         TEXT,
  CONSTRAINT period_events_snapshot_check CHECK (CASE event WHEN 'closed'
    THEN snapshot IS NOT NULL AND length(snapshot_hash) = 64 AND totals IS NOT NULL
    ELSE snapshot IS NULL AND snapshot_hash IS NULL AND totals IS NULL END),
  CONSTRAINT period_events_reason_check CHECK (event NOT IN ('reopening', 'reopened') OR coalesce(length(reason), 0) > 0)
) STRICT;
CREATE INDEX period_events_month ON period_events (month, tenant_id);

CREATE TRIGGER period_events_no_replace BEFORE INSERT ON period_events
WHEN EXISTS (SELECT 1 FROM period_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'period_events_append_only'); END;
CREATE TRIGGER period_events_no_update BEFORE UPDATE ON period_events
BEGIN SELECT RAISE(ABORT, 'period_events_append_only'); END;
CREATE TRIGGER period_events_no_delete BEFORE DELETE ON period_events
BEGIN SELECT RAISE(ABORT, 'period_events_append_only'); END;

-- How each month stands that something happened to.
CREATE VIEW billing_periods AS
SELECT e.month, e.tenant_id, CASE e.event WHEN 'reopened' THEN 'open' ELSE e.event END AS status, e.id AS event_id
  FROM period_events e
 WHERE e.event <> 'reopening'
   AND NOT EXISTS (SELECT 1 FROM period_events later
                    WHERE later.month = e.month AND later.tenant_id IS e.tenant_id AND later.event <> 'reopening' AND later.id > e.id);

-- A month is held while it is open, closed unless it is, and reopened by two people: one asks for it, another one does it.
CREATE TRIGGER period_events_order BEFORE INSERT ON period_events
BEGIN
  SELECT RAISE(ABORT, 'period_events_order')
   WHERE NEW.id <= coalesce((SELECT max(id) FROM period_events), 0)
      OR CASE coalesce((SELECT status FROM billing_periods WHERE month = NEW.month AND tenant_id IS NEW.tenant_id), 'open')
           WHEN 'open' THEN NEW.event NOT IN ('held', 'closed')
           WHEN 'held' THEN NEW.event NOT IN ('closed', 'reopened') OR NEW.event = 'reopened' AND NEW.request_id IS NOT NULL
           ELSE NEW.event NOT IN ('reopening', 'reopened')
                OR (NEW.event = 'reopened') <> (NEW.request_id IS NOT NULL)
                OR NEW.event = 'reopening' AND EXISTS (
                     SELECT 1 FROM period_events r, billing_periods b
                      WHERE r.month = NEW.month AND r.tenant_id IS NEW.tenant_id AND r.event = 'reopening' AND b.month = NEW.month
                        AND b.tenant_id IS NEW.tenant_id AND r.id > b.event_id)
                OR NEW.event = 'reopened' AND NOT EXISTS (
                     SELECT 1 FROM period_events r, billing_periods b
                      WHERE r.id = NEW.request_id AND r.month = NEW.month AND r.tenant_id IS NEW.tenant_id AND r.event = 'reopening'
                        AND b.month = NEW.month AND b.tenant_id IS NEW.tenant_id AND r.id > b.event_id)
         END;
  SELECT RAISE(ABORT, 'period_events_two_people')
   WHERE NEW.request_id IS NOT NULL AND NOT NEW.one_person
     AND EXISTS (SELECT 1 FROM period_events r
                  WHERE r.id = NEW.request_id
                    AND (r.created_by IN (NEW.created_by, NEW.entered_by) OR r.entered_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, 'period_events_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1);
  SELECT RAISE(ABORT, 'period_events_by_admin')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role = 'admin');
  -- What awaits a decision is decided first.
  SELECT RAISE(ABORT, 'period_events_pending')
   WHERE NEW.event = 'closed'
     AND EXISTS (SELECT 1 FROM booking_costing p LEFT JOIN costing_lines l ON l.costing_id = p.id
                  WHERE p.entry = 'proposal' AND (NEW.tenant_id IS NULL OR p.tenant_id = NEW.tenant_id)
                    AND NEW.month IN (coalesce(p.booked_month, p.service_month), coalesce(l.booked_month, l.service_month))
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id));
END;

-- Nothing is booked into a month that is closed, and nothing new into one that is held.
CREATE TRIGGER booking_costing_period BEFORE INSERT ON booking_costing WHEN NEW.entry <> 'rejection'
BEGIN
  SELECT RAISE(ABORT, 'billing_period_closed')
   WHERE EXISTS (SELECT 1 FROM billing_periods b
                  WHERE (b.status = 'closed' OR b.status = 'held' AND NEW.entry = 'proposal')
                    AND (b.tenant_id IS NULL OR b.tenant_id = NEW.tenant_id)
                    AND (b.month = coalesce(NEW.booked_month, NEW.service_month)
                         OR b.month IN (SELECT coalesce(l.booked_month, l.service_month) FROM costing_lines l
                                         WHERE l.costing_id = NEW.proposal_id)));
END;
CREATE TRIGGER booking_costing_booked BEFORE INSERT ON booking_costing WHEN NEW.entry <> 'proposal'
BEGIN
  SELECT RAISE(ABORT, 'booking_costing_decision')
   WHERE EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = NEW.proposal_id AND p.booked_month IS NOT NEW.booked_month);
END;
CREATE TRIGGER costing_lines_period BEFORE INSERT ON costing_lines
BEGIN
  SELECT RAISE(ABORT, 'billing_period_closed')
   WHERE EXISTS (SELECT 1 FROM billing_periods b
                  WHERE b.status IN ('held', 'closed') AND b.month = coalesce(NEW.booked_month, NEW.service_month)
                    AND (b.tenant_id IS NULL
                         OR b.tenant_id = (SELECT c.tenant_id FROM booking_costing c WHERE c.id = NEW.costing_id)));
END;
