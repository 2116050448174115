//! Reading invoices and credit notes.

use std::collections::{BTreeMap, BTreeSet};

use super::advance::model::AdvanceLineRow;
use super::advance::store as advance_store;
use super::model::{
    CreditedPart, Invoice, InvoiceLineRow, InvoiceRow, InvoiceSender, InvoiceStatus, WriteOffRow,
    WriteOffStep,
};
use super::store::{self, CreditOf, InvoiceFilter};
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::tx::Tx;
use crate::billing::model::BilledClient;
use crate::billing::payment::paid::PaidDocuments;
use crate::client::written::ClientNames;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::nearest;

pub use super::document::to_pdf;
pub use super::model::DocumentSeries;
pub use super::ubl::to_ubl;

/// Which documents to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct InvoiceQuery {
    /// Part of the client's name.
    pub client: Option<String>,
    /// A client, with those that are one with it.
    pub client_id: Option<i64>,
    pub month: Option<String>,
    pub series: Option<DocumentSeries>,
    pub status: Option<InvoiceStatus>,
    pub limit: Option<usize>,
}

/// Lists documents in the order in which they were issued.
pub fn list(tx: &mut Tx<'_>, query: &InvoiceQuery) -> Result<Vec<Invoice>> {
    let _grant = tx.require(Permission::SeePrices)?;
    gathered(|take| list_in_pages(tx, query, take))
}

/// Hands the documents of [`list`] over page by page.
pub fn list_in_pages(tx: &mut Tx<'_>, query: &InvoiceQuery, take: &mut TakeRows<'_, Invoice>) -> Result<()> {
    let _grant = tx.require(Permission::SeePrices)?;
    let mut filter = InvoiceFilter {
        client: match (query.client_id, &query.client) {
            (Some(id), _) => Some(BilledClient::one_with(tx.connection(), id)?),
            (None, Some(part)) => Some(BilledClient::named(tx.connection(), part)?),
            (None, None) => None,
        },
        month: query.month.clone(),
        series: query.series,
        ..InvoiceFilter::default()
    };
    let next = |tx: &mut Tx<'_>, after: Option<&InvoiceRow>, limit: i64| {
        filter.after = after.map(|row| row.id);
        filter.limit = Some(limit);
        store::list(tx.connection(), &filter)
    };
    let finish = |tx: &mut Tx<'_>, rows: Vec<InvoiceRow>| -> Result<Vec<Invoice>> {
        let mut invoices = with_lines(tx, rows)?;
        invoices.retain(|invoice| query.status.is_none() || invoice.status() == query.status);
        Ok(invoices)
    };
    each_page(tx, query.limit, None, next, finish, take)
}

/// Shows a document with its lines.
///
/// # Errors
/// `NotFound` for an unknown number.
pub fn show(tx: &mut Tx<'_>, number: &str) -> Result<(Invoice, InvoiceSender)> {
    let grant = tx.require(Permission::SeePrices)?;
    let invoice = find(tx, &grant, number)?;
    Ok((invoice, sender(tx, &grant)))
}

/// Returns numbers of documents, newest first.
pub fn numbers(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeePrices)?;
    store::numbers(tx.connection())
}

/// Returns the numbers of these documents, for a later slice.
pub fn numbers_of(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    store::numbers_of(tx.connection(), ids)
}

/// Finds a document by its number, in any case.
///
/// # Errors
/// `NotFound` with the nearest numbers.
pub(in crate::billing) fn find(tx: &mut Tx<'_>, _grant: &Grant, number: &str) -> Result<Invoice> {
    let wanted = number.trim().to_uppercase();
    let found = store::by_number(tx.connection(), &wanted)?;
    let invoice = match found {
        Some(row) => with_lines(tx, vec![row])?.into_iter().next(),
        None => None,
    };
    if let Some(invoice) = invoice {
        return Ok(invoice);
    }
    let known = store::numbers(tx.connection())?;
    let near = nearest(&wanted, known.iter().map(String::as_str), 3);
    Err(Error::not_found(
        ErrorCode::UnknownInvoice,
        format!("no invoice `{}`", crate::kernel::text::printable(number)),
        &near,
    )
    .hint("colab invoice list"))
}

/// Lists the invoices of a client of which something is open, the oldest first.
pub(in crate::billing) fn open_of(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    client_id: i64,
    currency: &str,
) -> Result<Vec<Invoice>> {
    let filter = InvoiceFilter {
        client: Some(BilledClient::one_with(tx.connection(), client_id)?),
        series: Some(DocumentSeries::Invoice),
        ..InvoiceFilter::default()
    };
    let mut rows = store::list(tx.connection(), &filter)?;
    rows.retain(|row| row.currency == currency);
    let mut open = with_lines(tx, rows)?;
    open.retain(|invoice| invoice.open_cents() > 0);
    open.sort_by_key(|invoice| (invoice.row.due_on, invoice.row.id));
    Ok(open)
}

/// Reads a document again.
pub(in crate::billing) fn reload(tx: &mut Tx<'_>, _grant: &Grant, id: i64) -> Result<Invoice> {
    let filter = InvoiceFilter {
        ids: Some(vec![id]),
        ..InvoiceFilter::default()
    };
    let rows = store::list(tx.connection(), &filter)?;
    let invoice = with_lines(tx, rows)?.into_iter().next();
    invoice.ok_or_else(|| Error::internal("the invoice cannot be read back"))
}

