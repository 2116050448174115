//! What time it is: the wall clock, or the instant a test fixed with `COLAB_NOW`.

use std::time::Instant;

use chrono::{DateTime, Utc};

use crate::kernel::timestamp::Timestamp;

/// The clock of one command. Whether a token or a lock has expired is asked of [`Clock::real_now`], which nothing fixes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed: Option<DateTime<Utc>>,
}

impl Clock {
    pub fn fixed_at(instant: DateTime<Utc>) -> Self {
        Self { fixed: Some(instant) }
    }

    /// Returns whether `COLAB_NOW` fixes the clock.
    pub fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }

    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Utc::now).into()
    }

    pub fn real_now(&self) -> Timestamp {
        Utc::now().into()
    }
}

/// Returns how long something took so far, in milliseconds with one decimal: for the log.
pub fn milliseconds_since(begun: Instant) -> String {
    format!("{:.1}", begun.elapsed().as_secs_f64() * 1000.0)
}
