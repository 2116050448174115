//! Rentals, and what of them came back.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::Writing;
use super::devices::{assignment, movement};
use crate::device::bulk;
use crate::device::model::{DeviceAction, DeviceMovement, DeviceRow, DeviceStatus};
use crate::kernel::error::{Error, Result};
use crate::rental::model::{RentalRow, ReturnCondition};
use crate::rental::records;
use crate::tools::demo::inventory::NewRental;
use crate::tools::demo::words;

/// A device that leaves, and when and how it came back.
type Leaving = (DeviceRow, Option<(NaiveDate, ReturnCondition)>);

impl Writing<'_, '_> {
    /// Writes the rentals in the order in which they leave, so that late ones block no others.
    pub(super) fn write_rentals(&mut self) -> Result<usize> {
        let ids = self
            .tx
            .connection()
            .reserve_ids("offsite_rentals", self.demo.rentals.len())?;
        for (rental, id) in self.demo.rentals.iter().zip(ids) {
            self.write_rental(rental, id)?;
        }
        Ok(self.demo.rentals.len())
    }

    fn write_rental(&mut self, rental: &NewRental, id: i64) -> Result<()> {
        let year = rental.leaves_on.year();
        let rental_no = records::draw_number(self.tx, &self.grants.devices, year)?;
        let leaves_at = self.at(rental.leaves_on, 8)?;
        let due_at = self.site.days(rental.due_on, rental.due_on)?.ends_at();
        let devices: Vec<Leaving> = rental
            .devices
            .iter()
            .filter_map(|(device, back)| Some((self.devices[*device].clone()?, *back)))
            .collect();
        let last_back = devices
            .iter()
            .map(|(_, back)| back.map(|(day, _)| day))
            .max()
            .flatten();
        let is_back = devices.iter().all(|(_, back)| back.is_some());
        let returned_at = match last_back.filter(|_| is_back) {
            Some(day) => Some(self.at(day, 15)?),
            None => None,
        };
        let client = words::client(rental.client);
        let row = RentalRow {
            id,
            rental_no,
            booking_id: None,
            client_name: client.name.clone(),
            contact_person: client.person,
            contact_number: client.phone,
            contact_email: Some(client.email),
            company: client.name,
            address: client.address,
            notes: None,
            rental_date: rental.leaves_on,
            return_expected_date: rental.due_on,
            starts_at: leaves_at,
            due_at,
            returned_at,
            rental_form_generated: true,
            created_by: words::IT_BOSS.to_owned(),
            created_at: leaves_at,
            updated_at: returned_at.unwrap_or(leaves_at),
        };
        records::insert(self.tx, &self.grants.devices, &row)?;
        let assignments: Vec<_> = devices
            .iter()
            .map(|(device, _)| assignment(device, leaves_at, None, Some(id)))
            .collect();
        bulk::insert_assignments(self.tx, &self.grants.devices, &assignments)?;
        self.give_back(&row, &devices)
    }

    fn give_back(&mut self, rental: &RentalRow, devices: &[Leaving]) -> Result<()> {
        let taken: HashMap<i64, i64> = records::devices_of(self.tx, &self.grants.devices, &[rental.id])?
            .into_iter()
            .map(|taken| (taken.device_id, taken.assignment_id))
            .collect();
        let mut lines = Vec::new();
        for (device, back) in devices {
            lines.push(DeviceMovement {
                to_status: Some(DeviceStatus::Offsite),
                to_place: Some(rental.company.clone()),
                rental_id: Some(rental.id),
                ..movement(device, DeviceAction::Rented, rental.starts_at)
            });
            let Some((day, condition)) = back else { continue };
            let at = self.at(*day, 15)?;
            let assignment = taken.get(&device.id).copied();
            let assignment =
                assignment.ok_or_else(|| Error::internal("a device that left with a rental did not"))?;
            records::record_return(self.tx, &self.grants.devices, assignment, at, *condition)?;
            lines.push(DeviceMovement {
                from_status: Some(DeviceStatus::Offsite),
                to_status: Some(condition.device_status()),
                from_place: Some(rental.company.clone()),
                rental_id: Some(rental.id),
                ..movement(device, DeviceAction::Returned, at)
            });
        }
        bulk::insert_movements(self.tx, &self.grants.devices, &lines)
    }
}
