//! Taking a slot: whether this process runs the job now, or another one has done so or does.

use super::model::{JobName, JobRow, RunEnd, RunRow};
use super::schedule::EARLY;
use super::store;
use crate::access::retry::retried;
use crate::access::settings::Settings;
use crate::db::{Connection, Database, JobHold, LockLimits, OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;

/// How often `job run --due` begins a slot whose runs are killed.
const TRIES_OF_SLOT: usize = 3;

/// Which slot a run is of, and what keeps it from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotChoice {
    /// The one that has come, unless a run of it was good.
    Newest,
    /// The one that has come, also again.
    Again,
    /// This one, unless a run of it has ended.
    Once(Timestamp),
}

/// A run that is to begin.
#[derive(Debug)]
pub struct JobRequest<'a> {
    pub name: &'a JobName,
    pub choice: SlotChoice,
    /// The words of the command: `db backup`.
    pub command: &'a str,
    pub now: Timestamp,
    /// Who runs it, where somebody is signed in.
    pub actor: Option<String>,
}

/// What a claim came to.
pub enum SlotClaim {
    Begun(RunRow, JobHold),
    /// Why there is nothing to do.
    Taken(String),
}

/// Claims the slot in a transaction of its own.
///
/// # Errors
/// `Conflict` for a command that is not the job's; those of the database.
pub fn claim(
    connection: &mut Connection,
    database: &Database,
    limits: &LockLimits,
    request: &JobRequest<'_>,
) -> Result<SlotClaim> {
    retried(|| {
        connection.reopen_if_lost(database)?;
        connection.begin_write_within(limits)?;
        let claimed = claim_within(connection, request);
        match &claimed {
            Ok(SlotClaim::Begun(..)) => connection.commit()?,
            _ => connection.rollback(),
        }
        claimed
    })
    .map_err(|error| connection.name_lock_holders(error, limits))
}

fn claim_within(connection: &mut Connection, request: &JobRequest<'_>) -> Result<SlotClaim> {
    let name = request.name.as_str();
    let site = Settings::load(connection)?.site();
    let declared = store::job(connection, name)?;
    if let Some(row) = &declared {
        refuse_another_command(row, request.command)?;
    }
    if let Some(run) = store::unended(connection, name)? {
        if connection.is_job_alive(name, run.lease_until)? {
            return Ok(SlotClaim::Taken(still_runs(&run, &site)));
        }
        end_killed(connection, &run, request.now)?;
    }
    let slot = match (request.choice, &declared) {
        (SlotChoice::Once(slot), _) if slot > request.now.plus(EARLY) => {
            return Err(Error::usage(format!("--job-slot {slot} has not come yet")));
        }
        (SlotChoice::Once(slot), _) => slot,
        (_, Some(row)) => row.slot(site.timezone, request.now)?,
        (_, None) => super::schedule::minute(request.now),
    };
    let attempts = store::of_slot(connection, name, slot)?;
    if let Some(taken) = taken_by(&attempts, request.choice) {
        return Ok(SlotClaim::Taken(is_done(taken, &site)));
    }
    let Some(hold) = connection.hold_job(name)? else {
        return Ok(SlotClaim::Taken(format!(
            "job {name}: another process of this machine runs it; nothing was done"
        )));
    };
    let row = RunRow {
        id: connection.reserve_id("job_runs")?,
        job: name.to_owned(),
        slot,
        attempt: attempts.first().map_or(1, |run| run.attempt + 1),
        command: request.command.to_owned(),
        host: host(),
        actor: request.actor.clone(),
        process: std::process::id().into(),
        started_at: request.now,
        ended_at: None,
        exit_code: None,
        error_code: None,
        changed: None,
        lease_until: None,
    };
    // Two claims of a server at once: the later one is tried again, and finds the earlier.
    store::insert_run(connection, &row).on_any_violation(contention)?;
    connection.renew_job_lease(row.id)?;
    Ok(SlotClaim::Begun(row, hold))
}

/// Returns the run of a slot that leaves nothing to do.
fn taken_by(attempts: &[RunRow], choice: SlotChoice) -> Option<&RunRow> {
    match choice {
        SlotChoice::Again => None,
        SlotChoice::Newest => attempts.first().filter(|run| run.is_good()),
        SlotChoice::Once(_) => first_try(attempts),
    }
}

/// Returns a run after which `job run --due` begins no other of the slot: one that ended by itself, or the last of several
/// that were killed.
pub fn first_try(attempts: &[RunRow]) -> Option<&RunRow> {
    let by_itself = attempts.iter().find(|run| run.exit_code.is_some());
    by_itself.or_else(|| attempts.first().filter(|_| attempts.len() >= TRIES_OF_SLOT))
}

/// Ends a run whose process is gone.
fn end_killed(connection: &mut Connection, run: &RunRow, now: Timestamp) -> Result<()> {
    let end = RunEnd {
        ended_at: now.max(run.started_at),
        exit_code: None,
        error_code: None,
        changed: None,
    };
    store::end_run(connection, run.id, &end)?;
    Ok(())
}

fn refuse_another_command(row: &JobRow, command: &str) -> Result<()> {
    let declared = row.command();
    if declared.is_empty()
        || command
            .split(' ')
            .eq(declared.iter().take(command.split(' ').count()))
    {
        return Ok(());
    }
    let line = row.command_line().unwrap_or_default();
    let fact = format!("job {} runs `{line}`, not `{command}`", row.name);
    Err(Error::conflict(ErrorCode::OtherCommand, fact)
        .hint("take another name for another job")
        .hint(format!("colab job show {}", row.name)))
}

fn still_runs(run: &RunRow, site: &Site) -> String {
    let since = site.local(run.started_at).format("%Y-%m-%d %H:%M:%S");
    format!(
        "job {}: it has been running since {since} on {} (process {}); nothing was done",
        run.job, run.host, run.process
    )
}

fn is_done(run: &RunRow, site: &Site) -> String {
    let shown = |at| site.local(at).format("%Y-%m-%d %H:%M");
    let (slot, at) = (shown(run.slot), shown(run.ended_at.unwrap_or(run.started_at)));
    let code = run
        .exit_code
        .map_or(String::new(), |code| format!(" with exit code {code}"));
    format!(
        "job {}: the run of {slot} ended{code} at {at} on {}; nothing was done, --again repeats it",
        run.job, run.host
    )
}

/// Returns this machine's name.
fn host() -> String {
    let name = nix::unistd::gethostname().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|_| "unknown".to_owned())
}
