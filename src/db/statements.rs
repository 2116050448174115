//! Which statements this process sends to the database, and how many.

use std::sync::atomic::{AtomicU64, Ordering};

use diesel::connection::{InstrumentationEvent, set_default_instrumentation};

static SENT: AtomicU64 = AtomicU64::new(0);

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

/// Runs what asks the database for the log alone: it is not counted, as nothing of it is sent where nobody reads one.
pub fn for_the_log<T>(ask: impl FnOnce() -> T) -> T {
    let before = counted_statements();
    let told = ask();
    SENT.store(before, Ordering::Relaxed);
    told
}

/// Returns how many statements were counted.
pub fn counted_statements() -> u64 {
    SENT.load(Ordering::Relaxed)
}
