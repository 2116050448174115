//! Queries of the price catalogue.

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Text};

use super::model::{FormerPrice, ItemType, PriceRow, Tier};
use crate::db::backend::{IDS_PER_QUERY, MultiBackend};
use crate::db::schema::pricing_catalog;
use crate::db::{Connection, QueryBatch, containing, insert_rows, rows_by_keys, rows_of};
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
    /// Part of the key of the item's name.
    pub item: Option<String>,
    pub descending: bool,
}

/// The key of the name of an item.
const NAME_KEY: &str =
    "coalesce((SELECT r.name_key FROM rooms r WHERE pricing_catalog.item_type = 'room' AND r.id = pricing_catalog.item_id),
     (SELECT c.name_key FROM device_categories c
       WHERE pricing_catalog.item_type = 'device_category' AND c.id = pricing_catalog.item_id),
     substr(pricing_catalog.item_key, length(pricing_catalog.item_type) + 2))";

/// Loads the next prices, by number, or by their first day.
pub fn list(
    connection: &mut Connection,
    query: &PriceQuery,
    by_day: bool,
    after: Option<&PriceRow>,
    limit: i64,
) -> Result<Vec<PriceRow>> {
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
    if let Some(part) = &query.item {
        let is_wanted = sql::<Bool>(&format!("{NAME_KEY} LIKE "));
        let is_wanted = is_wanted.bind::<Text, _>(containing(part));
        rows = rows.filter(is_wanted.sql(" ESCAPE '\\'"));
    }
    if let Some(row) = after {
        let (day, id) = (row.effective_date, row.id);
        rows = match (by_day, query.descending) {
            (false, false) => rows.filter(p::id.gt(id)),
            (false, true) => rows.filter(p::id.lt(id)),
            // Compared as a row: of the prices of one day none is read twice.
            (true, descending) => {
                let direction = if descending { '<' } else { '>' };
                let place = sql::<Bool>(&format!(
                    "(pricing_catalog.effective_date, pricing_catalog.id) {direction} ("
                ));
                let place = place.bind::<Date, _>(day).sql(", ");
                rows.filter(place.bind::<BigInt, _>(id).sql(")"))
            }
        };
    }
    rows = match (by_day, query.descending) {
        (false, false) => rows.order(p::id),
        (false, true) => rows.order(p::id.desc()),
        (true, false) => rows.order((p::effective_date, p::id)),
        (true, true) => rows.order((p::effective_date.desc(), p::id.desc())),
    };
    Ok(rows.limit(limit).load(connection)?)
}

/// Loads the next prices of the items of a type: by the names of the items, and of an item by tier, day and number. The list begins
/// with the items, so that no more prices are read than it takes.
pub fn of_type(
    connection: &mut Connection,
    query: &PriceQuery,
    item_type: ItemType,
    after: Option<&PriceRow>,
    limit: i64,
) -> Result<Vec<PriceRow>> {
    let table = match item_type {
        ItemType::Room => Some("rooms"),
        ItemType::DeviceCategory => Some("device_categories"),
        ItemType::Catering | ItemType::Amenity => None,
    };
    let (from, name) = match table {
        Some(table) => {
            let key = format!("'{item_type}:' || CAST(i.id AS text)");
            let order = connection.in_order_of_keys(table);
            (
                format!("{table} i{order} JOIN pricing_catalog p ON p.item_key = {key}"),
                "i.name_key",
            )
        }
        None => ("pricing_catalog p".to_owned(), "p.item_key"),
    };
    let name = connection.in_byte_order(name);
    let (follows, direction) = if query.descending {
        ('<', "DESC")
    } else {
        ('>', "ASC")
    };
    let tiers = Tier::ALL.iter().zip(0..);
    let tiers: String = tiers
        .map(|(tier, place)| format!(" WHEN '{tier}' THEN {place}"))
        .collect();
    let tier = format!("CASE p.pricing_tier{tiers} END");
    let (mut conditions, mut bound) = (String::from("1 = 1"), 0);
    let mut next = || {
        bound += 1;
        format!("${bound}")
    };
    if table.is_none() {
        // As in the partial index of a server; a colon comes before a semicolon.
        let of_type = format!("{name} >= '{item_type}:' AND {name} < '{item_type};'");
        conditions.push_str(&format!(" AND p.item_name IS NOT NULL AND {of_type}"));
    }
    if query.on.is_some() {
        let day = next();
        conditions.push_str(&format!(
            " AND p.is_active AND p.effective_date <= {day} AND (p.expiry_date IS NULL OR p.expiry_date >= {day})"
        ));
    }
    if let Some(tier) = query.tier {
        conditions.push_str(&format!(" AND p.pricing_tier = '{tier}'"));
    }
    if query.item.is_some() {
        let key = if table.is_some() {
            "i.name_key"
        } else {
            "p.item_key"
        };
        conditions.push_str(&format!(" AND {key} LIKE {} ESCAPE '\\'", next()));
    }
    if let Some(row) = after {
        let (key, day) = (next(), next());
        let key = match table {
            Some(table) => {
                format!("(SELECT name_key FROM {table} WHERE '{item_type}:' || CAST(id AS text) = {key})")
            }
            None => key,
        };
        let place = Tier::ALL.iter().position(|tier| *tier == row.pricing_tier);
        conditions.push_str(&format!(
            " AND {name} {follows}= {key} AND ({name}, {tier}, p.effective_date, p.id) {follows} ({key}, {}, {day}, {})",
            place.unwrap_or_default(),
            row.id
        ));
    }
    let mut rows = diesel::sql_query(format!(
        "SELECT p.* FROM {from} WHERE {conditions}
          ORDER BY {name} {direction}, {tier} {direction}, p.effective_date {direction}, p.id {direction} LIMIT {limit}"
    ))
    .into_boxed::<MultiBackend>();
    if let Some(day) = query.on {
        rows = rows.bind::<Date, _>(day);
    }
    if let Some(part) = query.item.as_deref().map(containing) {
        // A key begins with its type and a colon.
        let begins = if table.is_some() { "" } else { "%:" };
        rows = rows.bind::<Text, _>(format!("{begins}{part}"));
    }
    if let Some(row) = after {
        rows = rows
            .bind::<Text, _>(row.item_key.clone())
            .bind::<Date, _>(row.effective_date);
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

/// Asks for the names of catering and amenity items, oldest first.
pub fn names() -> impl QueryBatch<Answer = Vec<(ItemType, String)>> {
    let names = pricing_catalog::table
        .filter(pricing_catalog::item_name.is_not_null())
        .order(pricing_catalog::id)
        .select((
            pricing_catalog::item_type,
            pricing_catalog::item_name.assume_not_null(),
        ));
    rows_of(names)
}

/// Asks for the names that catering and amenity items of these keys were given, oldest first.
pub fn names_of(item_keys: &[String]) -> impl QueryBatch<Answer = Vec<(ItemType, String)>> + use<> {
    rows_by_keys(item_keys, |keys| {
        pricing_catalog::table
            .filter(pricing_catalog::item_key.eq_any(keys))
            .order(pricing_catalog::id)
            .select((
                pricing_catalog::item_type,
                pricing_catalog::item_name.assume_not_null(),
            ))
    })
}

/// Asks for the clients that have, or had, prices of their own.
pub fn clients() -> impl QueryBatch<Answer = Vec<i64>> {
    let clients = pricing_catalog::table
        .filter(pricing_catalog::client_id.is_not_null())
        .select(pricing_catalog::client_id.assume_not_null())
        .distinct();
    rows_of(clients)
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
