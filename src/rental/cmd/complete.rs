//! Shell completion of rental numbers.

use clap_complete::CompletionCandidate;

use crate::access::completion::candidates;
use crate::rental::service;

/// How many numbers a shell offers.
const OFFERED: usize = 200;

/// Completes rental numbers, the newest first.
pub fn complete_rental(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(|tx| service::numbers(tx, OFFERED)))
}
