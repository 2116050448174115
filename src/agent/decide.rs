//! What people do with proposals.

use super::model::{AgentName, ProposalRow, ProposalState};
use super::service::unknown;
use super::store;
use crate::access::app::App;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::plan::{self, RunCommand};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;
use crate::output;
use crate::pricing::ledger::one_person::decides_alone;

/// Approves a proposal, once its plan was tried with the rights of whoever approves it.
///
/// # Errors
/// `Conflict` for one that is decided, or that what it rests on has outdated; those of the plan's steps.
pub fn approve(id: i64, run: RunCommand, app: &mut App) -> Result<ProposalRow> {
    let row = app.read(|tx| {
        let _grant = tx.require(Permission::DecideProposals)?;
        open_one(tx, id)
    })?;
    require_state(&row, &[ProposalState::Proposed])?;
    if is_outdated(&row, app)? {
        return Err(outdated(id));
    }
    let tried = plan::try_out(&row.plan.0, run, app);
    if tried
        .as_ref()
        .is_err_and(|error| error.code == ErrorCode::CostsDiffer)
    {
        mark_stale(id, app)?;
    }
    tried?;
    app.write(|tx| {
        let grant = tx.require(Permission::DecideProposals)?;
        let row = locked(tx, id, &[ProposalState::Proposed])?;
        let decision = Decision::of(tx);
        save(tx, &grant, row, |row| {
            row.state = ProposalState::Approved;
            decision.sign(row);
        })
    })
}

/// Rejects a proposal: it is not made again before its facts change. Whoever may not do what it says rejects it neither.
///
/// # Errors
/// `Conflict` for one that was rejected or applied; `Forbidden` as its steps are.
pub fn reject(id: i64, reason: &str, run: RunCommand, app: &mut App) -> Result<ProposalRow> {
    let reason = clean_text("reason", reason, 500)?;
    let row = app.read(|tx| {
        let _grant = tx.require(Permission::DecideProposals)?;
        open_one(tx, id)
    })?;
    // What else is in the way of the plan is not a reason to keep the proposal.
    if let Err(error) = plan::try_out(&row.plan.0, run, app)
        && error.kind == Kind::Forbidden
    {
        return Err(error);
    }
    app.write(|tx| {
        let grant = tx.require(Permission::DecideProposals)?;
        let row = locked(tx, id, &ProposalState::OPEN)?;
        let decision = Decision::of(tx);
        save(tx, &grant, row, |row| {
            row.state = ProposalState::Rejected;
            row.reason = Some(reason.clone());
            decision.sign(row);
        })
    })
}

/// Applies a proposal with the rights of whoever applies it, as one operation. One that is not about money needs no other
/// approval than that.
///
/// # Errors
/// `Conflict` for one that is decided otherwise, that has become stale, or about money that the same person approved; those of
/// the plan's steps.
pub fn apply(id: i64, run: RunCommand, app: &mut App) -> Result<ProposalRow> {
    let row = app.read(|tx| {
        let grant = tx.require(Permission::DecideProposals)?;
        let row = open_one(tx, id)?;
        require_second_person(tx, &grant, &row)?;
        Ok(row)
    })?;
    if is_outdated(&row, app)? {
        return Err(outdated(id));
    }
    let plan = row.plan.0.clone();
    let applied = app.write_commands(|app| {
        plan::apply_steps(&plan, run, app)?;
        app.write(|tx| {
            let grant = tx.require(Permission::DecideProposals)?;
            let row = locked(tx, id, &ProposalState::OPEN)?;
            let one_person = require_second_person(tx, &grant, &row)?;
            let decision = Decision::of(tx);
            save(tx, &grant, row, |row| {
                row.state = ProposalState::Applied;
                row.one_person = one_person;
                row.applied_by = Some(decision.by.clone());
                row.applied_at = Some(decision.at);
                // Whoever applies what nobody approved has approved it.
                if row.decided_by.is_none() {
                    decision.sign(row);
                }
            })
        })
    });
    unless_costs_differ(applied, id, app)
}

/// Marks a proposal as stale whose plan came to another amount: the one that was agreed to is a fact that it rests on, too.
fn unless_costs_differ<T>(result: Result<T>, id: i64, app: &mut App) -> Result<T> {
    if let Err(error) = &result
        && error.code == ErrorCode::CostsDiffer
    {
        mark_stale(id, app)?;
    }
    result
}

/// Marks a proposal as stale if what it rests on has changed, and tells whether it has.
fn is_outdated(row: &ProposalRow, app: &mut App) -> Result<bool> {
    let changed = app.read(|tx| plan::changed_since(&row.plan.0, tx))?;
    if changed.is_empty() {
        return Ok(false);
    }
    mark_stale(row.id, app)?;
    Ok(true)
}

fn mark_stale(id: i64, app: &mut App) -> Result<ProposalRow> {
    app.write(|tx| {
        let grant = tx.require(Permission::DecideProposals)?;
        let row = locked(tx, id, &ProposalState::OPEN)?;
        save(tx, &grant, row, |row| row.state = ProposalState::Stale)
    })
}

