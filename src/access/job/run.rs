//! A run that has begun: it lives until it is recorded how it ended, or its process does not live any more.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};

use super::claim::{JobRequest, SlotClaim, claim};
use super::model::RunEnd;
use super::store;
use crate::access::app::App;
use crate::access::retry::retried;
use crate::access::settings::Settings;
use crate::access::tx::changes_written;
use crate::db::{Connection, Database, JobHold, LockLimits, OpenMode, RENEW_LEASE_AFTER};
use crate::kernel::clock::Clock;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// What a signal ends.
static INTERRUPTIBLE: Mutex<Option<RunRecord>> = Mutex::new(None);

/// Where a run is recorded.
#[derive(Debug, Clone)]
struct RunRecord {
    database: Database,
    clock: Clock,
    limits: LockLimits,
    id: i64,
    job: String,
}

/// A run that has begun; dropped without [`JobRun::end`], it counts as killed.
#[derive(Debug)]
pub struct JobRun {
    record: RunRecord,
    _hold: JobHold,
    /// Dropping it ends the renewals of a lease.
    _renewal: Option<Sender<()>>,
}

/// Whether the command is to run.
#[derive(Debug)]
pub enum JobStart {
    Begun(JobRun),
    /// Why there is nothing to do.
    Taken(String),
}

impl JobRun {
    /// Claims a slot of the job, in a transaction of its own, before the command.
    ///
    /// # Errors
    /// Those of opening the database; `Conflict` for a command that is not the job's.
    pub fn begin(request: &JobRequest<'_>, app: &mut App) -> Result<JobStart> {
        let limits = app.lock_limits()?;
        let database = app.database()?;
        let (row, hold) = match claim(&mut *app.connection()?, &database, &limits, request)? {
            SlotClaim::Begun(row, hold) => (row, hold),
            SlotClaim::Taken(why) => return Ok(JobStart::Taken(why)),
        };
        let record = RunRecord {
            database,
            clock: app.clock(),
            limits,
            id: row.id,
            job: row.job,
        };
        *interruptible() = Some(record.clone());
        Ok(JobStart::Begun(Self {
            _renewal: (!record.database.is_embedded()).then(|| renew(record.clone())),
            _hold: hold,
            record,
        }))
    }

    /// Records how the command ended, after it and in a transaction of its own.
    ///
    /// # Errors
    /// `Partial` where that cannot be written: what the command did stands.
    pub fn end(self, exit_code: u8, error_code: Option<ErrorCode>) -> Result<()> {
        interruptible().take();
        let record = &self.record;
        let end = RunEnd {
            ended_at: record.clock.now(),
            exit_code: Some(exit_code.into()),
            error_code: error_code.map(ErrorCode::as_str),
            changed: Some(changes_written()),
        };
        let ended = record.open().and_then(|mut connection| {
            retried(|| {
                connection.reopen_if_lost(&record.database)?;
                connection.begin_write_within(&record.limits)?;
                let is_ended = record.end(&mut connection, &end);
                match &is_ended {
                    Ok(true) => connection.commit()?,
                    _ => connection.rollback(),
                }
                is_ended
            })
        });
        let job = &record.job;
        match ended {
            Ok(true) => Ok(()),
            Ok(false) => Err(unrecorded(job, "it counts as killed, or was removed")),
            Err(error) => Err(unrecorded(job, &error.message).with_source(error)),
        }
    }
}

impl RunRecord {
    fn open(&self) -> Result<Connection> {
        self.database.open(OpenMode::ReadOnly)
    }

    /// Writes the end and deletes the runs that are not kept; returns whether the run had not ended before.
    fn end(&self, connection: &mut Connection, end: &RunEnd<'_>) -> Result<bool> {
        if !store::end_run(connection, self.id, end)? {
            return Ok(false);
        }
        let kept = Settings::load(connection)?.job_runs_kept();
        store::prune(connection, &self.job, kept)?;
        Ok(true)
    }
}

fn unrecorded(job: &str, why: &str) -> Error {
    let fact = format!("the command has ended, but the run of job {job} cannot be recorded: {why}");
    Error::new(Kind::Partial, ErrorCode::RunNotRecorded, fact).hint(format!("colab job show {job}"))
}

/// Returns whether the run of this process is recorded as one of a job.
pub fn is_recorded() -> bool {
    interruptible().is_some()
}

fn interruptible() -> std::sync::MutexGuard<'static, Option<RunRecord>> {
    INTERRUPTIBLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Records that a signal ended the run of this process, if there is one. It waits for nobody: the command itself may hold the
/// database, and then the run counts as killed.
pub fn record_signal(exit_code: i32) {
    let Some(record) = interruptible().take() else {
        return;
    };
    let end = RunEnd {
        ended_at: record.clock.now(),
        exit_code: Some(exit_code),
        error_code: None,
        changed: Some(changes_written()),
    };
    let recorded = record.open().and_then(|mut connection| {
        Ok(connection.without_waiting(|connection| store::end_run(connection, record.id, &end))?)
    });
    if let Err(error) = recorded {
        tracing::debug!(%error, "the signal is not recorded");
    }
}

/// Renews the lease of a run on a server, over a connection of its own, until the sender is dropped.
fn renew(record: RunRecord) -> Sender<()> {
    let (ended, waiting) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        let mut connection = None;
        while waiting.recv_timeout(RENEW_LEASE_AFTER) == Err(RecvTimeoutError::Timeout) {
            let mut open = match connection.take().map_or_else(|| record.open(), Ok) {
                Ok(open) => open,
                Err(error) => {
                    tracing::warn!(%error, "the lease of the job is not renewed");
                    continue;
                }
            };
            match open.renew_job_lease(record.id) {
                // A connection that fails is replaced.
                Err(error) => tracing::warn!(%error, "the lease of the job is not renewed"),
                Ok(false) => break,
                Ok(true) => connection = Some(open),
            }
        }
    });
    ended
}
