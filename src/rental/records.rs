//! Rows of rentals for later slices, under the permission that these have asked for.

use super::model::{RentalQuery, RentalRow, RentedDevice, ReturnCondition};
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
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

/// Draws the next rental number of a year: `RN-2026-0001`.
pub fn draw_number(tx: &mut Tx<'_>, _grant: &Grant, year: i32) -> Result<String> {
    let number = store::draw_number(tx.connection(), year)?;
    Ok(format!("RN-{year}-{number:04}"))
}

/// Inserts a rental that was made elsewhere.
pub fn insert(tx: &mut Tx<'_>, _grant: &Grant, row: &RentalRow) -> Result<()> {
    Ok(store::insert(tx.connection(), row)?)
}

/// Records the return of a device of such a rental.
pub fn record_return(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    assignment_id: i64,
    at: Timestamp,
    condition: ReturnCondition,
) -> Result<()> {
    Ok(store::record_return(
        tx.connection(),
        assignment_id,
        at,
        condition,
    )?)
}
