//! Which devices to take when nobody names them: a client's own stay together, those that others need soon are left
//! alone, and wear is spread. Pure.

use std::collections::BTreeMap;

use super::free::FreeDevice;
use super::model::Device;

/// What is known of devices beside their being free.
#[derive(Debug, Default)]
pub struct Past {
    /// How often each was given to anybody.
    pub wear: BTreeMap<i64, i64>,
    /// How often each was with this client.
    pub with_client: BTreeMap<i64, i64>,
}

/// So many of these devices, the best first; fewer where there are no more.
pub fn choose(mut free: Vec<FreeDevice>, past: &Past, count: usize) -> Vec<Device> {
    let of = |counts: &BTreeMap<i64, i64>, id: i64| counts.get(&id).copied().unwrap_or(0);
    free.sort_by_key(|one| {
        let id = one.device.row.id;
        let neighbours = u8::from(one.free_from.is_some()) + u8::from(one.free_until.is_some());
        (
            std::cmp::Reverse(of(&past.with_client, id)),
            neighbours,
            of(&past.wear, id),
            one.device.row.serial_key.clone(),
        )
    });
    free.into_iter().take(count).map(|one| one.device).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::types::Timestamp;
    use crate::device::model::{DeviceRow, DeviceStatus};

    fn free(id: i64, free_until: Option<Timestamp>) -> FreeDevice {
        let row = DeviceRow {
            id,
            serial_number: format!("LT-{id:03}"),
            serial_key: format!("LT-{id:03}"),
            name: None,
            category_id: 1,
            status: DeviceStatus::Available,
            status_since: Timestamp::EPOCH,
            place: None,
            office_account: None,
            anydesk_id: None,
            notes: None,
            created_at: Timestamp::EPOCH,
            updated_at: Timestamp::EPOCH,
        };
        FreeDevice {
            device: Device {
                row,
                category: "Laptop".into(),
                held: None,
                now: Timestamp::EPOCH,
            },
            free_from: None,
            free_until,
        }
    }

    #[test]
    fn own_devices_first_then_those_nobody_needs_soon_then_the_least_worn() {
        let past = Past {
            wear: BTreeMap::from([(1, 9), (2, 1), (3, 5), (4, 5)]),
            with_client: BTreeMap::from([(4, 2)]),
        };
        let all = vec![
            free(1, None),
            free(2, Some(Timestamp::EPOCH)),
            free(3, None),
            free(4, None),
            free(5, None),
        ];
        let ids: Vec<i64> = choose(all, &past, 4).iter().map(|device| device.row.id).collect();
        assert_eq!(ids, [4, 5, 3, 1]);
    }
}