/// Returns a document that is not issued.
pub(super) fn unissued(
    tx: &Tx<'_>,
    row: InvoiceRow,
    lines: Vec<InvoiceLineRow>,
    advances: Vec<AdvanceLineRow>,
) -> Invoice {
    Invoice {
        client: (row.client_id, row.client_name.clone()),
        row,
        lines,
        advances,
        set_off: Vec::new(),
        rest_cents: None,
        credit_note_ids: Vec::new(),
        credited_cents: 0,
        credit_notes: Vec::new(),
        credited_lines: BTreeMap::new(),
        paid_cents: 0,
        is_refunded: false,
        on_account_cents: 0,
        written_off_cents: 0,
        write_off_request: None,
        last_write_off: None,
        credits: None,
        today: tx.site().today(tx.now()),
    }
}

/// Returns what documents say of the company.
fn sender(tx: &Tx<'_>, _grant: &Grant) -> InvoiceSender {
    let settings = tx.settings();
    InvoiceSender {
        name: settings.company_name(),
        address: settings.company_detail("company_address"),
        tax_number: settings.company_detail("company_tax_number"),
        country: settings.company_country(),
        bank_details: settings.company_detail("bank_details"),
    }
}

/// Adds lines, credit notes and what they take back to documents.
fn with_lines(tx: &mut Tx<'_>, rows: Vec<InvoiceRow>) -> Result<Vec<Invoice>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut lines: BTreeMap<i64, Vec<InvoiceLineRow>> = BTreeMap::new();
    for line in store::lines_of(tx.connection(), &ids)? {
        lines.entry(line.invoice_id).or_default().push(line);
    }
    let mut advances: BTreeMap<i64, Vec<AdvanceLineRow>> = BTreeMap::new();
    for line in advance_store::lines_of(tx.connection(), &ids)? {
        advances.entry(line.invoice_id).or_default().push(line);
    }
    let set_off: BTreeSet<i64> = advances.values().flatten().map(|line| line.advance_id).collect();
    let set_off: Vec<i64> = set_off.into_iter().collect();
    let mut rests: BTreeMap<i64, i64> = BTreeMap::new();
    for line in advance_store::about(tx.connection(), &set_off)? {
        *rests.entry(line.advance_id).or_default() += line.gross();
    }
    let set_off = advance_store::numbers_of(tx.connection(), &set_off)?;
    let set_off: BTreeMap<i64, String> = set_off.into_iter().collect();
    let mut notes: BTreeMap<i64, Vec<CreditOf>> = BTreeMap::new();
    for note in store::credits_of(tx.connection(), &ids)? {
        notes.entry(note.credits_id).or_default().push(note);
    }
    let mut credited_lines: BTreeMap<i64, BTreeMap<i32, CreditedPart>> = BTreeMap::new();
    for (id, place, amount, tax) in store::credited_lines(tx.connection(), &ids)? {
        let part = credited_lines.entry(id).or_default().entry(place).or_default();
        part.amount_cents += amount;
        part.tax_cents += tax;
        part.notes += 1;
    }
    let money = PaidDocuments::load(tx, &rows, &notes)?;
    let mut steps: BTreeMap<i64, Vec<WriteOffRow>> = BTreeMap::new();
    for step in store::write_offs(tx.connection(), Some(&ids))? {
        steps.entry(step.invoice_id).or_default().push(step);
    }
    let of_notes: Vec<i64> = rows.iter().filter_map(|row| row.credits_id).collect();
    let filter = InvoiceFilter {
        ids: Some(of_notes),
        ..InvoiceFilter::default()
    };
    let credited = store::list(tx.connection(), &filter)?;
    let numbers: BTreeMap<i64, String> = credited.into_iter().map(|row| (row.id, row.number)).collect();
    let clients = ClientNames::load(tx.connection(), rows.iter().map(|row| row.client_id))?;
    let today = tx.site().today(tx.now());
    let invoice = |row: InvoiceRow| {
        let (client_id, client_name) = clients.of(row.client_id);
        let notes = notes.remove(&row.id).unwrap_or_default();
        let advances = advances.remove(&row.id).unwrap_or_default();
        let others: BTreeSet<i64> = advances
            .iter()
            .filter(|line| !line.is_own() && Some(line.advance_id) != row.credits_id)
            .map(|line| line.advance_id)
            .collect();
        let mut steps = steps.remove(&row.id).unwrap_or_default();
        let is_request = |step: &WriteOffRow| step.kind == WriteOffStep::Request;
        let done = steps.iter().filter(|step| !is_request(step));
        Invoice {
            written_off_cents: done.map(|step| step.amount_cents).sum(),
            last_write_off: steps.last().map(|step| step.kind),
            write_off_request: steps.pop().filter(is_request),
            credited_lines: credited_lines.remove(&row.id).unwrap_or_default(),
            client: (client_id, client_name.to_owned()),
            lines: lines.remove(&row.id).unwrap_or_default(),
            set_off: others.iter().filter_map(|id| set_off.get(id).cloned()).collect(),
            rest_cents: advances
                .iter()
                .find(|line| line.is_own())
                .and_then(|line| rests.get(&line.advance_id).copied()),
            advances,
            credited_cents: -notes.iter().map(|note| note.total_cents).sum::<i64>(),
            credit_note_ids: notes.iter().map(|note| note.id).collect(),
            credit_notes: notes.into_iter().map(|note| note.number).collect(),
            paid_cents: money.paid_of(row.id),
            is_refunded: money.is_refunded(&row),
            on_account_cents: money.rest_of(row.id).map_or(0, |rest| rest.left),
            credits: row.credits_id.and_then(|id| numbers.get(&id).cloned()),
            row,
            today,
        }
    };
    Ok(rows.into_iter().map(invoice).collect())
}
