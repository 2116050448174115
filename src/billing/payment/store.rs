//! Queries of payments.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{AllocationRow, MoneySource, PaymentKind, PaymentRow};
use crate::billing::model::BilledClient;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::nodes::follows_number;
use crate::db::schema::{invoices, payment_allocations, payments};
use crate::db::{Connection, containing, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Which payments to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct PaymentFilter {
    pub number: Option<String>,
    pub id: Option<i64>,
    pub client: Option<BilledClient>,
    /// By number, and whether the last comes first; `None`: in the order in which they were entered.
    pub by_number: Option<bool>,
    /// Only those that follow this one in the order.
    pub after: Option<PaymentRow>,
    pub limit: Option<i64>,
}

/// Lists payments in the order in which they were entered, or by number.
pub fn list(connection: &mut Connection, filter: &PaymentFilter) -> Result<Vec<PaymentRow>> {
    let mut query = payments::table.select(PaymentRow::as_select()).into_boxed();
    if let Some(number) = &filter.number {
        query = query.filter(payments::number.eq(number.clone()));
    }
    if let Some(id) = filter.id {
        query = query.filter(payments::id.eq(id));
    }
    if let Some(client) = &filter.client {
        let of_records = payments::client_id.eq_any(client.ids.clone());
        query = match &client.part {
            Some(key) => query.filter(of_records.or(payments::client_key.like(containing(key)).escape('\\'))),
            None => query.filter(of_records),
        };
    }
    if let Some(row) = &filter.after {
        query = match filter.by_number {
            None => query.filter(payments::id.gt(row.id)),
            Some(descending) => query.filter(follows_number("payments", row.year, row.ordinal, descending)),
        };
    }
    query = match filter.by_number {
        None => query.order(payments::id),
        Some(false) => query.order((payments::year, payments::ordinal)),
        Some(true) => query.order((payments::year.desc(), payments::ordinal.desc())),
    };
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// Returns the numbers of payments, newest first.
pub fn numbers(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(payments::table
        .order(payments::id.desc())
        .select(payments::number)
        .load(connection)?)
}

/// Returns the last number of a year.
pub fn last_ordinal(connection: &mut Connection, year: i32) -> Result<i32> {
    let last: Option<i32> = payments::table
        .filter(payments::year.eq(year))
        .select(diesel::dsl::max(payments::ordinal))
        .first(connection)?;
    Ok(last.unwrap_or_default())
}

/// Inserts a payment.
pub fn insert(connection: &mut Connection, row: &PaymentRow) -> QueryResult<()> {
    diesel::insert_into(payments::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// Inserts an allocation.
pub fn insert_allocation(connection: &mut Connection, row: &AllocationRow) -> QueryResult<()> {
    diesel::insert_into(payment_allocations::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// Returns what payments pay: payment, invoice with its number, and the amount; in the order of the entries.
pub fn allocations_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<(i64, i64, String, i64)>> {
    use payment_allocations as a;
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, i64, String, i64)> = a::table
            .inner_join(invoices::table.on(invoices::id.eq(a::invoice_id)))
            .filter(a::payment_id.eq_any(chunk.iter().copied().map(Some).collect::<Vec<_>>()))
            .order(a::id)
            .select((
                a::payment_id.assume_not_null(),
                a::invoice_id,
                invoices::number,
                a::amount_cents,
            ))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns what pays invoices: invoice, source and amount, in the order of the entries.
pub fn payers_of(connection: &mut Connection, invoice_ids: &[i64]) -> Result<Vec<(i64, MoneySource, i64)>> {
    use payment_allocations as a;
    let mut found = Vec::new();
    for chunk in invoice_ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, Option<i64>, Option<i64>, i64)> = a::table
            .filter(a::invoice_id.eq_any(chunk.to_vec()))
            .order(a::id)
            .select((a::invoice_id, a::payment_id, a::credit_id, a::amount_cents))
            .load(connection)?;
        found.extend(rows.into_iter().filter_map(|(invoice, payment, credit, cents)| {
            Some((invoice, MoneySource::of(payment, credit)?, cents))
        }));
    }
    Ok(found)
}

/// What happens to a client's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountMove {
    Received(MoneySource),
    Allocated(MoneySource),
    Refunded,
}

/// Something that happened to a client's account.
#[derive(Debug, Clone)]
pub struct AccountEntry {
    pub client_id: i64,
    pub currency: String,
    at: Timestamp,
    pub happened: AccountMove,
    /// In minor units; negative where an allocation is taken back.
    pub cents: i64,
}

/// Lists what happened to the accounts of these clients, or of all: what came in, then what it went to, each in the order of
/// time. What was reversed is left out.
pub fn account_entries(
    connection: &mut Connection,
    client_ids: Option<&BTreeSet<i64>>,
) -> Result<Vec<AccountEntry>> {
    use payment_allocations as a;
    let wanted = client_ids.map(|ids| ids.iter().copied().collect::<Vec<_>>());
    let mut paid = payments::table
        .order(payments::id)
        .select((
            payments::id,
            payments::kind,
            payments::reverses_id,
            payments::client_id,
            payments::currency,
            payments::amount_cents,
            payments::created_at,
        ))
        .into_boxed();
    let mut notes = invoices::table
        .filter(invoices::series.eq("CN").and(invoices::credits_id.is_null()))
        .order(invoices::id)
        .select((
            invoices::id,
            invoices::client_id,
            invoices::currency,
            invoices::total_cents,
            invoices::created_at,
        ))
        .into_boxed();
    let mut allocated = a::table
        .inner_join(invoices::table.on(invoices::id.eq(a::invoice_id)))
        .order(a::id)
        .select((
            a::payment_id,
            a::credit_id,
            invoices::client_id,
            invoices::currency,
            a::amount_cents,
            a::created_at,
        ))
        .into_boxed();
    if let Some(ids) = wanted {
        paid = paid.filter(payments::client_id.eq_any(ids.clone()));
        notes = notes.filter(invoices::client_id.eq_any(ids.clone()));
        allocated = allocated.filter(invoices::client_id.eq_any(ids));
    }
    type PaidRow = (i64, PaymentKind, Option<i64>, i64, String, i64, Timestamp);
    type NoteRow = (i64, i64, String, i64, Timestamp);
    type AllocatedRow = (Option<i64>, Option<i64>, i64, String, i64, Timestamp);
    let found = (
        rows_of::<PaidRow, _>(paid),
        rows_of::<NoteRow, _>(notes),
        rows_of::<AllocatedRow, _>(allocated),
    );
    let (paid, notes, allocated) = connection.answer(found)?;
    let taken_back: BTreeSet<i64> = paid.iter().filter_map(|row| row.2).collect();
    let paid = paid
        .into_iter()
        .filter(|(id, kind, ..)| *kind != PaymentKind::Reversal && !taken_back.contains(id));
    let mut entries: Vec<AccountEntry> = paid
        .map(|(id, kind, _, client_id, currency, cents, at)| AccountEntry {
            client_id,
            currency,
            at,
            happened: match kind {
                PaymentKind::Payment => AccountMove::Received(MoneySource::Payment(id)),
                PaymentKind::Refund | PaymentKind::Reversal => AccountMove::Refunded,
            },
            cents: cents.abs(),
        })
        .collect();
    entries.extend(
        notes
            .into_iter()
            .map(|(id, client_id, currency, cents, at)| AccountEntry {
                client_id,
                currency,
                at,
                happened: AccountMove::Received(MoneySource::Credit(id)),
                cents: -cents,
            }),
    );
    entries.extend(
        allocated
            .into_iter()
            .filter_map(|(payment, credit, client_id, currency, cents, at)| {
                Some(AccountEntry {
                    client_id,
                    currency,
                    at,
                    happened: AccountMove::Allocated(MoneySource::of(payment, credit)?),
                    cents,
                })
            }),
    );
    // What came in goes first, whatever the clocks of those who entered it: it takes nothing from what was there before.
    let came_in = |entry: &AccountEntry| matches!(entry.happened, AccountMove::Received(_));
    entries.sort_by_key(|entry| (!came_in(entry), entry.at, entry.happened));
    Ok(entries)
}

/// A reversal with what it reverses.
#[derive(Debug, Clone, Queryable)]
pub struct ReversalLink {
    pub id: i64,
    pub number: String,
    pub reverses_id: i64,
    pub reversed_number: String,
}

diesel::alias!(payments as reversed: ReversedPayments);

/// Returns the reversals that payments are or have.
pub fn reversals_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<ReversalLink>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let known: Vec<Option<i64>> = chunk.iter().copied().map(Some).collect();
        let rows: Vec<ReversalLink> = payments::table
            .inner_join(reversed.on(reversed.field(payments::id).nullable().eq(payments::reverses_id)))
            .filter(
                payments::reverses_id
                    .eq_any(known)
                    .or(payments::id.eq_any(chunk.to_vec())),
            )
            .select((
                payments::id,
                payments::number,
                payments::reverses_id.assume_not_null(),
                reversed.field(payments::number),
            ))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// A payment that was entered from a statement.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = payments)]
pub struct KnownSource {
    pub id: i64,
    #[diesel(select_expression = payments::source_id.assume_not_null())]
    pub source_id: String,
    pub number: String,
    pub received_on: NaiveDate,
    pub amount_cents: i64,
}

/// Finds the payments that were entered from these rows of statements.
pub fn known_sources(connection: &mut Connection, ids: &[String]) -> Result<Vec<KnownSource>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let known: Vec<Option<String>> = chunk.iter().cloned().map(Some).collect();
        let rows: Vec<KnownSource> = payments::table
            .filter(payments::source_id.eq_any(known))
            .select(KnownSource::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns the last stage of which a client was reminded, by invoice.
pub fn last_reminders(connection: &mut Connection) -> Result<BTreeMap<i64, i32>> {
    use crate::db::schema::invoice_reminders as r;
    let rows: Vec<(i64, i32)> = r::table
        .order((r::invoice_id, r::stage))
        .select((r::invoice_id, r::stage))
        .load(connection)?;
    Ok(rows.into_iter().collect())
}

/// Records that a client was reminded of an invoice.
pub fn insert_reminder(
    connection: &mut Connection,
    invoice_id: i64,
    stage: i32,
    by: &str,
    at: Timestamp,
) -> QueryResult<()> {
    use crate::db::schema::invoice_reminders as r;
    diesel::insert_into(r::table)
        .values((
            r::invoice_id.eq(invoice_id),
            r::stage.eq(stage),
            r::created_by.eq(by),
            r::created_at.eq(at),
        ))
        .execute(connection)
        .map(|_| ())
}
