//! Approving and rejecting: by an admin, not by whoever proposed, and once.

use serde_json::json;

use super::model::{Costing, CostingRow, CostingStatus, Entry};
use super::propose::{LEDGER_LOCK, facts};
use super::service;
use super::store::{self, Filter};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::clean_text;

/// What to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Approve,
    /// For this reason.
    Reject(String),
}

impl Verdict {
    fn verb(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject(_) => "reject",
        }
    }

    fn target(&self) -> CostingStatus {
        match self {
            Self::Approve => CostingStatus::Approved,
            Self::Reject(_) => CostingStatus::Rejected,
        }
    }

    fn entry(&self) -> Entry {
        match self {
            Self::Approve => Entry::Approval,
            Self::Reject(_) => Entry::Rejection,
        }
    }
}

/// Decides about proposals, all of them or none.
///
/// # Errors
/// `NotFound` for what is no costing; `Conflict` for one's own, for what is decided, and for the approval of what has
/// changed since.
pub fn decide(tx: &mut Tx<'_>, ids: &[i64], verdict: &Verdict) -> Result<Vec<Costing>> {
    let grant = tx.require(Permission::ApproveCosts)?;
    let reason = match verdict {
        Verdict::Approve => None,
        Verdict::Reject(reason) => Some(clean_text("reason", reason, 500)?),
    };
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let mut ids = ids.to_vec();
    // A move is decided whole.
    ids.extend(store::other_halves(tx.connection(), &ids)?);
    ids.sort_unstable();
    ids.dedup();
    let filter = Filter {
        ids: Some(ids.clone()),
        ..Filter::default()
    };
    let found = store::list(tx.connection(), &filter)?;
    let costings = service::with_names(tx, found)?;
    for id in &ids {
        match costings.iter().find(|costing| costing.row.id == *id) {
            Some(costing) => check(tx, costing, verdict)?,
            None => return Err(no_proposal(tx, *id)?),
        }
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
            json!({"status": verdict.target(), "reason": reason}),
        );
        tx.audit(&grant, event.with(facts(row)));
    }
    let found = store::list(tx.connection(), &filter)?;
    service::with_names(tx, found)
}

/// The entry repeats whose costs they are and how much.
fn decision(
    tx: &Tx<'_>,
    id: i64,
    costing: &Costing,
    verdict: &Verdict,
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
        entered_by: tx.actor().doer().to_owned(),
        created_at: tx.now(),
        ..costing.row.clone()
    }
}

fn check(tx: &Tx<'_>, costing: &Costing, verdict: &Verdict) -> Result<()> {
    let (id, status, verb, target) = (costing.row.id, costing.status(), verdict.verb(), verdict.target());
    if status != CostingStatus::Pending {
        let by = costing
            .decision
            .as_ref()
            .map(|one| one.created_by.as_str())
            .unwrap_or_default();
        let error = Error::conflict(
            ErrorCode::CostingDecided,
            format!("costing {id} is {status} (by {by}): {verb} (to {target}) is not possible from there"),
        )
        .detail("costing_id", id)
        .detail("from", status.as_str())
        .detail("to", target.as_str());
        return Err(error.hint(match status {
            CostingStatus::Approved => format!(
                "what is approved is corrected: colab pricing propose {}",
                costing.subject()
            ),
            _ => format!("colab pricing propose {}", costing.subject()),
        }));
    }
    let (actor, doer) = (&tx.actor().username, tx.actor().doer());
    if let Some(name) = [actor.as_str(), doer]
        .into_iter()
        .find(|name| costing.row.is_of(name))
    {
        return Err(Error::conflict(
            ErrorCode::OwnCosting,
            format!(
                "costing {id} is pending, and {name} proposed it: {verb} (to {target}) is for another admin"
            ),
        )
        .detail("costing_id", id)
        .detail("from", status.as_str())
        .detail("to", target.as_str())
        .hint("colab user list --role admin"));
    }
    if *verdict == Verdict::Approve && !costing.changed.is_empty() {
        return Err(Error::conflict(
            ErrorCode::CostingStale,
            format!(
                "costing {id} is stale: {} has changed since: {}",
                costing.whose(),
                costing.changed.join(", ")
            ),
        )
        .detail("costing_id", id)
        .hint(format!("colab pricing reject {id} --reason \"changed since\""))
        .hint(format!("then: colab pricing propose {}", costing.subject())));
    }
    Ok(())
}

/// The error for a number that is no proposal's.
fn no_proposal(tx: &mut Tx<'_>, id: i64) -> Result<Error> {
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
