//! Jobs declared, removed, listed and judged.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use super::claim::first_try;
use super::model::{Job, JobName, JobRow, RunDetails, unknown_job};
use super::runner::{DueJob, RanJob};
use super::schedule::CronSchedule;
use super::{standing, store};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::db::{OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::facts;

/// How long after its slot a run may begin, where nothing else is declared.
const GRACE_SECONDS: i64 = 30 * 60;

/// Neither a grace nor a run is longer than a year.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// More runs of a job than may begin while one runs.
const RECENT_RUNS: i64 = 100;

/// What is declared of a job; `None` leaves what is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobDetails {
    pub schedule: Option<String>,
    pub grace: Option<Duration>,
    pub at_most: Option<Duration>,
    pub catch_up: Option<bool>,
    pub command: Option<Vec<String>>,
}

impl JobDetails {
    fn apply(&self, row: &mut JobRow) -> Result<()> {
        if let Some(text) = &self.schedule {
            row.schedule = Some(CronSchedule::parse(text)?.as_str().to_owned());
        }
        if let Some(grace) = self.grace {
            row.grace_seconds = seconds("--grace", grace, Duration::ZERO)?;
        }
        if let Some(most) = self.at_most {
            row.at_most_seconds = Some(seconds("--at-most", most, Duration::from_secs(1))?);
        }
        row.catch_up = self.catch_up.unwrap_or(row.catch_up);
        if let Some(command) = &self.command {
            row.command = Some(Json(command.clone()));
        }
        Ok(())
    }
}

fn seconds(flag: &str, duration: Duration, least: Duration) -> Result<i64> {
    if duration < least || duration > LONGEST {
        let fact = format!("{flag} is out of range: from {}s to 365d", least.as_secs());
        return Err(Error::invalid(ErrorCode::AbsurdNumber, fact));
    }
    Ok(i64::try_from(duration.as_secs()).unwrap_or(i64::MAX))
}

/// Declares a job, or changes what is declared of it. Slots before it are not expected.
///
/// # Errors
/// `Usage` for a new job of which nothing is expected; `Invalid` for what cannot be declared.
pub fn expect(tx: &mut Tx<'_>, name: &JobName, details: &JobDetails) -> Result<Job> {
    let grant = tx.require(Permission::ManageJobs)?;
    let now = tx.now();
    let before = store::job(tx.connection(), name.as_str())?;
    if before.is_none() && details.schedule.is_none() && details.command.is_none() {
        return Err(
            Error::usage("a new job requires --every or a command").hint(format!(
                "colab job expect {} --every \"0 2 * * *\"",
                name.as_str()
            )),
        );
    }
    let mut after = before.clone().unwrap_or_else(|| JobRow {
        name: name.as_str().to_owned(),
        schedule: None,
        grace_seconds: GRACE_SECONDS,
        at_most_seconds: None,
        catch_up: false,
        command: None,
        expected_since: now,
        created_by: tx.actor().username.clone(),
        created_at: now,
        updated_at: now,
    });
    details.apply(&mut after)?;
    match &before {
        Some(before) if *before == after => tx.mark_unchanged(),
        Some(before) => {
            after.updated_at = now;
            if after.schedule != before.schedule {
                after.expected_since = now;
            }
            store::save_job(tx.connection(), &after)?;
            let event = AuditEvent::difference("job", name.as_str(), &facts(before), &facts(&after));
            tx.audit(&grant, event);
        }
        None => {
            let insert = tx.savepoint(|connection| store::insert_job(connection, &after));
            insert.on_any_violation(contention)?;
            tx.audit(&grant, AuditEvent::created("job", name.as_str(), facts(&after)));
        }
    }
    find(tx, name.as_str())
}

/// Removes a job's declaration, or of a job that nobody declared its runs; returns their number. The runs of a declared one
/// stay, so that its slots stay taken when the removal is undone.
///
/// # Errors
/// `NotFound`; `Conflict` while it runs.
pub fn remove(tx: &mut Tx<'_>, name: &JobName) -> Result<Option<usize>> {
    let grant = tx.require(Permission::ManageJobs)?;
    let job = find(tx, name.as_str())?;
    if let Some(run) = job.last.as_ref().filter(|run| run.is_alive) {
        let fact = format!(
            "job {} runs on {} (process {})",
            job.name, run.row.host, run.row.process
        );
        return Err(Error::conflict(ErrorCode::JobRunning, fact).hint("remove it when it has ended"));
    }
    let count = if job.declared.is_some() {
        store::delete(tx.connection(), name.as_str())?;
        None
    } else {
        Some(store::delete_runs(tx.connection(), name.as_str())?)
    };
    let before = job.declared.as_ref().map_or_else(|| json!({}), facts);
    let event = AuditEvent::change("job", name.as_str(), before, json!({}));
    tx.audit(&grant, event.with(json!({"removed_runs": count})));
    Ok(count)
}

/// Lists the jobs that were declared or run, by name, and how each stands.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Job>> {
    let grant = tx.require(Permission::SeeJobs)?;
    standings(tx, &grant)
}

