//! Queries of locations.

use diesel::prelude::*;

use super::model::LocationRow;
use crate::db::schema::locations;
use crate::db::{Connection, QueryBatch, rows_of};
use crate::kernel::error::Result;

/// Loads every location, by name.
pub fn all(connection: &mut Connection) -> Result<Vec<LocationRow>> {
    Ok(locations::table
        .order(locations::name_key)
        .select(LocationRow::as_select())
        .load(connection)?)
}

/// Asks for the ids and names of all locations.
pub fn names() -> impl QueryBatch<Answer = Vec<(i64, String)>> {
    rows_of(locations::table.select((locations::id, locations::name)))
}

/// Loads the location of this key.
pub fn by_key(connection: &mut Connection, key: &str) -> Result<Option<LocationRow>> {
    Ok(locations::table
        .filter(locations::name_key.eq(key))
        .select(LocationRow::as_select())
        .first(connection)
        .optional()?)
}

/// Inserts a location.
pub fn insert(connection: &mut Connection, row: &LocationRow) -> QueryResult<()> {
    diesel::insert_into(locations::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a location.
pub fn save(connection: &mut Connection, row: &LocationRow) -> QueryResult<()> {
    diesel::update(locations::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}
