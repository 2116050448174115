//! Rows of rentals for later slices, under the permission that these have asked for.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::model::{RentalQuery, RentalRow, RentedDevice, ReturnCondition};
use super::{service, store};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::{Booking, service as bookings};
use crate::client::written;
use crate::device::assignment::NewAssignment;
use crate::device::bulk;
use crate::device::model::{DeviceRow, DeviceStatus, RentedHolding};
use crate::device::request::OPEN;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Lists the rentals that match, in the order of their ids.
pub fn list(tx: &mut Tx<'_>, _grant: &Grant, query: &RentalQuery) -> Result<Vec<RentalRow>> {
    store::list(tx.connection(), query)
}

/// Finds a rental by its exact number.
pub fn by_number(tx: &mut Tx<'_>, _grant: &Grant, number: &str) -> Result<Option<RentalRow>> {
    store::by_number(tx.connection(), number)
}

/// Returns the devices of rentals, by rental and serial.
pub fn devices_of(tx: &mut Tx<'_>, _grant: &Grant, rental_ids: &[i64]) -> Result<Vec<RentedDevice>> {
    store::devices_of(tx.connection(), rental_ids)
}

/// Returns the assignments of the devices that left with a rental and are not back.
pub fn left(tx: &mut Tx<'_>, _grant: &Grant) -> Result<HashSet<i64>> {
    service::left(tx)
}

/// A device that a rental is to take and does not have.
pub struct MissedDevice {
    pub rental: RentalRow,
    pub serial_number: String,
    /// `None`: it is fit and here, and the rental began without it.
    pub unfit: Option<DeviceStatus>,
}

/// Rentals that are not back, with what belongs to them.
pub struct OpenRentals {
    /// In the order of their ids.
    pub rentals: Vec<RentalRow>,
    /// By rental and serial.
    pub devices: Vec<RentedDevice>,
    /// The bookings that they are of, by id.
    pub bookings: BTreeMap<i64, Booking>,
    /// The assignments of the devices that left with a rental and are not back.
    left: HashSet<i64>,
    /// The devices of these.
    gone: HashSet<i64>,
}

/// Loads what belongs to rentals that are not back; `begun` is what begun ones have.
pub fn with_devices(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rentals: Vec<RentalRow>,
    begun: &[RentedHolding],
) -> Result<OpenRentals> {
    let booked: Vec<i64> = rentals.iter().filter_map(|row| row.booking_id).collect();
    let bookings = bookings::load(tx, grant, &booked)?.into_iter();
    let ids: Vec<i64> = rentals.iter().map(|row| row.id).collect();
    let left = || begun.iter().filter(|one| one.has_left).map(|one| &one.holding);
    Ok(OpenRentals {
        bookings: bookings.map(|booking| (booking.row.id, booking)).collect(),
        devices: store::devices_of(tx.connection(), &ids)?,
        left: left().map(|holding| holding.assignment_id).collect(),
        gone: left().map(|holding| holding.device_id).collect(),
        rentals,
    })
}

impl OpenRentals {
    /// Returns whether a device left with its rental and is not back.
    pub fn has_left(&self, device: &RentedDevice) -> bool {
        self.left.contains(&device.assignment_id)
    }

    /// Returns the devices that these rentals are to take and that are not fit, or fit and here after the rental began. What is
    /// not fit for a booking to come is told with that booking.
    pub fn missed_devices(&self, tx: &Tx<'_>) -> Vec<MissedDevice> {
        let now = tx.now();
        let today = tx.site().today(now);
        let is_to_come = |id: i64| {
            let booking = self.bookings.get(&id).map(|booking| &booking.row);
            booking.is_some_and(|row| row.ends_at > now && OPEN.contains(&row.status))
        };
        let by_id: HashMap<i64, &RentalRow> = self.rentals.iter().map(|row| (row.id, row)).collect();
        let missed = |taken: &RentedDevice| {
            let rental = *by_id.get(&taken.rental_id).filter(|_| taken.is_out())?;
            let is_fit = taken.device_status.can_be_promised();
            let is_missed = if is_fit {
                !rental.is_planned(today) && !self.gone.contains(&taken.device_id)
            } else {
                rental.booking_id.is_none_or(|id| !is_to_come(id))
            };
            is_missed.then(|| MissedDevice {
                rental: rental.clone(),
                serial_number: taken.serial_number.clone(),
                unfit: (!is_fit).then_some(taken.device_status),
            })
        };
        self.devices.iter().filter_map(missed).collect()
    }
}

/// Draws the next rental number of a year: `RN-2026-0001`.
pub fn draw_number(tx: &mut Tx<'_>, _grant: &Grant, year: i32) -> Result<String> {
    let number = store::draw_number(tx.connection(), year)?;
    Ok(format!("RN-{year}-{number:04}"))
}

/// When and how a device came back; `None`: it is still out.
pub type ReturnOfDevice = Option<(Timestamp, ReturnCondition)>;

/// Inserts a rental that was made elsewhere, with its devices.
pub fn insert(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    devices: &[(DeviceRow, ReturnOfDevice)],
) -> Result<()> {
    let row = &RentalRow {
        client_id: written::one(tx, grant, &row.client_name)?,
        ..row.clone()
    };
    store::insert(tx.connection(), row)?;
    let assignment = |(device, _): &(DeviceRow, ReturnOfDevice)| NewAssignment {
        booking_id: row.booking_id,
        rental_id: Some(row.id),
        ..NewAssignment::new(device, &row.created_by, row.created_at)
    };
    let assignments: Vec<NewAssignment> = devices.iter().map(assignment).collect();
    bulk::insert_assignments(tx, grant, &assignments)?;
    for taken in store::devices_of(tx.connection(), &[row.id])? {
        let of_device = devices.iter().find(|(device, _)| device.id == taken.device_id);
        if let Some((at, condition)) = of_device.and_then(|(_, back)| *back) {
            let due_on = row.return_expected_date;
            store::record_return(tx.connection(), &[taken.assignment_id], at, condition, due_on)?;
        }
    }
    Ok(())
}
