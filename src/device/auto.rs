//! Which devices to take when nobody names them: a client's own stay together, those that others need soon are left
//! alone, and wear is spread. Pure.

use std::collections::BTreeMap;

use super::free::Free;
use super::model::Candidate;

/// What is known of devices beside their being free.
#[derive(Debug, Default)]
pub struct Past {
    /// How often each was given to anybody.
    pub wear: BTreeMap<i64, i64>,
    /// How often each was with this client.
    pub with_client: BTreeMap<i64, i64>,
}

/// So many of these devices, the best first; fewer where there are no more.
pub fn choose<'i>(mut free: Vec<Free<'i>>, past: &Past, count: usize) -> Vec<&'i Candidate> {
    let of = |counts: &BTreeMap<i64, i64>, id: i64| counts.get(&id).copied().unwrap_or(0);
    free.sort_by_cached_key(|one| {
        let id = one.device.id;
        let neighbours = u8::from(one.free_from.is_some()) + u8::from(one.free_until.is_some());
        (
            std::cmp::Reverse(of(&past.with_client, id)),
            neighbours,
            of(&past.wear, id),
            one.device.serial_key.as_str(),
        )
    });
    free.into_iter().take(count).map(|one| one.device).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::model::DeviceStatus;
    use crate::kernel::timestamp::Timestamp;

    fn device(id: i64) -> Candidate {
        Candidate {
            id,
            serial_number: format!("LT-{id:03}"),
            serial_key: format!("LT-{id:03}"),
            category_id: 1,
            status: DeviceStatus::Available,
        }
    }

    #[test]
    fn own_devices_first_then_those_nobody_needs_soon_then_the_least_worn() {
        let past = Past {
            wear: BTreeMap::from([(1, 9), (2, 1), (3, 5), (4, 5)]),
            with_client: BTreeMap::from([(4, 2)]),
        };
        let devices: Vec<Candidate> = (1..=5).map(device).collect();
        let free = |device| Free {
            device,
            free_from: None,
            free_until: None,
        };
        let mut all: Vec<Free<'_>> = devices.iter().map(free).collect();
        all[1].free_until = Some(Timestamp::EPOCH);
        let ids: Vec<i64> = choose(all, &past, 4).iter().map(|device| device.id).collect();
        assert_eq!(ids, [4, 5, 3, 1]);
    }
}