/// Returns how every job stands, for whoever may look for what is to be told.
pub fn standings(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<Job>> {
    let (site, now) = (tx.site(), tx.now());
    standing::jobs(tx.connection(), &site, now)
}

/// Lists the declared jobs that did not run, failed, or run too long.
pub fn in_trouble(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<Job>> {
    let mut jobs = standings(tx, grant)?;
    jobs.retain(Job::is_in_trouble);
    Ok(jobs)
}

/// Does what [`in_trouble`] does, for `job check`.
pub fn check(tx: &mut Tx<'_>) -> Result<Vec<Job>> {
    let grant = tx.require(Permission::SeeJobs)?;
    in_trouble(tx, &grant)
}

/// Returns a job with its newest runs and the audit history of its declaration.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn show(tx: &mut Tx<'_>, name: &JobName, runs: i64) -> Result<(Job, Vec<RunDetails>, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::SeeJobs)?;
    let job = find(tx, name.as_str())?;
    let runs = with_lives(tx, Some(name.as_str()), None, Some(runs))?;
    let history = audit::history(tx.connection(), "job", name.as_str())?;
    Ok((job, runs, history))
}

/// Lists runs, newest first: of a job, or of all; those older than the run `before`.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn runs(
    tx: &mut Tx<'_>,
    name: Option<&JobName>,
    before: Option<i64>,
    limit: Option<i64>,
) -> Result<Vec<RunDetails>> {
    let _grant = tx.require(Permission::SeeJobs)?;
    if let Some(name) = name {
        find(tx, name.as_str())?;
    }
    with_lives(tx, name.map(JobName::as_str), before, limit)
}

fn with_lives(
    tx: &mut Tx<'_>,
    name: Option<&str>,
    before: Option<i64>,
    limit: Option<i64>,
) -> Result<Vec<RunDetails>> {
    let rows = store::runs(tx.connection(), name, before, limit)?;
    rows.into_iter()
        .map(|row| standing::with_life(tx.connection(), row))
        .collect()
}

fn find(tx: &mut Tx<'_>, name: &str) -> Result<Job> {
    let (site, now) = (tx.site(), tx.now());
    let mut jobs = standing::jobs(tx.connection(), &site, now)?;
    match jobs.iter().position(|job| job.name == name) {
        Some(at) => Ok(jobs.swap_remove(at)),
        None => {
            let known: Vec<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
            Err(unknown_job(name, &known))
        }
    }
}

/// Returns the jobs with a command whose slot has come, in the order of their slots: those that do not run, whose slot no
/// run has ended, and whose grace is not over, unless they catch up.
pub fn due(tx: &mut Tx<'_>) -> Result<Vec<DueJob>> {
    let _grant = tx.require(Permission::ManageJobs)?;
    let (zone, now) = (tx.site().timezone, tx.now());
    let mut due = Vec::new();
    for job in store::jobs(tx.connection())? {
        if job.command().is_empty() || job.schedule.is_none() {
            continue;
        }
        let slot = job.slot(zone, now)?;
        let is_expected = slot >= job.expected_since && (job.catch_up || now <= slot.plus(job.grace()));
        if !is_expected || runs_now(tx, &job.name)? {
            continue;
        }
        let attempts = store::of_slot(tx.connection(), &job.name, slot)?;
        if first_try(&attempts).is_none() {
            due.push(DueJob {
                command: job.command().to_vec(),
                name: job.name,
                slot: Some(slot),
            });
        }
    }
    due.sort_by(|one, other| (one.slot, &one.name).cmp(&(other.slot, &other.name)));
    Ok(due)
}

fn runs_now(tx: &mut Tx<'_>, name: &str) -> Result<bool> {
    match store::unended(tx.connection(), name)? {
        Some(row) => Ok(standing::with_life(tx.connection(), row)?.is_alive),
        None => Ok(false),
    }
}

/// Tells of processes that were started for jobs which of them ran, and in which slot.
pub fn recognise(tx: &mut Tx<'_>, ran: &mut [RanJob]) -> Result<()> {
    let _grant = tx.require(Permission::ManageJobs)?;
    for one in ran {
        let newest = store::runs(tx.connection(), Some(&one.name), None, Some(RECENT_RUNS))?;
        let run = newest.into_iter().find(|run| run.process == one.process);
        one.did_run = run.is_some();
        one.slot = run.map(|run| run.slot).or(one.slot);
    }
    Ok(())
}

/// Returns these jobs as they are run by hand, each once.
///
/// # Errors
/// `NotFound` with the nearest names; `Invalid` for a job without a command.
pub fn by_hand(tx: &mut Tx<'_>, names: &[JobName]) -> Result<Vec<DueJob>> {
    let _grant = tx.require(Permission::ManageJobs)?;
    let mut seen = BTreeSet::new();
    let once: Vec<&JobName> = names.iter().filter(|name| seen.insert(name.as_str())).collect();
    let job = |name: &JobName| {
        let found = find(tx, name.as_str())?;
        let command = found.declared.as_ref().map_or(&[][..], JobRow::command).to_vec();
        if command.is_empty() {
            let fact = format!("job {} has no command to run", found.name);
            return Err(Error::invalid(ErrorCode::NotAJob, fact)
                .hint(format!("colab job expect {} -- COMMAND …", found.name)));
        }
        Ok(DueJob {
            name: found.name,
            command,
            slot: None,
        })
    };
    once.into_iter().map(job).collect()
}

/// Returns who runs a job. A name that is declared takes the right to run jobs: another run of it would keep its own away.
///
/// # Errors
/// `Forbidden` for whoever may not, and for a token that does not cover the command.
pub fn require_runner(tx: &mut Tx<'_>, name: &JobName) -> Result<String> {
    if store::job(tx.connection(), name.as_str())?.is_some() {
        let _grant = tx.require(Permission::RunJobs)?;
    }
    Ok(tx.actor().username.clone())
}
