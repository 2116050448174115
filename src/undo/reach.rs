//! Who may undo a change: whoever may make it.

use serde_json::{Map, Value as Json};

use super::model::{ChangedRecord, ChangedRow, flag_of, number_of, text_of};
use super::tables::table;
use crate::access::auth::{Permission, PermissionScope, token};
use crate::access::operation::Operation;
use crate::access::tx::{Tx, not_allowed};
use crate::attachment::service as files;
use crate::kernel::error::{ErrorCode, Result};
use crate::requisition::service as requisitions;

const ASSIGNMENTS: &str = "booking_device_assignments";

/// The statuses that whoever may edit a booking leads to and from.
const OPEN_TO_EDITORS: [&str; 2] = ["pending", "cancelled"];

/// Requires that a token with a scope covers the command that is undone, too.
///
/// # Errors
/// `Forbidden` where it does not.
pub fn require_scope(tx: &Tx<'_>, operation: &Operation) -> Result<()> {
    if token::covers(&tx.actor().scope, &operation.command) {
        return Ok(());
    }
    Err(not_allowed(
        tx.actor(),
        &format!("undo `{}` with a token that does not cover it", operation.command),
    ))
}

/// Requires what a change of this record by an operation takes.
///
/// # Errors
/// `Forbidden` for whoever may not make the change, which is named by its command.
pub fn require(tx: &mut Tx<'_>, operation: &Operation, record: &ChangedRecord) -> Result<()> {
    match require_changes(tx, record) {
        Err(error) if error.code == ErrorCode::NotAllowed => Err(not_allowed(
            tx.actor(),
            &format!("undo `{}` of {}", operation.command, record.words()),
        )),
        result => result,
    }
}

fn require_changes(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<()> {
    for row in &record.rows {
        if row.table.kept.name == "attachments" {
            let states: Vec<_> = states(row).cloned().collect();
            for state in states {
                let (kind, record) = (text_of(&state, "kind"), number_of(&state, "record_id"));
                let _grant =
                    files::require_change(tx, &kind.unwrap_or_default(), record.unwrap_or_default())?;
            }
            continue;
        }
        if row.table.entity == "requisition" {
            let of_items = row.table.kept.name != "requisitions";
            let key = states(row).find_map(|state| number_of(state, "requisition_id"));
            let id = key.or_else(|| row.key.parse().ok()).unwrap_or_default();
            let states: Vec<String> = states(row).filter_map(|state| text_of(state, "state")).collect();
            requisitions::require_undo(tx, id, &states, of_items)?;
            continue;
        }
        if row.table.entity == "view" {
            let _grant = tx.require(Permission::OwnAccount)?;
            let me = &tx.actor().username;
            let is_own = |state: &Map<String, Json>| text_of(state, "created_by").is_some_and(|by| by == *me);
            if !states(row).all(is_own) {
                let _grant = tx.require(Permission::ManageUsers)?;
            }
            continue;
        }
        if is_device(row) {
            let _grant = tx.require(Permission::AssignDevices)?;
            continue;
        }
        if is_own_details(tx, row) {
            let _grant = tx.require(Permission::OwnAccount)?;
            continue;
        }
        if is_request(row) && tx.require(Permission::AssignDevices).is_ok() {
            continue;
        }
        let grant = tx.require_managed(row.table.changes)?;
        if grant.is_of_boss() && !grant.is_of_all() {
            if is_managed(tx, record)? {
                continue;
            }
            if grant.reach() == PermissionScope::ManagedRooms {
                return Err(not_allowed(
                    tx.actor(),
                    &format!("undo a change of {}", record.words()),
                ));
            }
        }
        if grant.reach() == PermissionScope::Assigned {
            let is_own = |state: &Map<String, Json>| {
                text_of(state, "assignee_id").is_some_and(|user| user == tx.actor().user_id)
            };
            if row.table.entity == "task" && states(row).all(is_own) {
                continue;
            }
            return Err(not_allowed(
                tx.actor(),
                &format!("undo a change of {}", record.words()),
            ));
        }
        if row.table.entity != "booking" || grant.reach() == PermissionScope::All {
            continue;
        }
        let states = booking_states(tx, record)?;
        let may = |state: &Map<String, Json>| match grant.reach() {
            PermissionScope::DeviceOnly => flag_of(state, "device_only"),
            PermissionScope::OwnPending => {
                text_of(state, "created_by").is_some_and(|by| by == tx.actor().username)
                    && is_open_to_editors(state)
            }
            _ => false,
        };
        if states.is_empty() || !states.iter().all(may) {
            return Err(not_allowed(
                tx.actor(),
                &format!("undo a change of {}", record.words()),
            ));
        }
    }
    Ok(())
}

/// Returns whether a record is, and was, one that the actor manages.
fn is_managed(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<bool> {
    let managed = &tx.actor().managed;
    let has_room = |state: &Map<String, Json>, columns: &[&str]| {
        let room = columns.iter().find_map(|column| number_of(state, column));
        room.is_some_and(|room| managed.has_room(room))
    };
    Ok(match record.entity {
        "room" => record.id.parse().is_ok_and(|room| managed.has_room(room)),
        "block" => record
            .rows
            .iter()
            .flat_map(states)
            .all(|state| has_room(state, &["room_id"])),
        "booking" => {
            let states = booking_states(tx, record)?;
            !states.is_empty()
                && states.iter().all(|state| {
                    has_room(state, &["room_id", "wished_room_id"])
                        || text_of(state, "tenant_id").is_some_and(|tenant| managed.has_tenant(&tenant))
                })
        }
        _ => false,
    })
}

/// Returns a record's booking as it is and as it was; as it is alone where only its parts were changed.
fn booking_states(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Vec<Map<String, Json>>> {
    let booking = record.rows.iter().find(|row| row.table.kept.name == "bookings");
    if let Some(row) = booking {
        return Ok(states(row).cloned().collect());
    }
    let now = tx.connection().row_now(&table("bookings")?.kept, &record.id)?;
    Ok(now.into_iter().collect())
}

/// Returns a row as it is and as it was.
fn states(row: &ChangedRow) -> impl Iterator<Item = &Map<String, Json>> {
    row.now.iter().chain(&row.before)
}

fn is_open_to_editors(state: &Map<String, Json>) -> bool {
    let status = text_of(state, "status").unwrap_or_default();
    OPEN_TO_EDITORS.contains(&status.as_str()) && number_of(state, "room_id").is_none()
}

/// Returns whether a row is the actor's own account, changed in nothing but what everybody may change of it.
pub fn is_own_details(tx: &Tx<'_>, row: &ChangedRow) -> bool {
    row.table.kept.name == "users"
        && row.key == tx.actor().user_id
        && row.differs_in_no_more_than(&["full_name", "phone", "email"])
}

/// Returns whether a row gives a device.
fn is_device(row: &ChangedRow) -> bool {
    row.table.kept.name == ASSIGNMENTS && states(row).any(|state| number_of(state, "device_id").is_some())
}

/// Returns whether a row asks for devices, or is a booking of which nothing but their number was changed.
fn is_request(row: &ChangedRow) -> bool {
    row.table.kept.name == ASSIGNMENTS
        || row.table.kept.name == "bookings" && row.differs_in_no_more_than(&["devices_needed"])
}
