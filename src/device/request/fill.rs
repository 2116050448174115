//! Counts which requests of a booking its devices fill. Pure but for loading one booking's.

use std::collections::BTreeMap;

use super::store::{self, DeviceDemand};
use crate::db::Connection;
use crate::kernel::error::Result;

/// A request of one category, and how much of it is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestFill {
    /// `None` for any category.
    pub category_id: Option<i64>,
    pub quantity: i64,
    pub assigned: i64,
}

impl RequestFill {
    /// Returns the number of devices still missing.
    pub fn open(&self) -> usize {
        usize::try_from(self.quantity - self.assigned).unwrap_or(0)
    }
}

/// Loads a booking's requests and how far they are filled.
pub(in crate::device) fn of_booking(
    connection: &mut Connection,
    booking_id: i64,
) -> Result<Vec<RequestFill>> {
    Ok(fill_requests(&store::demands(connection, &[booking_id])?))
}

/// Fills a booking's requests with its devices: first those of the same category, then requests of any.
pub fn fill_requests(demands: &[DeviceDemand]) -> Vec<RequestFill> {
    let mut requests: BTreeMap<Option<i64>, i64> = BTreeMap::new();
    let mut given: BTreeMap<Option<i64>, i64> = BTreeMap::new();
    for demand in demands {
        let side = if demand.given { &mut given } else { &mut requests };
        *side.entry(demand.category_id).or_insert(0) += demand.quantity;
    }
    let any = requests.remove(&None);
    let mut fills: Vec<RequestFill> = Vec::new();
    for (category_id, quantity) in requests {
        let left = given.entry(category_id).or_insert(0);
        let assigned = (*left).min(quantity);
        *left -= assigned;
        fills.push(RequestFill {
            category_id,
            quantity,
            assigned,
        });
    }
    if let Some(quantity) = any {
        let left: i64 = given.values().sum();
        fills.push(RequestFill {
            category_id: None,
            quantity,
            assigned: left.min(quantity),
        });
    }
    fills
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(category_id: Option<i64>, given: bool, quantity: i64) -> DeviceDemand {
        DeviceDemand {
            booking_id: 1,
            category_id,
            given,
            quantity,
        }
    }

    #[test]
    fn devices_fill_their_own_category_first_and_then_any() {
        let found = fill_requests(&[
            demand(Some(1), false, 2),
            demand(None, false, 3),
            demand(Some(1), true, 3),
        ]);
        let expect = |category_id, quantity, assigned| RequestFill {
            category_id,
            quantity,
            assigned,
        };
        assert_eq!(found, [expect(Some(1), 2, 2), expect(None, 3, 1)]);
        // A desktop does not fill a request for laptops.
        let found = fill_requests(&[demand(Some(1), false, 10), demand(Some(2), true, 1)]);
        assert_eq!(found, [expect(Some(1), 10, 0)]);
    }
}
