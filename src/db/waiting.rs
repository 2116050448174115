//! Waiting for a server or for somebody else: how long it took, and what a person is told meanwhile.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};

use super::connection::Database;
use super::locks::LockHolder;
use super::server;
use crate::output::note;

/// After this time somebody is told what a command waits for.
pub(super) const TELL_AFTER: Duration = Duration::from_secs(2);

/// How long a server that takes no connection is tried, in milliseconds.
static CONNECT_WAIT: AtomicU64 = AtomicU64::new(0);
static IS_QUIET: AtomicBool = AtomicBool::new(false);
/// A request to commit has been sent, and not yet answered.
static IS_COMMITTING: AtomicBool = AtomicBool::new(false);
/// In microseconds.
static WAITED: AtomicU64 = AtomicU64::new(0);
/// What the statement that runs may wait for, where that is known beforehand.
static AWAITED: Mutex<Option<&'static str>> = Mutex::new(None);

/// A wait that is worth a line of the log of its own.
const LONG_WAIT: Duration = Duration::from_millis(100);

/// Each transaction of ours on a server holds a lock of two numbers, which nobody waits for: by it another connection finds
/// the server's process, also behind a pooler. This is the first one, and the second one is that of this run.
const MARK_CLASS: i32 = 0x636f_6c62;
static MARK: LazyLock<i32> = LazyLock::new(|| {
    let mut bytes = [0; 4];
    // Without chance the number of the process tells runs of one machine apart.
    match getrandom::fill(&mut bytes) {
        Ok(()) => i32::from_ne_bytes(bytes),
        Err(_) => std::process::id().cast_signed(),
    }
});

/// Sets how long a server that takes no connection is tried, and whether nobody is told what a command waits for.
pub fn set_waiting(connect: Duration, is_quiet: bool) {
    let millis = u64::try_from(connect.as_millis()).unwrap_or(u64::MAX);
    CONNECT_WAIT.store(millis, Ordering::Relaxed);
    IS_QUIET.store(is_quiet, Ordering::Relaxed);
}

pub(super) fn connect_wait() -> Duration {
    Duration::from_millis(CONNECT_WAIT.load(Ordering::Relaxed))
}

/// Returns whether a request to commit has been sent and not yet answered: what is written may be kept.
pub fn is_committing() -> bool {
    IS_COMMITTING.load(Ordering::Relaxed)
}

pub(super) fn set_committing(is_committing: bool) {
    IS_COMMITTING.store(is_committing, Ordering::Relaxed);
}

/// Returns the statement that marks a transaction as one of this run.
pub(super) fn mark_sql() -> String {
    format!("SELECT pg_advisory_xact_lock_shared({MARK_CLASS}, {})", *MARK)
}

/// Runs what may wait for another transaction, and counts how long that took.
pub fn waiting<T>(what: &'static str, body: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    set_awaited(Some(what));
    let result = body();
    set_awaited(None);
    let time = begun.elapsed();
    WAITED.fetch_add(
        u64::try_from(time.as_micros()).unwrap_or_default(),
        Ordering::Relaxed,
    );
    if time >= LONG_WAIT {
        tracing::info!(milliseconds = %time.as_millis(), "waited for {what}");
    }
    result
}

fn set_awaited(what: Option<&'static str>) {
    *AWAITED.lock().unwrap_or_else(PoisonError::into_inner) = what;
}

/// Returns how long this process took to get its locks.
pub fn time_waited() -> Duration {
    Duration::from_micros(WAITED.load(Ordering::Relaxed))
}

/// Tells a person what the command waits for.
pub(super) fn tell(text: &str) {
    tracing::info!(text, "waiting");
    if !IS_QUIET.load(Ordering::Relaxed) {
        note(text);
    }
}

/// Says what a transaction waits for, until it is dropped.
pub struct WaitNotice {
    _until: Option<Sender<()>>,
}

/// The server's process that runs a transaction of ours which waits.
#[derive(QueryableByName)]
struct WaitingProcess {
    #[diesel(sql_type = Integer)]
    pid: i32,
    #[diesel(sql_type = Nullable<Text>)]
    event: Option<String>,
}

impl WaitNotice {
    /// Begins to look, over a connection of its own, when the transaction takes long. A file tells by itself.
    pub fn begin(database: &Database) -> Self {
        let Database::Postgres(url) = database else {
            return Self { _until: None };
        };
        let (until, ended) = mpsc::channel();
        let url = url.clone();
        std::thread::spawn(move || {
            let mut connection = None;
            while ended.recv_timeout(TELL_AFTER) == Err(RecvTimeoutError::Timeout) {
                if connection.is_none() {
                    connection = match server::try_once(&url) {
                        Ok(opened) => Some(opened),
                        Err(reason) => {
                            if server::is_silent(&reason) {
                                tell("the server does not answer; still waiting");
                            }
                            return;
                        }
                    };
                }
                let found = connection.as_mut().and_then(awaited);
                if let Some(words) = found {
                    return tell(&words);
                }
            }
        });
        Self { _until: Some(until) }
    }
}

/// Returns what the run's transaction waits for on the server.
fn awaited(connection: &mut PgConnection) -> Option<String> {
    let process: WaitingProcess = diesel::sql_query(
        "SELECT a.pid, a.wait_event AS event FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
          WHERE l.locktype = 'advisory' AND l.classid::bigint = $1 AND l.objid = $2::bigint::oid AND l.objsubid = 2
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (a.wait_event_type = 'Lock' OR a.wait_event = 'SyncRep')",
    )
    .bind::<BigInt, _>(i64::from(MARK_CLASS))
    .bind::<BigInt, _>(i64::from(MARK.cast_unsigned()))
    .get_result(connection)
    .ok()?;
    if process.event.as_deref() == Some("SyncRep") {
        return Some(
            "committed here; waiting for the standby to confirm it, and interrupting does not undo it"
                .to_owned(),
        );
    }
    let holders: Vec<LockHolder> = diesel::sql_query(
        "SELECT a.pid, coalesce(a.usename::text, '?') AS login, coalesce(a.application_name, '') AS program,
                a.xact_start AS since
           FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1)) ORDER BY since LIMIT 3",
    )
    .bind::<Integer, _>(process.pid)
    .load(connection)
    .ok()?;
    let what = AWAITED.lock().unwrap_or_else(PoisonError::into_inner);
    let what = what.unwrap_or("a lock");
    let words: Vec<String> = holders.iter().map(LockHolder::words).collect();
    Some(if words.is_empty() {
        format!("waiting for {what}")
    } else {
        format!("waiting for {what}: locked by {}", words.join(", "))
    })
}
