//! Writing down what happens to devices: one line each, in the change's own transaction.

use super::model::{Action, Device, DeviceStatus, Movement};
use super::store;
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// Where a movement comes from and goes to, as far as bookings and rentals are concerned.
#[derive(Debug, Clone, Default)]
pub struct Between {
    pub from_booking: Option<i64>,
    pub to_booking: Option<i64>,
    pub rental: Option<i64>,
    pub reason: Option<String>,
}

/// A line for a device that is in `to` now.
pub fn line(
    tx: &Tx<'_>,
    device: &Device,
    action: Action,
    to: DeviceStatus,
    to_place: Option<String>,
    between: &Between,
) -> Movement {
    Movement {
        device_id: device.row.id,
        action,
        from_status: (action != Action::Added).then(|| device.status()),
        to_status: Some(to),
        from_place: device.row.place.clone().filter(|_| action != Action::Added),
        to_place,
        from_booking_id: between.from_booking,
        to_booking_id: between.to_booking,
        rental_id: between.rental,
        reason: between.reason.clone(),
        performed_by: tx.actor().username.clone(),
        created_at: tx.now(),
    }
}

pub fn write(tx: &mut Tx<'_>, lines: &[Movement]) -> Result<()> {
    store::insert_movements(tx.connection(), lines)
}
