//! Queries of payments.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{AllocationRow, PaymentRow};
use crate::billing::model::BilledClient;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{invoices, payment_allocations, payments};
use crate::db::{Connection, containing};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Which payments to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct PaymentFilter {
    pub number: Option<String>,
    pub id: Option<i64>,
    pub client: Option<BilledClient>,
}

/// Lists payments in the order in which they were entered.
pub fn list(connection: &mut Connection, filter: &PaymentFilter) -> Result<Vec<PaymentRow>> {
    let mut query = payments::table
        .order(payments::id)
        .select(PaymentRow::as_select())
        .into_boxed();
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
            .filter(a::payment_id.eq_any(chunk.to_vec()))
            .order(a::id)
            .select((a::payment_id, a::invoice_id, invoices::number, a::amount_cents))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns what pays an invoice: payments with their amounts, in the order of the entries.
pub fn payers_of(connection: &mut Connection, invoice_id: i64) -> Result<Vec<(i64, i64)>> {
    use payment_allocations as a;
    Ok(a::table
        .filter(a::invoice_id.eq(invoice_id))
        .order(a::id)
        .select((a::payment_id, a::amount_cents))
        .load(connection)?)
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
