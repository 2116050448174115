//! Rows of rentals for later slices, under the permission that these have asked for.

use super::model::{RentalQuery, RentalRow, RentedDevice, ReturnCondition};
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::device::assignment::NewAssignment;
use crate::device::bulk;
use crate::device::model::{DeviceRow, DeviceStatus};
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

/// A device that a rental without a booking is to take and that is not fit.
pub struct UnfitDevice {
    pub rental: RentalRow,
    pub serial_number: String,
    pub status: DeviceStatus,
}

/// Returns the devices that rentals without a booking are to take and that are not fit; those of bookings are told with their
/// bookings.
pub fn unfit_devices(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<UnfitDevice>> {
    let query = RentalQuery {
        open: Some(true),
        ..RentalQuery::default()
    };
    let mut open = store::list(tx.connection(), &query)?;
    open.retain(|row| row.booking_id.is_none());
    let ids: Vec<i64> = open.iter().map(|row| row.id).collect();
    let unfit = store::unfit_of(tx.connection(), &ids)?.into_iter();
    let with_rental = |(id, serial_number, status): (i64, String, DeviceStatus)| {
        let rental = open.iter().find(|row| row.id == id)?.clone();
        Some(UnfitDevice {
            rental,
            serial_number,
            status,
        })
    };
    Ok(unfit.filter_map(with_rental).collect())
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
            store::record_return(tx.connection(), taken.assignment_id, at, condition, due_on)?;
        }
    }
    Ok(())
}
