//! Taking an invoice back, as a whole, some of its lines, or a part of one.

use super::advance::set_off;
use super::model::{DocumentSeries, Invoice, InvoiceLineRow};
use super::run::{DraftTerms, PART, draft, issue};
use super::service;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::billing::payment::allocation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Money, part_of};
use crate::kernel::text::clean_text;
use crate::pricing::ledger::propose::LEDGER_LOCK;

/// What of an invoice to take back.
#[derive(Debug, Clone, Default)]
pub struct CreditOrder {
    pub number: String,
    /// Lines; empty: all that were not taken back before.
    pub places: Vec<i32>,
    /// Of one line alone: so much of its amount before tax, as typed.
    pub amount: Option<String>,
    /// Of one line alone: so many of its units.
    pub quantity: Option<i64>,
    pub reason: String,
}

/// What is left of a line that other credit notes took back in part, in minor units.
#[derive(Debug, Clone, Copy)]
struct RestOfLine {
    amount: i64,
    tax: i64,
}

/// Issues a credit note of an invoice.
///
/// # Errors
/// `NotFound` for an unknown invoice or line; `Conflict` for a credit note, and for more than is left of a line.
pub fn credit(tx: &mut Tx<'_>, order: &CreditOrder) -> Result<Invoice> {
    let grant = tx.require(Permission::IssueInvoices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let reason = clean_text("reason", &order.reason, 500)?;
    let invoice = service::find(tx, &grant, &order.number)?;
    let row = &invoice.row;
    if row.series == DocumentSeries::CreditNote {
        return Err(Error::conflict(
            ErrorCode::NotAnInvoice,
            format!("{} is a credit note", row.number),
        )
        .hint("colab invoice list --type invoice"));
    }
    if invoice.written_off_cents != 0 {
        let fact = format!("{} is written off", row.number);
        return Err(Error::conflict(ErrorCode::NotAnInvoice, fact).hint(format!(
            "colab invoice write-off {} --take-back --reason REASON",
            row.number
        )));
    }
    if let Some(line) = invoice
        .advances
        .iter()
        .find(|line| order.places.contains(&line.place))
    {
        return Err(Error::conflict(
            ErrorCode::NotAnInvoice,
            format!(
                "line {} of {} is about an advance, which is not taken back by lines",
                line.place, row.number
            ),
        )
        .hint(format!("colab invoice credit {} --reason REASON", row.number)));
    }
    let mut lines = Vec::new();
    for line in &invoice.lines {
        let is_wanted = order.places.is_empty() || order.places.contains(&line.place);
        match rest_of(line, &invoice).filter(|_| is_wanted) {
            Some(rest) => lines.push(part_taken(order, &invoice, line, rest, lines.len())?),
            None if is_wanted && !order.places.is_empty() => {
                return Err(credited_before(row.number.as_str(), Some(line.place), &invoice));
            }
            None => {}
        }
    }
    if let Some(place) = order
        .places
        .iter()
        .find(|place| invoice.lines.iter().all(|line| line.place != **place))
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

/// Returns what is left of a line; `None` where all of it was taken back.
fn rest_of(line: &InvoiceLineRow, invoice: &Invoice) -> Option<RestOfLine> {
    let taken = invoice
        .credited_lines
        .get(&line.place)
        .copied()
        .unwrap_or_default();
    let rest = RestOfLine {
        amount: line.amount_cents + taken.amount_cents,
        tax: line.tax_cents + taken.tax_cents,
    };
    (rest.amount != 0 || taken.notes == 0).then_some(rest)
}

/// Returns the line that takes another one back, as far as it is wanted. The tax follows the amount.
fn part_taken(
    order: &CreditOrder,
    invoice: &Invoice,
    line: &InvoiceLineRow,
    rest: RestOfLine,
    before: usize,
) -> Result<InvoiceLineRow> {
    let wanted = match (&order.amount, order.quantity) {
        (Some(text), _) => {
            let amount = Money::parse("amount", text, invoice.currency())?.cents;
            Some(amount * line.amount_cents.signum())
        }
        (None, Some(quantity)) => Some(part_of(line.amount_cents, quantity, line.quantity)),
        (None, None) => None,
    };
    let amount = wanted.unwrap_or(rest.amount);
    if wanted.is_some()
        && (amount == 0 || amount.abs() > rest.amount.abs() || amount.signum() != rest.amount.signum())
    {
        let money = |cents: i64| invoice.money(cents.abs());
        return Err(Error::conflict(
            ErrorCode::AlreadyCredited,
            format!(
                "cannot credit {} of line {}: {} of it is left",
                money(amount),
                line.place,
                money(rest.amount)
            ),
        )
        .hint(format!("colab invoice show {} -f json", invoice.row.number)));
    }
    let tax = if amount == rest.amount {
        rest.tax
    } else {
        let (taken, whole) = (line.amount_cents - rest.amount + amount, line.amount_cents);
        let share = part_of(line.tax_cents, taken.abs(), whole.abs());
        share - (line.tax_cents - rest.tax)
    };
    let mut mirror = InvoiceLineRow {
        invoice_id: 0,
        place: i32::try_from(before + 1).unwrap_or(i32::MAX),
        credits_invoice_id: Some(line.invoice_id),
        credits_place: Some(line.place),
        quantity: -order.quantity.unwrap_or(line.quantity),
        amount_cents: -amount,
        tax_cents: -tax,
        ..line.clone()
    };
    if amount != line.amount_cents && order.quantity.is_none() {
        (mirror.quantity, mirror.rate_cents) = (-1, amount);
        PART.clone_into(&mut mirror.unit);
    }
    Ok(mirror)
}

fn credited_before(number: &str, place: Option<i32>, invoice: &Invoice) -> Error {
    let what = place.map_or_else(|| number.to_owned(), |place| format!("line {place} of {number}"));
    Error::conflict(
        ErrorCode::AlreadyCredited,
        format!("{what} was credited before: {}", invoice.credit_notes.join(", ")),
    )
    .hint(format!("colab invoice show {number}"))
}
