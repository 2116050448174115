//! Entering, listing, allocating, reversing and refunding payments.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::account::{ClientAccounts, ListedRests};
use super::allocation::{PayingSource, pay, release};
use super::model::{Payment, PaymentKind, PaymentMethod, PaymentRow};
use super::store::{self, PaymentFilter};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::tx::Tx;
use crate::billing::invoice::model::Invoice;
use crate::billing::invoice::service as invoices;
use crate::billing::model::BilledClient;
use crate::client::written::ClientNames;
use crate::client::{ClientRow, service as clients};
use crate::db::OnViolation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;
use crate::kernel::names::nearest;
use crate::kernel::text::clean_text;
use crate::pricing::ledger::propose::LEDGER_LOCK;
use crate::pricing::quote::lines::month_of;

/// A payment to enter; texts as typed.
#[derive(Debug, Clone)]
pub struct NewPayment {
    /// `None`: that of the first invoice.
    pub client: Option<String>,
    pub amount: Money,
    pub received_on: NaiveDate,
    pub method: PaymentMethod,
    pub reference: Option<String>,
    /// Numbers of the invoices that it pays.
    pub invoices: Vec<String>,
    /// Pays the client's oldest invoices.
    pub auto: bool,
    /// Of a bank's statement: the bank's own number, or a hash of the row.
    pub source_id: Option<String>,
}

/// Enters a payment. A repeated request returns the first one.
///
/// # Errors
/// `NotFound` for an unknown client or invoice; `Conflict` for one of another client, and for a day in a closed month.
pub fn add(tx: &mut Tx<'_>, new: &NewPayment, repeat: Option<&IdempotencyKey>) -> Result<Payment> {
    let grant = tx.require(Permission::TakePayments)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let known = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    if let Some(id) = known.and_then(|ids| ids.first().copied()) {
        return reload(tx, id);
    }
    let payment = enter(tx, &grant, new)?;
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[payment.row.id])?;
    }
    Ok(payment)
}

/// Enters a payment for whoever asked for the permission and holds the lock.
pub(super) fn enter(tx: &mut Tx<'_>, grant: &Grant, new: &NewPayment) -> Result<Payment> {
    if new.amount.cents == 0 {
        return Err(Error::invalid(
            ErrorCode::InvalidAmount,
            "a payment of nothing pays nothing",
        ));
    }
    let paid = found(tx, grant, &new.invoices)?;
    let client = match (&new.client, paid.first()) {
        (Some(name), _) => clients::find(tx.connection(), name)?,
        (None, Some(invoice)) => clients::by_id(tx.connection(), invoice.client.0)?,
        (None, None) => {
            return Err(Error::usage("a payment is of a client or pays an invoice")
                .hint("--client NAME or --invoice INV-2026-0001"));
        }
    };
    let row = write(tx, grant, &new_row(tx, PaymentKind::Payment, client, new)?)?;
    allocate_row(tx, grant, row.id, paid, new.auto)
}

/// Lets a payment pay invoices: these, or the client's oldest ones.
///
/// # Errors
/// `NotFound` for an unknown payment or invoice; `Conflict` where nothing of either is open.
pub fn allocate(tx: &mut Tx<'_>, number: &str, numbers: &[String], auto: bool) -> Result<Payment> {
    let grant = tx.require(Permission::TakePayments)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let payment = find(tx, number)?;
    let paid = found(tx, &grant, numbers)?;
    let after = allocate_row(tx, &grant, payment.row.id, paid, auto)?;
    if after.pays == payment.pays && auto && numbers.is_empty() {
        tx.mark_unchanged();
        return Ok(after);
    }
    if after.pays == payment.pays {
        return Err(nothing_more(&payment.row.number));
    }
    tx.audit(
        &grant,
        AuditEvent::happened("payment", &after.row.number, pays(&after)),
    );
    Ok(after)
}

/// Lets a credit note that takes no invoice back pay invoices: these, or the client's oldest ones.
///
/// # Errors
/// As [`allocate`]; `Conflict` for an invoice, and for a credit note that takes an invoice back.
pub fn allocate_credit(tx: &mut Tx<'_>, number: &str, numbers: &[String], auto: bool) -> Result<Invoice> {
    let grant = tx.require(Permission::TakePayments)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let note = invoices::find(tx, &grant, number)?;
    let number = note.row.number.clone();
    if !note.is_on_account() {
        let fact = match &note.credits {
            Some(invoice) => format!("{number} takes {invoice} back, and pays nothing else"),
            None => format!("{number} is an invoice"),
        };
        return Err(Error::conflict(ErrorCode::NothingToPay, fact).hint("colab billing outstanding"));
    }
    let mut paid = found(tx, &grant, numbers)?;
    if auto {
        add_open(tx, &grant, (note.client.0, &note.row.currency), &mut paid)?;
    }
    let pays = pay(tx, &grant, &PayingSource::of_credit_note(&note), &paid)?;
    if pays.is_empty() && auto && numbers.is_empty() {
        tx.mark_unchanged();
        return Ok(note);
    }
    if pays.is_empty() {
        return Err(nothing_more(&number));
    }
    let event = AuditEvent::happened("invoice", &number, json!({"pays": pays}));
    tx.audit(&grant, event);
    invoices::reload(tx, &grant, note.row.id)
}

