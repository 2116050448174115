//! The ledger of costs: what was received is proposed by itself, and approved or rejected by another person, once.

use std::collections::BTreeMap;

use serde_json::json;

use super::model::{RequisitionCostRow, RequisitionReceiptRow};
use super::record::RequisitionCost;
use super::service::RequisitionFilter;
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::text::clean_text;
use crate::pricing::ledger::one_person;
use crate::task::model::CostStep;

/// The kind of record in the audit log.
const ENTITY: &str = "requisition_cost";

/// Proposes the cost of a receipt; what cost nothing is not a cost.
pub(super) fn propose(tx: &mut Tx<'_>, grant: &Grant, receipt: &RequisitionReceiptRow) -> Result<()> {
    if receipt.amount_cents == 0 {
        return Ok(());
    }
    let row = step(tx, receipt, CostStep::Proposal)?;
    write(tx, grant, &row)
}

/// Withdraws the cost of a receipt that is taken back.
///
/// # Errors
/// `Conflict` when it was approved.
pub(super) fn withdraw(tx: &mut Tx<'_>, grant: &Grant, receipt: &RequisitionReceiptRow) -> Result<()> {
    let newest = store::costs_of(tx.connection(), &[receipt.id])?.pop();
    match newest {
        Some(newest) if newest.step == CostStep::Proposal => {
            let row = step(tx, receipt, CostStep::Withdrawal)?;
            write(tx, grant, &row)
        }
        Some(newest) if newest.step == CostStep::Approval => Err(decided(&newest)),
        _ => Ok(()),
    }
}

/// Keeps the ledger in step with a receipt that an undo has put back.
///
/// # Errors
/// As for receiving it.
pub fn follow(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let grant = tx.require(Permission::OrderRequisitions)?;
    let Some(receipt) = store::receipt(tx.connection(), id)? else {
        return Ok(());
    };
    if receipt.taken_back_at.is_some() {
        return withdraw(tx, &grant, &receipt);
    }
    let newest = store::costs_of(tx.connection(), &[id])?.pop();
    if newest.is_none_or(|newest| newest.step == CostStep::Withdrawal) {
        return propose(tx, &grant, &receipt);
    }
    Ok(())
}

/// Approves or rejects the cost of a receipt.
///
/// # Errors
/// `NotFound` for an unknown receipt; `Conflict` when nothing is proposed, when it was decided before, for who received it and
/// for who asked for it.
pub fn decide(tx: &mut Tx<'_>, id: i64, approves: bool, reason: Option<&str>) -> Result<RequisitionCost> {
    let grant = tx.require(Permission::ApproveCosts)?;
    let receipt = store::receipt(tx.connection(), id)?;
    let receipt = receipt.ok_or_else(|| unknown_receipt(id))?;
    tx.connection()
        .lock_rows("requisitions", &[receipt.requisition_id])?;
    let requisition = service::load(tx, &grant, receipt.requisition_id)?;
    let ledger = store::costs_of(tx.connection(), &[id])?;
    let Some(proposal) = ledger.last().filter(|cost| cost.step != CostStep::Withdrawal) else {
        let fact = format!("no cost of receipt {id} is proposed");
        let way_out = format!("colab requisition show {}", requisition.row.number);
        return Err(Error::conflict(ErrorCode::NothingProposed, fact).hint(way_out));
    };
    if proposal.step != CostStep::Proposal {
        return Err(decided(proposal));
    }
    let entered = |person: &str| {
        let mut proposals = ledger.iter().filter(|row| row.step == CostStep::Proposal);
        proposals.any(|row| row.created_by == person || row.entered_by == person)
    };
    let asked = |person: &str| requisition.row.requester == person || requisition.row.entered_by == person;
    let own = tx
        .actor()
        .persons()
        .find(|person| entered(person) || asked(person))
        .map(str::to_owned);
    if let Some(name) = &own
        && !one_person::decides_alone(tx, &grant)?
    {
        let act = if entered(name) { "received" } else { "asked for" };
        let fact = format!("{name} {act} what receipt {id} is of: somebody else must decide on its cost");
        return Err(tx.actor().same_person_error(ErrorCode::OwnRequest, fact, name));
    }
    let mut row = step(tx, &receipt, CostStep::decision(approves))?;
    row.reason = reason
        .map(|reason| clean_text("reason", reason, 500))
        .transpose()?;
    row.one_person = own.is_some();
    write(tx, &grant, &row)?;
    let item = requisition.items.iter().find(|item| item.id == receipt.item_id);
    let description = item.map(|item| item.description.clone()).unwrap_or_default();
    let rows = [proposal.clone(), row];
    Ok(RequisitionCost::of(
        receipt,
        requisition.row.number,
        description,
        &rows,
    ))
}

