-- Jobs that are expected to run, and every run of a job. Its twin is in migrations/postgres.

CREATE TABLE jobs (
  name            TEXT NOT NULL PRIMARY KEY
                    CONSTRAINT jobs_name_check CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9_-]*'),
  -- five fields of cron in the site's time zone; without it a slot is a minute, and no run is missed
  schedule        TEXT CONSTRAINT jobs_schedule_check CHECK (length(schedule) BETWEEN 1 AND 200),
  -- how long after its slot a run may begin before it counts as missed
  grace_seconds   INTEGER NOT NULL CONSTRAINT jobs_grace_seconds_check CHECK (grace_seconds BETWEEN 0 AND 31536000),
  -- how long a run may take
  at_most_seconds INTEGER CONSTRAINT jobs_at_most_seconds_check CHECK (at_most_seconds BETWEEN 1 AND 31536000),
  -- whether `job run --due` runs the last slot although its grace is over
  catch_up        INTEGER NOT NULL CONSTRAINT jobs_catch_up_check CHECK (catch_up IN (0, 1)),
  -- a JSON array: the arguments that `job run` runs
  command         TEXT CONSTRAINT jobs_command_check CHECK (command IS NULL OR json_valid(command)),
  -- slots before it are not expected
  expected_since  INTEGER NOT NULL,
  created_by      TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE job_runs (
  id          INTEGER PRIMARY KEY,
  -- also of a job that nobody declared
  job         TEXT NOT NULL
                CONSTRAINT job_runs_job_check CHECK (length(job) BETWEEN 1 AND 64 AND job NOT GLOB '*[^a-z0-9_-]*'),
  slot        INTEGER NOT NULL,
  -- a failed run of a slot may be repeated
  attempt     INTEGER NOT NULL CONSTRAINT job_runs_attempt_check CHECK (attempt > 0),
  command     TEXT NOT NULL,
  host        TEXT NOT NULL,
  -- who ran it, where somebody was signed in
  actor       TEXT,
  process     INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  -- empty where the process was killed
  exit_code   INTEGER,
  error_code  TEXT,
  -- how many changes the process wrote to the audit log
  changed     INTEGER CONSTRAINT job_runs_changed_check CHECK (changed >= 0),
  -- on a server, until when the process counts as alive; here it holds a lock
  lease_until INTEGER,
  CONSTRAINT job_runs_job_slot_attempt_key UNIQUE (job, slot, attempt),
  CONSTRAINT job_runs_ended_check CHECK (ended_at IS NOT NULL OR (exit_code IS NULL AND changed IS NULL)),
  CONSTRAINT job_runs_error_check CHECK (error_code IS NULL OR exit_code <> 0)
) STRICT;
CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs (job) WHERE ended_at IS NULL;
CREATE INDEX job_runs_of_job ON job_runs (job, id);

-- What undo brings back: declarations, not runs.
CREATE TRIGGER jobs_kept_insert AFTER INSERT ON jobs
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('jobs', NEW.name);
END;
CREATE TRIGGER jobs_kept_update AFTER UPDATE ON jobs
WHEN (OLD.schedule, OLD.grace_seconds, OLD.at_most_seconds, OLD.catch_up, OLD.command, OLD.expected_since, OLD.created_by, OLD.created_at)
  IS NOT (NEW.schedule, NEW.grace_seconds, NEW.at_most_seconds, NEW.catch_up, NEW.command, NEW.expected_since, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('jobs', OLD.name,
    json_object('name', OLD.name, 'schedule', OLD.schedule, 'grace_seconds', OLD.grace_seconds, 'at_most_seconds', OLD.at_most_seconds, 'catch_up', OLD.catch_up,
      'command', OLD.command, 'expected_since', OLD.expected_since, 'created_by', OLD.created_by, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
CREATE TRIGGER jobs_kept_delete AFTER DELETE ON jobs
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('jobs', OLD.name,
    json_object('name', OLD.name, 'schedule', OLD.schedule, 'grace_seconds', OLD.grace_seconds, 'at_most_seconds', OLD.at_most_seconds, 'catch_up', OLD.catch_up,
      'command', OLD.command, 'expected_since', OLD.expected_since, 'created_by', OLD.created_by, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;

-- A run that has ended stays as it was recorded.
CREATE TRIGGER job_runs_ended BEFORE UPDATE ON job_runs WHEN OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'job_runs_ended'); END;
