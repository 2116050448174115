//! Queries of the price catalogue.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{FormerPrice, ItemType, PriceRow, Tier};
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::pricing_catalog;
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Returns all prices ever set, by item, tier and day.
pub fn all(connection: &mut Connection) -> Result<Vec<PriceRow>> {
    Ok(pricing_catalog::table
        .order((
            pricing_catalog::item_key,
            pricing_catalog::pricing_tier,
            pricing_catalog::effective_date,
            pricing_catalog::id,
        ))
        .select(PriceRow::as_select())
        .load(connection)?)
}

/// Which prices to load; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct PriceQuery {
    /// In force on this day.
    pub on: Option<NaiveDate>,
    pub item_types: Vec<ItemType>,
    pub tier: Option<Tier>,
    /// Those that follow this one by number, up or down.
    pub after: Option<i64>,
    pub descending: bool,
    pub limit: Option<i64>,
}

/// Loads prices by number.
pub fn list(connection: &mut Connection, query: &PriceQuery) -> Result<Vec<PriceRow>> {
    use pricing_catalog as p;
    let mut rows = p::table.select(PriceRow::as_select()).into_boxed();
    if let Some(day) = query.on {
        rows = rows
            .filter(p::is_active)
            .filter(p::effective_date.le(day))
            .filter(p::expiry_date.is_null().or(p::expiry_date.ge(day)));
    }
    if !query.item_types.is_empty() {
        rows = rows.filter(p::item_type.eq_any(query.item_types.clone()));
    }
    if let Some(tier) = query.tier {
        rows = rows.filter(p::pricing_tier.eq(tier));
    }
    rows = match (query.after, query.descending) {
        (Some(id), true) => rows.filter(p::id.lt(id)),
        (Some(id), false) => rows.filter(p::id.gt(id)),
        (None, _) => rows,
    };
    rows = if query.descending {
        rows.order(p::id.desc())
    } else {
        rows.order(p::id)
    };
    if let Some(limit) = query.limit {
        rows = rows.limit(limit);
    }
    Ok(rows.load(connection)?)
}

/// Loads the price with this number.
pub fn by_id(connection: &mut Connection, id: i64) -> Result<Option<PriceRow>> {
    Ok(pricing_catalog::table
        .find(id)
        .select(PriceRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the names of catering and amenity items, oldest first.
pub fn names(connection: &mut Connection) -> Result<Vec<(ItemType, String)>> {
    Ok(pricing_catalog::table
        .filter(pricing_catalog::item_name.is_not_null())
        .order(pricing_catalog::id)
        .select((
            pricing_catalog::item_type,
            pricing_catalog::item_name.assume_not_null(),
        ))
        .load(connection)?)
}

/// Returns the clients that have, or had, prices of their own.
pub fn clients(connection: &mut Connection) -> Result<Vec<i64>> {
    Ok(pricing_catalog::table
        .filter(pricing_catalog::client_id.is_not_null())
        .select(pricing_catalog::client_id.assume_not_null())
        .distinct()
        .load(connection)?)
}

/// Returns all prices of an item, for everybody and for clients, by tier and day.
pub fn of_item(connection: &mut Connection, item_key: &str) -> Result<Vec<PriceRow>> {
    Ok(pricing_catalog::table
        .filter(pricing_catalog::item_key.eq(item_key))
        .order((
            pricing_catalog::pricing_tier,
            pricing_catalog::effective_date,
            pricing_catalog::id,
        ))
        .select(PriceRow::as_select())
        .load(connection)?)
}

/// Returns the active prices that clients, or one client's records, have of these items.
pub fn active_of_clients(
    connection: &mut Connection,
    item_keys: &[String],
    client_ids: &[i64],
) -> Result<Vec<PriceRow>> {
    let ids: Vec<Option<i64>> = client_ids.iter().copied().map(Some).collect();
    let mut found = Vec::new();
    for chunk in item_keys.chunks(IDS_PER_QUERY) {
        let rows: Vec<PriceRow> = pricing_catalog::table
            .filter(pricing_catalog::item_key.eq_any(chunk.to_vec()))
            .filter(pricing_catalog::client_id.eq_any(ids.clone()))
            .filter(pricing_catalog::is_active)
            .order((pricing_catalog::item_key, pricing_catalog::effective_date))
            .select(PriceRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns the active prices that everybody has of these items, of any tier, by day.
pub fn active_of(connection: &mut Connection, item_keys: &[String]) -> Result<Vec<PriceRow>> {
    let mut found = Vec::new();
    for chunk in item_keys.chunks(IDS_PER_QUERY) {
        let rows: Vec<PriceRow> = pricing_catalog::table
            .filter(pricing_catalog::item_key.eq_any(chunk.to_vec()))
            .filter(pricing_catalog::client_id.is_null())
            .filter(pricing_catalog::is_active)
            .order((
                pricing_catalog::item_key,
                pricing_catalog::pricing_tier,
                pricing_catalog::effective_date,
            ))
            .select(PriceRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns active prices for everybody that are in force on this day or begin later, by item, tier and day.
pub fn not_over(connection: &mut Connection, day: NaiveDate) -> Result<Vec<PriceRow>> {
    Ok(pricing_catalog::table
        .filter(pricing_catalog::is_active)
        .filter(pricing_catalog::client_id.is_null())
        .filter(
            pricing_catalog::expiry_date
                .is_null()
                .or(pricing_catalog::expiry_date.ge(day)),
        )
        .order((
            pricing_catalog::item_key,
            pricing_catalog::pricing_tier,
            pricing_catalog::effective_date,
        ))
        .select(PriceRow::as_select())
        .load(connection)?)
}

/// Inserts prices.
pub fn insert(connection: &mut Connection, rows: &[PriceRow]) -> QueryResult<()> {
    insert_rows(connection, pricing_catalog::table, rows)
}

/// Sets the last day of prices.
pub fn end(
    connection: &mut Connection,
    ids: &[i64],
    last: NaiveDate,
    now: Timestamp,
    by: &str,
) -> QueryResult<()> {
    for chunk in ids.chunks(IDS_PER_QUERY) {
        diesel::update(pricing_catalog::table.filter(pricing_catalog::id.eq_any(chunk.to_vec())))
            .set((
                pricing_catalog::expiry_date.eq(last),
                pricing_catalog::updated_at.eq(now),
                pricing_catalog::updated_by.eq(by),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Gives a price the days that it had.
pub fn reinstate(
    connection: &mut Connection,
    former: &FormerPrice,
    now: Timestamp,
    by: &str,
) -> QueryResult<()> {
    diesel::update(pricing_catalog::table.find(former.id))
        .set((
            pricing_catalog::expiry_date.eq(former.expiry_date),
            pricing_catalog::is_active.eq(former.is_active),
            pricing_catalog::updated_at.eq(now),
            pricing_catalog::updated_by.eq(by),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Deactivates prices; their rows stay.
pub fn deactivate(connection: &mut Connection, ids: &[i64], now: Timestamp, by: &str) -> QueryResult<()> {
    for chunk in ids.chunks(IDS_PER_QUERY) {
        diesel::update(pricing_catalog::table.filter(pricing_catalog::id.eq_any(chunk.to_vec())))
            .set((
                pricing_catalog::is_active.eq(false),
                pricing_catalog::updated_at.eq(now),
                pricing_catalog::updated_by.eq(by),
            ))
            .execute(connection)?;
    }
    Ok(())
}
