//! Which bookings the actor sees, and on which the actor decides.

use super::errors::unknown_booking;
use super::model::{BookingRow, Tenant};
use super::status::BookingStatus;
use crate::access::auth::store as auth_store;
use crate::access::auth::{Grant, ManagedScope, Permission, PermissionScope};
use crate::access::outbox::Recipient;
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::Result;
use crate::room::service as rooms;

/// The bookings of whoever does not see all of them.
#[derive(Debug, Clone, Default)]
pub struct VisibleBookings {
    pub own_of: String,
    /// Also everybody's that are pending.
    pub with_pending: bool,
    pub managed: ManagedScope,
}

impl VisibleBookings {
    /// Returns those of a grant to see bookings; `None` where these are all.
    pub fn of(tx: &Tx<'_>, grant: &Grant) -> Option<Self> {
        let with_pending = match grant.reach() {
            PermissionScope::OwnAndPending => true,
            PermissionScope::ManagedRooms => false,
            _ => return None,
        };
        let managed = if grant.is_of_boss() {
            tx.actor().managed.clone()
        } else {
            ManagedScope::default()
        };
        (!managed.everything).then(|| Self {
            own_of: tx.actor().username.clone(),
            with_pending,
            managed,
        })
    }

    pub fn has(&self, row: &BookingRow) -> bool {
        row.created_by == self.own_of
            || (self.with_pending && row.status == BookingStatus::Pending)
            || is_managed(&self.managed, row)
    }

    /// Returns the tenants whose bookings are managed.
    pub fn tenants(&self) -> Vec<Tenant> {
        let tenants = self.managed.tenants.iter();
        tenants.filter_map(|tenant| tenant.parse().ok()).collect()
    }
}

/// Returns whether a booking is in a managed room, waits for one, or is of a managed tenant.
fn is_managed(managed: &ManagedScope, row: &BookingRow) -> bool {
    managed.everything
        || row
            .room_id
            .or(row.wished_room_id)
            .is_some_and(|room| managed.has_room(room))
        || managed.has_tenant(row.tenant_id.as_str())
}

/// Returns who manages a booking beside the room boss.
pub fn managers(tx: &mut Tx<'_>, row: &BookingRow) -> Result<Vec<Recipient>> {
    let room = row.room_id.or(row.wished_room_id);
    let names = auth_store::managers(tx.connection(), room, row.tenant_id.as_str())?;
    Ok(names.into_iter().map(Recipient::User).collect())
}

/// Returns whether a grant to see bookings lets the actor see this one.
pub fn is_visible(tx: &Tx<'_>, grant: &Grant, row: &BookingRow) -> bool {
    VisibleBookings::of(tx, grant).is_none_or(|seen| seen.has(row))
}

/// Returns whether the actor decides on a booking as the room boss does: on all, or because it is one that they manage.
pub fn is_boss_of(tx: &Tx<'_>, grant: &Grant, row: &BookingRow) -> bool {
    grant.is_of_all() || (grant.is_of_boss() && is_managed(&tx.actor().managed, row))
}

/// Checks that the actor decides on a booking as the room boss does.
///
/// # Errors
/// `Forbidden`, with what they wanted to do to it.
pub fn require_boss(tx: &Tx<'_>, grant: &Grant, row: &BookingRow, what: &str) -> Result<()> {
    if is_boss_of(tx, grant, row) {
        return Ok(());
    }
    Err(not_allowed(tx.actor(), &format!("{what} booking {}", row.id)))
}

/// Checks that the actor may give a booking this room: a manager's, or any for a booking of a managed tenant.
///
/// # Errors
/// `Forbidden`.
pub fn require_room(tx: &mut Tx<'_>, grant: &Grant, tenant: Tenant, room: i64) -> Result<()> {
    let managed = &tx.actor().managed;
    if grant.is_of_all()
        || (grant.is_of_boss() && (managed.has_room(room) || managed.has_tenant(tenant.as_str())))
    {
        return Ok(());
    }
    let room = rooms::by_id(tx.connection(), room)?.row.name;
    Err(not_allowed(
        tx.actor(),
        &format!("book {room}, which they do not manage"),
    ))
}

/// Checks that the actor's permission to change bookings covers this one.
///
/// # Errors
/// `NotFound` for one that the actor may not even see, else `Forbidden`.
pub fn check_reach(tx: &Tx<'_>, grant: &Grant, row: &BookingRow) -> Result<()> {
    if is_boss_of(tx, grant, row) {
        return Ok(());
    }
    let own = row.created_by == tx.actor().username;
    let pending = row.status == BookingStatus::Pending;
    let sees = tx.require_managed(Permission::SeeBookings);
    let refused = |what: &str| {
        Err(not_allowed(
            tx.actor(),
            &format!("change booking {}{what}", row.id),
        ))
    };
    match grant.reach() {
        _ if !sees.is_ok_and(|grant| is_visible(tx, &grant, row)) => Err(unknown_booking(row.id)),
        PermissionScope::DeviceOnly if row.device_only => Ok(()),
        PermissionScope::DeviceOnly => refused(": it asks for a room"),
        PermissionScope::OwnPending if own && pending => Ok(()),
        PermissionScope::OwnPending if own => refused(": it is no longer pending"),
        PermissionScope::ManagedRooms => refused(": it is in no room that they manage, and waits for none"),
        _ => refused(&format!(" of {}", row.created_by)),
    }
}
