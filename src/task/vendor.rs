//! Vendors: who repairs, cleans and delivers.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::errors::unknown_vendor;
use super::model::VendorRow;
use super::store;
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::{Tx, not_allowed};
use crate::db::{Connection, OnViolation};
use crate::kernel::email::parse_email;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{clean_text, optional_notes, optional_text};
use crate::user::IfExists;

/// Details to set; `None` leaves what is there, an empty text clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VendorDetails {
    pub name: Option<String>,
    pub contact: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub notes: Option<String>,
    pub active: Option<bool>,
}

impl VendorDetails {
    fn apply(&self, row: &mut VendorRow) -> Result<()> {
        if let Some(name) = &self.name {
            row.name = clean_text("vendor name", name, 255)?;
            row.name_key = name_key(&row.name);
        }
        if let Some(contact) = &self.contact {
            row.contact = optional_text("contact", contact, 100)?;
        }
        if let Some(email) = &self.email {
            row.email = parse_email(email)?;
        }
        if let Some(phone) = &self.phone {
            row.phone = optional_text("phone", phone, 50)?;
        }
        if let Some(notes) = &self.notes {
            row.notes = optional_notes("notes", notes, 2000)?;
        }
        row.is_active = self.active.unwrap_or(row.is_active);
        Ok(())
    }
}

/// Adds a vendor.
///
/// # Errors
/// `Conflict` for a name that is taken, unless it is to be skipped or updated.
pub fn add(
    tx: &mut Tx<'_>,
    name: &str,
    details: &VendorDetails,
    if_exists: IfExists,
    repeat: Option<&IdempotencyKey>,
) -> Result<VendorRow> {
    let grant = require_editor(tx)?;
    let made = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    if let Some(id) = made.and_then(|ids| ids.first().copied()) {
        let known = store::vendors(tx.connection())?
            .into_iter()
            .find(|row| row.id == id);
        return known.ok_or_else(|| Error::internal(format!("vendor {id} lost its row")));
    }
    let name = clean_text("vendor name", name, 255)?;
    let key = name_key(&name);
    if let Some(known) = store::vendor_by_key(tx.connection(), &key)? {
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
    let mut row = VendorRow {
        id: tx.connection().reserve_id("vendors")?,
        name: name.clone(),
        name_key: key,
        contact: None,
        email: None,
        phone: None,
        notes: None,
        is_active: true,
        created_by: tx.actor().username.clone(),
        created_at: now,
        updated_at: now,
    };
    details.apply(&mut row)?;
    tx.savepoint(|connection| store::insert_vendor(connection, &row))
        .on_violation("vendors_name_key_key", || name_taken(&name))?;
    tx.audit(&grant, AuditEvent::created("vendor", row.id, facts(&row)));
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[row.id])?;
    }
    Ok(row)
}

/// Changes a vendor's name or details.
///
/// # Errors
/// `NotFound` for an unknown vendor, `Conflict` for a name that is taken.
pub fn edit(tx: &mut Tx<'_>, name: &str, details: &VendorDetails) -> Result<VendorRow> {
    let grant = require_editor(tx)?;
    let found = find(tx.connection(), name)?;
    tx.connection().lock_rows("vendors", &[found.id])?;
    let before = find(tx.connection(), name)?;
    let mut after = before.clone();
    details.apply(&mut after)?;
    if after == before {
        tx.mark_unchanged();
        return Ok(after);
    }
    after.updated_at = tx.now();
    tx.savepoint(|connection| store::save_vendor(connection, &after))
        .on_violation("vendors_name_key_key", || name_taken(&after.name))?;
    let event = AuditEvent::difference("vendor", after.id, &facts(&before), &facts(&after));
    tx.audit(&grant, event);
    Ok(after)
}

/// Lists the vendors that are in use, or all.
pub fn list(tx: &mut Tx<'_>, all: bool) -> Result<Vec<VendorRow>> {
    let _grant = tx.require(Permission::SeeTasks)?;
    let mut rows = store::vendors(tx.connection())?;
    rows.retain(|row| all || row.is_active);
    Ok(rows)
}

/// Returns a vendor with its audit history.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn show(tx: &mut Tx<'_>, name: &str) -> Result<(VendorRow, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::SeeTasks)?;
    let row = find(tx.connection(), name)?;
    let history = audit::history(tx.connection(), "vendor", &row.id.to_string())?;
    Ok((row, history))
}

/// Loads the names of all vendors by id, for later slices under their own permissions.
pub fn names(connection: &mut Connection) -> Result<BTreeMap<i64, String>> {
    let rows = store::vendors(connection)?.into_iter();
    Ok(rows.map(|row| (row.id, row.name)).collect())
}

/// Finds a vendor by name.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn find(connection: &mut Connection, name: &str) -> Result<VendorRow> {
    if let Some(row) = store::vendor_by_key(connection, &name_key(name))? {
        return Ok(row);
    }
    let all = store::vendors(connection)?;
    let near = nearest(name, all.iter().map(|row| row.name.as_str()), 3);
    Err(unknown_vendor(name, &near))
}

/// Requires what adding tasks takes: whoever ends their own ones alone has no say in vendors.
fn require_editor(tx: &Tx<'_>) -> Result<Grant> {
    if let Ok(grant) = tx.require(Permission::OrderRequisitions) {
        return Ok(grant);
    }
    let grant = tx.require(Permission::EditTasks)?;
    if grant.reach() == PermissionScope::All {
        return Ok(grant);
    }
    Err(not_allowed(tx.actor(), "add or edit vendors"))
}

fn name_taken(name: &str) -> Error {
    Error::conflict(
        ErrorCode::VendorExists,
        format!("there is a vendor {name} already"),
    )
    .hint(format!("colab vendor show {}", shell_word(name)))
}

fn facts(row: &VendorRow) -> Json {
    json!({"vendor_name": row.name, "contact": row.contact, "email": row.email, "phone": row.phone,
           "notes": row.notes, "is_active": row.is_active})
}
