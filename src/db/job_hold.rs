//! Whether the run of a job lives: on a file by a lock that ends with its process, on a server by a lease that the run renews.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::backend::AnyConnection as Connection;
use super::types::UtcMicros;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;

/// How often a run on a server renews its lease of half a minute.
pub const RENEW_LEASE_AFTER: Duration = Duration::from_secs(10);

/// How long a lock is waited for that is not a run's: another command looks, or a run has just ended.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// What a run holds while it lives: on a file a lock, which the system takes back when the process ends in any way.
#[derive(Debug)]
pub struct JobHold(#[expect(dead_code, reason = "held, never read")] Option<File>);

#[derive(QueryableByName)]
struct ServerClock {
    #[diesel(sql_type = UtcMicros)]
    now: Timestamp,
}

impl Connection {
    /// Returns whether the process of a job's run that has not ended lives. A server's clock decides on leases.
    pub fn is_job_alive(&mut self, job: &str, lease_until: Option<Timestamp>) -> Result<bool> {
        match self {
            Self::Postgres(inner) => {
                let clock: ServerClock =
                    diesel::sql_query("SELECT clock_timestamp() AS now").get_result(inner)?;
                Ok(lease_until.is_some_and(|until| until > clock.now))
            }
            Self::Sqlite(_) => {
                let path = self.job_lock_file(job)?;
                let file = match File::open(&path) {
                    Ok(file) => file,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
                    Err(error) => return Err(cannot_lock(&path, error)),
                };
                // Shared: two that look are not in each other's way, and a run that begins waits for them.
                match file.try_lock_shared() {
                    Ok(()) => Ok(false),
                    Err(TryLockError::WouldBlock) => Ok(true),
                    Err(TryLockError::Error(error)) => Err(cannot_lock(&path, error)),
                }
            }
        }
    }

    /// Takes what a run of the job holds; `None` where another process has it. The lease of a server is
    /// [`Connection::renew_job_lease`].
    pub fn hold_job(&mut self, job: &str) -> Result<Option<JobHold>> {
        if let Self::Postgres(_) = self {
            return Ok(Some(JobHold(None)));
        }
        let path = self.job_lock_file(job)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(|error| cannot_lock(&path, error))?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(JobHold(Some(file)))),
                Err(TryLockError::WouldBlock) if waited < PATIENCE => {
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(cannot_lock(&path, error)),
            }
        }
    }

    /// Renews the lease of a run by half a minute; returns whether the run still counts as alive. A file has no leases.
    pub fn renew_job_lease(&mut self, run: i64) -> QueryResult<bool> {
        match self {
            Self::Postgres(inner) => diesel::sql_query(
                "UPDATE job_runs SET lease_until = clock_timestamp() + interval '30 seconds' \
                 WHERE id = $1 AND ended_at IS NULL",
            )
            .bind::<BigInt, _>(run)
            .execute(inner)
            .map(|rows| rows > 0),
            Self::Sqlite(_) => Ok(true),
        }
    }

    /// Returns the lock file beside the database: `colab.db.job-nightly`.
    fn job_lock_file(&mut self, job: &str) -> Result<PathBuf> {
        let files = self.texts("SELECT file AS text FROM pragma_database_list WHERE name = 'main'")?;
        let file = files.into_iter().next().unwrap_or_default();
        Ok(PathBuf::from(format!("{file}.job-{job}")))
    }
}

fn cannot_lock(path: &std::path::Path, error: std::io::Error) -> Error {
    Error::database(
        ErrorCode::DatabaseUnavailable,
        format!("cannot lock {}", path.display()),
    )
    .caused_by(error)
    .hint("check who may write the folder of the database")
}
