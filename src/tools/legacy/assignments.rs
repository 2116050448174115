//! Devices that bookings request, and those that they have.

use std::collections::{BTreeMap, BTreeSet};

use super::import::{LegacyImport, TakenBooking};
use super::source::{ASSIGNMENTS, LegacyData, LegacyRow};
use crate::booking::{self, DevicePreference, batch};
use crate::device::assignment::NewAssignment;
use crate::device::model::DeviceCategory;
use crate::device::{bulk, category};
use crate::kernel::error::Result;

/// A booking here, a category (none: any) and how many.
type RequestRow = (i64, Option<i64>, i32);

impl LegacyImport<'_, '_> {
    /// Takes requests and the devices of bookings; those in `leaving` go out with a rental.
    pub fn take_assignments(&mut self, leaving: &BTreeSet<i64>) -> Result<()> {
        let rows = self.source.rows(ASSIGNMENTS);
        self.report.begin(ASSIGNMENTS, rows.len());
        let categories = category::all(self.tx.connection())?;
        let mut requests: Vec<RequestRow> = Vec::new();
        let mut given: Vec<NewAssignment> = Vec::new();
        for row in rows {
            let id = row.id();
            if self.was_taken(ASSIGNMENTS, &id) {
                self.report.unchanged(ASSIGNMENTS);
                continue;
            }
            if row.number("id").is_some_and(|number| leaving.contains(&number)) {
                // Counted with its rental.
                continue;
            }
            let booking = row
                .number("booking_id")
                .and_then(|number| self.bookings.get(&number))
                .cloned();
            let Some(booking) = booking else {
                self.report.skip(ASSIGNMENTS, &id, "its booking was not taken");
                continue;
            };
            match row.number("device_id") {
                None => requests.extend(self.request(row, &id, &booking, &categories)),
                Some(device) => match self.give(row, &id, &booking, device) {
                    Some(row) => given.push(row),
                    None => continue,
                },
            }
        }
        let mut asked: BTreeMap<i64, i32> = BTreeMap::new();
        for (booking, _, quantity) in &requests {
            *asked.entry(*booking).or_default() += quantity;
        }
        requests.extend(self.implied_requests(&asked, &categories));
        self.write_requests(&requests)?;
        bulk::insert_assignments(self.tx, &self.grants.devices, &given)
    }

    /// Reads a request for so many devices of a category.
    fn request(
        &mut self,
        row: &LegacyRow,
        id: &str,
        booking: &TakenBooking,
        categories: &[DeviceCategory],
    ) -> Option<RequestRow> {
        let Some(quantity) = quantity(row) else {
            let asked = row.number("quantity").unwrap_or_default();
            self.report
                .skip(ASSIGNMENTS, id, format!("it asks for {asked} devices"));
            return None;
        };
        let stored = row
            .number("device_category_id")
            .and_then(|number| self.categories.get(&number))
            .copied();
        self.report.take(ASSIGNMENTS, id);
        let category = self.category_asked(stored, booking.preference, categories);
        Some((booking.id, category, quantity))
    }

    /// Returns the category of a request. The old form stored a class of laptops where desktops were requested, so the
    /// preference of the booking wins where there is such a category.
    fn category_asked(
        &self,
        stored: Option<i64>,
        preference: Option<DevicePreference>,
        categories: &[DeviceCategory],
    ) -> Option<i64> {
        match preference {
            Some(DevicePreference::Any) => return None,
            Some(DevicePreference::Laptops) | None => return stored,
            Some(DevicePreference::Desktops) => {}
        }
        let is_desktop = |id: i64| {
            let mut named = categories.iter().filter(|category| category.id == id);
            named.any(|category| category.name_key.contains("desktop"))
        };
        let mut theirs = self.categories.values().copied().filter(|id| is_desktop(*id));
        match stored.filter(|id| is_desktop(*id)) {
            Some(id) => Some(id),
            None => theirs.next().or(stored),
        }
    }

