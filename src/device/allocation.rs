//! Chooses devices when nobody names them: prefers those the client had before, spares those that others need soon, and
//! spreads wear. Pure.

use std::collections::BTreeMap;

use super::availability::inventory::FreeCandidate;
use super::model::DeviceCandidate;

/// How devices were used before.
#[derive(Debug, Default)]
pub struct PastUse {
    /// How often each device was assigned to anybody.
    pub wear: BTreeMap<i64, i64>,
    /// How often each device was with this client.
    pub with_client: BTreeMap<i64, i64>,
}

/// Chooses `count` of these devices, the best first, or fewer where there are no more.
pub fn choose<'i>(
    mut free: Vec<FreeCandidate<'i>>,
    past: &PastUse,
    count: usize,
) -> Vec<&'i DeviceCandidate> {
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

    fn device(id: i64) -> DeviceCandidate {
        DeviceCandidate {
            id,
            serial_number: format!("LT-{id:03}"),
            serial_key: format!("LT-{id:03}"),
            category_id: 1,
            status: DeviceStatus::Available,
        }
    }

    #[test]
    fn own_devices_first_then_those_nobody_needs_soon_then_the_least_worn() {
        let past = PastUse {
            wear: BTreeMap::from([(1, 9), (2, 1), (3, 5), (4, 5)]),
            with_client: BTreeMap::from([(4, 2)]),
        };
        let devices: Vec<DeviceCandidate> = (1..=5).map(device).collect();
        let free = |device| FreeCandidate {
            device,
            free_from: None,
            free_until: None,
        };
        let mut all: Vec<FreeCandidate<'_>> = devices.iter().map(free).collect();
        all[1].free_until = Some(Timestamp::EPOCH);
        let ids: Vec<i64> = choose(all, &past, 4).iter().map(|device| device.id).collect();
        assert_eq!(ids, [4, 5, 3, 1]);
    }
}
