//! Promises that cannot be kept: devices that bookings to come are to have and that are in repair, inspected, lost, or overdue
//! on a rental.
//!
//! A device that is not fit keeps its place until it is fit again or another one takes it. One that is lost gives it up at
//! once; the promise stays open as long as the booking requests more than it has.

pub mod model;
mod store;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use self::model::BrokenPromise;
use super::availability::inventory::Inventory;
use super::availability::{HoldFilter, begun_query, holdings};
use super::model::{DeviceHolding, DeviceRow, RentedHolding};
use super::request::fill;
use super::service as devices;
use crate::access::auth::{Grant, Permission, PermissionScope, reach};
use crate::access::tx::Tx;
use crate::booking::reach::is_visible;
use crate::booking::{Booking, BookingConflict, ConflictKind, ConflictScope, service as bookings};
use crate::db::QueryBatch;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Free devices named for each.
const ALTERNATIVES: usize = 3;

/// Returns the promises to come that cannot be kept, soonest first, of facts that are loaded.
pub fn promises_of(tx: &mut Tx<'_>, facts: PromiseFacts) -> Result<Vec<BrokenPromise>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let late = overdue(tx, &grant, facts.begun)?;
    broken(tx, &late, facts.unfit, facts.lost)
}

/// Returns the promises to bookings to come that cannot be kept because the device is not fit or not back from a rental,
/// soonest first.
pub fn open_promises(tx: &mut Tx<'_>) -> Result<Vec<BrokenPromise>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let facts = load_facts(tx, &grant)?;
    open_promises_of(tx, facts)
}

/// Returns what [`open_promises`] does, of facts that are loaded.
pub fn open_promises_of(tx: &mut Tx<'_>, facts: PromiseFacts) -> Result<Vec<BrokenPromise>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let late = overdue(tx, &grant, facts.begun)?;
    let mut found = broken(tx, &late, facts.unfit, facts.lost)?;
    found.extend(late);
    found.sort_by_key(|one| (one.starts_at, one.booking_id));
    Ok(found)
}

/// What tells which promises cannot be kept.
pub struct PromiseFacts {
    begun: Vec<RentedHolding>,
    unfit: Vec<BrokenPromise>,
    lost: Vec<BrokenPromise>,
}

/// Devices that are not fit, and those that were lost, with the bookings that are to have them.
pub(super) type PromiseLists = (Vec<BrokenPromise>, Vec<BrokenPromise>);

impl PromiseFacts {
    /// Returns the facts of lists, and of what begun rentals have that is not back.
    pub(super) fn of(begun: Vec<RentedHolding>, (unfit, lost): PromiseLists) -> Self {
        Self { begun, unfit, lost }
    }
}

/// Asks for the devices that are not fit, and for those that were lost, of bookings to come.
pub(super) fn lists_query(now: Timestamp) -> impl QueryBatch<Answer = PromiseLists> {
    (store::unfit(now), store::lost(now))
}

/// Asks for what tells which promises cannot be kept.
fn facts_query(tx: &Tx<'_>, _grant: &Grant) -> impl QueryBatch<Answer = PromiseFacts> + use<> {
    let now = tx.now();
    let found = (begun_query(tx.site().today(now)), lists_query(now));
    found.read_as(|(begun, lists)| PromiseFacts::of(begun, lists))
}

fn load_facts(tx: &mut Tx<'_>, grant: &Grant) -> Result<PromiseFacts> {
    let facts = facts_query(tx, grant);
    Ok(tx.connection().answer(facts)?)
}

/// Returns the promises of devices that are not fit or are lost; `late` are those of devices that are overdue.
fn broken(
    tx: &mut Tx<'_>,
    late: &[BrokenPromise],
    mut found: Vec<BrokenPromise>,
    lost: Vec<BrokenPromise>,
) -> Result<Vec<BrokenPromise>> {
    let mut left: HashMap<i64, usize> = HashMap::new();
    let mut seen: HashSet<(i64, i64)> = found.iter().map(|one| (one.booking_id, one.device_id)).collect();
    for promise in lost {
        let id = promise.booking_id;
        let left = match left.entry(id) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let fills = fill::of_booking(tx, id)?;
                let open: usize = fills.iter().map(fill::RequestFill::open).sum();
                let known = found.iter().chain(late);
                let unfit = known.filter(|one| one.booking_id == id).count();
                entry.insert(open.saturating_sub(unfit))
            }
        };
        if *left > 0 && seen.insert((id, promise.device_id)) {
            *left -= 1;
            found.push(promise);
        }
    }
    found.sort_by_key(|one| (one.starts_at, one.booking_id));
    Ok(found)
}

