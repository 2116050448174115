//! Applies plans.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{PlanStep, SavedPlan};
use crate::access::app::{App, CommandResult};
use crate::access::audit;
use crate::access::tx::Tx;
use crate::db::database_id;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// Runs a command with its arguments within a run.
pub type RunCommand = fn(&[String], &mut App) -> Result<CommandResult>;

/// Returns how far the audit log tells of each record by now.
pub fn records<'n>(
    tx: &mut Tx<'_>,
    names: impl IntoIterator<Item = (&'n str, String)>,
) -> Result<BTreeMap<String, i64>> {
    let mut kinds: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (entity, id) in names {
        kinds.entry(entity).or_default().insert(id);
    }
    let mut records = BTreeMap::new();
    for (entity, ids) in kinds {
        let ids: Vec<String> = ids.into_iter().collect();
        let newest = audit::newest_of(tx.connection(), entity, &ids)?;
        let known = |id: &String| newest.get(id).copied().unwrap_or(0);
        records.extend(ids.iter().map(|id| (format!("{entity}:{id}"), known(id))));
    }
    Ok(records)
}

/// Does what a plan says, in one transaction, with the rights of whoever applies it.
///
/// # Errors
/// `Conflict` where a record has changed since the plan was made; that of the first step that cannot be done. Nothing is
/// kept then.
pub fn apply(plan: &SavedPlan, run: RunCommand, app: &mut App) -> Result<()> {
    app.write_commands(|app| apply_steps(plan, run, app))
}

/// Does what a plan says, and keeps nothing of it.
///
/// # Errors
/// As [`apply`].
pub fn try_out(plan: &SavedPlan, run: RunCommand, app: &mut App) -> Result<()> {
    app.try_commands(|app| apply_steps(plan, run, app))
}

/// Runs the steps of a plan within the transaction of several commands that is open.
///
/// # Errors
/// As [`apply`].
pub fn apply_steps(plan: &SavedPlan, run: RunCommand, app: &mut App) -> Result<()> {
    let stale = app.read(|tx| changed_since(plan, tx))?;
    if !stale.is_empty() {
        let have = if stale.len() == 1 { "has" } else { "have" };
        return Err(outdated(format!(
            "{} {have} changed since the plan was made",
            stale.join(", ")
        )));
    }
    let mut steps = plan.steps.iter().enumerate();
    steps.try_for_each(|(at, step)| apply_step(at + 1, step, run, app))
}

/// Runs one step. What would be done in part only is not done; `step` of the error's details is its number.
fn apply_step(number: usize, step: &PlanStep, run: RunCommand, app: &mut App) -> Result<()> {
    let done = run(&step.command, app).and_then(|done| done.failure.map_or(Ok(()), Err));
    done.map_err(|mut error| {
        if matches!(error.kind, Kind::Partial | Kind::Findings) {
            error.kind = Kind::Conflict;
            error.code = ErrorCode::StepInPart;
        }
        error.message = format!("step {number} (colab {}): {}", step.line(), error.message);
        error.tell_options(|one| format!("to {}, add {}", one.purpose, one.option));
        // The options that a hint names are those of the step, not of the command that applies it.
        for hint in &mut error.hints {
            if hint.split_whitespace().any(|word| word.starts_with("--")) && !hint.contains("colab ") {
                *hint = format!("{hint}; that is for the step by itself: colab {}", step.line());
            }
        }
        error.detail("step", number)
    })
}

/// Returns the records of a plan that are not as they were, by name: `booking 17`.
pub fn changed_since(plan: &SavedPlan, tx: &mut Tx<'_>) -> Result<Vec<String>> {
    if database_id(tx.connection())? != plan.database_id {
        return Err(outdated("the plan is for another database".to_owned()));
    }
    let names = plan.records.keys().map(|name| {
        let (entity, id) = name.split_once(':').unwrap_or((name, ""));
        (entity, id.to_owned())
    });
    let newest = records(tx, names)?;
    let differing = plan.records.iter();
    let differing = differing.filter(|(name, known)| newest.get(*name) != Some(*known));
    let mut changed: Vec<String> = differing.map(|(name, _)| name.replacen(':', " ", 1)).collect();
    // By number: 20 before 152.
    changed.sort_by_key(|name: &String| (name.len(), name.clone()));
    Ok(changed)
}

/// Returns the error about a saved plan that no longer fits.
pub fn outdated(fact: String) -> Error {
    Error::conflict(ErrorCode::PlanOutdated, fact).hint("make the plan again with --plan-out")
}
