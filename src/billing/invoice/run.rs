//! `billing run`: documents of what is approved and not invoiced.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::Datelike;
use serde_json::json;

use super::advance::model::AdvanceLineRow;
use super::advance::set_off::{SetOffTerms, set_off};
use super::advance::store as advances;
use super::model::{BillTo, DocumentSeries, Invoice, InvoiceLineRow, InvoiceRow};
use super::service;
use super::store::{self, UnbilledLine};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::billing::model::BilledClient;
use crate::billing::payment::allocation::set_off_credits;
use crate::client::{ClientRow, service as clients};
use crate::db::OnViolation;
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::random_hex;
use crate::pricing::ledger::propose::LEDGER_LOCK;
use crate::pricing::quote::lines::month_of;

/// What to invoice.
#[derive(Debug, Clone)]
pub struct BillingRun {
    /// The month in which it is booked: `2026-03`.
    pub month: String,
    /// Part of the client's name.
    pub client: Option<String>,
    /// Whether documents are issued, or only shown.
    pub issue: bool,
}

/// Returns the months before one in which something is approved that no document charges.
pub fn months_behind(tx: &mut Tx<'_>, month: &str) -> Result<BTreeSet<String>> {
    let grant = tx.require(Permission::IssueInvoices)?;
    unbilled_months(tx, &grant, month)
}

/// Returns the same to whoever may see prices.
///
/// # Errors
/// Those of the database.
pub fn unbilled_months(tx: &mut Tx<'_>, _grant: &Grant, month: &str) -> Result<BTreeSet<String>> {
    let mut sums: BTreeMap<(String, String, String), (i64, i64)> = BTreeMap::new();
    let lines = store::unbilled(tx.connection(), None)?.into_iter();
    for line in lines.filter(|line| line.booked_month.as_str() < month) {
        let key = (line.booked_month, line.client_key, line.currency);
        let sum = sums.entry(key).or_default();
        *sum = (sum.0 + line.amount_cents, sum.1 + line.tax_cents);
    }
    // What takes itself back waits for what comes with it.
    sums.retain(|_, sum| *sum != (0, 0));
    Ok(sums.into_keys().map(|(month, ..)| month).collect())
}

/// Makes a document for each client of what is approved, booked in a month and not invoiced. Those of a run that does not
/// issue have no numbers.
pub fn run(tx: &mut Tx<'_>, order: &BillingRun) -> Result<Vec<Invoice>> {
    let grant = tx.require(Permission::IssueInvoices)?;
    if order.issue {
        tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    }
    let client = order.client.as_deref();
    let wanted = client
        .map(|part| BilledClient::named(tx.connection(), part))
        .transpose()?;
    let unbilled = store::unbilled(tx.connection(), Some(&order.month))?;
    let clients = clients_of(tx, &unbilled)?;
    // Every spelling of a client's name, and every client that is one with it, is billed to that client.
    let mut groups: BTreeMap<(String, String), Vec<UnbilledLine>> = BTreeMap::new();
    for line in unbilled {
        let Some(client) = clients.get(&line.client_key) else {
            continue;
        };
        let is_wanted = wanted.as_ref().is_none_or(|wanted| {
            let part = wanted.part.as_deref();
            wanted.ids.contains(&client.id) || part.is_some_and(|part| line.client_key.contains(part))
        });
        if is_wanted {
            let key = (client.name_key.clone(), line.currency.clone());
            groups.entry(key).or_default().push(line);
        }
    }
    let mut made = Vec::new();
    for ((_, currency), lines) in groups {
        let Some(client) = lines.first().and_then(|line| clients.get(&line.client_key)) else {
            continue;
        };
        let terms = terms_of(order.month.clone(), client, currency);
        let lines = drawn(&lines);
        let sums = lines.iter().map(|line| (line.amount_cents, line.tax_cents));
        // What takes itself back waits for what comes with it.
        if sums.fold((0, 0), |sum, line| (sum.0 + line.0, sum.1 + line.1)) == (0, 0) {
            continue;
        }
        let of_document = SetOffTerms {
            client_id: terms.client_id,
            currency: &terms.currency,
            month: &terms.month,
        };
        let advances = set_off(tx, &grant, &of_document, &lines)?;
        let row = draft(tx, terms, &lines, &advances);
        if order.issue {
            let (client_id, currency) = (row.client_id, row.currency.clone());
            let id = issue(tx, &grant, row, lines, advances)?.row.id;
            set_off_credits(tx, &grant, client_id, &currency)?;
            made.push(service::reload(tx, &grant, id)?);
        } else {
            made.push(service::unissued(tx, row, lines, advances));
        }
    }
    tx.mark_unchanged();
    Ok(made)
}

/// Returns the clients of lines by the keys of the names that they were written with.
fn clients_of(tx: &mut Tx<'_>, lines: &[UnbilledLine]) -> Result<HashMap<String, ClientRow>> {
    let keys: BTreeSet<String> = lines.iter().map(|line| line.client_key.clone()).collect();
    let mut clients = clients::rows_by_keys(tx.connection(), &keys.into_iter().collect::<Vec<_>>())?;
    // One that was forgotten goes by another name than its costings.
    for line in lines {
        if !clients.contains_key(&line.client_key) {
            let client = clients::standing_by_id(tx.connection(), line.client_id)?;
            clients.insert(line.client_key.clone(), client);
        }
    }
    Ok(clients)
}

