//! Queries of billing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text};

use super::model::{BookedLine, PeriodEventRow, PeriodKey, PeriodStatus};
use crate::booking::Tenant;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{costing_lines, period_events};
use crate::db::types::UtcMicros;
use crate::db::{Connection, QueryBatch, columns_of, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Lists what happened to a month, oldest first.
pub fn events_of(connection: &mut Connection, key: &PeriodKey) -> Result<Vec<PeriodEventRow>> {
    let query = period_events::table
        .filter(period_events::month.eq(&key.month))
        .order(period_events::id)
        .select(PeriodEventRow::as_select())
        .into_boxed();
    let query = match key.tenant {
        Some(tenant) => query.filter(period_events::tenant_id.eq(tenant)),
        None => query.filter(period_events::tenant_id.is_null()),
    };
    Ok(query.load(connection)?)
}

/// Lists what happened to months, oldest first.
pub fn events(connection: &mut Connection) -> Result<Vec<PeriodEventRow>> {
    Ok(connection.answer(all_events())?)
}

/// Asks for what [`events`] lists.
pub fn all_events() -> impl QueryBatch<Answer = Vec<PeriodEventRow>> {
    let rows = period_events::table
        .order(period_events::id)
        .select(columns_of::<PeriodEventRow>());
    rows_of(rows)
}

/// Returns the months into which nothing of any tenant is dated any more.
pub fn closed_months(connection: &mut Connection) -> Result<BTreeSet<String>> {
    use crate::db::schema::billing_periods as b;
    let months: Vec<String> = b::table
        .filter(
            b::status
                .eq(PeriodStatus::Closed.as_str())
                .and(b::tenant_id.is_null()),
        )
        .select(b::month)
        .load(connection)?;
    Ok(months.into_iter().collect())
}

/// Inserts what happens to a month.
pub fn insert_event(connection: &mut Connection, row: &PeriodEventRow) -> QueryResult<()> {
    diesel::insert_into(period_events::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// Sums of the approved lines that are booked in a month, of a tenant in a currency.
#[derive(Debug, Clone, Queryable)]
pub struct MonthSum {
    pub month: String,
    pub tenant: Option<String>,
    pub currency: String,
    pub lines: i64,
    pub subtotal: i64,
    pub tax: i64,
}

/// Lines of the ledger that are approved.
const APPROVED: &str = "\
costing_lines l JOIN booking_costing p ON p.id = l.costing_id JOIN booking_costing d ON d.proposal_id = p.id AND d.entry = 'approval'";

/// Adds up the approved lines by the month in which they are booked, tenant and currency, oldest month first.
pub fn month_sums(connection: &mut Connection) -> Result<Vec<MonthSum>> {
    Ok(connection.answer(all_month_sums())?)
}

/// Asks for what [`month_sums`] adds up.
pub fn all_month_sums() -> impl QueryBatch<Answer = Vec<MonthSum>> {
    let rows = sql::<(Text, Nullable<Text>, Text, BigInt, BigInt, BigInt)>(&format!(
        "SELECT coalesce(l.booked_month, l.service_month) AS month, p.tenant_id AS tenant, p.currency, count(*) AS lines, \
                CAST(sum(l.amount_cents) AS bigint) AS subtotal, CAST(sum(l.tax_cents) AS bigint) AS tax \
           FROM {APPROVED} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    ));
    rows_of(rows)
}

#[derive(QueryableByName)]
struct Instant {
    #[diesel(sql_type = UtcMicros)]
    at: Timestamp,
}

/// Bookings that are to be charged and have no costing that stands.
const UNCOSTED: &str = "\
bookings b WHERE ($1 IS NULL OR b.tenant_id = $1) AND b.status NOT IN ('pending', 'cancelled', 'rejected') \
  AND NOT EXISTS (SELECT 1 FROM booking_costing p LEFT JOIN booking_costing d ON d.proposal_id = p.id AND d.entry = 'rejection' \
                   WHERE p.booking_id = b.id AND p.entry = 'proposal' AND p.adjustment IS NULL AND d.id IS NULL)";

/// Finds when the first of them begins from an instant on.
pub fn next_uncosted(
    connection: &mut Connection,
    from: Timestamp,
    tenant: Option<Tenant>,
) -> Result<Option<Timestamp>> {
    let sql = format!(
        "SELECT b.starts_at AS at FROM {UNCOSTED} AND b.starts_at >= $2 ORDER BY b.starts_at LIMIT 1"
    );
    let rows: Vec<Instant> = diesel::sql_query(sql)
        .bind::<Nullable<Text>, _>(tenant.map(Tenant::as_str))
        .bind::<UtcMicros, _>(from)
        .load(connection)?;
    Ok(rows.first().map(|row| row.at))
}

/// Finds when the last of those ends that begin from an instant on and before another one.
pub fn last_uncosted(
    connection: &mut Connection,
    (from, until): (Timestamp, Timestamp),
    tenant: Option<Tenant>,
) -> Result<Option<Timestamp>> {
    let sql = format!(
        "SELECT b.ends_at AS at FROM {UNCOSTED} AND b.starts_at >= $2 AND b.starts_at < $3 ORDER BY b.ends_at DESC LIMIT 1"
    );
    let rows: Vec<Instant> = diesel::sql_query(sql)
        .bind::<Nullable<Text>, _>(tenant.map(Tenant::as_str))
        .bind::<UtcMicros, _>(from)
        .bind::<UtcMicros, _>(until)
        .load(connection)?;
    Ok(rows.first().map(|row| row.at))
}

/// Returns the months in which these costings have lines, by costing.
pub fn months_of(connection: &mut Connection, costings: &[i64]) -> Result<BTreeMap<i64, BTreeSet<String>>> {
    let mut months: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for chunk in costings.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, String, Option<String>)> = costing_lines::table
            .filter(costing_lines::costing_id.eq_any(chunk.iter().copied()))
            .select((
                costing_lines::costing_id,
                costing_lines::service_month,
                costing_lines::booked_month,
            ))
            .distinct()
            .load(connection)?;
        for (costing, service, booked) in rows {
            months
                .entry(costing)
                .or_default()
                .insert(booked.unwrap_or(service));
        }
    }
    Ok(months)
}

#[derive(QueryableByName)]
struct BookedLineRow {
    #[diesel(sql_type = BigInt)]
    costing_id: i64,
    #[diesel(sql_type = Integer)]
    place: i32,
    #[diesel(sql_type = Nullable<BigInt>)]
    booking_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    rental_no: Option<String>,
    #[diesel(sql_type = Text)]
    client_name: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    room_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    tenant_id: Option<String>,
    #[diesel(sql_type = Date)]
    service_on: NaiveDate,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    item: String,
    #[diesel(sql_type = Text)]
    service_month: String,
    #[diesel(sql_type = Text)]
    booked: String,
    #[diesel(sql_type = BigInt)]
    quantity: i64,
    #[diesel(sql_type = Text)]
    unit: String,
    #[diesel(sql_type = BigInt)]
    rate_cents: i64,
    #[diesel(sql_type = BigInt)]
    amount_cents: i64,
    #[diesel(sql_type = BigInt)]
    tax_rate: i64,
    #[diesel(sql_type = BigInt)]
    tax_cents: i64,
    #[diesel(sql_type = Text)]
    currency: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    corrects_id: Option<i64>,
    #[diesel(sql_type = Text)]
    why: String,
}

/// Lists the approved lines that are booked in a month, in the order of their costings.
pub fn booked_lines(connection: &mut Connection, key: &PeriodKey) -> Result<Vec<BookedLine>> {
    let sql = format!(
        "SELECT l.costing_id, l.place, p.booking_id, r.rental_no, p.client_name, p.room_id, p.tenant_id, p.service_on, l.kind, \
                l.item, l.service_month, coalesce(l.booked_month, l.service_month) AS booked, l.quantity, l.unit, l.rate_cents, \
                l.amount_cents, l.tax_rate, l.tax_cents, p.currency, p.corrects_id, l.why \
           FROM {APPROVED} LEFT JOIN offsite_rentals r ON r.id = p.rental_id \
          WHERE (l.service_month = $1 AND l.booked_month IS NULL OR l.booked_month = $1) \
            AND ($2 IS NULL OR p.tenant_id = $2) \
          ORDER BY l.costing_id, l.place"
    );
    let rows: Vec<BookedLineRow> = diesel::sql_query(sql)
        .bind::<Text, _>(&key.month)
        .bind::<Nullable<Text>, _>(key.tenant.map(Tenant::as_str))
        .load(connection)?;
    let line = |row: BookedLineRow| BookedLine {
        costing_id: row.costing_id,
        place: row.place,
        booking_id: row.booking_id,
        rental_no: row.rental_no,
        client_name: row.client_name,
        room_id: row.room_id,
        tenant: row.tenant_id,
        service_on: row.service_on,
        kind: row.kind,
        item: row.item,
        service_month: row.service_month,
        booked_month: row.booked,
        quantity: row.quantity,
        unit: row.unit,
        rate_cents: row.rate_cents,
        amount_cents: row.amount_cents,
        tax_rate: row.tax_rate,
        tax_cents: row.tax_cents,
        currency: row.currency,
        corrects_id: row.corrects_id,
        why: row.why,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Returns the row of the audit log that tells of a closing with this snapshot.
pub fn audit_row_of(connection: &mut Connection, period: &str, hash: &str) -> Result<Option<i64>> {
    use crate::db::schema::audit_log as a;
    Ok(a::table
        .filter(a::entity.eq("period").and(a::entity_id.eq(period)))
        .filter(a::metadata.like(format!("%\"snapshot_sha256\":\"{hash}\"%")))
        .order(a::seq)
        .select(a::seq)
        .first(connection)
        .optional()?)
}

/// What the audit log tells of a month, a document or a payment.
#[derive(Debug, Clone, Queryable)]
pub struct ToldStep {
    pub seq: i64,
    pub entity: String,
    pub entity_id: String,
    /// What a record was made of; `None` of a step.
    pub after: Option<String>,
    pub metadata: Option<String>,
}

/// Lists what the audit log tells of months, documents and payments, oldest first.
pub fn told_steps(connection: &mut Connection) -> Result<Vec<ToldStep>> {
    use crate::db::schema::audit_log as a;
    Ok(a::table
        .filter(a::entity.eq_any(["period", "invoice", "payment"]))
        .order(a::seq)
        .select((a::seq, a::entity, a::entity_id, a::after, a::metadata))
        .load(connection)?)
}
