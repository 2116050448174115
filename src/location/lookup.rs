//! Locations found by name, for this slice and later ones under their own permissions.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{LocationFilter, LocationRow};
use super::store;
use crate::db::{Connection, QueryBatch};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::shell_word::shell_word;

/// Loads the names of all locations, by id.
pub fn names(connection: &mut Connection) -> Result<BTreeMap<i64, String>> {
    Ok(connection.answer(names_query())?)
}

/// Asks for the names of all locations, by id.
pub fn names_query() -> impl QueryBatch<Answer = BTreeMap<i64, String>> {
    store::names().read_as(|names| names.into_iter().collect())
}

/// Finds a location by name.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn find(connection: &mut Connection, name: &str) -> Result<LocationRow> {
    if let Some(row) = store::by_key(connection, &name_key(name))? {
        return Ok(row);
    }
    Err(unknown(name, &store::all(connection)?))
}

/// Finds the location that a detail names; an empty text is none.
///
/// # Errors
/// As [`find`].
pub fn chosen(connection: &mut Connection, name: &str) -> Result<Option<LocationRow>> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    find(connection, name).map(Some)
}

/// Finds the location of a name, or else all with this part of a name or of a city.
///
/// # Errors
/// `NotFound` with the nearest names where there are none.
pub fn meant(connection: &mut Connection, text: &str) -> Result<LocationFilter> {
    let (all, key) = (store::all(connection)?, name_key(text));
    if key.is_empty() {
        return Err(Error::usage("the location to choose by is empty").hint("colab location list"));
    }
    let has_part = |row: &&LocationRow| {
        let city = row.city.as_deref().map(name_key).unwrap_or_default();
        row.name_key.contains(&key) || city.contains(&key)
    };
    let ids: BTreeSet<i64> = match all.iter().find(|row| row.name_key == key) {
        Some(row) => BTreeSet::from([row.id]),
        None => all.iter().filter(has_part).map(|row| row.id).collect(),
    };
    if ids.is_empty() {
        return Err(unknown(text, &all));
    }
    Ok(LocationFilter::of(ids))
}

fn unknown(name: &str, all: &[LocationRow]) -> Error {
    let near = nearest(name, all.iter().map(|row| row.name.as_str()), 3);
    Error::not_found(
        ErrorCode::UnknownLocation,
        format!("location `{name}` not found"),
        &near,
    )
    .hint(format!("colab location add {}", shell_word(name)))
}