/// Takes a payment back that was entered in error, by its mirror; what it paid is open again.
///
/// # Errors
/// `NotFound` for an unknown payment; `Conflict` for one that was reversed before, or that went back to the client.
pub fn reverse(tx: &mut Tx<'_>, number: &str, reason: &str) -> Result<Payment> {
    let grant = tx.require(Permission::TakePayments)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let reason = clean_text("reason", reason, 500)?;
    let payment = find(tx, number)?;
    if payment.row.kind == PaymentKind::Reversal || payment.reversed_by.is_some() {
        let by = payment
            .reversed_by
            .as_deref()
            .or(payment.reverses.as_deref())
            .unwrap_or_default();
        return Err(Error::conflict(
            ErrorCode::AlreadyReversed,
            format!("{} and {by} take each other back", payment.row.number),
        )
        .hint(format!("colab payment show {}", payment.row.number)));
    }
    release(tx, &grant, payment.row.id)?;
    let account = on_account(tx, payment.client.0, &payment.row.currency)?;
    if payment.row.kind == PaymentKind::Payment && account < payment.row.amount_cents {
        return Err(went_back(
            tx,
            &grant,
            &payment,
            payment.row.amount_cents - account,
        )?);
    }
    let today = tx.site().today(tx.now());
    let mirror = PaymentRow {
        id: 0,
        kind: PaymentKind::Reversal,
        reverses_id: Some(payment.row.id),
        amount_cents: -payment.row.amount_cents,
        received_on: today,
        reason: Some(reason),
        source_id: None,
        ..payment.row.clone()
    };
    let row = write(tx, &grant, &mirror)?;
    reload(tx, row.id)
}

/// Enters what went back to a client: no more than is on account.
///
/// # Errors
/// `NotFound` for an unknown client; `Conflict` for more than it paid and no invoice took.
pub fn refund(tx: &mut Tx<'_>, new: &NewPayment, reason: &str) -> Result<Payment> {
    let grant = tx.require(Permission::TakePayments)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let client = clients::find(tx.connection(), new.client.as_deref().unwrap_or_default())?;
    let account = on_account(tx, client.id, new.amount.currency.code())?;
    if new.amount.cents == 0 || new.amount.cents > account {
        let money = Money::new(account, new.amount.currency);
        return Err(Error::conflict(
            ErrorCode::NothingToPay,
            format!(
                "cannot refund {}: {money} is on account of {}",
                new.amount, client.name
            ),
        )
        .hint("take back what was invoiced first: colab invoice credit NUMBER --reason REASON")
        .hint("colab billing outstanding"));
    }
    let mut row = new_row(tx, PaymentKind::Refund, client, new)?;
    row.amount_cents = -row.amount_cents;
    row.reason = Some(clean_text("reason", reason, 500)?);
    let row = write(tx, &grant, &row)?;
    reload(tx, row.id)
}

/// Which payments to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct PaymentQuery {
    /// Part of the client's name.
    pub client: Option<String>,
    /// By number, and whether the last comes first; `None`: in the order in which they were entered.
    pub by_number: Option<bool>,
    /// Only those that follow this number in the order.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

/// Lists payments in the order in which they were entered; `client` is a part of the name.
pub fn list(tx: &mut Tx<'_>, client: Option<&str>) -> Result<Vec<Payment>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let query = PaymentQuery {
        client: client.map(str::to_owned),
        ..PaymentQuery::default()
    };
    gathered(|take| list_in_pages(tx, &query, take))
}

/// Hands the payments that match a query over page by page.
///
/// # Errors
/// `NotFound` when there is no payment `after`.
pub fn list_in_pages(tx: &mut Tx<'_>, query: &PaymentQuery, take: &mut TakeRows<'_, Payment>) -> Result<()> {
    let _grant = tx.require(Permission::SeePrices)?;
    let client = query.client.as_deref();
    let mut filter = PaymentFilter {
        client: client
            .map(|part| BilledClient::named(tx.connection(), part))
            .transpose()?,
        by_number: query.by_number,
        ..PaymentFilter::default()
    };
    let after = match &query.after {
        Some(number) => Some(find(tx, number)?.row),
        None => None,
    };
    let next = |tx: &mut Tx<'_>, after: Option<&PaymentRow>, limit: i64| {
        filter.after = after.cloned();
        filter.limit = Some(limit);
        store::list(tx.connection(), &filter)
    };
    let mut rests = ListedRests::default();
    let finish = |tx: &mut Tx<'_>, rows: Vec<PaymentRow>| with_rests(tx, rows, &mut rests);
    each_page(tx, query.limit, after, next, finish, take)
}

