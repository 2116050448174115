//! What can be imported, and who may.

use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::text_enum;

text_enum! {
    /// What a file is about.
    pub enum ImportKind {
        /// The workbook of a year: rooms across, days down.
        Schedule = "schedule",
        Rooms = "rooms",
        Devices = "devices",
        Bookings = "bookings",
        Clients = "clients",
        Pricing = "pricing",
        Users = "users",
        /// Made-up data of every kind.
        Demo = "demo",
        /// The replaced system's database.
        Legacy = "legacy",
    }
}

impl ImportKind {
    /// Returns what whoever imports it, or undoes its import, must be allowed.
    pub fn permission(self) -> Permission {
        match self {
            Self::Schedule | Self::Rooms | Self::Bookings => Permission::ImportSchedule,
            Self::Devices => Permission::AssignDevices,
            Self::Clients => Permission::EditClients,
            Self::Pricing => Permission::ChangePrices,
            Self::Users | Self::Demo | Self::Legacy => Permission::ManageUsers,
        }
    }

    /// Returns what whoever sees an import's rows must be allowed.
    pub fn seen_with(self) -> Permission {
        match self {
            Self::Schedule | Self::Rooms | Self::Bookings | Self::Demo | Self::Legacy => {
                Permission::SeeImports
            }
            Self::Devices => Permission::SeeDevices,
            Self::Clients => Permission::SeeClients,
            Self::Pricing => Permission::SeePrices,
            Self::Users => Permission::ManageUsers,
        }
    }

    /// Returns what one record is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Rooms => "room",
            Self::Devices => "device",
            Self::Clients => "client",
            Self::Pricing => "price",
            Self::Users => "user",
            Self::Schedule | Self::Bookings => "booking",
            Self::Demo | Self::Legacy => "record",
        }
    }

    /// Returns whether it brings records of every kind.
    pub fn fills_a_database(self) -> bool {
        matches!(self, Self::Demo | Self::Legacy)
    }
}

/// Requires that the actor may import anything at all, before anything is told of one import.
///
/// # Errors
/// `Forbidden` for who may import nothing.
pub fn may_import_something(tx: &mut Tx<'_>) -> Result<()> {
    let mut refused = tx.require(Permission::ImportSchedule).map(|_grant| ());
    for kind in ImportKind::ALL {
        if refused.is_err() && tx.require(kind.permission()).is_ok() {
            refused = Ok(());
        }
    }
    refused
}
