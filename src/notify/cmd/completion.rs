//! Shell completion of notification numbers.

use clap_complete::CompletionCandidate;

use crate::access::completion::candidates;
use crate::notify::service::{self, NotificationQuery};

/// The most numbers that a shell offers.
const MOST_OFFERED: usize = 200;

/// Completes the number of a notification, newest first.
pub fn complete_notification(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let filter = NotificationQuery {
            limit: Some(MOST_OFFERED),
            ..NotificationQuery::default()
        };
        let found = app.read(|tx| service::list(tx, &filter))?;
        Ok(found.iter().map(|one| one.row.id.to_string()).collect())
    })
}