    /// Gives a device to a booking, unless somebody else has it then.
    fn give(
        &mut self,
        row: &LegacyRow,
        id: &str,
        booking: &TakenBooking,
        number: i64,
    ) -> Option<NewAssignment> {
        let Some(device) = self.devices.get(&number).cloned() else {
            self.report
                .skip(ASSIGNMENTS, id, format!("there is no device {number}"));
            return None;
        };
        if let Some(why) = self.unfit_here(&device) {
            self.report.skip(ASSIGNMENTS, id, why);
            return None;
        }
        let (from, to) = (booking.period.starts_at(), booking.period.ends_at());
        let taken = if self.timeline.out.contains(&device.id) {
            Err("a rental that is not back".to_owned())
        } else if booking.holds_devices() {
            let whose = format!("booking {}", booking.id);
            self.timeline.take(device.id, from, to, &whose)
        } else {
            Ok(())
        };
        if let Err(other) = taken {
            let serial = &device.serial_number;
            self.report.skip(
                ASSIGNMENTS,
                id,
                format!("{serial} is with {other} then, not with booking {}", booking.id),
            );
            return None;
        }
        self.report.take(ASSIGNMENTS, id);
        let at = row.instant("assigned_at").unwrap_or(self.tx.now());
        let by = self.person(row, &["assigned_by"]);
        Some(NewAssignment {
            booking_id: Some(booking.id),
            notes: row.text_of("notes", 2000),
            ..NewAssignment::new(&device, &by, at)
        })
    }

    /// Makes the requests of bookings that need devices but name no category.
    fn implied_requests(&self, asked: &BTreeMap<i64, i32>, ours: &[DeviceCategory]) -> Vec<RequestRow> {
        let named = |key: &str| {
            let mut found = ours.iter().filter(|category| category.name_key == key);
            found.next().map(|category| category.id)
        };
        let of = |preference| match preference {
            Some(DevicePreference::Laptops) => named("laptop"),
            Some(DevicePreference::Desktops) => named("desktop"),
            Some(DevicePreference::Any) | None => None,
        };
        let fresh = self.bookings.values().filter(|booking| booking.is_new);
        let rest = fresh.map(|booking| {
            let asked = asked.get(&booking.id).copied().unwrap_or(0);
            (booking.id, of(booking.preference), booking.devices_needed - asked)
        });
        rest.filter(|(_, _, quantity)| *quantity > 0).collect()
    }

    /// Writes requests; a booking that was taken before needs these devices too.
    fn write_requests(&mut self, requests: &[RequestRow]) -> Result<()> {
        batch::request_devices(self.tx, &self.grants.bookings, requests)?;
        let known: BTreeSet<i64> = self
            .bookings
            .values()
            .filter(|one| !one.is_new)
            .map(|one| one.id)
            .collect();
        for (id, _, quantity) in requests.iter().filter(|(id, _, _)| known.contains(id)) {
            let booking = booking::service::load_one(self.tx, &self.grants.bookings, *id)?;
            let needed = booking.row.devices_needed.saturating_add(*quantity);
            booking::service::set_devices_needed(self.tx, &self.grants.bookings, &booking, needed)?;
        }
        Ok(())
    }
}

/// Returns how many devices a row asks for, one by default; `None` for an impossible number.
fn quantity(row: &LegacyRow) -> Option<i32> {
    let stored = i32::try_from(row.number("quantity").unwrap_or(1)).ok();
    stored.filter(|quantity| (1..=100_000).contains(quantity))
}

/// Counts the devices that each old booking asks for in its requests.
pub fn asked(source: &LegacyData) -> BTreeMap<i64, i32> {
    let mut asked: BTreeMap<i64, i32> = BTreeMap::new();
    let requests = source
        .rows(ASSIGNMENTS)
        .iter()
        .filter(|row| row.number("device_id").is_none());
    for (booking, quantity) in requests.filter_map(|row| row.number("booking_id").zip(quantity(row))) {
        let sum = asked.entry(booking).or_default();
        *sum = sum.saturating_add(quantity);
    }
    asked
}
