//! Completion of the sources of imports.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use crate::access::completion::candidates;
use crate::import::service::{self, ImportFilter};
use crate::import::table::saved_maps;

/// Offers the sources of imports, the newest first.
pub fn complete_source(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let imports = app.read(|tx| service::list(tx, &ImportFilter::default()))?;
        let mut offered = BTreeSet::new();
        let sources = imports.into_iter().rev().map(|import| import.source);
        Ok(sources.filter(|source| offered.insert(source.clone())).collect())
    })
}

/// Offers the names under which mappings of tables were kept.
pub fn complete_map(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let imports = app.read(|tx| service::list(tx, &ImportFilter::default()))?;
        Ok(saved_maps::names(&imports))
    })
}
