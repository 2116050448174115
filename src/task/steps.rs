//! The steps of a task: started, on hold, done, cancelled. A repair takes its device along.

use super::errors::{illegal_step, not_a_repair};
use super::model::{RepairOutcome, Task, TaskKind, TaskState, TaskSubject};
use super::{cost, service};
use crate::access::tx::Tx;
use crate::device::model::DeviceStatus;
use crate::device::status_change::{self, DeviceMove};
use crate::kernel::error::Result;
use crate::kernel::money::Money;

/// A step to take.
#[derive(Debug, Clone)]
pub struct TaskStep {
    pub to: TaskState,
    /// Why, or what was done.
    pub reason: Option<String>,
    /// What it cost, when it is done.
    pub cost: Option<Money>,
    /// How a repair ended; fixed by default.
    pub outcome: Option<RepairOutcome>,
}

/// Takes a step. The end of a repair brings its device back: available, or retired where it cannot be fixed.
///
/// # Errors
/// `Conflict` for a step that cannot follow, and for a promised device that would be retired.
pub fn step(tx: &mut Tx<'_>, id: i64, step: &TaskStep) -> Result<Task> {
    let grant = if step.to == TaskState::Cancelled {
        service::require_editor(tx)?
    } else {
        service::require_change(tx, id)?
    };
    let before = service::lock(tx, &grant, id)?;
    if before.row.state == step.to && step.outcome.is_none() && step.cost.is_none() {
        tx.mark_unchanged();
        return Ok(before);
    }
    if !before.row.state.next().contains(&step.to) {
        return Err(illegal_step(&before, step.to));
    }
    let is_repair = before.row.kind == TaskKind::Repair;
    if step.outcome.is_some() && !is_repair {
        return Err(not_a_repair(&before));
    }
    let mut row = before.row.clone();
    let by = tx.actor().username.clone();
    row.put_into(step.to, &by, tx.now());
    row.cost_cents = step.cost.map(|money| money.cents).or(row.cost_cents);
    let is_done = step.to == TaskState::Done;
    row.outcome = (is_repair && is_done).then(|| step.outcome.unwrap_or(RepairOutcome::Fixed));
    let outcome = row.outcome;
    let task = service::save(tx, &grant, &before, row)?;
    if let Some(reason) = &step.reason {
        service::note(tx, &grant, id, reason)?;
    }
    if let Some(TaskSubject::Device(serial)) = task.about.as_ref().filter(|_| is_repair && step.to.is_over())
    {
        let to = match outcome {
            Some(RepairOutcome::Unfixable) => DeviceStatus::Retired,
            _ => DeviceStatus::Available,
        };
        let ended = DeviceMove {
            serials: vec![serial.clone()],
            to: Some(to),
            place: None,
            reason: Some(step.reason.clone().unwrap_or_else(|| match outcome {
                Some(outcome) => outcome.to_string(),
                None => "the repair is cancelled".to_owned(),
            })),
        };
        status_change::move_devices(tx, &ended)?;
    }
    if task.row.cost_cents.is_none() {
        return Ok(task);
    }
    cost::follow(tx, id)?;
    service::load(tx, &grant, id)
}
