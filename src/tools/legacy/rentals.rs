//! Rentals: the replaced system wrote a row for each device; here a rental is one, with all its devices.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::groups::{self, RentalGroup};
use super::import::{LegacyImport, TakenBooking};
use super::source::{ASSIGNMENTS, DEVICES, RENTALS};
use crate::device::model::{DeviceAction, DeviceMovement, DeviceRow, DeviceStatus};
use crate::device::{bulk, service as devices};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::rental::model::{RentalRow, ReturnCondition};
use crate::rental::records::{self, ReturnOfDevice};

/// How our numbers begin.
const OURS: &str = "RN-";

/// Where nobody wrote it down.
const UNKNOWN: &str = "unknown";

impl<'t> LegacyImport<'t, '_> {
    /// Takes returned rentals first, then open ones by when they left, so that late ones block no others.
    pub fn take_rentals(&mut self) -> Result<()> {
        self.report.begin(RENTALS, self.source.rows(RENTALS).len());
        let mut groups = groups::groups(self.source);
        groups.sort_by_key(|group| (!group.is_back(), group.first(|row| row.date("rental_date"))));
        for group in &groups {
            match self.take_rental(group)? {
                Ok(with) => self.count_along(group, &with),
                Err(why) => self.leave_out(group, &why),
            }
        }
        self.look_for_the_lost()
    }

    /// Writes a rental and returns the old numbers of its devices; `Err`: why it is not written.
    fn take_rental(&mut self, group: &RentalGroup<'t>) -> Result<Result<BTreeSet<i64>, String>> {
        let was_taken = group.rows.iter().any(|row| self.was_taken(RENTALS, &row.id()));
        if was_taken {
            return Ok(Err("its rental was taken before without it".to_owned()));
        }
        if let Some(number) = known_as(group)
            && records::by_number(self.tx, &self.grants.devices, &number)?.is_some()
        {
            return Ok(Err(format!("there is a rental {number} already")));
        }
        let booking = match group.bookings.len() {
            1 => group
                .bookings
                .first()
                .and_then(|number| self.bookings.get(number))
                .cloned(),
            _ => None,
        };
        let Some(dates) = self.dates(group, booking.as_ref())? else {
            return Ok(Err("nothing says when it left or is due".to_owned()));
        };
        let devices = self.devices_of(group, &dates);
        if devices.is_empty() {
            return Ok(Err("no device of it is known and free".to_owned()));
        }
        self.write_rental(group, booking.as_ref(), &dates, &devices)?;
        if let Some(number) = known_as(group).filter(|number| Some(number) != group.number.as_ref()) {
            let id = group.rows.first().map(|row| row.id()).unwrap_or_default();
            let message = format!("its number looks like one of ours: here it is {number}");
            self.report.note(RENTALS, &id, message);
        }
        let with: BTreeSet<i64> = devices.iter().map(|(device, _)| device.id).collect();
        let is_with = |number: &i64| {
            self.devices
                .get(number)
                .is_some_and(|device| with.contains(&device.id))
        };
        Ok(Ok(group
            .devices
            .iter()
            .map(|along| along.device)
            .filter(is_with)
            .collect()))
    }

    fn count_along(&mut self, group: &RentalGroup<'t>, with: &BTreeSet<i64>) {
        for row in &group.rows {
            self.report.take(RENTALS, &row.id());
        }
        for along in &group.devices {
            let id = along.assignment.to_string();
            if with.contains(&along.device) {
                self.report.take(ASSIGNMENTS, &id);
            } else {
                let why = "its device could not leave with the rental";
                self.report.skip(ASSIGNMENTS, &id, why);
            }
        }
    }

    fn leave_out(&mut self, group: &RentalGroup<'t>, why: &str) {
        for row in &group.rows {
            if self.was_taken(RENTALS, &row.id()) {
                self.report.unchanged(RENTALS);
            } else {
                self.report.skip(RENTALS, &row.id(), why);
            }
        }
        for along in &group.devices {
            let id = along.assignment.to_string();
            // One that was taken before is counted already.
            if !self.was_taken(ASSIGNMENTS, &id) {
                self.report.skip(ASSIGNMENTS, &id, why);
            }
        }
    }

    fn dates(
        &mut self,
        group: &RentalGroup<'t>,
        booking: Option<&TakenBooking>,
    ) -> Result<Option<RentalDates>> {
        let site = self.tx.site();
        let day = |at: Timestamp| site.local(at).date_naive();
        let leaves_on = group
            .first(|row| row.date("rental_date"))
            .or(booking.map(|booking| day(booking.period.starts_at())));
        let due_on = group
            .first(|row| row.date("return_expected_date"))
            .or(booking.map(|booking| day(booking.period.ends_at())));
        let Some(leaves_on) = leaves_on.or(due_on) else {
            return Ok(None);
        };
        let due_on = due_on.unwrap_or(leaves_on).max(leaves_on);
        let with_booking = booking
            .map(|booking| booking.period.starts_at())
            .filter(|at| day(*at) == leaves_on);
        Ok(Some(RentalDates {
            leaves_on,
            due_on,
            starts_at: with_booking.unwrap_or(site.days(leaves_on, leaves_on)?.starts_at()),
            due_at: site.days(due_on, due_on)?.ends_at(),
        }))
    }

    /// Returns its devices that are known and free then, with when each came back.
    fn devices_of(
        &mut self,
        group: &RentalGroup<'t>,
        dates: &RentalDates,
    ) -> Vec<(DeviceRow, ReturnOfDevice)> {
        let id = group.rows.first().map(|row| row.id()).unwrap_or_default();
        let whose = group
            .number
            .clone()
            .unwrap_or_else(|| "another rental".to_owned());
        let mut devices = Vec::new();
        for along in &group.devices {
            let Some(device) = self.devices.get(&along.device).cloned() else {
                self.report
                    .note(RENTALS, &id, format!("there is no device {}", along.device));
                continue;
            };
            if let Some(why) = self.unfit_here(&device).filter(|_| along.back.is_none()) {
                self.report
                    .note(RENTALS, &id, format!("without {}: {why}", device.serial_number));
                continue;
            }
            let until = along.back.map_or(dates.due_at, |back| back.min(dates.due_at));
            let taken = match (self.timeline.out.contains(&device.id), until > dates.starts_at) {
                (true, _) => Err("a rental that is not back".to_owned()),
                (false, true) => self.timeline.take(device.id, dates.starts_at, until, &whose),
                (false, false) => Ok(()),
            };
            match taken {
                Ok(()) => {
                    if along.back.is_none() {
                        self.timeline.out.insert(device.id);
                    }
                    // How it came back was never written down.
                    devices.push((device, along.back.map(|at| (at, ReturnCondition::Ok))));
                }
                Err(other) => {
                    let serial = &device.serial_number;
                    let message = format!("without {serial}, which is with {other} then");
                    self.report.note(RENTALS, &id, message);
                }
            }
        }
        devices
    }

    fn write_rental(
        &mut self,
        group: &RentalGroup<'t>,
        booking: Option<&TakenBooking>,
        dates: &RentalDates,
        devices: &[(DeviceRow, ReturnOfDevice)],
    ) -> Result<()> {
        let id = self.tx.connection().reserve_id("offsite_rentals")?;
        let row = self.rental_row(id, group, booking, dates, devices)?;
        records::insert(self.tx, &self.grants.devices, &row, devices)?;
        for (device, _) in devices.iter().filter(|(_, back)| back.is_none()) {
            self.is_out(device.id, &row)?;
        }
        Ok(())
    }

    fn rental_row(
        &mut self,
        id: i64,
        group: &RentalGroup<'t>,
        booking: Option<&TakenBooking>,
        dates: &RentalDates,
        devices: &[(DeviceRow, ReturnOfDevice)],
    ) -> Result<RentalRow> {
        let now: Timestamp = self.tx.now();
        let rental_no = self.rental_number(group, dates.leaves_on)?;
        let client = booking.map(|booking| booking.client_name.clone());
        let company = group
            .text("company")
            .or_else(|| client.clone())
            .unwrap_or_else(|| UNKNOWN.to_owned());
        let or_unknown = |text: Option<String>| text.unwrap_or_else(|| UNKNOWN.to_owned());
        let returned_at = devices
            .iter()
            .map(|(_, back)| back.map(|(at, _)| at))
            .collect::<Option<Vec<Timestamp>>>()
            .and_then(|all| all.into_iter().max());
        let created_at = group
            .first(|row| row.instant("created_at"))
            .unwrap_or(dates.starts_at)
            .min(now);
        let by = group.rows.first().map(|row| self.person(row, &["created_by"]));
        Ok(RentalRow {
            id,
            rental_no,
            booking_id: booking.map(|booking| booking.id),
            client_name: client.unwrap_or_else(|| company.clone()),
            contact_person: or_unknown(
                group
                    .text("contact_person")
                    .or_else(|| booking.and_then(|booking| booking.contact_person.clone())),
            ),
            contact_number: or_unknown(
                group
                    .text("contact_number")
                    .or_else(|| booking.and_then(|booking| booking.contact_phone.clone())),
            ),
            contact_email: group.text("contact_email"),
            company,
            address: or_unknown(group.first(|row| row.text_of("address", 2000))),
            notes: group.first(|row| row.text_of("notes", 2000)),
            rental_date: dates.leaves_on,
            return_expected_date: dates.due_on,
            // What was back before its first day was out for no time.
            starts_at: returned_at.map_or(dates.starts_at, |back| back.min(dates.starts_at)),
            due_at: dates.due_at,
            returned_at,
            rental_form_generated: group
                .rows
                .iter()
                .any(|row| row.flag("rental_form_generated") == Some(true)),
            created_by: by.unwrap_or_else(|| self.tx.actor().username.clone()),
            created_at,
            updated_at: now,
            client_id: 0,
        })
    }

    /// Returns its own number, or the next of ours. Ours have no gaps, so none of theirs may look like one.
    fn rental_number(&mut self, group: &RentalGroup<'t>, leaves_on: NaiveDate) -> Result<String> {
        match known_as(group) {
            Some(number) => Ok(number),
            None => {
                let year = leaves_on.year();
                records::draw_number(self.tx, &self.grants.devices, year)
            }
        }
    }

    fn is_out(&mut self, device_id: i64, rental: &RentalRow) -> Result<()> {
        let found = devices::rows_by_ids(self.tx.connection(), &[device_id])?;
        for device in found {
            let moved = DeviceMovement {
                from_status: Some(device.status),
                to_status: Some(DeviceStatus::Offsite),
                to_place: Some(rental.company.clone()),
                rental_id: Some(rental.id),
                to_booking_id: rental.booking_id,
                created_at: rental.created_at,
                ..self.movement(device.id, DeviceAction::Rented)
            };
            let row = DeviceRow {
                status: DeviceStatus::Offsite,
                status_since: rental.starts_at,
                ..device
            };
            bulk::save(self.tx, &self.grants.devices, &row)?;
            bulk::insert_movements(self.tx, &self.grants.devices, &[moved])?;
        }
        Ok(())
    }

    /// Returns devices that are off site without a rental, to be looked at: nobody could move them otherwise.
    fn look_for_the_lost(&mut self) -> Result<()> {
        let is_lost = |device: &DeviceRow| {
            device.status == DeviceStatus::Offsite && !self.timeline.out.contains(&device.id)
        };
        let lost: Vec<(i64, DeviceRow)> = self
            .devices
            .iter()
            .filter(|(_, device)| is_lost(device))
            .map(|(number, device)| (*number, device.clone()))
            .collect();
        for (number, device) in lost {
            let row = DeviceRow {
                status: DeviceStatus::Returned,
                ..device
            };
            bulk::save(self.tx, &self.grants.devices, &row)?;
            let line = DeviceMovement {
                from_status: Some(DeviceStatus::Offsite),
                to_status: Some(row.status),
                ..self.movement(row.id, DeviceAction::Moved)
            };
            bulk::insert_movements(self.tx, &self.grants.devices, &[line])?;
            let message = "off site, and no rental says with whom: returned, to be looked at";
            self.report.note(DEVICES, &number.to_string(), message);
        }
        Ok(())
    }
}

/// Returns its number here, if it has one; a number that looks like ours is marked as theirs.
fn known_as(group: &RentalGroup<'_>) -> Option<String> {
    let number = group.number.as_ref()?;
    Some(if number.starts_with(OURS) {
        format!("OLD-{number}")
    } else {
        number.clone()
    })
}

/// When a rental leaves and is due.
struct RentalDates {
    leaves_on: NaiveDate,
    due_on: NaiveDate,
    starts_at: Timestamp,
    due_at: Timestamp,
}
