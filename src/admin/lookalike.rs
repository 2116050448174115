//! Remarks about names that the eye takes for others: letters of two alphabets in one word.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::access::tx::Tx;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{bookings, offsite_rentals, rooms};
use crate::kernel::error::Result;
use crate::kernel::names::mixed_word;

/// How many names are remarked one by one.
const MOST_NAMED: usize = 3;

/// Describes the names of rooms and clients that a command entered and that mix two alphabets in a word. Whoever books a
/// room for such a client later is not told again.
pub fn mixed_names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let enters = ["create", "add", "edit", "combine", "start"];
    let command = tx.command();
    if !command.starts_with("import ") && !enters.iter().any(|verb| command.ends_with(verb)) {
        return Ok(Vec::new());
    }
    let mut remarks: Vec<String> = entered(tx)?
        .iter()
        .filter_map(|name| {
            let word = mixed_word(name)?;
            Some(format!(
                "the name `{name}` has letters of two alphabets in `{word}`"
            ))
        })
        .collect();
    let more = remarks.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        remarks.truncate(MOST_NAMED);
        remarks.push(format!(
            "{more} more names have letters of two alphabets in one word"
        ));
    }
    Ok(remarks)
}

/// Loads the names of the rooms and clients of the records that this transaction wrote.
fn entered(tx: &mut Tx<'_>) -> Result<BTreeSet<String>> {
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