/// Returns the broken promises as conflicts of bookings: of one, or of those that begin in a stretch. Whoever sees only
/// some bookings is told of no other, and whoever sees no devices gets no alternatives.
pub fn conflicts(tx: &mut Tx<'_>, scope: &ConflictScope) -> Result<Vec<BookingConflict>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let facts = load_facts(tx, &grant)?;
    let late = overdue(tx, &grant, facts.begun)?;
    let mut found = broken(tx, &late, facts.unfit, facts.lost)?;
    found.extend(late);
    found.retain(|one| match scope {
        ConflictScope::Booking(id) => one.booking_id == *id,
        ConflictScope::Stretch { from, to } => {
            one.starts_at >= *from && to.is_none_or(|to| one.starts_at < to)
        }
        ConflictScope::Proposed => false,
    });
    found.sort_by_key(|one| (one.starts_at, one.booking_id));
    let ids: Vec<i64> = found.iter().map(|one| one.booking_id).collect();
    let mut rows: BTreeMap<i64, _> = bookings::load(tx, &grant, &ids)?
        .into_iter()
        .map(|booking| (booking.row.id, booking.row))
        .collect();
    rows.retain(|_, row| is_visible(tx, &grant, row));
    let sees_devices = reach(tx.actor().role, Permission::SeeDevices) != PermissionScope::No;
    let mut conflicts = Vec::new();
    for promise in found {
        let Some(row) = rows.get(&promise.booking_id) else {
            continue;
        };
        let alternatives = if sees_devices {
            alternatives(tx, &grant, &promise)?
        } else {
            Vec::new()
        };
        let problem = if promise.overdue_on.is_some() {
            ConflictKind::DeviceOverdue
        } else {
            ConflictKind::DeviceUnfit
        };
        conflicts.push(BookingConflict {
            problem,
            room: promise.room.clone(),
            why: format!("{} is {}", promise.serial_number, promise.why()),
            alternatives,
            row: Some(row.clone()),
        });
    }
    Ok(conflicts)
}

/// Returns the promises to bookings of devices that a rental should have brought back by now, with its number.
fn overdue(tx: &mut Tx<'_>, grant: &Grant, begun: Vec<RentedHolding>) -> Result<Vec<BrokenPromise>> {
    let now = tx.now();
    let mut out: HashMap<i64, String> = HashMap::new();
    let mut late: HashSet<i64> = HashSet::new();
    for RentedHolding { holding, .. } in begun.into_iter().filter(|one| one.has_left) {
        if let Some(rental) = holding.rental_no.filter(|_| holding.ends_at <= now) {
            out.insert(holding.device_id, rental);
            late.insert(holding.assignment_id);
        }
    }
    if out.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = out.keys().copied().collect();
    let filter = HoldFilter {
        devices: Some(ids.clone()),
        from: Some(now),
        to: None,
    };
    let mut promised = holdings(tx.connection(), &filter)?;
    promised.retain(|holding| holding.booking_id.is_some() && !late.contains(&holding.assignment_id));
    let devices = devices::rows_by_ids(tx.connection(), &ids)?.into_iter();
    let devices: HashMap<i64, DeviceRow> = devices.map(|row| (row.id, row)).collect();
    let bookings: Vec<i64> = promised.iter().filter_map(|holding| holding.booking_id).collect();
    let bookings = bookings::load(tx, grant, &bookings)?.into_iter();
    let bookings: HashMap<i64, Booking> = bookings.map(|booking| (booking.row.id, booking)).collect();
    let broken = |holding: DeviceHolding| {
        let device = devices.get(&holding.device_id)?;
        let booking = bookings.get(&holding.booking_id?)?;
        Some(BrokenPromise {
            booking_id: booking.row.id,
            client_name: booking.row.client_name.clone(),
            room: booking.room.clone(),
            starts_at: booking.row.starts_at,
            ends_at: booking.row.ends_at,
            requested_by: booking.row.created_by.clone(),
            device_id: device.id,
            serial_number: device.serial_number.clone(),
            category_id: device.category_id,
            status: device.status,
            overdue_on: out.get(&holding.device_id).cloned(),
        })
    };
    Ok(promised.into_iter().filter_map(broken).collect())
}

/// Returns the first devices of the category that are free when the booking is.
fn alternatives(tx: &mut Tx<'_>, grant: &Grant, promise: &BrokenPromise) -> Result<Vec<String>> {
    let inventory = Inventory::load(tx, grant, &Period::new(promise.starts_at, promise.ends_at)?)?;
    let free = inventory.free(Some(promise.category_id)).into_iter();
    Ok(free
        .take(ALTERNATIVES)
        .map(|free| free.device.serial_number.clone())
        .collect())
}
