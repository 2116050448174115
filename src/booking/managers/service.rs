//! Grants of roles given, taken back and listed.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{GrantScope, RoleGrant, ScopeKind};
use crate::access::audit::AuditEvent;
use crate::access::auth::store::{self, RoleGrantRow};
use crate::access::auth::{Permission, PermissionScope, Role, reach};
use crate::access::tx::Tx;
use crate::db::{OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::location;
use crate::output::facts;
use crate::room::service as rooms;
use crate::user::service as users;

/// Gives a user a role within scopes. What the user has already stays.
///
/// # Errors
/// `NotFound` for an unknown user, room or location.
pub fn give(tx: &mut Tx<'_>, user: &str, role: Role, scopes: &[GrantScope]) -> Result<Vec<RoleGrant>> {
    let grant = tx.require(Permission::ManageUsers)?;
    let user = users::find(tx.connection(), user)?;
    let mut held = store::role_grants(tx.connection(), Some(&user.user_id))?;
    let (mut given, mut made) = (Vec::with_capacity(scopes.len()), BTreeSet::new());
    for scope in scopes {
        let row = row_of(tx, &user.user_id, role, scope)?;
        if let Some(held) = held.iter().find(|held| is_same_scope(held, &row)) {
            given.push(held.clone());
            continue;
        }
        let id = tx.connection().reserve_id("role_grants")?;
        let row = RoleGrantRow { id, ..row };
        store::insert_role_grant(tx.connection(), &row).on_violation("role_grants_scope_key", contention)?;
        held.push(row.clone());
        given.push(row);
        made.insert(id);
    }
    tx.mark_unchanged();
    let given = with_names(tx, given)?;
    for one in given.iter().filter(|one| made.contains(&one.row.id)) {
        tx.audit(&grant, AuditEvent::created("grant", one.row.id, facts(one)));
    }
    Ok(given)
}

/// Returns the role of a user who does everywhere already what a manager does for some rooms.
pub fn needless_for(tx: &mut Tx<'_>, user: &str) -> Result<Option<Role>> {
    let _grant = tx.require(Permission::ManageUsers)?;
    let role = users::find(tx.connection(), user)?.role;
    let decides_all = reach(role, Permission::AssignRooms) == PermissionScope::All;
    Ok(decides_all.then_some(role))
}

/// Takes a role back: within these scopes, or within all that the user has it in.
///
/// # Errors
/// `NotFound` for an unknown user, or for a scope that was not granted.
pub fn take_back(tx: &mut Tx<'_>, user: &str, role: Role, scopes: &[GrantScope]) -> Result<Vec<RoleGrant>> {
    let grant = tx.require(Permission::ManageUsers)?;
    let user = users::find(tx.connection(), user)?;
    let mut held = store::role_grants(tx.connection(), Some(&user.user_id))?;
    held.retain(|held| held.role == role);
    let mut taken = Vec::new();
    if scopes.is_empty() {
        taken.clone_from(&held);
    }
    for scope in scopes {
        let row = row_of(tx, &user.user_id, role, scope)?;
        match held.iter().find(|held| is_same_scope(held, &row)) {
            Some(held) => taken.push(held.clone()),
            None => return Err(not_granted(&user.username)),
        }
    }
    if taken.is_empty() {
        return Err(not_granted(&user.username));
    }
    let taken = with_names(tx, taken)?;
    for one in &taken {
        store::delete_role_grant(tx.connection(), one.row.id)?;
        let event = AuditEvent::change("grant", one.row.id, facts(one), serde_json::json!({}));
        tx.audit(&grant, event);
    }
    Ok(taken)
}

/// Lists grants: everybody's for who manages users, else one's own.
///
/// # Errors
/// `NotFound` for an unknown user; `Forbidden` for somebody else's.
pub fn list(tx: &mut Tx<'_>, user: Option<&str>) -> Result<Vec<RoleGrant>> {
    let sees_all = tx.require(Permission::ManageUsers).is_ok();
    let user_id = match user {
        None if sees_all => None,
        user => Some(users::named_or_own(tx, user)?.user_id),
    };
    let rows = store::role_grants(tx.connection(), user_id.as_deref())?;
    with_names(tx, rows)
}

fn not_granted(user: &str) -> Error {
    let fact = format!("{user} does not have this grant");
    Error::not_found(ErrorCode::UnknownGrant, fact, &[]).hint(format!("colab user grants {user}"))
}

fn is_same_scope(one: &RoleGrantRow, other: &RoleGrantRow) -> bool {
    let scope = |row: &RoleGrantRow| (row.role, row.room_id, row.location_id, row.tenant_id.clone());
    scope(one) == scope(other)
}

/// Returns a grant that is not stored yet.
fn row_of(tx: &mut Tx<'_>, user_id: &str, role: Role, scope: &GrantScope) -> Result<RoleGrantRow> {
    let mut row = RoleGrantRow {
        id: 0,
        user_id: user_id.to_owned(),
        role,
        scope_kind: ScopeKind::All.as_str().to_owned(),
        room_id: None,
        location_id: None,
        tenant_id: None,
        granted_by: tx.actor().person().to_owned(),
        granted_at: tx.now(),
    };
    let kind = match scope {
        GrantScope::Room(name) => {
            row.room_id = Some(rooms::by_name(tx.connection(), name)?.row.id);
            ScopeKind::Room
        }
        GrantScope::Location(name) => {
            row.location_id = Some(location::find(tx.connection(), name)?.id);
            ScopeKind::Location
        }
        GrantScope::Tenant(tenant) => {
            row.tenant_id = Some(tenant.as_str().to_owned());
            ScopeKind::Tenant
        }
        GrantScope::All => ScopeKind::All,
    };
    kind.as_str().clone_into(&mut row.scope_kind);
    Ok(row)
}

fn with_names(tx: &mut Tx<'_>, rows: Vec<RoleGrantRow>) -> Result<Vec<RoleGrant>> {
    let all_rooms = rooms::all(tx.connection())?.into_iter();
    let room_names: BTreeMap<i64, String> = all_rooms.map(|room| (room.row.id, room.row.name)).collect();
    let locations = location::names(tx.connection())?;
    let users = users::names_by_id(tx.connection())?;
    let named = rows.into_iter().map(|row| {
        let room = row.room_id.and_then(|id| room_names.get(&id).cloned());
        let location = row.location_id.and_then(|id| locations.get(&id).cloned());
        RoleGrant {
            user: users.get(&row.user_id).cloned().unwrap_or_default(),
            scope: room
                .or(location)
                .or_else(|| row.tenant_id.clone())
                .unwrap_or_else(|| "all rooms".to_owned()),
            row,
        }
    });
    Ok(named.collect())
}
