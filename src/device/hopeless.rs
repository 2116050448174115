//! Requests that cannot be filled, whatever is done.

use std::collections::HashMap;

use super::free::Inventory;
use super::queue::{self, Queued};
use super::{shortage, store};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Requests that are open and that nothing could fill.
#[derive(Debug, Default)]
pub struct Hopeless {
    /// Soonest first.
    pub requests: Vec<Queued>,
    /// No device at all is in service: it is not about one request or another.
    pub nothing_in_service: bool,
}

/// What is asked for from now on and has no way out that `device assign` would name.
///
/// # Errors
/// `Forbidden` for who may not see devices.
pub fn hopeless(tx: &mut Tx<'_>) -> Result<Hopeless> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let open = queue::open_requests(tx, tx.now(), None, None)?;
    let Some(first) = open.iter().map(|one| one.asker.starts_at).min() else {
        return Ok(Hopeless::default());
    };
    let now = tx.now();
    let in_service = store::count_in_service(tx.connection())?;
    if in_service == 0 {
        return Ok(Hopeless {
            requests: open,
            nothing_in_service: true,
        });
    }
    let late = store::out(tx.connection())?;
    let late = late.iter().filter(|holding| holding.ends_at <= now).count();
    let here = in_service.saturating_sub(late);
    let busy = Busy::of(store::hold_times(tx.connection(), first)?);
    let tight: Vec<Queued> = open
        .into_iter()
        .filter(|one| busy.at_most(one.asker.starts_at, one.asker.ends_at) >= here)
        .collect();
    Ok(Hopeless {
        requests: without_way_out(tx, tight)?,
        nothing_in_service: false,
    })
}

/// The requests that have none; of a period and a category it is asked once.
fn without_way_out(tx: &mut Tx<'_>, mut requests: Vec<Queued>) -> Result<Vec<Queued>> {
    let categories = store::categories(tx.connection())?;
    let mut looked: Option<Inventory> = None;
    let mut known: HashMap<(Timestamp, Timestamp, Option<i64>), bool> = HashMap::new();
    for request in &requests {
        let period = Period::new(request.asker.starts_at, request.asker.ends_at)?;
        let question = asked(request);
        if known.contains_key(&question) {
            continue;
        }
        let inventory = match looked.take().filter(|inventory| inventory.period == period) {
            Some(inventory) => inventory,
            None => Inventory::load(tx, &period)?,
        };
        // What is free fills a part of it, or would do instead.
        let is_hopeless = inventory.free(None).is_empty() && {
            let (id, wanted) = (request.asker.booking_id, request.open().unsigned_abs());
            let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
            shortage::ways(tx, id, &categories, &inventory, request.category_id, wanted, 0)?.is_empty()
        };
        known.insert(question, is_hopeless);
        looked = Some(inventory);
    }
    requests.retain(|request| known.get(&asked(request)) == Some(&true));
    Ok(requests)
}

fn asked(request: &Queued) -> (Timestamp, Timestamp, Option<i64>) {
    (
        request.asker.starts_at,
        request.asker.ends_at,
        request.category_id,
    )
}

/// How many devices are held at most in a period, without asking which: their holds counted from both ends.
struct Busy {
    starts: Vec<Timestamp>,
    ends: Vec<Timestamp>,
}

impl Busy {
    fn of(holds: Vec<(Timestamp, Timestamp)>) -> Self {
        let (mut starts, mut ends): (Vec<_>, Vec<_>) = holds.into_iter().unzip();
        starts.sort_unstable();
        ends.sort_unstable();
        Self { starts, ends }
    }

    /// A device that is held twice in the period counts twice.
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
        let busy = Busy::of(vec![(at(1), at(3)), (at(2), at(5)), (at(5), at(9))]);
        let count = |from, to| busy.at_most(at(from), at(to));
        assert_eq!([count(0, 1), count(0, 2), count(2, 3), count(3, 5)], [0, 1, 2, 1]);
        assert_eq!([count(5, 6), count(0, 9), count(9, 12)], [1, 3, 0]);
    }
}
