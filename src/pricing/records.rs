//! Rows of the catalogue for imports of whole tables and databases.

use super::item::ItemDirectory;
use super::model::{ItemType, PriceRow, Unit};
use super::store;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// Returns all prices ever set, by item, tier and day.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<PriceRow>> {
    let _grant = tx.require(Permission::SeePrices)?;
    store::all(tx.connection())
}

/// Returns all prices ever set of an item, by tier and day.
pub fn of_item(tx: &mut Tx<'_>, item_key: &str) -> Result<Vec<PriceRow>> {
    let _grant = tx.require(Permission::SeePrices)?;
    store::of_item(tx.connection(), item_key)
}

/// Returns the active prices of these items, of any tier, by day.
pub fn active_of(tx: &mut Tx<'_>, item_keys: &[String]) -> Result<Vec<PriceRow>> {
    let _grant = tx.require(Permission::SeePrices)?;
    store::active_of(tx.connection(), item_keys)
}

/// Returns the names of the amenities that are priced by the person: each room that a group shares needs them for its own
/// people.
pub fn amenities_per_person(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeeBookings)?;
    let rows = store::all(tx.connection())?.into_iter();
    let per_person = rows
        .filter(|row| row.is_active && row.item_type == ItemType::Amenity && row.unit == Some(Unit::Person));
    Ok(per_person.filter_map(|row| row.item_name).collect())
}

/// Reads the names of all items.
pub fn items(tx: &mut Tx<'_>) -> Result<ItemDirectory> {
    let _grant = tx.require(Permission::SeePrices)?;
    ItemDirectory::load(tx)
}

/// Gives prices that were made elsewhere their ids and inserts them.
pub fn insert(tx: &mut Tx<'_>, rows: &mut [PriceRow]) -> Result<()> {
    let _grant = tx.require(Permission::ChangePrices)?;
    let ids = tx.connection().reserve_ids("pricing_catalog", rows.len())?;
    for (row, id) in rows.iter_mut().zip(ids) {
        row.id = id;
    }
    Ok(store::insert(tx.connection(), rows)?)
}
