//! Taking an invoice back, as a whole or some of its lines.

use super::advance::set_off;
use super::model::{DocumentSeries, Invoice, InvoiceLineRow};
use super::run::{DraftTerms, draft, issue};
use super::service;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::billing::payment::allocation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::clean_text;
use crate::pricing::ledger::propose::LEDGER_LOCK;

/// Issues a credit note of an invoice: of these lines, or of all that were not taken back before.
///
/// # Errors
/// `NotFound` for an unknown invoice or line; `Conflict` for a credit note, and for what was taken back before.
pub fn credit(tx: &mut Tx<'_>, number: &str, places: &[i32], reason: &str) -> Result<Invoice> {
    let grant = tx.require(Permission::IssueInvoices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let reason = clean_text("reason", reason, 500)?;
    let invoice = service::find(tx, &grant, number)?;
    let row = &invoice.row;
    if row.series == DocumentSeries::CreditNote {
        return Err(Error::conflict(
            ErrorCode::NotAnInvoice,
            format!("{} is a credit note", row.number),
        )
        .hint("colab invoice list --type invoice"));
    }
    let credited = service::credited_places(tx, row.id)?;
    let mut lines = Vec::new();
    for line in &invoice.lines {
        let is_wanted = places.is_empty() || places.contains(&line.place);
        if is_wanted && !credited.contains(&line.place) {
            lines.push(mirrored(line, lines.len()));
        } else if is_wanted && !places.is_empty() {
            return Err(credited_before(row.number.as_str(), Some(line.place), &invoice));
        }
    }
    if let Some(place) = places
        .iter()
        .find(|place| invoice.all_lines().iter().all(|line| line.place != **place))
    {
        return Err(Error::not_found(
            ErrorCode::NotFound,
            format!("{} has no line {place}", row.number),
            &[],
        )
        .hint(format!("colab invoice show {} -f json", row.number)));
    }
    let advances = set_off::credited(tx, &grant, &invoice, &lines)?;
    if lines.is_empty() && advances.is_empty() {
        return Err(credited_before(&row.number, None, &invoice));
    }
    let terms = DraftTerms {
        client_name: row.client_name.clone(),
        client_key: row.client_key.clone(),
        client_id: row.client_id,
        bill_to: row.bill_to.0.clone(),
        days_to_pay: None,
        month: row.month.clone(),
        currency: row.currency.clone(),
    };
    let mut note = draft(tx, terms, &lines, &advances);
    note.series = DocumentSeries::CreditNote;
    note.due_on = note.issued_on;
    note.credits_id = Some(row.id);
    note.reason = Some(reason);
    if note.total_cents > 0 {
        return Err(Error::conflict(
            ErrorCode::NotAnInvoice,
            "these lines lower the invoice; taken back, they would raise it",
        )
        .hint(format!("colab invoice credit {} --reason REASON", row.number)));
    }
    // What is taken back is no longer paid, and on the client's account.
    let excess = -(invoice.open_cents() + note.total_cents);
    if excess > 0 {
        allocation::release_invoice(tx, &grant, row.id, excess)?;
    }
    issue(tx, &grant, note, lines, advances)
}

/// Returns the line that takes another one back.
fn mirrored(line: &InvoiceLineRow, before: usize) -> InvoiceLineRow {
    InvoiceLineRow {
        invoice_id: 0,
        place: i32::try_from(before + 1).unwrap_or(i32::MAX),
        credits_invoice_id: Some(line.invoice_id),
        credits_place: Some(line.place),
        quantity: -line.quantity,
        amount_cents: -line.amount_cents,
        tax_cents: -line.tax_cents,
        ..line.clone()
    }
}

fn credited_before(number: &str, place: Option<i32>, invoice: &Invoice) -> Error {
    let what = place.map_or_else(|| number.to_owned(), |place| format!("line {place} of {number}"));
    Error::conflict(
        ErrorCode::AlreadyCredited,
        format!("{what} was credited before: {}", invoice.credit_notes.join(", ")),
    )
    .hint(format!("colab invoice show {number}"))
}