/// Shows a payment.
///
/// # Errors
/// `NotFound` for an unknown number.
pub fn show(tx: &mut Tx<'_>, number: &str) -> Result<Payment> {
    let _grant = tx.require(Permission::SeePrices)?;
    find(tx, number)
}

/// Returns numbers of payments, newest first.
pub fn numbers(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeePrices)?;
    store::numbers(tx.connection())
}

/// Lists the payments of a client, and of those that are one with it.
pub(in crate::billing) fn of_client(tx: &mut Tx<'_>, _grant: &Grant, client_id: i64) -> Result<Vec<Payment>> {
    let filter = PaymentFilter {
        client: Some(BilledClient::one_with(tx.connection(), client_id)?),
        ..PaymentFilter::default()
    };
    let rows = store::list(tx.connection(), &filter)?;
    with_allocations(tx, rows)
}

/// Returns what a client has paid or was credited that pays no invoice and did not go back, in minor units.
fn on_account(tx: &mut Tx<'_>, client_id: i64, currency: &str) -> Result<i64> {
    let accounts = ClientAccounts::load(tx.connection(), Some([client_id].into()))?;
    Ok(accounts
        .of(client_id, currency)
        .iter()
        .map(|rest| rest.left)
        .sum())
}

/// Builds the error for a payment of which so much went back to the client, naming the refunds.
fn went_back(tx: &mut Tx<'_>, grant: &Grant, payment: &Payment, cents: i64) -> Result<Error> {
    let mut refunds = of_client(tx, grant, payment.client.0)?;
    refunds.retain(|one| {
        one.row.kind == PaymentKind::Refund
            && one.reversed_by.is_none()
            && one.row.currency == payment.row.currency
    });
    let numbers: Vec<&str> = refunds.iter().map(|one| one.row.number.as_str()).collect();
    let (number, client) = (&payment.row.number, &payment.client.1);
    let error = Error::conflict(
        ErrorCode::AlreadyRefunded,
        format!(
            "cannot reverse {number}: {} of it went back to {client} by {}",
            payment.money(cents),
            numbers.join(", ")
        ),
    );
    Ok(match numbers.last() {
        Some(last) => error.hint(format!("colab payment reverse {last} --reason REASON")),
        None => error,
    })
}

fn nothing_more(number: &str) -> Error {
    Error::conflict(
        ErrorCode::NothingToPay,
        format!("{number} pays nothing more: nothing of it, or of these invoices, is open"),
    )
    .hint("colab billing outstanding")
}

/// Adds the other open invoices of a client, the oldest first.
fn add_open(
    tx: &mut Tx<'_>,
    grant: &Grant,
    (client_id, currency): (i64, &str),
    paid: &mut Vec<Invoice>,
) -> Result<()> {
    let mut open = invoices::open_of(tx, grant, client_id, currency)?;
    open.retain(|invoice| paid.iter().all(|one| one.row.id != invoice.row.id));
    paid.extend(open);
    Ok(())
}

fn allocate_row(
    tx: &mut Tx<'_>,
    grant: &Grant,
    id: i64,
    mut paid: Vec<Invoice>,
    auto: bool,
) -> Result<Payment> {
    let payment = reload(tx, id)?;
    if auto {
        add_open(tx, grant, (payment.client.0, &payment.row.currency), &mut paid)?;
    }
    pay(tx, grant, &PayingSource::of_payment(&payment), &paid)?;
    reload(tx, id)
}

fn found(tx: &mut Tx<'_>, grant: &Grant, numbers: &[String]) -> Result<Vec<Invoice>> {
    numbers
        .iter()
        .map(|number| invoices::find(tx, grant, number))
        .collect()
}

fn new_row(tx: &Tx<'_>, kind: PaymentKind, client: ClientRow, new: &NewPayment) -> Result<PaymentRow> {
    let reference = new.reference.as_deref();
    if new.received_on > tx.site().today(tx.now()) {
        return Err(Error::invalid(
            ErrorCode::TooEarly,
            format!("{} is to come: nothing can be received on it", new.received_on),
        ));
    }
    Ok(PaymentRow {
        id: 0,
        number: String::new(),
        year: 0,
        ordinal: 0,
        kind,
        reverses_id: None,
        client_name: client.name,
        client_key: client.name_key,
        client_id: client.id,
        amount_cents: new.amount.cents,
        currency: new.amount.currency.code().to_owned(),
        received_on: new.received_on,
        method: new.method,
        reference: reference
            .map(|text| clean_text("reference", text, 255))
            .transpose()?,
        reason: None,
        source_id: new.source_id.clone(),
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    })
}

