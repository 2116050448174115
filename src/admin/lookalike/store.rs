//! Names that a transaction entered.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::access::tx::Tx;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{bookings, offsite_rentals, rooms};
use crate::kernel::error::Result;

/// Loads the names of the rooms and clients of the records that this transaction wrote.
pub fn entered(tx: &mut Tx<'_>) -> Result<BTreeSet<String>> {
    let numbers = |ids: Vec<String>| -> Vec<i64> { ids.iter().filter_map(|id| id.parse().ok()).collect() };
    let (room_ids, booking_ids) = (numbers(tx.changed("room")), numbers(tx.changed("booking")));
    let rentals = tx.changed("rental");
    let connection = tx.connection();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for ids in room_ids.chunks(IDS_PER_QUERY) {
        let those = rooms::table.filter(rooms::id.eq_any(ids.to_vec()));
        names.extend(those.select(rooms::name).load::<String>(connection)?);
    }
    for ids in booking_ids.chunks(IDS_PER_QUERY) {
        let those = bookings::table.filter(bookings::id.eq_any(ids.to_vec()));
        names.extend(those.select(bookings::client_name).load::<String>(connection)?);
    }
    for numbers in rentals.chunks(IDS_PER_QUERY) {
        let those = offsite_rentals::table.filter(offsite_rentals::rental_no.eq_any(numbers.to_vec()));
        names.extend(
            those
                .select(offsite_rentals::client_name)
                .load::<String>(connection)?,
        );
    }
    Ok(names)
}
