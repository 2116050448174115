//! What must be true of the rows, asked of the rows themselves: by queries of its own, past triggers and constraints. What
//! a client did past them, or a fault of ours, is found here.
//!
//! Each query selects `id` and `problem`, both text, of the rows that break its rule, in SQL that both engines read.

mod devices;
mod records;
mod rooms;
mod users;

use super::model::IntegrityRule;

/// Lists every rule, in the order of the slices whose tables they are about.
pub fn rules() -> impl Iterator<Item = &'static IntegrityRule> {
    [rooms::RULES, devices::RULES, records::RULES, users::RULES]
        .into_iter()
        .flatten()
}