/// Draws the number of a payment, writes it and audits it.
fn write(tx: &mut Tx<'_>, grant: &Grant, row: &PaymentRow) -> Result<PaymentRow> {
    let year = row.received_on.year();
    let ordinal = 1 + store::last_ordinal(tx.connection(), year)?;
    let row = PaymentRow {
        id: tx.connection().reserve_id("payments")?,
        number: format!("RC-{year}-{ordinal:04}"),
        year,
        ordinal,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
        ..row.clone()
    };
    let month = month_of(row.received_on);
    store::insert(tx.connection(), &row).on_violation("billing_period_closed", || {
        Error::conflict(
            ErrorCode::PeriodClosed,
            format!("nothing can be dated into {month}, which is closed"),
        )
        .hint(format!("colab billing reopen {month} --reason REASON"))
    })?;
    let facts = json!({
        "kind": row.kind, "client_name": row.client_name, "amount_cents": row.amount_cents, "currency": row.currency,
        "received_on": row.received_on.to_string(), "method": row.method, "reference": row.reference, "reason": row.reason,
        "reverses_id": row.reverses_id,
    });
    tx.audit(grant, AuditEvent::created("payment", &row.number, facts));
    Ok(row)
}

/// Returns what a payment pays, for the audit log.
fn pays(payment: &Payment) -> serde_json::Value {
    let pays: BTreeMap<&str, i64> = payment
        .pays
        .iter()
        .map(|(number, cents)| (number.as_str(), *cents))
        .collect();
    json!({"pays": pays})
}

/// Finds a payment by its number, in any case.
fn find(tx: &mut Tx<'_>, number: &str) -> Result<Payment> {
    let wanted = number.trim().to_uppercase();
    let filter = PaymentFilter {
        number: Some(wanted.clone()),
        ..PaymentFilter::default()
    };
    let rows = store::list(tx.connection(), &filter)?;
    if let Some(payment) = with_allocations(tx, rows)?.into_iter().next() {
        return Ok(payment);
    }
    let known = store::numbers(tx.connection())?;
    let near = nearest(&wanted, known.iter().map(String::as_str), 3);
    Err(Error::not_found(
        ErrorCode::UnknownPayment,
        format!("no payment `{}`", crate::kernel::text::printable(number)),
        &near,
    )
    .hint("colab payment list"))
}

fn reload(tx: &mut Tx<'_>, id: i64) -> Result<Payment> {
    let filter = PaymentFilter {
        id: Some(id),
        ..PaymentFilter::default()
    };
    let rows = store::list(tx.connection(), &filter)?;
    let payment = with_allocations(tx, rows)?.into_iter().next();
    payment.ok_or_else(|| Error::internal("the payment cannot be read back"))
}

/// Adds to payments what they pay, and their reversals.
fn with_allocations(tx: &mut Tx<'_>, rows: Vec<PaymentRow>) -> Result<Vec<Payment>> {
    with_rests(tx, rows, &mut ListedRests::default())
}

/// Adds to payments what they pay and what is left of them.
fn with_rests(tx: &mut Tx<'_>, rows: Vec<PaymentRow>, rests: &mut ListedRests) -> Result<Vec<Payment>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut pays: BTreeMap<i64, BTreeMap<String, i64>> = BTreeMap::new();
    for (payment, _, number, cents) in store::allocations_of(tx.connection(), &ids)? {
        *pays.entry(payment).or_default().entry(number).or_default() += cents;
    }
    let links = store::reversals_of(tx.connection(), &ids)?;
    let clients = ClientNames::load(tx.connection(), rows.iter().map(|row| row.client_id))?;
    rests.add(tx.connection(), rows.iter().map(|row| row.client_id))?;
    let payment = |row: PaymentRow| {
        let (client_id, client_name) = clients.of(row.client_id);
        let paid = pays.remove(&row.id).unwrap_or_default().into_iter();
        let by = links.iter().find(|link| link.reverses_id == row.id);
        let of = links.iter().find(|link| link.id == row.id);
        let (on_account_cents, refunded_cents) = rests.of(row.id);
        Payment {
            on_account_cents,
            refunded_cents,
            client: (client_id, client_name.to_owned()),
            pays: paid.filter(|(_, cents)| *cents != 0).collect(),
            reversed_by: by.map(|link| link.number.clone()),
            reverses: of.map(|link| link.reversed_number.clone()),
            row,
        }
    };
    Ok(rows.into_iter().map(payment).collect())
}
