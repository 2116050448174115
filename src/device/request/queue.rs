//! Requests that are not filled, soonest first.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::fill::fill_without;
use super::store::{self, DeviceDemand, LateDevices, RequestingBooking};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::device::availability::inventory::{FreeCounts, Inventory};
use crate::device::category;
use crate::device::model::DeviceCategory;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table, summed};

/// A request that is not filled.
#[derive(Debug, Clone)]
pub struct QueuedRequest {
    pub booking: RequestingBooking,
    /// `None` for any category.
    pub category_id: Option<i64>,
    pub category: String,
    pub quantity: i64,
    pub assigned: i64,
    /// Devices that could be assigned.
    pub free: i64,
}

impl QueuedRequest {
    /// Returns the number of devices still missing.
    pub fn open(&self) -> i64 {
        self.quantity - self.assigned
    }
}

impl Record for QueuedRequest {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<QueuedRequest>] = &[
            shown_in_table("booking_id", |q| q.booking.booking_id.into()),
            shown_in_table("category", |q| q.category.as_str().into()),
            summed(shown_in_table("quantity", |q| q.quantity.into())),
            summed(shown_in_table("assigned", |q| q.assigned.into())),
            summed(shown_in_table("open", |q| q.open().into())),
            shown_in_table("free", |q| q.free.into()),
            shown_in_table("starts_at", |q| q.booking.starts_at.into()),
            shown_in_table("ends_at", |q| q.booking.ends_at.into()),
            shown_in_table("client_name", |q| q.booking.client_name.as_str().into()),
            shown_in_table("room", |q| q.booking.room.clone().into()),
        ];
        FIELDS
    }
}

/// Which requests to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct RequestFilter {
    /// `None` for now.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub category: Option<String>,
    pub booking: Option<i64>,
    pub limit: Option<usize>,
}

/// Lists the requests that are not filled, soonest first; a device that is not fit fills none.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn queue(tx: &mut Tx<'_>, filter: &RequestFilter) -> Result<Vec<QueuedRequest>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let category = category::id_of(tx, filter.category.as_deref())?;
    let from = filter.from.unwrap_or(tx.now());
    let mut open = open_requests(tx, from, filter.to, filter.booking)?;
    open.retain(|queued| category.is_none() || queued.category_id == category);
    open.truncate(filter.limit.unwrap_or(usize::MAX));
    count_free(tx, &grant, &mut open)?;
    Ok(open)
}

/// Lists the requests that are not filled without counting what is free.
fn open_requests(
    tx: &mut Tx<'_>,
    from: Timestamp,
    to: Option<Timestamp>,
    booking: Option<i64>,
) -> Result<Vec<QueuedRequest>> {
    let now = tx.now();
    let late = LateDevices::query(tx.site().today(now), now);
    let asked = (category::all_query(), late);
    let (categories, late) = tx.connection().answer(asked)?;
    open_requests_of(tx, (from, to), booking, &categories, &late)
}

/// Lists what [`open_requests`] does in a stretch, where categories and devices that are late are known.
pub(in crate::device) fn open_requests_of(
    tx: &mut Tx<'_>,
    (from, to): (Timestamp, Option<Timestamp>),
    booking: Option<i64>,
    categories: &[DeviceCategory],
    late: &LateDevices,
) -> Result<Vec<QueuedRequest>> {
    let now = tx.now();
    let names: BTreeMap<i64, &String> = categories
        .iter()
        .map(|category| (category.id, &category.name))
        .collect();
    let bookings = store::requesting_bookings(tx.connection(), from, to, booking, late)?;
    let ids: Vec<i64> = bookings.iter().map(|booking| booking.booking_id).collect();
    let found = (store::demands_query(&ids), store::unfit_query(&ids, now));
    let (requested, given) = tx.connection().answer(found)?;
    let mut demands: HashMap<i64, Vec<DeviceDemand>> = HashMap::new();
    for demand in requested {
        demands.entry(demand.booking_id).or_default().push(demand);
    }
    let mut unfit: HashMap<i64, Vec<DeviceDemand>> = HashMap::new();
    for demand in store::unfit_of(given, late) {
        unfit.entry(demand.booking_id).or_default().push(demand);
    }
    let mut queued = Vec::new();
    for booking in bookings {
        let id = booking.booking_id;
        let fills = fill_without(
            &demands.remove(&id).unwrap_or_default(),
            &unfit.remove(&id).unwrap_or_default(),
        );
        for fill in fills.into_iter().filter(|fill| fill.open() > 0) {
            let name = fill.category_id.and_then(|id| names.get(&id).copied().cloned());
            queued.push(QueuedRequest {
                booking: booking.clone(),
                category_id: fill.category_id,
                category: name.unwrap_or_else(|| "any".to_owned()),
                quantity: fill.quantity,
                assigned: fill.assigned,
                free: 0,
            });
        }
    }
    Ok(queued)
}

/// Counts the free devices for each request: loads the inventory once for all, and counts once per period.
fn count_free(tx: &mut Tx<'_>, grant: &Grant, queued: &mut [QueuedRequest]) -> Result<()> {
    let starts = queued.iter().map(|one| one.booking.starts_at).min();
    let ends = queued.iter().map(|one| one.booking.ends_at).max();
    let (Some(from), Some(to)) = (starts, ends) else {
        return Ok(());
    };
    let inventory = Inventory::load(tx, grant, &Period::new(from, to)?)?;
    let free = FreeCounts::of(&inventory);
    let mut known: HashMap<(Timestamp, Timestamp), BTreeMap<i64, i64>> = HashMap::new();
    for one in queued {
        let stretch = (one.booking.starts_at, one.booking.ends_at);
        let counts = match known.entry(stretch) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(free.in_stretch(&Period::new(stretch.0, stretch.1)?)),
        };
        one.free = match one.category_id {
            Some(id) => counts.get(&id).copied().unwrap_or(0),
            None => counts.values().sum(),
        };
    }
    Ok(())
}
