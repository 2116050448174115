//! Who has which device when.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::tx::Tx;
use crate::device::availability::{HoldFilter, begun, holdings};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Who has a device when, by device and start; and which are out.
#[derive(Debug, Default)]
pub struct DeviceTimeline {
    holds: BTreeMap<i64, Vec<(Timestamp, Timestamp, String)>>,
    pub out: BTreeSet<i64>,
}

impl DeviceTimeline {
    /// Loads who holds devices here.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let mut timeline = Self::default();
        for holding in holdings(tx.connection(), &HoldFilter::default())? {
            let whose = match (&holding.rental_no, holding.booking_id) {
                (Some(number), _) => format!("rental {number}"),
                (None, Some(id)) => format!("booking {id}"),
                (None, None) => "somebody".to_owned(),
            };
            let of_device = timeline.holds.entry(holding.device_id).or_default();
            of_device.push((holding.starts_at, holding.ends_at, whose));
        }
        let today = tx.site().today(tx.now());
        timeline.out = begun(tx.connection(), today)?
            .iter()
            .map(|one| one.holding.device_id)
            .collect();
        Ok(timeline)
    }

    /// Holds a device, or returns who has it then.
    pub fn take(&mut self, device: i64, from: Timestamp, to: Timestamp, whose: &str) -> Result<(), String> {
        let holds = self.holds.entry(device).or_default();
        match holds
            .iter()
            .find(|(starts_at, ends_at, _)| *starts_at < to && from < *ends_at)
        {
            Some((_, _, other)) => Err(other.clone()),
            None => {
                holds.push((from, to, whose.to_owned()));
                Ok(())
            }
        }
    }
}
