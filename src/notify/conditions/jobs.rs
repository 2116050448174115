//! Declared jobs that did not run, failed or took too long.

use super::model::ActiveCondition;
use crate::access::auth::Grant;
use crate::access::job::{Job, JobState, service};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::notify::model::{Condition, NotificationDetails, Severity};

/// Returns a condition for each job that somebody should look after.
pub fn in_trouble(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<ActiveCondition>> {
    let jobs = service::in_trouble(tx, grant)?;
    Ok(jobs.into_iter().filter_map(found).collect())
}

fn found(job: Job) -> Option<ActiveCondition> {
    let (condition, title) = match job.state {
        JobState::Missed => (Condition::JobMissed, "did not run"),
        JobState::Failed => (Condition::JobFailed, "failed"),
        JobState::TooLong => (Condition::JobTooLong, "takes too long"),
        JobState::Ok | JobState::Running | JobState::Waiting => return None,
    };
    Some(ActiveCondition {
        requester: None,
        condition,
        severity: Severity::Alert,
        entity: "job",
        entity_id: job.name.clone(),
        about: job.name.clone(),
        title: format!("Job {} {title}", job.name),
        message: format!("job {}: {}", job.name, job.fact.unwrap_or_default()),
        details: NotificationDetails::default(),
    })
}
