//! The kinds of tables: what each looks like, and who knows its records.

use super::adapter::TableAdapter;
use super::bookings::{self, BookingAdapter};
use super::clients::ClientAdapter;
use super::devices::{self, DeviceAdapter};
use super::people::{FIRST_NAME, LAST_NAME};
use super::pricing::PriceAdapter;
use super::rooms::RoomAdapter;
use super::rows::ImportTable;
use super::spec::{TableSpec, not_a_table};
use super::users::{self, PASSWORD_HASH, UserAdapter};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::Booking;
use crate::device::model::Device;
use crate::import::kind::ImportKind;
use crate::kernel::error::Result;
use crate::pricing::model::Price;
use crate::rental::clients::ClientUse;
use crate::room::Room;
use crate::user::User;

/// Returns what a table of a kind looks like.
///
/// # Errors
/// `Internal` for a kind that is not a table.
pub fn spec_of(kind: ImportKind) -> Result<TableSpec> {
    Ok(match kind {
        ImportKind::Rooms => TableSpec::of::<Room>(kind, &[], &[&["name"]]),
        ImportKind::Devices => {
            let mut spec = TableSpec::of::<Device>(kind, &[devices::QUANTITY], &[&["serial_number"]]);
            spec.normalize = devices::tidy;
            spec
        }
        ImportKind::Users => {
            let own = [PASSWORD_HASH, FIRST_NAME, LAST_NAME];
            let mut spec = TableSpec::of::<User>(kind, &own, &[&["username"], &["email"]]);
            spec.normalize = users::tidy;
            spec
        }
        ImportKind::Clients => TableSpec::of::<ClientUse>(kind, &[], &[&["name"]]),
        ImportKind::Pricing => TableSpec::of::<Price>(kind, &[], &[&["item"]]),
        ImportKind::Bookings => {
            let mut spec = TableSpec::of::<Booking>(kind, bookings::OWN_COLUMNS, bookings::KEY_HEADINGS);
            spec.normalize = bookings::tidy;
            spec
        }
        ImportKind::Schedule | ImportKind::Demo | ImportKind::Legacy => return Err(not_a_table(kind)),
    })
}

/// Loads the records that a table may be about, and those of earlier imports of its source; without a table, those of an
/// import that is undone.
///
/// # Errors
/// `Internal` for a kind that is not a table.
pub fn load(
    tx: &mut Tx<'_>,
    grant: &Grant,
    kind: ImportKind,
    table: Option<&ImportTable>,
    records: &[String],
) -> Result<Box<dyn TableAdapter>> {
    Ok(match kind {
        ImportKind::Rooms => Box::new(RoomAdapter::load(tx)?),
        ImportKind::Devices => Box::new(DeviceAdapter::load(tx, *grant)?),
        ImportKind::Users => Box::new(UserAdapter::load(tx, table)?),
        ImportKind::Bookings => Box::new(BookingAdapter::load(tx, *grant, table, records)?),
        ImportKind::Clients => Box::new(ClientAdapter::load(tx, table)?),
        ImportKind::Pricing => Box::new(PriceAdapter::load(tx, table)?),
        ImportKind::Schedule | ImportKind::Demo | ImportKind::Legacy => return Err(not_a_table(kind)),
    })
}
