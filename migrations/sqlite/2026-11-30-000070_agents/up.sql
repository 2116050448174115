-- Agents: how each is configured, what its runs found, and what it proposes. Its twin is in migrations/postgres.

CREATE TABLE agent_config (
  name           TEXT PRIMARY KEY NOT NULL CONSTRAINT agent_config_name_check CHECK (name IN ('auditor', 'resolver', 'revenue')),
  is_enabled     INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  mode           TEXT NOT NULL CONSTRAINT agent_config_mode_check CHECK (mode IN ('observe', 'propose', 'apply')),
  -- counts its changes
  version        INTEGER NOT NULL CONSTRAINT agent_config_version_check CHECK (version > 0),
  -- what differs from the defaults
  settings       TEXT NOT NULL CHECK (json_valid(settings)),
  updated_by     TEXT NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE agent_runs (
  id             INTEGER PRIMARY KEY,
  agent          TEXT NOT NULL CONSTRAINT agent_runs_agent_check CHECK (agent IN ('auditor', 'resolver', 'revenue')),
  -- of the program's agent, and of its configuration
  version        INTEGER NOT NULL,
  config_version INTEGER NOT NULL,
  mode           TEXT NOT NULL CONSTRAINT agent_runs_mode_check CHECK (mode IN ('observe', 'propose', 'apply')),
  started_at     INTEGER NOT NULL,
  ended_at       INTEGER NOT NULL,
  outcome        TEXT NOT NULL CONSTRAINT agent_runs_outcome_check CHECK (outcome IN ('done', 'failed', 'paused')),
  started_by     TEXT NOT NULL,
  -- records by kind
  records_read   TEXT NOT NULL CHECK (json_valid(records_read)),
  findings       TEXT NOT NULL CHECK (json_valid(findings)),
  error          TEXT,
  CONSTRAINT agent_runs_ended_check CHECK (ended_at >= started_at)
) STRICT;
CREATE INDEX agent_runs_agent ON agent_runs (agent, id);

CREATE TABLE proposals (
  id             INTEGER PRIMARY KEY,
  agent          TEXT NOT NULL CONSTRAINT proposals_agent_check CHECK (agent IN ('auditor', 'resolver', 'revenue')),
  run_id         INTEGER NOT NULL REFERENCES agent_runs (id),
  kind           TEXT NOT NULL CONSTRAINT proposals_kind_check CHECK (length(kind) BETWEEN 1 AND 50),
  subject        TEXT NOT NULL CONSTRAINT proposals_subject_check CHECK (length(subject) BETWEEN 1 AND 500),
  plan           TEXT NOT NULL CHECK (json_valid(plan)),
  evidence       TEXT NOT NULL CHECK (json_valid(evidence)),
  effect         TEXT NOT NULL,
  -- applied by another person than approves it
  is_money       INTEGER NOT NULL CHECK (is_money IN (0, 1)),
  -- of the facts that it follows from
  fingerprint    TEXT NOT NULL CONSTRAINT proposals_fingerprint_check CHECK (length(fingerprint) = 64),
  state          TEXT NOT NULL CONSTRAINT proposals_state_check CHECK
                   (state IN ('proposed', 'approved', 'rejected', 'applied', 'stale', 'expired')),
  created_at     INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  decided_by     TEXT,
  decided_at     INTEGER,
  reason         TEXT CONSTRAINT proposals_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  applied_by     TEXT,
  applied_at     INTEGER,
  -- the only admin of a site decides alone
  one_person     INTEGER NOT NULL DEFAULT 0 CHECK (one_person IN (0, 1)),
  CONSTRAINT proposals_decided_check CHECK ((decided_by IS NULL) = (decided_at IS NULL)
    AND (state IN ('proposed', 'stale', 'expired') OR decided_by IS NOT NULL)),
  CONSTRAINT proposals_rejected_check CHECK (state <> 'rejected' OR reason IS NOT NULL),
  CONSTRAINT proposals_applied_check CHECK ((state = 'applied') = (applied_by IS NOT NULL)
    AND (applied_by IS NULL) = (applied_at IS NULL)),
  CONSTRAINT proposals_two_people_check CHECK (NOT is_money OR one_person OR applied_by IS NULL OR applied_by <> decided_by)
) STRICT;
CREATE INDEX proposals_run ON proposals (run_id);
-- What was rejected or applied is not proposed again before its facts change.
CREATE UNIQUE INDEX proposals_agent_fingerprint_key ON proposals (agent, fingerprint)
  WHERE state IN ('proposed', 'approved', 'rejected', 'applied');

-- A proposal is decided once, and stays as it was made.
CREATE TRIGGER proposals_fixed BEFORE UPDATE ON proposals
WHEN (OLD.id, OLD.agent, OLD.run_id, OLD.kind, OLD.subject, OLD.plan, OLD.evidence, OLD.effect, OLD.is_money, OLD.fingerprint, OLD.created_at, OLD.expires_at)
  IS NOT (NEW.id, NEW.agent, NEW.run_id, NEW.kind, NEW.subject, NEW.plan, NEW.evidence, NEW.effect, NEW.is_money, NEW.fingerprint, NEW.created_at, NEW.expires_at)
  -- but for a reason that names a forgotten client
  OR (OLD.state NOT IN ('proposed', 'approved') OR (OLD.state = 'approved' AND NEW.state = 'proposed'))
     AND NOT ((OLD.state, OLD.decided_by, OLD.decided_at, OLD.applied_by, OLD.applied_at, OLD.one_person)
              IS (NEW.state, NEW.decided_by, NEW.decided_at, NEW.applied_by, NEW.applied_at, NEW.one_person)
              AND NEW.reason LIKE '%(forgotten)%')
BEGIN SELECT RAISE(ABORT, 'proposals_fixed'); END;
CREATE TRIGGER proposals_never_deleted BEFORE DELETE ON proposals
BEGIN SELECT RAISE(ABORT, 'proposals_never_deleted'); END;
CREATE TRIGGER proposals_no_replace BEFORE INSERT ON proposals
WHEN EXISTS (SELECT 1 FROM proposals WHERE id = NEW.id OR (agent = NEW.agent AND fingerprint = NEW.fingerprint
             AND NEW.state IN ('proposed', 'approved', 'rejected', 'applied') AND state IN ('proposed', 'approved', 'rejected', 'applied')))
BEGIN SELECT RAISE(ABORT, 'proposals_never_deleted'); END;
CREATE TRIGGER agent_runs_no_update BEFORE UPDATE ON agent_runs
BEGIN SELECT RAISE(ABORT, 'agent_runs_fixed'); END;
CREATE TRIGGER agent_runs_no_delete BEFORE DELETE ON agent_runs
BEGIN SELECT RAISE(ABORT, 'agent_runs_fixed'); END;
CREATE TRIGGER agent_runs_no_replace BEFORE INSERT ON agent_runs
WHEN EXISTS (SELECT 1 FROM agent_runs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'agent_runs_fixed'); END;
