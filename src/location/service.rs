//! Locations added, edited, listed and shown.

use super::lookup;
use super::model::{LocationDetails, LocationFilter, LocationRow};
use super::store;
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::OnViolation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;
use crate::output::facts;
use crate::user::IfExists;

/// Adds a location.
///
/// # Errors
/// `Conflict` for a name that is taken, unless it is to be skipped or updated.
pub fn add(
    tx: &mut Tx<'_>,
    name: &str,
    details: &LocationDetails,
    if_exists: IfExists,
) -> Result<LocationRow> {
    let grant = tx.require(Permission::EditRooms)?;
    let name = clean_text("location", name, 255)?;
    let key = name_key(&name);
    if let Some(known) = store::by_key(tx.connection(), &key)? {
        return match if_exists {
            IfExists::Error => Err(name_taken(&name)),
            IfExists::Skip => {
                tx.mark_unchanged();
                Ok(known)
            }
            IfExists::Update => edit(tx, &known.name, details),
        };
    }
    let now = tx.now();
    let mut row = LocationRow {
        id: tx.connection().reserve_id("locations")?,
        name: name.clone(),
        name_key: key,
        address: None,
        city: None,
        zone: None,
        notes: None,
        is_active: true,
        created_at: now,
        updated_at: now,
    };
    details.apply(&mut row)?;
    tx.savepoint(|connection| store::insert(connection, &row))
        .on_violation("locations_name_key_key", || name_taken(&name))?;
    tx.audit(&grant, AuditEvent::created("location", row.id, facts(&row)));
    Ok(row)
}

/// Changes a location's name or details. One out of use stays that of its rooms, devices and tasks.
///
/// # Errors
/// `NotFound` for an unknown location, `Conflict` for a name that is taken.
pub fn edit(tx: &mut Tx<'_>, name: &str, details: &LocationDetails) -> Result<LocationRow> {
    let grant = tx.require(Permission::EditRooms)?;
    let found = lookup::find(tx.connection(), name)?;
    tx.connection().lock_rows("locations", &[found.id])?;
    let before = lookup::find(tx.connection(), name)?;
    let mut after = before.clone();
    details.apply(&mut after)?;
    if after == before {
        tx.mark_unchanged();
        return Ok(after);
    }
    after.updated_at = tx.now();
    tx.savepoint(|connection| store::save(connection, &after))
        .on_violation("locations_name_key_key", || name_taken(&after.name))?;
    let event = AuditEvent::change("location", after.id, facts(&before), facts(&after));
    tx.audit(&grant, event);
    Ok(after)
}

/// Lists the locations that are in use, or all.
pub fn list(tx: &mut Tx<'_>, all: bool) -> Result<Vec<LocationRow>> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let mut rows = store::all(tx.connection())?;
    rows.retain(|row| all || row.is_active);
    Ok(rows)
}

/// Returns a location with its audit history.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn show(tx: &mut Tx<'_>, name: &str) -> Result<(LocationRow, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let row = lookup::find(tx.connection(), name)?;
    let history = audit::history(tx.connection(), "location", &row.id.to_string())?;
    Ok((row, history))
}

/// Finds the locations that a list is of: the one of this name, or else all with this part of a name or of a city.
///
/// # Errors
/// `NotFound` with the nearest names where there are none.
pub fn meant(tx: &mut Tx<'_>, text: &str) -> Result<LocationFilter> {
    let _grant = tx.require(Permission::SeeRooms)?;
    lookup::meant(tx.connection(), text)
}

fn name_taken(name: &str) -> Error {
    Error::conflict(
        ErrorCode::LocationExists,
        format!("there is a location {name} already"),
    )
    .hint(format!("colab location show {}", shell_word(name)))
}
