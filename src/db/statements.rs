//! Which statements this process sends to the database, how many, and how long it waited for the locks of others.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::{InstrumentationEvent, set_default_instrumentation};

static SENT: AtomicU64 = AtomicU64::new(0);

/// In microseconds.
static WAITED: AtomicU64 = AtomicU64::new(0);

/// A wait that is worth a line of the log of its own.
const LONG_WAIT: Duration = Duration::from_millis(100);

/// Under which the log of `-vv` has a line for each statement.
const STATEMENT_LOG: &str = "statement";

/// Counts the statements of every connection that is opened from now on.
pub fn count_statements() {
    let set = set_default_instrumentation(|| {
        Some(Box::new(|event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                SENT.fetch_add(1, Ordering::Relaxed);
                if tracing::enabled!(target: STATEMENT_LOG, tracing::Level::DEBUG) {
                    // What is bound are people's data.
                    let text = query.to_string();
                    let sql = text.split(" -- binds:").next().unwrap_or_default();
                    tracing::debug!(target: STATEMENT_LOG, sql);
                }
            }
        }))
    });
    if let Err(error) = set {
        tracing::debug!(%error, "statements are not counted");
    }
}

/// Returns how many statements were counted.
pub fn counted_statements() -> u64 {
    SENT.load(Ordering::Relaxed)
}

/// Runs what may wait for another transaction, and counts how long that took.
pub fn waiting<T>(what: &str, body: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let result = body();
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

/// Returns how long this process took to get its locks.
pub fn time_waited() -> Duration {
    Duration::from_micros(WAITED.load(Ordering::Relaxed))
}