/// Lists what of a client is approved and not invoiced.
pub(in crate::billing) fn unbilled_of(tx: &mut Tx<'_>, client_id: i64) -> Result<Vec<UnbilledLine>> {
    let mut unbilled = store::unbilled(tx.connection(), None)?;
    let clients = clients_of(tx, &unbilled)?;
    let is_own = |client: &ClientRow| client.id == client_id;
    unbilled.retain(|line| clients.get(&line.client_key).is_some_and(is_own));
    Ok(unbilled)
}

/// Returns for whom a document is: as the record of its client says.
pub(super) fn terms_of(month: String, client: &ClientRow, currency: String) -> DraftTerms {
    DraftTerms {
        bill_to: BillTo {
            name: client.legal_name.clone().unwrap_or_else(|| client.name.clone()),
            tax_number: client.tax_number.clone(),
            address: client.address.clone(),
            email: client.billing_email.clone(),
            country: client.country.clone(),
        },
        client_name: client.name.clone(),
        client_key: client.name_key.clone(),
        client_id: client.id,
        days_to_pay: client.terms_days.and_then(|days| days.try_into().ok()),
        month,
        currency,
    }
}

/// Returns the lines of a document, without its number.
fn drawn(unbilled: &[UnbilledLine]) -> Vec<InvoiceLineRow> {
    (1..)
        .zip(unbilled)
        .map(|(place, line)| InvoiceLineRow {
            invoice_id: 0,
            place,
            costing_id: line.costing_id,
            costing_place: line.place,
            credits_invoice_id: None,
            credits_place: None,
            subject: line.subject(),
            kind: line.kind.clone(),
            item: line.item.clone(),
            service_month: line.service_month.clone(),
            quantity: if line.is_rest() { 1 } else { line.quantity },
            unit: if line.is_rest() {
                PART.to_owned()
            } else {
                line.unit.clone()
            },
            rate_cents: if line.is_rest() {
                line.amount_cents
            } else {
                line.rate_cents
            },
            amount_cents: line.amount_cents,
            tax_rate: line.tax_rate,
            tax_cents: line.tax_cents,
            why: line.why.clone(),
        })
        .collect()
}

/// The unit of what is a part of a line.
pub(super) const PART: &str = "part";

/// For whom and of what a document is.
pub(super) struct DraftTerms {
    pub client_name: String,
    pub client_key: String,
    pub client_id: i64,
    pub bill_to: BillTo,
    /// `None`: those of the site.
    pub days_to_pay: Option<u64>,
    pub month: String,
    pub currency: String,
}

/// Builds a document of lines, dated today, without its number.
pub(super) fn draft(
    tx: &Tx<'_>,
    terms: DraftTerms,
    lines: &[InvoiceLineRow],
    advances: &[AdvanceLineRow],
) -> InvoiceRow {
    let own = lines.iter().map(|line| (line.amount_cents, line.tax_cents));
    let all = own.chain(advances.iter().map(|line| (line.amount_cents, line.tax_cents)));
    let (subtotal, tax) = all.fold((0, 0), |sum, line| (sum.0 + line.0, sum.1 + line.1));
    let today = tx.site().today(tx.now());
    let series = if subtotal + tax < 0 {
        DocumentSeries::CreditNote
    } else {
        DocumentSeries::Invoice
    };
    let due_on = match series {
        DocumentSeries::Invoice => {
            let days = terms.days_to_pay.unwrap_or(tx.settings().invoice_terms_days());
            today + chrono::Days::new(days)
        }
        DocumentSeries::CreditNote => today,
    };
    InvoiceRow {
        id: 0,
        number: String::new(),
        series,
        year: today.year(),
        ordinal: 0,
        credits_id: None,
        client_name: terms.client_name,
        client_key: terms.client_key,
        client_id: terms.client_id,
        bill_to: Json(terms.bill_to),
        issued_on: today,
        due_on,
        month: terms.month,
        currency: terms.currency,
        subtotal_cents: subtotal,
        tax_cents: tax,
        total_cents: subtotal + tax,
        reason: None,
        document_hash: String::new(),
        addressee_salt: None,
        addressee_hash: None,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    }
}

/// Issues a document: draws its number, writes it and audits it.
pub(super) fn issue(
    tx: &mut Tx<'_>,
    grant: &Grant,
    mut row: InvoiceRow,
    mut lines: Vec<InvoiceLineRow>,
    mut advance_lines: Vec<AdvanceLineRow>,
) -> Result<Invoice> {
    row.id = tx.connection().reserve_id("invoices")?;
    row.ordinal = 1 + store::last_ordinal(tx.connection(), row.series, row.year)?;
    row.number = format!("{}-{}-{:04}", row.series, row.year, row.ordinal);
    for line in &mut lines {
        line.invoice_id = row.id;
    }
    for line in &mut advance_lines {
        line.invoice_id = row.id;
        if line.advance_id == 0 {
            line.advance_id = row.id;
        }
    }
    let salt = random_hex(16)?;
    row.addressee_hash = Some(row.addressee_digest(&salt));
    row.addressee_salt = Some(salt);
    row.document_hash = row.hash(&lines, &advance_lines);
    let month = month_of(row.issued_on);
    advances::insert(tx.connection(), &advance_lines)?;
    store::insert(tx.connection(), &row, &lines).on_violation("billing_period_closed", || {
        Error::conflict(
            ErrorCode::PeriodClosed,
            format!("nothing can be issued in {month}, which is closed"),
        )
        .hint(format!("colab billing reopen {month} --reason REASON"))
    })?;
    let mut facts = row.facts();
    facts["sha256"] = json!(row.document_hash);
    tx.audit(grant, AuditEvent::created("invoice", &row.number, facts));
    service::reload(tx, grant, row.id)
}
