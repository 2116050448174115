//! Whether months are what they were when they were closed, documents what they were when they were issued, and the audit
//! log tells of both; and whether documents and what is not invoiced add up to the ledger.

use super::invoice::proof as documents;
use super::model::{BillingFinding, PeriodEventRow, PeriodKey, PeriodStatus, PeriodStep, status_after};
use super::snapshot::{PeriodSnapshot, hash_of};
use super::store;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::pricing::ledger::check::LedgerFinding;

/// Returns the row of the audit log of the first closing or document that is not as it was; of one that no row tells of, 0.
pub fn first_misfit(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    let found = findings(tx.connection())?;
    Ok(found.first().map(|finding| finding.audit_seq.unwrap_or_default()))
}

/// Finds closings and documents that are not as they were.
pub fn findings(connection: &mut Connection) -> Result<Vec<BillingFinding>> {
    let mut found = closings(connection)?;
    found.extend(documents::findings(connection)?);
    Ok(found)
}

/// Finds where documents and what is not invoiced do not add up to the ledger.
pub fn ledger_findings(tx: &mut Tx<'_>) -> Result<Vec<LedgerFinding>> {
    let facts = documents::differences(tx.connection())?.into_iter();
    let finding = |fact| LedgerFinding {
        rule: "invoices".to_owned(),
        costing_id: None,
        fact,
    };
    Ok(facts.map(finding).collect())
}

/// Finds closings whose snapshot, ledger or row of the audit log is another than it was.
fn closings(connection: &mut Connection) -> Result<Vec<BillingFinding>> {
    let events = store::events(connection)?;
    let mut found = Vec::new();
    for event in events.iter().filter(|event| event.event == PeriodStep::Closed) {
        let key = PeriodKey {
            month: event.month.clone(),
            tenant: event.tenant_id,
        };
        let hash = event.snapshot_hash.clone().unwrap_or_default();
        let audit_seq = store::audit_row_of(connection, &key.name(), &hash)?;
        let mut misfit = |fact: &str| {
            found.push(BillingFinding {
                table: "period_events",
                id: event.id.to_string(),
                fact: format!("{} {fact}", key.name()),
                audit_seq,
            });
        };
        if audit_seq.is_none() {
            misfit("was closed with another snapshot than the audit log tells of");
        } else if event.snapshot.as_deref().map(hash_of) != event.snapshot_hash {
            misfit("has a snapshot that was altered");
        } else if is_standing(&events, event) {
            let now = PeriodSnapshot::of(&store::booked_lines(connection, &key)?)?;
            if now.hash != hash {
                misfit("is closed, and the ledger has other lines than its snapshot");
            }
        }
    }
    Ok(found)
}

/// Whether a closing is the one by which its month is closed now.
fn is_standing(events: &[PeriodEventRow], closing: &PeriodEventRow) -> bool {
    let of_period =
        |event: &&PeriodEventRow| event.month == closing.month && event.tenant_id == closing.tenant_id;
    let own: Vec<PeriodEventRow> = events.iter().filter(of_period).cloned().collect();
    let last = own.iter().rev().find(|event| event.event == PeriodStep::Closed);
    status_after(&own) == PeriodStatus::Closed && last.is_some_and(|last| last.id == closing.id)
}
