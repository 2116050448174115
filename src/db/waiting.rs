//! Waiting for a server or for somebody else: how long it took, and what a person is told meanwhile.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// After this time somebody is told what a command waits for.
pub(super) const TELL_AFTER: Duration = Duration::from_secs(2);

/// How long a statement waits for another writer of the same SQLite file.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a server that takes no connection is tried, in milliseconds.
static CONNECT_WAIT: AtomicU64 = AtomicU64::new(0);
/// What tells a person what is waited for; none: nobody is told.
static TELLER: Mutex<Option<fn(&str)>> = Mutex::new(None);
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
pub(super) const MARK_CLASS: i32 = 0x636f_6c62;
pub(super) static MARK: LazyLock<i32> = LazyLock::new(|| {
    let mut bytes = [0; 4];
    // Without chance the number of the process tells runs of one machine apart.
    match getrandom::fill(&mut bytes) {
        Ok(()) => i32::from_ne_bytes(bytes),
        Err(_) => std::process::id().cast_signed(),
    }
});

/// Sets how long a server that takes no connection is tried, and what tells a person what a command waits for.
pub fn set_waiting(connect: Duration, tell: Option<fn(&str)>) {
    let millis = u64::try_from(connect.as_millis()).unwrap_or(u64::MAX);
    CONNECT_WAIT.store(millis, Ordering::Relaxed);
    *TELLER.lock().unwrap_or_else(PoisonError::into_inner) = tell;
}

/// Runs what opens a connection that is worth no longer wait than this.
pub fn connecting_within<T>(patience: Duration, body: impl FnOnce() -> T) -> T {
    let millis = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
    let usual = CONNECT_WAIT.fetch_min(millis, Ordering::Relaxed);
    let result = body();
    CONNECT_WAIT.store(usual, Ordering::Relaxed);
    result
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

/// Returns what the statement that runs may wait for.
pub(super) fn awaited() -> &'static str {
    let awaited = *AWAITED.lock().unwrap_or_else(PoisonError::into_inner);
    awaited.unwrap_or("a lock")
}

/// Returns how long this process took to get its locks.
pub fn time_waited() -> Duration {
    Duration::from_micros(WAITED.load(Ordering::Relaxed))
}

/// Tells a person what the command waits for.
pub(super) fn tell(text: &str) {
    tracing::info!(text, "waiting");
    let teller = *TELLER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(tell) = teller {
        tell(text);
    }
}
