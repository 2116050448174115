//! Who may fill a whole database.

use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// The permissions of somebody who fills a database.
pub struct FillGrants {
    pub rooms: Grant,
    pub bookings: Grant,
    pub devices: Grant,
}

impl FillGrants {
    /// Asks for every permission that filling a database needs.
    ///
    /// # Errors
    /// `Forbidden` for everybody but admins.
    pub fn ask(tx: &Tx<'_>) -> Result<Self> {
        let _users = tx.require(Permission::ManageUsers)?;
        let _prices = tx.require(Permission::ChangePrices)?;
        Ok(Self {
            rooms: tx.require(Permission::EditRooms)?,
            bookings: tx.require(Permission::ImportSchedule)?,
            devices: tx.require(Permission::AssignDevices)?,
        })
    }
}
