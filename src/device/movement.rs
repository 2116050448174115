//! Writes the movement log: one line for what happens to a device, in the same transaction.

use super::model::{Device, DeviceAction, DeviceMovement, DeviceStatus};
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// The bookings and the rental that a movement is about, and its reason.
#[derive(Debug, Clone, Default)]
pub struct MovementCause {
    pub from_booking: Option<i64>,
    pub to_booking: Option<i64>,
    pub rental: Option<i64>,
    pub reason: Option<String>,
}

/// What happens to one device.
#[derive(Debug, Clone)]
pub struct NewMovement<'d> {
    pub device: &'d Device,
    pub action: DeviceAction,
    pub to_status: DeviceStatus,
    pub from_place: Option<String>,
    pub to_place: Option<String>,
}

impl<'d> NewMovement<'d> {
    /// Returns a movement that leaves the device where it is.
    pub fn new(device: &'d Device, action: DeviceAction, to_status: DeviceStatus) -> Self {
        let place = device.row.place.clone();
        Self {
            device,
            action,
            to_status,
            from_place: place.clone().filter(|_| action != DeviceAction::Added),
            to_place: place,
        }
    }
}

/// Writes movements with the same cause.
pub fn record(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    movements: Vec<NewMovement<'_>>,
    cause: &MovementCause,
) -> Result<()> {
    let (now, by) = (tx.now(), tx.actor().username.clone());
    let lines: Vec<DeviceMovement> = movements
        .into_iter()
        .map(|movement| DeviceMovement {
            from_status: (movement.action != DeviceAction::Added).then(|| movement.device.status()),
            to_status: Some(movement.to_status),
            from_place: movement.from_place,
            to_place: movement.to_place,
            from_booking_id: cause.from_booking,
            to_booking_id: cause.to_booking,
            rental_id: cause.rental,
            reason: cause.reason.clone(),
            ..DeviceMovement::new(movement.device.row.id, movement.action, &by, now)
        })
        .collect();
    store::insert_movements(tx.connection(), &lines)
}
