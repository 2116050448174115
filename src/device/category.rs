//! Categories of devices, at first Laptop and Desktop.

use serde_json::json;

use super::model::DeviceCategory;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::{Connection, OnViolation, QueryBatch};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::clean_text;

/// Lists all categories.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<DeviceCategory>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    store::categories(tx.connection())
}

/// Loads all categories, for later slices under their own permissions.
pub fn all(connection: &mut Connection) -> Result<Vec<DeviceCategory>> {
    store::categories(connection)
}

/// Asks for what [`all`] loads.
pub fn all_query() -> impl QueryBatch<Answer = Vec<DeviceCategory>> {
    store::all_categories()
}

/// Loads all categories, or the one of this name.
///
/// # Errors
/// As [`find`].
pub(super) fn all_or_one(tx: &mut Tx<'_>, name: Option<&str>) -> Result<Vec<DeviceCategory>> {
    let categories = store::categories(tx.connection())?;
    match name {
        Some(name) => Ok(vec![find(&categories, name)?.clone()]),
        None => Ok(categories),
    }
}

/// Loads the id of the category of this name, if one is given.
///
/// # Errors
/// As [`find`].
pub(super) fn id_of(tx: &mut Tx<'_>, name: Option<&str>) -> Result<Option<i64>> {
    let Some(name) = name else {
        return Ok(None);
    };
    let categories = store::categories(tx.connection())?;
    find(&categories, name).map(|category| Some(category.id))
}

/// Adds a category.
///
/// # Errors
/// `Conflict` when it exists.
pub fn add(tx: &mut Tx<'_>, name: &str) -> Result<DeviceCategory> {
    let grant = tx.require(Permission::AssignDevices)?;
    let name = clean_text("category", name, 255)?;
    let (key, now) = (name_key(&name), tx.now());
    let id = tx
        .savepoint(|connection| store::insert_category(connection, &name, &key, now))
        .on_violation("device_categories_name_key_key", || {
            Error::conflict(
                ErrorCode::CategoryExists,
                format!("device category `{name}` already exists"),
            )
            .hint("colab device category list")
        })?;
    tx.audit(
        &grant,
        AuditEvent::created("device_category", id, json!({"name": name})),
    );
    Ok(DeviceCategory {
        id,
        name,
        name_key: key,
        created_at: now,
    })
}

/// Finds the category of this name, or of its plural.
///
/// # Errors
/// `NotFound` with the nearest ones.
pub fn find<'c>(categories: &'c [DeviceCategory], name: &str) -> Result<&'c DeviceCategory> {
    let key = name_key(name);
    let found = categories.iter().find(|category| {
        category.name_key == key || key.strip_suffix('s').is_some_and(|one| one == category.name_key)
    });
    found.ok_or_else(|| {
        let names = categories.iter().map(|category| category.name.as_str());
        Error::not_found(
            ErrorCode::UnknownCategory,
            format!("device category `{name}` not found"),
            &nearest(name, names, 3),
        )
        .hint("colab device category list")
    })
}
