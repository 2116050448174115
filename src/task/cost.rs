//! The ledger of costs: what a done task cost is proposed by itself, and approved or rejected by another person, once. What is
//! taken back before that is withdrawn.

use std::collections::BTreeMap;

use serde_json::json;

use super::model::{CostStep, Task, TaskCost, TaskCostRow, TaskRow, TaskState};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::text::clean_text;
use crate::pricing::ledger::one_person;

/// Keeps the ledger in step with the tasks of this transaction: what it ended, or whose cost it changed, is proposed; what is no
/// longer done is withdrawn. Runs before each commit.
///
/// # Errors
/// `Conflict` for another cost than the one that was approved, also for none.
pub fn follow_tasks(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    for name in tx.changed("task") {
        if let Ok(id) = name.parse() {
            follow(tx, id)?;
        }
    }
    Ok(Vec::new())
}

/// Keeps the ledger in step with one task that this transaction changed.
///
/// # Errors
/// As [`follow_tasks`].
pub fn follow(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let Some(row) = store::by_id(tx.connection(), id)? else {
        return Ok(());
    };
    let name = id.to_string();
    let due = row.cost_cents.filter(|_| row.state == TaskState::Done);
    let newest = store::costs_of(tx.connection(), &[id])?.pop();
    let amount = newest.as_ref().map(|newest| newest.amount_cents);
    let is_changed = || ["state", "cost_cents"].map(|fact| tx.fact_before("task", &name, fact).is_some());
    let to = match (newest.as_ref().map(|newest| newest.step), due) {
        (Some(CostStep::Approval | CostStep::Proposal), Some(_)) if amount == due => return Ok(()),
        (Some(CostStep::Approval), _) => {
            return Err(newest.as_ref().map_or_else(|| unproposed(id), decided));
        }
        (Some(CostStep::Proposal), None) => CostStep::Withdrawal,
        (_, Some(_)) if is_changed().contains(&true) => CostStep::Proposal,
        _ => return Ok(()),
    };
    let grant = tx.require(Permission::EditTasks)?;
    let row = step(tx, id, to, due.or(amount).unwrap_or_default())?;
    write(tx, &grant, &row)
}

/// Proposes the cost of a done task again that was rejected, because somebody entered it again.
pub(super) fn propose_again(tx: &mut Tx<'_>, grant: &Grant, task: &TaskRow) -> Result<()> {
    let newest = store::costs_of(tx.connection(), &[task.id])?.pop();
    let is_open = newest.is_none_or(|cost| matches!(cost.step, CostStep::Rejection | CostStep::Withdrawal));
    let Some(cents) = task
        .cost_cents
        .filter(|_| is_open && task.state == TaskState::Done)
    else {
        return Ok(());
    };
    let row = step(tx, task.id, CostStep::Proposal, cents)?;
    write(tx, grant, &row)
}

/// Inserts a task that was done before, and the proposal of its cost by who did it; the caller audits.
///
/// # Errors
/// Those of the database.
pub fn insert_done(tx: &mut Tx<'_>, _grant: &Grant, row: &TaskRow) -> Result<()> {
    let begun = TaskRow {
        state: TaskState::Open,
        done_at: None,
        done_by: None,
        outcome: None,
        cost_cents: None,
        updated_at: row.created_at,
        ..row.clone()
    };
    store::insert(tx.connection(), std::slice::from_ref(&begun))?;
    store::save(tx.connection(), row)?;
    let by = row.done_by.clone().unwrap_or_default();
    let proposal = TaskCostRow {
        created_by: by.clone(),
        entered_by: by,
        created_at: row.updated_at,
        ..step(tx, row.id, CostStep::Proposal, row.cost_cents.unwrap_or(0))?
    };
    Ok(store::insert_cost(tx.connection(), &proposal)?)
}

