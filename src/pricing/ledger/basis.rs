//! The facts that a costing was made from. When its booking or rental differs from them, the costing is stale. Prices and
//! tax rates are kept with them, and are no such fact: an agreed price stays agreed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::booking::{Booking, Tenant};
use crate::kernel::period::Site;
use crate::kernel::tax::TaxSchedule;
use crate::pricing::model::{BookedItem, ItemType};
use crate::pricing::quote::book::PriceBook;
use crate::pricing::quote::order::ServiceOrder;
use crate::rental::model::RentalRow;

/// The facts of a booking or a rental that decide what it is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostingBasis {
    /// Cancelled or rejected: nothing is charged.
    pub off: bool,
    pub client: String,
    pub tenant: Option<Tenant>,
    /// Local times of a booking, days of a rental.
    pub from: String,
    pub to: String,
    pub room_id: Option<i64>,
    pub headcount: i64,
    pub catering: Vec<String>,
    /// How many, by the key of what may be charged.
    pub devices: BTreeMap<String, i64>,
    /// The prices of its items that were agreed on; former versions kept none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<PriceBook>,
    /// The tax rates that were agreed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxSchedule>,
}

impl CostingBasis {
    /// Collects the facts of a booking.
    pub fn of_booking(booking: &Booking, order: &ServiceOrder, site: &Site) -> Self {
        let row = &booking.row;
        let local = |instant| site.local(instant).format("%Y-%m-%d %H:%M").to_string();
        let asked = BookedItem::ALL
            .iter()
            .filter(|item| item.is_asked(&booking.catering));
        let words = asked.map(|item| match item {
            BookedItem::WaterBottle => format!("{} × {}", booking.catering.water_bottles, item.name()),
            _ => item.name().to_owned(),
        });
        let pages = booking.catering.printed_pages;
        let pages = (pages > 0).then(|| format!("{pages} printed pages"));
        let named = booking.catering.amenities.clone().into_iter().chain(pages);
        Self {
            off: row.status.is_off(),
            client: row.client_name.clone(),
            tenant: Some(row.tenant_id),
            from: local(row.starts_at),
            to: local(row.agreed_end()),
            room_id: row.room_id,
            headcount: row.headcount.into(),
            catering: words.chain(named).collect(),
            devices: devices(order, false),
            prices: None,
            tax: None,
        }
    }

    /// Collects the facts of a rental as it stands on a day.
    pub fn of_rental(rental: &RentalRow, today: NaiveDate, order: &ServiceOrder) -> Self {
        Self {
            off: false,
            client: rental.client_name.clone(),
            tenant: None,
            from: rental.rental_date.to_string(),
            to: rental.last_day(today).to_string(),
            room_id: None,
            headcount: 0,
            catering: Vec::new(),
            devices: devices(order, true),
            prices: None,
            tax: None,
        }
    }

    /// Describes what is different now.
    pub fn changes(&self, now: &Self) -> Vec<String> {
        if self.off != now.off {
            return vec![
                if now.off {
                    "cancelled or rejected"
                } else {
                    "reinstated"
                }
                .to_owned(),
            ];
        }
        let mut changes = Vec::new();
        let mut compare = |what: &str, was: String, is: String| {
            if was != is {
                changes.push(format!("{what} {was} → {is}"));
            }
        };
        let tenant = |basis: &Self| basis.tenant.map(Tenant::as_str).unwrap_or_default().to_owned();
        compare("client", self.client.clone(), now.client.clone());
        compare("tenant", tenant(self), tenant(now));
        compare("from", self.from.clone(), now.from.clone());
        compare("to", self.to.clone(), now.to.clone());
        compare("headcount", self.headcount.to_string(), now.headcount.to_string());
        compare("catering", listed(&self.catering), listed(&now.catering));
        let count = |basis: &Self| basis.devices.values().sum::<i64>().to_string();
        compare("devices", count(self), count(now));
        if self.room_id != now.room_id {
            changes.push("different room".to_owned());
        }
        if changes.is_empty() && self.devices != now.devices {
            changes.push("different devices".to_owned());
        }
        changes
    }
}

fn listed(words: &[String]) -> String {
    match words {
        [] => "none".to_owned(),
        words => words.join(", "),
    }
}

/// Counts devices by the items that may be charged for them; of a rental also by last day, as one may come back late.
fn devices(order: &ServiceOrder, by_day: bool) -> BTreeMap<String, i64> {
    let mut devices = BTreeMap::new();
    let of_devices = order
        .timed
        .iter()
        .filter(|used| used.item.item_type == ItemType::DeviceCategory);
    for used in of_devices {
        let keys = std::iter::once(&used.item)
            .chain(&used.alternatives)
            .map(|item| item.key.as_str());
        let mut key = keys.collect::<Vec<_>>().join("|");
        if let (true, Some(last)) = (by_day, used.days.last()) {
            key = format!("{key} to {last}");
        }
        *devices.entry(key).or_insert(0) += used.units;
    }
    devices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_is_described() {
        let was = CostingBasis {
            off: false,
            client: "Umoya".into(),
            tenant: Some(Tenant::Tech),
            from: "2026-03-02 07:30".into(),
            to: "2026-03-02 16:30".into(),
            room_id: Some(1),
            headcount: 25,
            catering: Vec::new(),
            devices: BTreeMap::from([("device_category:1".into(), 18)]),
            prices: None,
            tax: None,
        };
        assert!(was.changes(&was).is_empty());
        let mut now = was.clone();
        now.headcount = 30;
        now.catering.push("Pastry".into());
        now.room_id = Some(2);
        assert_eq!(
            was.changes(&now),
            ["headcount 25 → 30", "catering none → Pastry", "different room"]
        );
        let mut now = was.clone();
        now.devices = BTreeMap::from([("device_category:2".into(), 18)]);
        assert_eq!(was.changes(&now), ["different devices"]);
        now.off = true;
        assert_eq!(was.changes(&now), ["cancelled or rejected"]);
    }
}