fn outdated(id: i64) -> Error {
    let fact = format!("proposal {id} is stale: what it rests on has changed since it was made");
    Error::conflict(ErrorCode::PlanOutdated, fact).hint("colab agent run makes it anew where it still helps")
}

/// Money that an agent proposes takes two people: one who approves, and another one who applies. Returns whether the only
/// admin of a site does both.
fn require_second_person(tx: &mut Tx<'_>, grant: &Grant, row: &ProposalRow) -> Result<bool> {
    if !row.is_money {
        return Ok(false);
    }
    let id = row.id;
    let approved_by = row
        .decided_by
        .as_deref()
        .filter(|_| row.state == ProposalState::Approved);
    let Some(first) = approved_by else {
        let fact =
            format!("proposal {id} is about money: one person approves it, and another one applies it");
        return Err(
            Error::conflict(ErrorCode::ProposalNotApproved, fact).hint(format!("colab agent approve {id}"))
        );
    };
    if !tx.actor().persons().any(|person| person == first) {
        return Ok(false);
    }
    if decides_alone(tx, grant)? {
        return Ok(true);
    }
    let fact = format!("{first} approved proposal {id}, and another person applies it: it is about money");
    Err(tx.actor().same_person_error(ErrorCode::OwnRequest, fact, first))
}

/// Loads a proposal that awaits a decision, or to be applied.
fn open_one(tx: &mut Tx<'_>, id: i64) -> Result<ProposalRow> {
    let Some(row) = store::proposal(tx.connection(), id)? else {
        return Err(unknown(tx, id)?);
    };
    require_state(&row, &ProposalState::OPEN)?;
    require_time(tx, &row)?;
    Ok(row)
}

fn locked(tx: &mut Tx<'_>, id: i64, states: &[ProposalState]) -> Result<ProposalRow> {
    let Some(row) = store::lock(tx.connection(), id)? else {
        return Err(unknown(tx, id)?);
    };
    require_state(&row, states)?;
    require_time(tx, &row)?;
    Ok(row)
}

fn require_time(tx: &Tx<'_>, row: &ProposalRow) -> Result<()> {
    if tx.now() < row.expires_at {
        return Ok(());
    }
    let fact = format!("proposal {} has expired", row.id);
    Err(Error::conflict(ErrorCode::ProposalDecided, fact)
        .hint("colab agent run makes it anew where it still helps"))
}

fn require_state(row: &ProposalRow, states: &[ProposalState]) -> Result<()> {
    if states.contains(&row.state) {
        return Ok(());
    }
    let (id, state) = (row.id, row.state);
    let by = row
        .decided_by
        .as_ref()
        .map(|by| format!(" by {by}"))
        .unwrap_or_default();
    let fact = match state {
        ProposalState::Stale | ProposalState::Expired | ProposalState::Proposed => {
            format!("proposal {id} is {state}")
        }
        _ => format!("proposal {id} is {state}{by}"),
    };
    Err(Error::conflict(ErrorCode::ProposalDecided, fact).hint(format!("colab agent show {id}")))
}

/// Who decides, and when.
struct Decision {
    by: String,
    at: Timestamp,
}

impl Decision {
    fn of(tx: &Tx<'_>) -> Self {
        Self {
            by: tx.actor().person().to_owned(),
            at: tx.now(),
        }
    }

    fn sign(self, row: &mut ProposalRow) {
        row.decided_by = Some(self.by);
        row.decided_at = Some(self.at);
    }
}

/// Writes down what becomes of a proposal.
fn save(
    tx: &mut Tx<'_>,
    grant: &Grant,
    mut row: ProposalRow,
    change: impl FnOnce(&mut ProposalRow),
) -> Result<ProposalRow> {
    let before = output::facts(&row);
    change(&mut row);
    store::save_state(tx.connection(), &row)?;
    let event = AuditEvent::difference("proposal", row.id, &before, &output::facts(&row));
    tx.audit(grant, event);
    Ok(row)
}

/// Marks the open proposals of an agent that have run out of time, that it makes no more, or whose records have changed.
pub(super) fn retire(
    tx: &mut Tx<'_>,
    grant: &Grant,
    agent: AgentName,
    is_made: impl Fn(&ProposalRow) -> bool,
) -> Result<()> {
    let filter = store::ProposalFilter {
        agent: Some(agent),
        states: Some(ProposalState::OPEN.to_vec()),
        ..store::ProposalFilter::default()
    };
    for row in store::proposals(tx.connection(), &filter)? {
        let state = if row.expires_at <= tx.now() {
            ProposalState::Expired
        } else if is_made(&row) && plan::changed_since(&row.plan.0, tx)?.is_empty() {
            continue;
        } else {
            ProposalState::Stale
        };
        save(tx, grant, row, |row| row.state = state)?;
    }
    Ok(())
}
