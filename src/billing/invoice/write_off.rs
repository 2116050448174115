//! Giving up what a client will not pay: one asks for it, another one does it.

use serde_json::json;

use super::model::{DocumentSeries, Invoice, WriteOffRow, WriteOffStep};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::db::OnViolation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::clean_text;
use crate::pricing::ledger::one_person;
use crate::pricing::ledger::propose::LEDGER_LOCK;
use crate::pricing::quote::lines::month_of;

/// An invoice after a step, and what is to be done next.
#[derive(Debug)]
pub struct WriteOffOutcome {
    pub invoice: Invoice,
    pub note: Option<String>,
}

/// Asks to give up what is open of an invoice; where somebody else asked for it, gives it up.
///
/// # Errors
/// `NotFound` for an unknown invoice; `Conflict` where nothing is open, and for whoever asked for it.
pub fn write_off(tx: &mut Tx<'_>, number: &str, reason: Option<&str>) -> Result<WriteOffOutcome> {
    let grant = tx.require(Permission::IssueInvoices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let invoice = find(tx, &grant, number)?;
    let (number, open) = (invoice.row.number.clone(), invoice.open_cents());
    if open <= 0 {
        return Err(
            Error::conflict(ErrorCode::NothingToPay, format!("nothing of {number} is open"))
                .hint(format!("colab invoice show {number}")),
        );
    }
    let alone = one_person::decides_alone(tx, &grant)?;
    // What was asked for before something was paid is asked for anew.
    let request = invoice.write_off_request.filter(|row| row.amount_cents == open);
    let request = match request {
        Some(request) => request,
        None => {
            let reason = reason.ok_or_else(|| no_reason(&number))?;
            let row = step(tx, invoice.row.id, WriteOffStep::Request, open, reason)?;
            write(tx, &grant, &number, &row)?;
            if !alone {
                return Ok(WriteOffOutcome {
                    invoice: service::reload(tx, &grant, row.invoice_id)?,
                    note: Some(format!(
                        "somebody else must agree: colab invoice write-off {number}"
                    )),
                });
            }
            row
        }
    };
    let is_own = |person: &str| request.created_by == person || request.entered_by == person;
    let own = tx
        .actor()
        .persons()
        .find(|person| is_own(person))
        .map(str::to_owned);
    if let Some(name) = own.as_ref().filter(|_| !alone) {
        let fact = format!("{name} asked to write off {number}: somebody else must agree");
        return Err(tx.actor().same_person_error(ErrorCode::OwnRequest, fact, name));
    }
    let reason = reason.unwrap_or(&request.reason);
    let mut row = step(tx, request.invoice_id, WriteOffStep::WriteOff, open, reason)?;
    row.request_id = Some(request.id);
    row.one_person = own.is_some();
    write(tx, &grant, &number, &row)?;
    Ok(WriteOffOutcome {
        invoice: service::reload(tx, &grant, row.invoice_id)?,
        note: None,
    })
}

/// Takes a write-off back: it is owed again.
///
/// # Errors
/// `NotFound` for an unknown invoice; `Conflict` for one of which nothing was written off.
pub fn take_back(tx: &mut Tx<'_>, number: &str, reason: Option<&str>) -> Result<Invoice> {
    let grant = tx.require(Permission::IssueInvoices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let invoice = find(tx, &grant, number)?;
    let number = invoice.row.number.clone();
    if invoice.written_off_cents == 0 {
        return Err(Error::conflict(
            ErrorCode::NothingToPay,
            format!("nothing of {number} was written off"),
        )
        .hint(format!("colab invoice show {number}")));
    }
    let reason = reason.ok_or_else(|| no_reason(&number))?;
    let cents = -invoice.written_off_cents;
    let row = step(tx, invoice.row.id, WriteOffStep::Reversal, cents, reason)?;
    write(tx, &grant, &number, &row)?;
    service::reload(tx, &grant, row.invoice_id)
}

/// Lists what was given up and taken back of these documents, or of all, oldest first.
pub(in crate::billing) fn steps_done(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    ids: Option<&[i64]>,
) -> Result<Vec<WriteOffRow>> {
    let mut steps = store::write_offs(tx.connection(), ids)?;
    steps.retain(|step| step.kind != WriteOffStep::Request);
    Ok(steps)
}

fn find(tx: &mut Tx<'_>, grant: &Grant, number: &str) -> Result<Invoice> {
    let invoice = service::find(tx, grant, number)?;
    if invoice.row.series == DocumentSeries::Invoice {
        return Ok(invoice);
    }
    let fact = format!("{} is a credit note", invoice.row.number);
    Err(Error::conflict(ErrorCode::NotAnInvoice, fact).hint("colab invoice list --type invoice"))
}

fn no_reason(number: &str) -> Error {
    Error::usage("a write-off has a reason").hint(format!("colab invoice write-off {number} --reason REASON"))
}

fn step(
    tx: &mut Tx<'_>,
    invoice_id: i64,
    kind: WriteOffStep,
    amount_cents: i64,
    reason: &str,
) -> Result<WriteOffRow> {
    Ok(WriteOffRow {
        id: tx.connection().reserve_id("invoice_write_offs")?,
        invoice_id,
        kind,
        request_id: None,
        amount_cents,
        reason: clean_text("reason", reason, 500)?,
        written_on: tx.site().today(tx.now()),
        one_person: false,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    })
}

fn write(tx: &mut Tx<'_>, grant: &Grant, number: &str, row: &WriteOffRow) -> Result<()> {
    let month = month_of(row.written_on);
    store::insert_write_off(tx.connection(), row).on_violation("billing_period_closed", || {
        Error::conflict(
            ErrorCode::PeriodClosed,
            format!("nothing can be dated into {month}, which is closed"),
        )
        .hint(format!("colab billing reopen {month} --reason REASON"))
    })?;
    let facts = json!({
        "write_off": row.kind, "amount_cents": row.amount_cents, "reason": row.reason, "request_id": row.request_id,
        "one_person": row.one_person,
    });
    tx.audit(grant, AuditEvent::happened("invoice", number, facts));
    Ok(())
}
