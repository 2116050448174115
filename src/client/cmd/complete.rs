//! Completion of clients' names.

use clap_complete::CompletionCandidate;

use crate::access::completion::candidates;
use crate::client::service;

/// Offers names of clients to a shell's completion.
pub fn complete_client(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::names))
}