/// Lists the costs of what was received as they stand, by receipt, but for those that were withdrawn; `pending`: those that
/// await a decision.
///
/// # Errors
/// `Forbidden` for whoever does not see every requisition.
pub fn list(tx: &mut Tx<'_>, pending: bool) -> Result<Vec<RequisitionCost>> {
    let grant = tx.require(Permission::SeeRequisitions)?;
    if grant.reach() != PermissionScope::All {
        return Err(not_allowed(tx.actor(), "see what requisitions cost"));
    }
    let mut by_receipt: BTreeMap<i64, Vec<RequisitionCostRow>> = BTreeMap::new();
    for row in store::costs(tx.connection())? {
        by_receipt.entry(row.receipt_id).or_default().push(row);
    }
    by_receipt.retain(|_, rows| rows.last().is_some_and(|row| row.step.is_listed(pending)));
    let all = RequisitionFilter {
        all: true,
        ..RequisitionFilter::default()
    };
    let mut costs = Vec::new();
    for requisition in service::list(tx, &all)? {
        for receipt in requisition.receipts {
            let Some(rows) = by_receipt.remove(&receipt.id) else {
                continue;
            };
            let item = requisition.items.iter().find(|item| item.id == receipt.item_id);
            let description = item.map(|item| item.description.clone()).unwrap_or_default();
            let number = requisition.row.number.clone();
            costs.push(RequisitionCost::of(receipt, number, description, &rows));
        }
    }
    costs.sort_by_key(|cost| cost.receipt.id);
    Ok(costs)
}

fn step(tx: &mut Tx<'_>, receipt: &RequisitionReceiptRow, step: CostStep) -> Result<RequisitionCostRow> {
    Ok(RequisitionCostRow {
        id: tx.connection().reserve_id("requisition_costs")?,
        receipt_id: receipt.id,
        step,
        amount_cents: receipt.amount_cents,
        currency: receipt.currency.clone(),
        reason: None,
        one_person: false,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    })
}

fn write(tx: &mut Tx<'_>, grant: &Grant, row: &RequisitionCostRow) -> Result<()> {
    store::insert_cost(tx.connection(), row)?;
    let facts = json!({"cost": row.step.as_str(), "amount_cents": row.amount_cents, "currency": row.currency,
                       "reason": row.reason, "one_person": row.one_person});
    tx.audit(grant, AuditEvent::happened(ENTITY, row.receipt_id, facts));
    Ok(())
}

fn unknown_receipt(id: i64) -> Error {
    Error::not_found(ErrorCode::UnknownReceipt, format!("no receipt {id}"), &[])
        .hint("colab requisition costs --pending")
}

fn decided(row: &RequisitionCostRow) -> Error {
    let amount = Money::new(row.amount_cents, stored_currency(&row.currency));
    let state = row.step.state();
    let fact = format!(
        "the cost of receipt {}, {amount}, was {state} by {}",
        row.receipt_id, row.created_by
    );
    Error::conflict(ErrorCode::CostingDecided, fact).hint("colab requisition costs")
}
