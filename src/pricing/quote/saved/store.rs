//! Queries of numbered quotes.

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::model::{AcceptanceRow, QuoteRow};
use super::state::QuoteStatus;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::nodes::follows_number;
use crate::db::schema::{quote_acceptances, quotes};
use crate::db::{Connection, containing, insert_rows};
use crate::kernel::error::Result;

/// Which numbered quotes to load; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct QuoteQuery {
    /// Of clients by the keys of their names, or of one without a record by a part of its name.
    pub client: Option<(Vec<String>, String)>,
    /// What became of them by a day.
    pub status: Option<(QuoteStatus, NaiveDate)>,
    /// By number, and whether the last comes first; `None`: in the order in which they were made.
    pub by_number: Option<bool>,
    /// Only those that follow this one in the order.
    pub after: Option<QuoteRow>,
    pub limit: Option<i64>,
}

const IS_ACCEPTED: &str = "EXISTS (SELECT 1 FROM quote_acceptances a WHERE a.quote_id = quotes.id)";

/// Lists numbered quotes in the order in which they were made, or by number.
pub fn list(connection: &mut Connection, wanted: &QuoteQuery) -> Result<Vec<QuoteRow>> {
    let mut query = quotes::table.select(QuoteRow::as_select()).into_boxed();
    if let Some((keys, part)) = &wanted.client {
        let by_part = quotes::client_key.like(containing(part)).escape('\\');
        query = query.filter(quotes::client_key.eq_any(keys.clone()).or(by_part));
    }
    if let Some((status, today)) = wanted.status {
        query = match status {
            QuoteStatus::Accepted => query.filter(sql::<Bool>(IS_ACCEPTED)),
            QuoteStatus::Open => query.filter(quotes::valid_until.ge(today)),
            QuoteStatus::Expired => query.filter(quotes::valid_until.lt(today)),
        };
        if status != QuoteStatus::Accepted {
            query = query.filter(sql::<Bool>(&format!("NOT {IS_ACCEPTED}")));
        }
    }
    if let Some(row) = &wanted.after {
        query = match wanted.by_number {
            None => query.filter(quotes::id.gt(row.id)),
            Some(descending) => query.filter(follows_number("quotes", row.year, row.ordinal, descending)),
        };
    }
    query = match wanted.by_number {
        None => query.order(quotes::id),
        Some(false) => query.order((quotes::year, quotes::ordinal)),
        Some(true) => query.order((quotes::year.desc(), quotes::ordinal.desc())),
    };
    if let Some(limit) = wanted.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// Loads quotes by their ids.
pub fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<QuoteRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<QuoteRow> = quotes::table
            .filter(quotes::id.eq_any(chunk.to_vec()))
            .select(QuoteRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Finds a quote by its number.
pub fn by_number(connection: &mut Connection, number: &str) -> Result<Option<QuoteRow>> {
    Ok(quotes::table
        .filter(quotes::number.eq(number))
        .select(QuoteRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the numbers of quotes, newest first.
pub fn numbers(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(quotes::table
        .order(quotes::id.desc())
        .select(quotes::number)
        .load(connection)?)
}

/// Returns the last number of a year.
pub fn last_ordinal(connection: &mut Connection, year: i32) -> Result<i32> {
    let last: Option<i32> = quotes::table
        .filter(quotes::year.eq(year))
        .select(diesel::dsl::max(quotes::ordinal))
        .first(connection)?;
    Ok(last.unwrap_or_default())
}

/// Inserts a quote.
pub fn insert(connection: &mut Connection, row: &QuoteRow) -> QueryResult<()> {
    diesel::insert_into(quotes::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// Inserts what a quote was accepted for.
pub fn insert_acceptances(connection: &mut Connection, rows: &[AcceptanceRow]) -> QueryResult<()> {
    insert_rows(connection, quote_acceptances::table, rows)
}

/// Lists the acceptances of quotes, oldest first.
pub fn acceptances_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<AcceptanceRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<AcceptanceRow> = quote_acceptances::table
            .filter(quote_acceptances::quote_id.eq_any(chunk.to_vec()))
            .order(quote_acceptances::id)
            .select(AcceptanceRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Lists what was accepted for these bookings and rentals, oldest first.
pub fn accepted_for(
    connection: &mut Connection,
    bookings: &[i64],
    rentals: &[i64],
) -> Result<Vec<AcceptanceRow>> {
    use quote_acceptances as a;
    let some = |ids: &[i64]| ids.iter().copied().map(Some).collect::<Vec<_>>();
    let mut found: Vec<AcceptanceRow> = Vec::new();
    for ids in bookings.chunks(IDS_PER_QUERY) {
        let rows: Vec<AcceptanceRow> = a::table
            .filter(a::booking_id.eq_any(some(ids)))
            .select(AcceptanceRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    for ids in rentals.chunks(IDS_PER_QUERY) {
        let rows: Vec<AcceptanceRow> = a::table
            .filter(a::rental_id.eq_any(some(ids)))
            .select(AcceptanceRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    found.sort_by_key(|row| row.id);
    Ok(found)
}
