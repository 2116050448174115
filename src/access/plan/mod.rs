//! Saved plans: commands with their arguments as data, applied together or not at all, and only while the records that they
//! rest on are as they were.

pub mod cmd;
mod model;
mod service;

pub use model::{PlanStep, SavedPlan, command_words, push_option};
pub use service::{RunCommand, apply, apply_steps, changed_since, outdated, records, try_out};
