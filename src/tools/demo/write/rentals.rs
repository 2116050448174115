//! Rentals, and what of them came back.

use chrono::Datelike;

use super::DemoWriter;
use super::devices::movement;
use crate::device::bulk;
use crate::device::model::{DeviceAction, DeviceMovement, DeviceStatus};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::rental::model::RentalRow;
use crate::rental::records;
use crate::tools::demo::inventory::DemoRental;
use crate::tools::demo::words;

impl DemoWriter<'_, '_> {
    /// Writes the rentals of devices that are the demo's own.
    pub(super) fn write_rentals(&mut self) -> Result<usize> {
        let has_devices = |rental: &&DemoRental| {
            rental
                .devices
                .iter()
                .any(|(device, _)| self.devices[*device].is_some())
        };
        let rentals: Vec<&DemoRental> = self.demo.rentals.iter().filter(has_devices).collect();
        let ids = self
            .tx
            .connection()
            .reserve_ids("offsite_rentals", rentals.len())?;
        for (rental, id) in rentals.iter().zip(ids) {
            self.write_rental(rental, id)?;
        }
        Ok(rentals.len())
    }

    fn write_rental(&mut self, rental: &DemoRental, id: i64) -> Result<()> {
        let year = rental.leaves_on.year();
        let rental_no = records::draw_number(self.tx, &self.grants.devices, year)?;
        let is_planned = rental.leaves_on > self.demo.order.as_of;
        let (starts_at, made_at) = if is_planned {
            let day = self.site.days(rental.leaves_on, rental.leaves_on)?;
            (day.starts_at(), self.at(self.demo.order.as_of, 8)?)
        } else {
            let leaves_at = self.at(rental.leaves_on, 8)?;
            (leaves_at, leaves_at)
        };
        let due_at = self.site.days(rental.due_on, rental.due_on)?.ends_at();
        let mut devices = Vec::new();
        for (device, back) in &rental.devices {
            let back = match back {
                Some((day, condition)) => Some((self.at(*day, 15)?, *condition)),
                None => None,
            };
            devices.extend(self.devices[*device].clone().map(|device| (device, back)));
        }
        let returns = devices.iter().map(|(_, back)| back.map(|(at, _)| at));
        let returned_at = returns.collect::<Option<Vec<Timestamp>>>();
        let returned_at = returned_at.and_then(|all| all.into_iter().max());
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
            starts_at,
            due_at,
            returned_at,
            rental_form_generated: true,
            created_by: words::IT_BOSS.to_owned(),
            created_at: made_at,
            updated_at: returned_at.unwrap_or(made_at),
            client_id: 0,
        };
        records::insert(self.tx, &self.grants.devices, &row, &devices)?;
        let mut lines = Vec::new();
        for (device, back) in &devices {
            if is_planned {
                lines.push(DeviceMovement {
                    rental_id: Some(id),
                    ..movement(device, DeviceAction::Assigned, made_at)
                });
                continue;
            }
            lines.push(DeviceMovement {
                to_status: Some(DeviceStatus::Offsite),
                to_place: Some(row.company.clone()),
                rental_id: Some(id),
                ..movement(device, DeviceAction::Rented, made_at)
            });
            lines.extend(back.map(|(at, condition)| DeviceMovement {
                from_status: Some(DeviceStatus::Offsite),
                to_status: Some(condition.device_status()),
                from_place: Some(row.company.clone()),
                rental_id: Some(id),
                ..movement(device, DeviceAction::Returned, at)
            }));
        }
        bulk::insert_movements(self.tx, &self.grants.devices, &lines)
    }
}
