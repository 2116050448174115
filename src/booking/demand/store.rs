//! Queries of wishes.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{DemandReason, DemandRow};
use crate::booking::model::{BookingRow, Tenant};
use crate::booking::status::BookingStatus;
use crate::db::Connection;
use crate::db::schema::{bookings, demand};
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Which wishes to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct DemandFilter {
    /// Overlapping this stretch.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub tenant: Option<Tenant>,
    pub reason: Option<DemandReason>,
    pub limit: Option<usize>,
}

/// Loads wishes, the newest first.
pub fn list(connection: &mut Connection, filter: &DemandFilter) -> Result<Vec<DemandRow>> {
    let mut query = demand::table.select(DemandRow::as_select()).into_boxed();
    if let Some(from) = filter.from {
        query = query.filter(demand::ends_at.gt(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(demand::starts_at.lt(to));
    }
    if let Some(tenant) = filter.tenant {
        query = query.filter(demand::tenant_id.eq(tenant));
    }
    if let Some(reason) = filter.reason {
        query = query.filter(demand::reason.eq(reason));
    }
    if let Some(limit) = filter.limit {
        query = query.limit(i64::try_from(limit).unwrap_or(i64::MAX));
    }
    Ok(query
        .order((demand::asked_at.desc(), demand::id.desc()))
        .load(connection)?)
}

/// Loads the wishes ahead that wait for a room, the oldest first.
pub fn waiting(connection: &mut Connection, now: Timestamp) -> Result<Vec<DemandRow>> {
    Ok(demand::table
        .filter(demand::is_waiting.eq(true))
        .filter(demand::left_at.is_null())
        .filter(demand::starts_at.gt(now))
        .order((demand::asked_at, demand::id))
        .select(DemandRow::as_select())
        .load(connection)?)
}

pub fn by_id(connection: &mut Connection, id: i64) -> Result<Option<DemandRow>> {
    Ok(demand::table
        .find(id)
        .select(DemandRow::as_select())
        .first(connection)
        .optional()?)
}

/// Finds the wish of a client, by any key of its names, for a period that was asked for on a day.
pub fn of_day(
    connection: &mut Connection,
    client_keys: &[String],
    period: &Period,
    day: NaiveDate,
) -> Result<Option<DemandRow>> {
    Ok(demand::table
        .filter(demand::client_key.eq_any(client_keys))
        .filter(demand::starts_at.eq(period.starts_at()))
        .filter(demand::ends_at.eq(period.ends_at()))
        .filter(demand::asked_on.eq(day))
        .select(DemandRow::as_select())
        .first(connection)
        .optional()?)
}

pub fn insert(connection: &mut Connection, row: &DemandRow) -> QueryResult<()> {
    diesel::insert_into(demand::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

pub fn save(connection: &mut Connection, row: &DemandRow) -> QueryResult<()> {
    diesel::update(demand::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Deletes what was asked for before an instant.
pub fn trim(connection: &mut Connection, before: Timestamp) -> QueryResult<usize> {
    diesel::delete(demand::table.filter(demand::asked_at.lt(before))).execute(connection)
}

/// Loads the bookings of a stretch that are neither cancelled nor rejected, in the order in which they were made.
pub fn standing(connection: &mut Connection, stretch: &Period) -> Result<Vec<BookingRow>> {
    let off = [BookingStatus::Cancelled, BookingStatus::Rejected];
    Ok(bookings::table
        .filter(connection.may_reach("bookings", stretch.starts_at()))
        .filter(bookings::ends_at.gt(stretch.starts_at()))
        .filter(bookings::starts_at.lt(stretch.ends_at()))
        .filter(bookings::status.ne_all(off))
        .order((bookings::created_at, bookings::id))
        .select(BookingRow::as_select())
        .load(connection)?)
}
