//! Invoices to remind clients of, each stage once.

use chrono::NaiveDate;
use serde_json::json;

use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::billing::invoice::model::{DocumentSeries, Invoice};
use crate::billing::invoice::service::{self as invoices, InvoiceQuery};
use crate::kernel::error::Result;
use crate::output::{Record, RecordField, dated, shown_in_table, summed, wanted_only};
use crate::pricing::ledger::propose::LEDGER_LOCK;

/// An invoice of which a client is to be reminded.
#[derive(Debug, Clone)]
pub struct DueReminder {
    pub invoice: Invoice,
    pub days_late: i64,
    /// The stage that its days have reached, from 1.
    pub stage: i32,
}

impl Record for DueReminder {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DueReminder>] = &[
            shown_in_table("number", |r| r.invoice.row.number.as_str().into()),
            shown_in_table("client", |r| r.invoice.client.1.as_str().into()),
            wanted_only("client_id", |r| r.invoice.client.0.into()),
            wanted_only("client_name", |r| r.invoice.row.client_name.as_str().into()),
            dated(shown_in_table("due_on", |r| r.invoice.row.due_on.into())),
            shown_in_table("days_late", |r| r.days_late.into()),
            shown_in_table("stage", |r| r.stage.into()),
            summed(shown_in_table("open", |r| {
                r.invoice.money(r.invoice.open_cents()).into()
            })),
            wanted_only("email", |r| r.invoice.row.bill_to.0.email.clone().into()),
        ];
        FIELDS
    }
}

/// Lists the overdue invoices that have reached a stage of which nobody was reminded; with `mark` it records that they were.
pub fn reminders(tx: &mut Tx<'_>, mark: bool) -> Result<Vec<DueReminder>> {
    let grant = tx.require(if mark {
        Permission::TakePayments
    } else {
        Permission::SeePrices
    })?;
    if mark {
        tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    }
    let days = tx.settings().reminder_days();
    let query = InvoiceQuery {
        series: Some(DocumentSeries::Invoice),
        ..InvoiceQuery::default()
    };
    let reminded = store::last_reminders(tx.connection())?;
    let mut due = Vec::new();
    for invoice in invoices::list(tx, &query)? {
        let late = days_late(invoice.row.due_on, invoice.today);
        let stage = days.iter().filter(|limit| late >= **limit).count();
        let stage = i32::try_from(stage).unwrap_or(i32::MAX);
        let last = reminded.get(&invoice.row.id).copied().unwrap_or_default();
        if invoice.open_cents() > 0 && stage > last {
            due.push(DueReminder {
                invoice,
                days_late: late,
                stage,
            });
        }
    }
    for one in due.iter().filter(|_| mark) {
        let row = &one.invoice.row;
        let (by, now) = (tx.actor().username.clone(), tx.now());
        store::insert_reminder(tx.connection(), row.id, one.stage, &by, now)?;
        tx.audit(
            &grant,
            AuditEvent::happened(
                "invoice",
                &row.number,
                json!({"reminder": one.stage, "days_late": one.days_late}),
            ),
        );
    }
    tx.mark_unchanged();
    Ok(due)
}

fn days_late(due_on: NaiveDate, today: NaiveDate) -> i64 {
    today.signed_duration_since(due_on).num_days()
}
