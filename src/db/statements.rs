//! How many statements this process sent to the database.

use std::sync::atomic::{AtomicU64, Ordering};

use diesel::connection::{InstrumentationEvent, set_default_instrumentation};

static SENT: AtomicU64 = AtomicU64::new(0);

/// Counts the statements of every connection that is opened from now on.
pub fn count_statements() {
    let set = set_default_instrumentation(|| {
        Some(Box::new(|event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                SENT.fetch_add(1, Ordering::Relaxed);
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