/// Approves or rejects the cost of a task.
///
/// # Errors
/// `Conflict` when nothing is proposed, when it was approved before, and for who proposed it.
pub fn decide(tx: &mut Tx<'_>, id: i64, approves: bool, reason: Option<&str>) -> Result<TaskCost> {
    let grant = tx.require(Permission::ApproveCosts)?;
    let task = service::lock(tx, &grant, id)?;
    let ledger = store::costs_of(tx.connection(), &[id])?;
    let newest = ledger.last().filter(|cost| cost.step != CostStep::Withdrawal);
    let Some(proposal) = newest else {
        return Err(unproposed(id));
    };
    if proposal.step != CostStep::Proposal {
        return Err(decided(proposal));
    }
    if task.row.state != TaskState::Done {
        return Err(unproposed(id));
    }
    let alone = one_person::decides_alone(tx, &grant)?;
    let entered = |person: &str| {
        let same = ledger
            .iter()
            .filter(|row| row.step == CostStep::Proposal && row.amount_cents == proposal.amount_cents);
        same.into_iter()
            .any(|row| row.created_by == person || row.entered_by == person)
    };
    let ended = |person: &str| task.row.done_by.as_deref() == Some(person);
    let own = tx
        .actor()
        .persons()
        .find(|person| entered(person) || ended(person))
        .map(str::to_owned);
    if let Some(name) = own.as_ref().filter(|_| !alone) {
        let act = if entered(name) {
            "proposed the cost of"
        } else {
            "ended"
        };
        let fact = format!("{name} {act} task {id}: somebody else must decide on its cost");
        return Err(tx.actor().same_person_error(ErrorCode::OwnRequest, fact, name));
    }
    let mut row = step(tx, id, CostStep::decision(approves), proposal.amount_cents)?;
    row.reason = reason
        .map(|reason| clean_text("reason", reason, 500))
        .transpose()?;
    row.one_person = own.is_some();
    write(tx, &grant, &row)?;
    Ok(TaskCost::of(task, &[proposal.clone(), row]))
}

/// Lists the costs of tasks as they stand, by task, but for those that were withdrawn; `pending`: those that await a decision.
pub fn list(tx: &mut Tx<'_>, pending: bool) -> Result<Vec<TaskCost>> {
    let grant = tx.require(Permission::SeePrices)?;
    let mut by_task: BTreeMap<i64, Vec<TaskCostRow>> = BTreeMap::new();
    for row in store::costs(tx.connection())? {
        by_task.entry(row.task_id).or_default().push(row);
    }
    by_task.retain(|_, rows| rows.last().is_some_and(|row| row.step.is_listed(pending)));
    let ids: Vec<i64> = by_task.keys().copied().collect();
    let rows = store::by_ids(tx.connection(), &ids)?;
    let tasks = service::with_names(tx, &grant, rows)?;
    let cost = |task: Task| {
        let rows = by_task.remove(&task.row.id).unwrap_or_default();
        TaskCost::of(task, &rows)
    };
    Ok(tasks.into_iter().map(cost).collect())
}

fn step(tx: &mut Tx<'_>, task_id: i64, step: CostStep, amount_cents: i64) -> Result<TaskCostRow> {
    Ok(TaskCostRow {
        id: tx.connection().reserve_id("task_costs")?,
        task_id,
        step,
        amount_cents,
        currency: tx.settings().currency().code().to_owned(),
        reason: None,
        one_person: false,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    })
}

fn write(tx: &mut Tx<'_>, grant: &Grant, row: &TaskCostRow) -> Result<()> {
    store::insert_cost(tx.connection(), row)?;
    let facts = json!({"cost": row.step.as_str(), "amount_cents": row.amount_cents, "currency": row.currency,
                       "reason": row.reason, "one_person": row.one_person});
    tx.audit(grant, AuditEvent::happened("task_cost", row.task_id, facts));
    Ok(())
}

fn unproposed(id: i64) -> Error {
    let fact = format!("no cost of task {id} is proposed");
    Error::conflict(ErrorCode::NothingProposed, fact).hint(format!(
        "it is with the end of the task: colab task done {id} --cost AMOUNT"
    ))
}

fn decided(row: &TaskCostRow) -> Error {
    let amount = Money::new(row.amount_cents, stored_currency(&row.currency));
    let (id, state) = (row.task_id, row.step.state());
    let fact = format!(
        "the cost of task {id}, {amount}, was {state} by {}",
        row.created_by
    );
    Error::conflict(ErrorCode::CostingDecided, fact).hint(format!("colab task show {id}"))
}
