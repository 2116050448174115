//! Whether months are what they were when they were closed, documents what they were when they were issued, and the audit
//! log tells of both; and whether documents and what is not invoiced add up to the ledger.

use std::collections::BTreeMap;

use serde_json::Value;

use super::invoice::proof as documents;
use super::invoice::store::{self as invoices, InvoiceFilter};
use super::model::{BillingFinding, PeriodEventRow, PeriodKey, PeriodStatus, PeriodStep, status_after};
use super::payment::store::{self as payments, PaymentFilter};
use super::snapshot::{PeriodSnapshot, hash_of};
use super::store::{self, ToldStep};
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::pricing::ledger::check::LedgerFinding;

/// Returns the row of the audit log of the first closing, document or payment that is not as it was; of one that no row tells of,
/// `None`.
pub fn first_misfit(tx: &mut Tx<'_>) -> Result<Option<Option<i64>>> {
    let found = findings(tx.connection())?;
    Ok(found.first().map(|finding| finding.audit_seq))
}

/// Finds closings and documents that are not as they were.
pub fn findings(connection: &mut Connection) -> Result<Vec<BillingFinding>> {
    let mut found = closings(connection)?;
    found.extend(documents::findings(connection)?);
    found.extend(untold(connection)?);
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

/// Finds steps of months and payments that the audit log does not tell of, and what it tells of that is not there.
fn untold(connection: &mut Connection) -> Result<Vec<BillingFinding>> {
    let mut there: BTreeMap<Step, Vec<String>> = BTreeMap::new();
    for event in store::events(connection)? {
        let key = PeriodKey {
            month: event.month,
            tenant: event.tenant_id,
        };
        let step = Step::new("period_events", &key.name(), event.event.as_str());
        there.entry(step).or_default().push(event.id.to_string());
    }
    for row in payments::list(connection, &PaymentFilter::default())? {
        let step = Step::new("payments", &row.number, &row.amount_cents.to_string());
        there.entry(step).or_default().push(row.id.to_string());
    }
    let mut numbers: BTreeMap<i64, String> = BTreeMap::new();
    for row in invoices::list(connection, &InvoiceFilter::default())? {
        let step = Step::new("invoices", &row.number, &row.total_cents.to_string());
        there.entry(step).or_default().push(row.id.to_string());
        numbers.insert(row.id, row.number);
    }
    for row in invoices::write_offs(connection, None)? {
        let number = numbers.get(&row.invoice_id).map_or("", String::as_str);
        let step = Step::new("invoice_write_offs", number, row.kind.as_str());
        there.entry(step).or_default().push(row.id.to_string());
    }
    let mut found = Vec::new();
    for told in store::told_steps(connection)? {
        let Some(step) = Step::told(&told) else { continue };
        let rows = there.get_mut(&step).filter(|rows| !rows.is_empty());
        match rows {
            Some(rows) => {
                rows.remove(0);
            }
            None => found.push(BillingFinding {
                table: step.table,
                id: step.name.clone(),
                fact: format!(
                    "{} ({}) is gone, and the audit log tells of it",
                    step.name, step.what
                ),
                audit_seq: Some(told.seq),
            }),
        }
    }
    // Closings and documents are compared with their rows above.
    let is_compared = |step: &Step| step.table == "invoices" || step.what == PeriodStep::Closed.as_str();
    for (step, rows) in there.into_iter().filter(|(step, _)| !is_compared(step)) {
        found.extend(rows.into_iter().map(|id| BillingFinding {
            table: step.table,
            id,
            fact: format!(
                "{} ({}) is there, and the audit log does not tell of it",
                step.name, step.what
            ),
            audit_seq: None,
        }));
    }
    Ok(found)
}

/// A step of a month, or a document or payment of an amount.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    table: &'static str,
    name: String,
    what: String,
}

impl Step {
    fn new(table: &'static str, name: &str, what: &str) -> Self {
        Self {
            table,
            name: name.to_owned(),
            what: what.to_owned(),
        }
    }

    /// Reads the step of which a row of the audit log tells; `None` where it tells of something else.
    fn told(told: &ToldStep) -> Option<Self> {
        let facts = |text: &Option<String>| -> Option<Value> { serde_json::from_str(text.as_deref()?).ok() };
        let amount =
            |field: &str| -> Option<String> { Some(facts(&told.after)?.get(field)?.as_i64()?.to_string()) };
        let (table, what) = match told.entity.as_str() {
            "period" => (
                "period_events",
                facts(&told.metadata)?.get("event")?.as_str()?.to_owned(),
            ),
            "payment" => ("payments", amount("amount_cents")?),
            _ => match facts(&told.metadata)
                .as_ref()
                .and_then(|facts| facts.get("write_off"))
            {
                Some(kind) => ("invoice_write_offs", kind.as_str()?.to_owned()),
                None => ("invoices", amount("total_cents")?),
            },
        };
        Some(Self::new(table, &told.entity_id, &what))
    }
}
