//! Requests that cannot be filled, whatever is done.

use std::collections::{HashMap, HashSet};

use super::availability::inventory::Inventory;
use super::availability::store as hold_store;
use super::model::{DeviceCategory, DeviceRow, DeviceStatus};
use super::overview::DeviceOverview;
use super::request::queue::{self, QueuedRequest};
use super::request::store::LateDevices;
use super::shortage::{self, Shortage};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Open requests that nothing could fill.
#[derive(Debug, Default)]
pub struct UnfilledRequests {
    /// Soonest first.
    pub requests: Vec<QueuedRequest>,
    /// No device at all is in service, which is not about one request or another.
    pub nothing_in_service: bool,
}

/// Lists the requests from now on for which `device assign` would find no option; all devices are known.
pub fn unfilled(tx: &mut Tx<'_>, known: &DeviceOverview) -> Result<UnfilledRequests> {
    let grant = tx.require(Permission::SeeDevices)?;
    let late = LateDevices::of(&known.begun, tx.now());
    let open = queue::open_requests_of(tx, (tx.now(), None), None, &known.categories, &late)?;
    let Some(first) = open.iter().map(|one| one.booking.starts_at).min() else {
        return Ok(UnfilledRequests::default());
    };
    let now = tx.now();
    let is_in_service =
        |row: &&DeviceRow| matches!(row.status, DeviceStatus::Available | DeviceStatus::Offsite);
    let in_service = known.devices.0.iter().filter(is_in_service).count();
    if in_service == 0 {
        return Ok(UnfilledRequests {
            requests: open,
            nothing_in_service: true,
        });
    }
    let begun = known.begun.iter();
    let late = begun
        .map(|one| &one.holding)
        .filter(|holding| holding.ends_at <= now);
    let late = late
        .map(|holding| holding.device_id)
        .collect::<HashSet<_>>()
        .len();
    let here = in_service.saturating_sub(late);
    let counts = HoldCounts::of(hold_store::hold_times(tx.connection(), first)?);
    let tight: Vec<QueuedRequest> = open
        .into_iter()
        .filter(|one| counts.at_most(one.booking.starts_at, one.booking.ends_at) >= here)
        .collect();
    Ok(UnfilledRequests {
        requests: without_option(tx, &grant, &known.categories, tight)?,
        nothing_in_service: false,
    })
}

/// Keeps the requests that have no option; asks once for a period and a category.
fn without_option(
    tx: &mut Tx<'_>,
    grant: &Grant,
    categories: &[DeviceCategory],
    mut requests: Vec<QueuedRequest>,
) -> Result<Vec<QueuedRequest>> {
    let mut last: Option<Inventory> = None;
    let mut known: HashMap<RequestKey, bool> = HashMap::new();
    for request in &requests {
        let period = Period::new(request.booking.starts_at, request.booking.ends_at)?;
        if known.contains_key(&question(request)) {
            continue;
        }
        let inventory = match last.take().filter(|inventory| inventory.period == period) {
            Some(inventory) => inventory,
            None => Inventory::load(tx, grant, &period)?,
        };
        // A free device fills a part of it, or would do instead.
        let is_unfillable = inventory.free(None).is_empty() && {
            let shortage = Shortage {
                booking_id: request.booking.booking_id,
                inventory: &inventory,
                category_id: request.category_id,
                wanted: usize::try_from(request.open()).unwrap_or(usize::MAX),
                found: 0,
            };
            shortage::options(tx, grant, &shortage, categories)?.is_empty()
        };
        known.insert(question(request), is_unfillable);
        last = Some(inventory);
    }
    requests.retain(|request| known.get(&question(request)) == Some(&true));
    Ok(requests)
}

/// Start, end and category: requests with the same ones have the same options.
type RequestKey = (Timestamp, Timestamp, Option<i64>);

fn question(request: &QueuedRequest) -> RequestKey {
    (
        request.booking.starts_at,
        request.booking.ends_at,
        request.category_id,
    )
}

/// Counts how many devices are held at most in a period, without asking which: holds counted from both ends.
struct HoldCounts {
    starts: Vec<Timestamp>,
    ends: Vec<Timestamp>,
}

impl HoldCounts {
    fn of(holds: Vec<(Timestamp, Timestamp)>) -> Self {
        let (mut starts, mut ends): (Vec<_>, Vec<_>) = holds.into_iter().unzip();
        starts.sort_unstable();
        ends.sort_unstable();
        Self { starts, ends }
    }

    /// Counts the holds in a period; a device that is held twice counts twice.
    fn at_most(&self, from: Timestamp, to: Timestamp) -> usize {
        let begun = self.starts.partition_point(|start| *start < to);
        let over = self.ends.partition_point(|end| *end <= from);
        begun.saturating_sub(over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_are_counted_from_both_ends() {
        let at = |hour: i64| Timestamp::EPOCH.plus(chrono::TimeDelta::hours(hour));
        let counts = HoldCounts::of(vec![(at(1), at(3)), (at(2), at(5)), (at(5), at(9))]);
        let count = |from, to| counts.at_most(at(from), at(to));
        assert_eq!([count(0, 1), count(0, 2), count(2, 3), count(3, 5)], [0, 1, 2, 1]);
        assert_eq!([count(5, 6), count(0, 9), count(9, 12)], [1, 3, 0]);
    }
}
