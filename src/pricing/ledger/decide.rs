//! Approving and rejecting proposals: once, and by another admin than the one who proposed.

use serde_json::json;

use super::adjust;
use super::model::{AdjustmentKind, Costing, CostingRow, CostingStatus, EntryKind, status};
use super::one_person;
use super::propose::{LEDGER_LOCK, facts};
use super::service;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::clean_text;

/// The decision to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CostingVerdict {
    Approve,
    /// With a reason.
    Reject(String),
}

impl CostingVerdict {
    /// Returns the verb of messages.
    fn verb(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject(_) => "reject",
        }
    }

    /// Returns the state that a proposal gets.
    fn target(&self) -> CostingStatus {
        match self {
            Self::Approve => CostingStatus::Approved,
            Self::Reject(_) => CostingStatus::Rejected,
        }
    }

    /// Returns the kind of entry to write.
    fn entry(&self) -> EntryKind {
        match self {
            Self::Approve => EntryKind::Approval,
            Self::Reject(_) => EntryKind::Rejection,
        }
    }
}

/// Approves or rejects proposals, all or none.
///
/// # Errors
/// `NotFound` for an unknown costing; `Conflict` for the actor's own proposals, decided ones, and the approval of stale
/// ones.
pub fn decide(tx: &mut Tx<'_>, ids: &[i64], verdict: &CostingVerdict) -> Result<Vec<Costing>> {
    let grant = tx.require(Permission::ApproveCosts)?;
    let reason = match verdict {
        CostingVerdict::Approve => None,
        CostingVerdict::Reject(reason) => Some(clean_text("reason", reason, 500)?),
    };
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let mut ids = ids.to_vec();
    // The halves of a move are decided together.
    ids.extend(store::other_halves(tx.connection(), &ids)?);
    ids.sort_unstable();
    ids.dedup();
    let mut costings = service::by_ids(tx, &grant, &ids)?;
    let alone = one_person::decides_alone(tx, &grant)?;
    for id in &ids {
        match costings.iter().find(|costing| costing.row.id == *id) {
            Some(costing) => check(tx, costing, verdict, alone)?,
            None => return Err(not_a_proposal(tx, *id)?),
        }
    }
    // A credit takes off what is charged when it is approved.
    costings.sort_by_key(is_credit);
    if *verdict == CostingVerdict::Approve {
        check_credits(tx, &costings)?;
    }
    let numbers = tx.connection().reserve_ids("booking_costing", costings.len())?;
    let rows: Vec<CostingRow> = costings
        .iter()
        .zip(numbers)
        .map(|(costing, id)| decision(tx, id, costing, verdict, reason.clone()))
        .collect();
    store::insert(tx.connection(), &rows)?;
    for (costing, row) in costings.iter().zip(&rows) {
        let event = AuditEvent::change(
            "costing",
            costing.row.id,
            json!({"status": CostingStatus::Pending}),
            json!({"status": verdict.target(), "reason": reason, "one_person": row.one_person}),
        );
        tx.audit(&grant, event.with(facts(row)));
    }
    service::by_ids(tx, &grant, &ids)
}

/// Builds the entry of a decision; it repeats the subject and the amounts of the proposal.
fn decision(
    tx: &Tx<'_>,
    id: i64,
    costing: &Costing,
    verdict: &CostingVerdict,
    reason: Option<String>,
) -> CostingRow {
    CostingRow {
        id,
        entry: verdict.entry(),
        proposal_id: Some(costing.row.id),
        follows_id: None,
        lines: None,
        basis: None,
        reason,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
        one_person: own_name(tx, costing).is_some(),
        ..costing.row.clone()
    }
}

/// Checks that a proposal is undecided, somebody else's, and not stale if it is to be approved.
fn check(tx: &Tx<'_>, costing: &Costing, verdict: &CostingVerdict, alone: bool) -> Result<()> {
    let own = own_name(tx, costing).filter(|_| !alone);
    if costing.status() != CostingStatus::Pending {
        Err(already_decided(costing, verdict))
    } else if let Some(name) = own {
        Err(own_proposal(tx, costing, verdict, name))
    } else if *verdict == CostingVerdict::Approve && !costing.changed.is_empty() {
        Err(stale_proposal(costing))
    } else {
        Ok(())
    }
}

