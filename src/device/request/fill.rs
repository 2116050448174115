//! Counts which requests of a booking its devices fill. Pure but for loading one booking's.

use std::collections::BTreeMap;

use super::store::{self, DeviceDemand, LateDevices};
use crate::access::tx::Tx;
use crate::db::QueryBatch;
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
pub(in crate::device) fn of_booking(tx: &mut Tx<'_>, booking_id: i64) -> Result<Vec<RequestFill>> {
    let fills = query(tx, booking_id);
    Ok(tx.connection().answer(fills)?)
}

/// Asks for what [`of_booking`] loads.
pub(in crate::device) fn query(
    tx: &Tx<'_>,
    booking_id: i64,
) -> impl QueryBatch<Answer = Vec<RequestFill>> + use<> {
    let (now, ids) = (tx.now(), [booking_id]);
    let asked = (
        store::demands_query(&ids),
        store::unfit_query(&ids, now),
        LateDevices::query(tx.site().today(now), now),
    );
    asked.read_as(|(demands, unfit, late)| fill_without(&demands, &store::unfit_of(unfit, &late)))
}

/// Fills a booking's requests without those of its devices that are not fit. Each of them leaves one device open, whether
/// the booking requested it or not.
pub fn fill_without(demands: &[DeviceDemand], unfit: &[DeviceDemand]) -> Vec<RequestFill> {
    let whole = fill_requests(demands);
    let taken = unfit.iter().map(|one| DeviceDemand {
        quantity: -one.quantity,
        ..one.clone()
    });
    let rest: Vec<DeviceDemand> = demands.iter().cloned().chain(taken).collect();
    let mut fills = fill_requests(&rest);
    let opened = |fills: &[RequestFill], category: Option<i64>| {
        let open = |fills: &[RequestFill]| {
            let own = fills.iter().find(|fill| fill.category_id == category);
            own.map_or(0, |fill| fill.quantity - fill.assigned)
        };
        open(fills) - open(&whole)
    };
    let mut of_any = opened(&fills, None);
    for one in unfit {
        let left = one.quantity - opened(&fills, one.category_id);
        let explained = left.min(of_any);
        of_any -= explained;
        let extra = left - explained;
        let own = fills.iter_mut().find(|fill| fill.category_id == one.category_id);
        match own {
            _ if extra == 0 => {}
            Some(fill) => fill.quantity += extra,
            None => fills.push(RequestFill {
                category_id: one.category_id,
                quantity: extra,
                assigned: 0,
            }),
        }
    }
    fills
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
    fn what_is_not_fit_is_open_once_whether_requested_or_not() {
        let open = |demands: &[DeviceDemand], unfit: &[DeviceDemand]| -> Vec<(Option<i64>, usize)> {
            let fills = fill_without(demands, unfit);
            let of_fill = |fill: &RequestFill| (fill.category_id, fill.open());
            fills.iter().map(of_fill).filter(|(_, open)| *open > 0).collect()
        };
        let one = demand(Some(1), true, 1);
        let requested = [demand(Some(1), false, 2), demand(Some(1), true, 2)];
        assert_eq!(open(&requested, &[]), []);
        assert_eq!(open(&requested, std::slice::from_ref(&one)), [(Some(1), 1)]);
        let of_any = [demand(None, false, 2), demand(Some(1), true, 2)];
        assert_eq!(open(&of_any, std::slice::from_ref(&one)), [(None, 1)]);
        // Given without a request, and one more than requested.
        assert_eq!(
            open(std::slice::from_ref(&one), std::slice::from_ref(&one)),
            [(Some(1), 1)]
        );
        let more = [demand(Some(1), false, 1), demand(Some(1), true, 2)];
        assert_eq!(open(&more, std::slice::from_ref(&one)), [(Some(1), 1)]);
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
