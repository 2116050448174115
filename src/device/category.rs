//! Categories of devices: Laptop and Desktop to begin with.

use serde_json::json;

use super::model::Category;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::violation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::clean_text;

/// All categories.
///
/// # Errors
/// `Forbidden` for who may not see devices.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Category>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    store::categories(tx.connection())
}

/// A new category.
///
/// # Errors
/// `Conflict` when there is one of that name.
pub fn add(tx: &mut Tx<'_>, name: &str) -> Result<Category> {
    let grant = tx.require(Permission::AssignDevices)?;
    let name = clean_text("category", name, 255)?;
    let (key, now) = (name_key(&name), tx.now());
    let inserted = tx.savepoint(|connection| store::insert_category(connection, &name, &key, now));
    let id = inserted.map_err(|error| match violation(&error) {
        Some(rule) if rule.0 == "device_categories_name_key_key" => Error::conflict(
            ErrorCode::CategoryExists,
            format!("there is a category `{name}` already"),
        )
        .hint("colab device category list"),
        _ => error.into(),
    })?;
    tx.audit(
        &grant,
        AuditEvent::created("device_category", id, json!({"name": name})),
    );
    Ok(Category {
        id,
        name,
        name_key: key,
        created_at: now,
    })
}

/// The category of this name; a plural finds it, too.
///
/// # Errors
/// `NotFound` with the nearest ones.
pub fn find<'c>(categories: &'c [Category], name: &str) -> Result<&'c Category> {
    let key = name_key(name);
    let found = categories.iter().find(|category| {
        category.name_key == key || key.strip_suffix('s').is_some_and(|one| one == category.name_key)
    });
    found.ok_or_else(|| {
        let names = categories.iter().map(|category| category.name.as_str());
        Error::not_found(
            ErrorCode::UnknownCategory,
            format!("there is no device category `{name}`"),
            &nearest(name, names, 3),
        )
        .hint("colab device category list")
    })
}
