//! Jobs: commands that cron or a timer starts. `--job NAME` records a run, at most one at a time and one a slot; a job that is
//! declared by `job expect` is missed when it does not run. Also `colab job`.
//!
//! A run is a row of its own, written before and after the command in transactions of their own: it is itself the record, so
//! the audit log has none of it. Recording needs no permission but that of the command.

mod claim;
pub mod cmd;
mod command;
mod model;
mod run;
mod runner;
mod schedule;
pub mod service;
mod standing;
mod store;

use serde_json::Value as Json;

use crate::db::Connection;
use crate::kernel::error::Result;
use crate::output::facts;

pub use claim::{JobRequest, SlotChoice};
pub use model::{Job, JobName, JobState};
pub use run::{JobRun, JobStart, is_recorded, record_signal};
pub use runner::{ChildProcess, DueJob, RanJob, run_due};

/// Returns the name and the facts of each declared job, as the audit log has them.
pub fn declared_facts(connection: &mut Connection) -> Result<Vec<(String, Json)>> {
    let jobs = store::jobs(connection)?;
    Ok(jobs
        .into_iter()
        .map(|job| (job.name.clone(), facts(&job)))
        .collect())
}
