//! What bookings ask for and have not got, soonest first.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::category;
use super::free::{FreeCounts, Inventory};
use super::store::{self, Asker, Demand};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table};

/// A request that is not filled.
#[derive(Debug, Clone)]
pub struct Queued {
    pub asker: Asker,
    /// `None`: any.
    pub category_id: Option<i64>,
    pub category: String,
    pub quantity: i64,
    pub assigned: i64,
    /// Devices that could be given.
    pub free: i64,
}

impl Queued {
    pub fn open(&self) -> i64 {
        self.quantity - self.assigned
    }
}

impl Record for Queued {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Queued>] = &[
            shown_in_table("booking_id", |q| q.asker.booking_id.into()),
            shown_in_table("category", |q| q.category.as_str().into()),
            shown_in_table("quantity", |q| q.quantity.into()),
            shown_in_table("assigned", |q| q.assigned.into()),
            shown_in_table("open", |q| q.open().into()),
            shown_in_table("free", |q| q.free.into()),
            shown_in_table("starts_at", |q| q.asker.starts_at.into()),
            shown_in_table("ends_at", |q| q.asker.ends_at.into()),
            shown_in_table("client_name", |q| q.asker.client_name.as_str().into()),
            shown_in_table("room", |q| q.asker.room.clone().into()),
        ];
        FIELDS
    }
}

/// Which requests to list.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// `None`: from now on.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub category: Option<String>,
    pub booking: Option<i64>,
    pub limit: Option<usize>,
}

/// Requests that are not filled, soonest first.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn queue(tx: &mut Tx<'_>, filter: &QueueFilter) -> Result<Vec<Queued>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let category = match &filter.category {
        Some(name) => Some(category::find(&store::categories(tx.connection())?, name)?.id),
        None => None,
    };
    let from = filter.from.unwrap_or(tx.now());
    let mut open = open_requests(tx, from, filter.to, filter.booking)?;
    open.retain(|queued| category.is_none() || queued.category_id == category);
    open.truncate(filter.limit.unwrap_or(usize::MAX));
    count_free(tx, &mut open)?;
    Ok(open)
}

/// The same without asking what is free.
pub fn open_requests(
    tx: &mut Tx<'_>,
    from: Timestamp,
    to: Option<Timestamp>,
    booking: Option<i64>,
) -> Result<Vec<Queued>> {
    let names: BTreeMap<i64, String> = store::categories(tx.connection())?
        .into_iter()
        .map(|category| (category.id, category.name))
        .collect();
    let askers = store::askers(tx.connection(), from, to, booking)?;
    let ids: Vec<i64> = askers.iter().map(|asker| asker.booking_id).collect();
    let mut demands: HashMap<i64, Vec<Demand>> = HashMap::new();
    for demand in store::demands(tx.connection(), &ids)? {
        demands.entry(demand.booking_id).or_default().push(demand);
    }
    let mut queued = Vec::new();
    for asker in askers {
        for filled in filled(&demands.remove(&asker.booking_id).unwrap_or_default()) {
            if filled.assigned < filled.quantity {
                let name = filled.category_id.and_then(|id| names.get(&id).cloned());
                queued.push(Queued {
                    asker: asker.clone(),
                    category_id: filled.category_id,
                    category: name.unwrap_or_else(|| "any".to_owned()),
                    quantity: filled.quantity,
                    assigned: filled.assigned,
                    free: 0,
                });
            }
        }
    }
    Ok(queued)
}

/// A request and how much of it is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub category_id: Option<i64>,
    pub quantity: i64,
    pub assigned: i64,
}

/// A booking's requests by category, and which devices fill them: those of its own category first, what is left fills
/// requests of any. Pure.
pub fn filled(demands: &[Demand]) -> Vec<Filled> {
    let mut requests: BTreeMap<Option<i64>, i64> = BTreeMap::new();
    let mut given: BTreeMap<Option<i64>, i64> = BTreeMap::new();
    for demand in demands {
        let side = if demand.given { &mut given } else { &mut requests };
        *side.entry(demand.category_id).or_insert(0) += demand.quantity;
    }
    let any = requests.remove(&None);
    let mut filled: Vec<Filled> = Vec::new();
    for (category_id, quantity) in requests {
        let there = given.entry(category_id).or_insert(0);
        let assigned = (*there).min(quantity);
        *there -= assigned;
        filled.push(Filled {
            category_id,
            quantity,
            assigned,
        });
    }
    if let Some(quantity) = any {
        let left: i64 = given.values().sum();
        filled.push(Filled {
            category_id: None,
            quantity,
            assigned: left.min(quantity),
        });
    }
    filled
}

/// What is free for each: one look at the house for all of them, and one count a period.
fn count_free(tx: &mut Tx<'_>, queued: &mut [Queued]) -> Result<()> {
    let starts = queued.iter().map(|one| one.asker.starts_at).min();
    let ends = queued.iter().map(|one| one.asker.ends_at).max();
    let (Some(from), Some(to)) = (starts, ends) else {
        return Ok(());
    };
    let inventory = Inventory::load(tx, &Period::new(from, to)?)?;
    let free = FreeCounts::of(&inventory);
    let mut known: HashMap<(Timestamp, Timestamp), BTreeMap<i64, i64>> = HashMap::new();
    for one in queued {
        let stretch = (one.asker.starts_at, one.asker.ends_at);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(category_id: Option<i64>, given: bool, quantity: i64) -> Demand {
        Demand {
            booking_id: 1,
            category_id,
            given,
            quantity,
        }
    }

    #[test]
    fn devices_fill_their_own_category_first_and_then_any() {
        let found = filled(&[
            demand(Some(1), false, 2),
            demand(None, false, 3),
            demand(Some(1), true, 3),
        ]);
        let expect = |category_id, quantity, assigned| Filled {
            category_id,
            quantity,
            assigned,
        };
        assert_eq!(found, [expect(Some(1), 2, 2), expect(None, 3, 1)]);
        // A desktop does not fill a request for laptops.
        let found = filled(&[demand(Some(1), false, 10), demand(Some(2), true, 1)]);
        assert_eq!(found, [expect(Some(1), 10, 0)]);
    }
}