fn is_credit(costing: &Costing) -> bool {
    costing.row.adjustment.is_some_and(AdjustmentKind::is_credit)
}

/// Checks that each credit and reduction takes off no more than what is charged once those before it, and what is charged anew
/// with it, are approved.
fn check_credits(tx: &mut Tx<'_>, costings: &[Costing]) -> Result<()> {
    // What was proposed while another one waited does not know of it: each takes off, and so may both.
    let lowers = |one: &Costing| one.row.total_cents < 0;
    for (place, costing) in costings.iter().enumerate().filter(|(_, one)| lowers(one)) {
        let row = &costing.row;
        let ids = |id: Option<i64>| id.into_iter().collect::<Vec<i64>>();
        let standing = service::standing(tx, &ids(row.booking_id), &ids(row.rental_id))?;
        let approved = standing
            .iter()
            .filter(|(_, decision)| status(decision.as_ref()) == CostingStatus::Approved)
            .map(|(row, _)| row.total_cents);
        // What moves is taken off in one place before it is charged in another one.
        let with = costings
            .iter()
            .enumerate()
            .filter(|(other, one)| *other < place || !lowers(one))
            .map(|(_, one)| &one.row);
        let of_subject = with.filter(|one| one.subject_id() == row.subject_id());
        let charged: i64 = approved.chain(of_subject.map(|one| one.total_cents)).sum();
        if charged + row.total_cents < 0 {
            let name = costing.subject_name();
            let error = adjust::too_much(tx, &name, row.total_cents, charged).detail("costing_id", row.id);
            return Err(if is_credit(costing) {
                error
            } else {
                error.hint(format!(
                    "colab pricing reject {} --reason REASON && colab pricing propose {}",
                    row.id,
                    costing.propose_argument()
                ))
            });
        }
    }
    Ok(())
}

/// Returns the name under which the actor made a proposal.
fn own_name<'a>(tx: &'a Tx<'_>, costing: &Costing) -> Option<&'a str> {
    tx.actor().persons().find(|person| costing.row.is_by(person))
}

fn already_decided(costing: &Costing, verdict: &CostingVerdict) -> Error {
    let (id, status) = (costing.row.id, costing.status());
    let by = costing.decision.as_ref().map(|one| one.created_by.as_str());
    let (by, verb) = (by.unwrap_or_default(), verdict.verb());
    let argument = costing.propose_argument();
    let error = Error::conflict(
        ErrorCode::CostingDecided,
        format!("cannot {verb} costing {id}: it was {status} by {by}"),
    )
    .detail("costing_id", id)
    .detail("from", status.as_str())
    .detail("to", verdict.target().as_str());
    error.hint(match status {
        CostingStatus::Approved => format!("propose a correction: colab pricing propose {argument}"),
        _ => format!("colab pricing propose {argument}"),
    })
}

fn own_proposal(tx: &Tx<'_>, costing: &Costing, verdict: &CostingVerdict, name: &str) -> Error {
    let id = costing.row.id;
    let verb = verdict.verb();
    let fact = format!("{name} proposed costing {id}: another admin or finance user must {verb} it");
    tx.actor()
        .same_person_error(ErrorCode::OwnCosting, fact, name)
        .detail("costing_id", id)
        .detail("from", costing.status().as_str())
        .detail("to", verdict.target().as_str())
}

fn stale_proposal(costing: &Costing) -> Error {
    let id = costing.row.id;
    Error::conflict(
        ErrorCode::CostingStale,
        format!(
            "costing {id} is stale: {} has changed: {}",
            costing.subject_name(),
            costing.changed.join(", ")
        ),
    )
    .detail("costing_id", id)
    .hint(format!("colab pricing reject {id} --reason \"changed since\""))
    .hint(format!(
        "then: colab pricing propose {}",
        costing.propose_argument()
    ))
}

/// Builds the error for an id that is not a proposal's.
fn not_a_proposal(tx: &mut Tx<'_>, id: i64) -> Result<Error> {
    let Some(row) = store::entry(tx.connection(), id)? else {
        return service::unknown(tx, id);
    };
    let proposal = row.proposal_id.unwrap_or_default();
    Ok(Error::conflict(
        ErrorCode::NoProposal,
        format!("entry {id} is the {} of costing {proposal}", row.entry),
    )
    .hint(format!("colab pricing ledger --after {}", proposal - 1)))
}
