//! Queries of invoices.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text};

use super::model::{DocumentSeries, InvoiceLineRow, InvoiceRow, WriteOffRow};
use crate::billing::model::BilledClient;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{invoice_lines, invoices};
use crate::db::{Connection, containing, insert_rows};
use crate::kernel::error::Result;

/// Which documents to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct InvoiceFilter {
    pub ids: Option<Vec<i64>>,
    pub client: Option<BilledClient>,
    pub month: Option<String>,
    pub series: Option<DocumentSeries>,
    /// Those that were issued after this one.
    pub after: Option<i64>,
    pub limit: Option<i64>,
}

/// Lists documents in the order in which they were issued.
pub fn list(connection: &mut Connection, filter: &InvoiceFilter) -> Result<Vec<InvoiceRow>> {
    let mut query = invoices::table
        .order(invoices::id)
        .select(InvoiceRow::as_select())
        .into_boxed();
    if let Some(ids) = &filter.ids {
        query = query.filter(invoices::id.eq_any(ids.clone()));
    }
    if let Some(client) = &filter.client {
        let of_records = invoices::client_id.eq_any(client.ids.clone());
        query = match &client.part {
            Some(key) => query.filter(of_records.or(invoices::client_key.like(containing(key)).escape('\\'))),
            None => query.filter(of_records),
        };
    }
    if let Some(month) = &filter.month {
        query = query.filter(invoices::month.eq(month.clone()));
    }
    if let Some(series) = filter.series {
        query = query.filter(invoices::series.eq(series));
    }
    if let Some(id) = filter.after {
        query = query.filter(invoices::id.gt(id));
    }
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// Finds a document by its number.
pub fn by_number(connection: &mut Connection, number: &str) -> Result<Option<InvoiceRow>> {
    Ok(invoices::table
        .filter(invoices::number.eq(number))
        .select(InvoiceRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the last number of a series in a year.
pub fn last_ordinal(connection: &mut Connection, series: DocumentSeries, year: i32) -> Result<i32> {
    let last: Option<i32> = invoices::table
        .filter(invoices::series.eq(series).and(invoices::year.eq(year)))
        .select(diesel::dsl::max(invoices::ordinal))
        .first(connection)?;
    Ok(last.unwrap_or_default())
}

/// Returns the numbers of documents, newest first.
pub fn numbers(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(invoices::table
        .order(invoices::id.desc())
        .select(invoices::number)
        .load(connection)?)
}

/// Returns the numbers of these documents.
pub fn numbers_of(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, String)> = invoices::table
            .filter(invoices::id.eq_any(chunk.to_vec()))
            .select((invoices::id, invoices::number))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Inserts a document after its lines.
pub fn insert(connection: &mut Connection, row: &InvoiceRow, lines: &[InvoiceLineRow]) -> QueryResult<()> {
    insert_rows(connection, invoice_lines::table, lines)?;
    diesel::insert_into(invoices::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// Returns the lines of documents, in their order.
pub fn lines_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<InvoiceLineRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<InvoiceLineRow> = invoice_lines::table
            .filter(invoice_lines::invoice_id.eq_any(chunk.to_vec()))
            .order((invoice_lines::invoice_id, invoice_lines::place))
            .select(InvoiceLineRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// A credit note of a document.
#[derive(Debug, Clone, Queryable)]
pub struct CreditOf {
    pub credits_id: i64,
    pub id: i64,
    pub number: String,
    pub total_cents: i64,
}

/// Returns the credit notes of documents.
pub fn credits_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<CreditOf>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<Option<i64>> = chunk.iter().copied().map(Some).collect();
        let rows: Vec<CreditOf> = invoices::table
            .filter(invoices::credits_id.eq_any(ids))
            .order(invoices::id)
            .select((
                invoices::credits_id.assume_not_null(),
                invoices::id,
                invoices::number,
                invoices::total_cents,
            ))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// An approved line of the ledger that no document charges, or what is left of it.
#[derive(Debug, Clone, QueryableByName)]
pub struct UnbilledLine {
    #[diesel(sql_type = BigInt)]
    pub costing_id: i64,
    #[diesel(sql_type = Integer)]
    pub place: i32,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub booking_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub rental_no: Option<String>,
    #[diesel(sql_type = Text)]
    pub client_key: String,
    #[diesel(sql_type = Date)]
    pub service_on: NaiveDate,
    #[diesel(sql_type = Nullable<Text>)]
    pub reason: Option<String>,
    /// The client of its booking or rental.
    #[diesel(sql_type = BigInt)]
    pub client_id: i64,
    #[diesel(sql_type = Text)]
    pub currency: String,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Text)]
    pub item: String,
    #[diesel(sql_type = Text)]
    pub service_month: String,
    /// The month in which it is invoiced.
    #[diesel(sql_type = Text)]
    pub booked_month: String,
    #[diesel(sql_type = BigInt)]
    pub quantity: i64,
    #[diesel(sql_type = Text)]
    pub unit: String,
    #[diesel(sql_type = BigInt)]
    pub rate_cents: i64,
    /// The amount of the line of the ledger.
    #[diesel(sql_type = BigInt)]
    pub whole_cents: i64,
    /// What of it no document charges.
    #[diesel(sql_type = BigInt)]
    pub amount_cents: i64,
    #[diesel(sql_type = BigInt)]
    pub tax_rate: i64,
    #[diesel(sql_type = BigInt)]
    pub tax_cents: i64,
    #[diesel(sql_type = Text)]
    pub why: String,
}

impl UnbilledLine {
    /// Returns what it is charged for: `booking 17`, `rental RN-2026-0001`.
    pub fn subject(&self) -> String {
        match (self.booking_id, &self.rental_no) {
            (Some(id), _) => format!("booking {id}"),
            (None, Some(number)) => format!("rental {number}"),
            (None, None) => "a rental".to_owned(),
        }
    }

    /// Whether a document charges, and credit notes took back, a part of it.
    pub fn is_rest(&self) -> bool {
        self.amount_cents != self.whole_cents
    }
}

/// Lists the approved lines booked in a month, or in all, that no document charges; what is taken back is not charged.
pub fn unbilled(connection: &mut Connection, month: Option<&str>) -> Result<Vec<UnbilledLine>> {
    let sql = "\
SELECT l.costing_id, l.place, p.booking_id, r.rental_no, p.client_key, p.service_on, p.reason,
       coalesce(b.client_id, r.client_id) AS client_id, p.currency, l.kind, l.item, l.service_month,
       coalesce(l.booked_month, l.service_month) AS booked_month,
       l.quantity, l.unit, l.rate_cents, l.amount_cents AS whole_cents, l.amount_cents - coalesce(o.amount, 0) AS amount_cents,
       l.tax_rate, l.tax_cents - coalesce(o.tax, 0) AS tax_cents, l.why
  FROM costing_lines l
  JOIN booking_costing p ON p.id = l.costing_id
  JOIN booking_costing d ON d.proposal_id = p.id AND d.entry = 'approval'
  LEFT JOIN bookings b ON b.id = p.booking_id
  LEFT JOIN offsite_rentals r ON r.id = p.rental_id
  LEFT JOIN (SELECT costing_id, costing_place, CAST(sum(amount_cents) AS bigint) AS amount, CAST(sum(tax_cents) AS bigint) AS tax,
                    sum(CASE WHEN credits_place IS NULL THEN 1 ELSE -1 END) AS standing
               FROM invoice_lines GROUP BY costing_id, costing_place) o
    ON o.costing_id = l.costing_id AND o.costing_place = l.place
 WHERE ($1 IS NULL OR l.service_month = $1 AND l.booked_month IS NULL OR l.booked_month = $1)
   AND (o.costing_id IS NULL OR o.amount <> l.amount_cents OR o.tax <> l.tax_cents
        OR l.amount_cents = 0 AND l.tax_cents = 0 AND o.standing = 0)
 ORDER BY p.client_key, p.currency, coalesce(p.booking_id, 0), coalesce(p.rental_id, 0), l.costing_id, l.place";
    Ok(diesel::sql_query(sql)
        .bind::<Nullable<Text>, _>(month)
        .load(connection)?)
}

/// Returns what credit notes took back of lines: document, line, amount and tax.
pub fn credited_lines(connection: &mut Connection, ids: &[i64]) -> Result<Vec<(i64, i32, i64, i64)>> {
    use invoice_lines as l;
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<Option<i64>> = chunk.iter().copied().map(Some).collect();
        let rows: Vec<(i64, i32, i64, i64)> = l::table
            .filter(l::credits_invoice_id.eq_any(ids))
            .select((
                l::credits_invoice_id.assume_not_null(),
                l::credits_place.assume_not_null(),
                l::amount_cents,
                l::tax_cents,
            ))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns the steps of giving up documents, oldest first; of these documents, or of all.
pub fn write_offs(connection: &mut Connection, ids: Option<&[i64]>) -> Result<Vec<WriteOffRow>> {
    use crate::db::schema::invoice_write_offs as w;
    let all = || w::table.order(w::id).select(WriteOffRow::as_select());
    let Some(ids) = ids else {
        return Ok(all().load(connection)?);
    };
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<WriteOffRow> = all()
            .filter(w::invoice_id.eq_any(chunk.to_vec()))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Inserts a step of giving up a document.
pub fn insert_write_off(connection: &mut Connection, row: &WriteOffRow) -> QueryResult<()> {
    diesel::insert_into(crate::db::schema::invoice_write_offs::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// A currency with an amount in it.
#[derive(QueryableByName)]
struct CurrencySum {
    #[diesel(sql_type = Text)]
    currency: String,
    #[diesel(sql_type = BigInt)]
    cents: i64,
}

/// Adds up the documents by currency, in minor units.
pub fn document_sums(connection: &mut Connection) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT currency, CAST(sum(total_cents) AS bigint) AS cents FROM invoices GROUP BY currency";
    let rows: Vec<CurrencySum> = diesel::sql_query(sql).load(connection)?;
    Ok(rows.into_iter().map(|row| (row.currency, row.cents)).collect())
}

/// Adds up what is approved by currency, in minor units.
pub fn approved_sums(connection: &mut Connection) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT currency, CAST(sum(total_cents) AS bigint) AS cents FROM booking_costing WHERE entry = 'approval' GROUP BY currency";
    let rows: Vec<CurrencySum> = diesel::sql_query(sql).load(connection)?;
    Ok(rows.into_iter().map(|row| (row.currency, row.cents)).collect())
}

/// Returns the row of the audit log that tells of a document with this hash.
pub fn audit_row_of(connection: &mut Connection, number: &str, hash: &str) -> Result<Option<i64>> {
    use crate::db::schema::audit_log as a;
    Ok(a::table
        .filter(a::entity.eq("invoice").and(a::entity_id.eq(number)))
        .filter(a::after.like(format!("%\"sha256\":\"{hash}\"%")))
        .order(a::seq)
        .select(a::seq)
        .first(connection)
        .optional()?)
}
