//! What an undo tells those who were told of the change: what nobody was told yet is never told, and what somebody was told is
//! told anew.

use std::collections::{BTreeMap, BTreeSet};

use super::model::ChangedRecord;
use crate::access::auth::Permission;
use crate::access::operation::{self, Operation};
use crate::access::outbox;
use crate::access::tx::Tx;
use crate::booking::{Booking, service as bookings, telling};
use crate::kernel::error::Result;

/// Bookings as they were before an undo.
pub struct BookingNews {
    before: Vec<Booking>,
}

impl BookingNews {
    /// Reads the bookings that are about to be put back.
    pub fn of(tx: &mut Tx<'_>, records: &[ChangedRecord]) -> Result<Self> {
        let ids = bookings_of(records.iter());
        if ids.is_empty() {
            return Ok(Self { before: Vec::new() });
        }
        let grant = tx.require_managed(Permission::SeeBookings)?;
        Ok(Self {
            before: bookings::load(tx, &grant, &ids)?,
        })
    }

    /// Takes back what the undone change announced of bookings, or announces what they are again.
    pub fn tell(self, tx: &mut Tx<'_>, operation: &Operation, done: &[ChangedRecord]) -> Result<()> {
        let ids = bookings_of(done.iter());
        if ids.is_empty() || self.before.is_empty() {
            return Ok(());
        }
        let grant = tx.require_managed(Permission::SeeBookings)?;
        let loaded = bookings::load(tx, &grant, &ids)?.into_iter();
        let after: BTreeMap<i64, Booking> = loaded.map(|booking| (booking.row.id, booking)).collect();
        let first = operation
            .undoes
            .map(|id| operation::find(tx.connection(), id))
            .transpose()?;
        let at: Vec<_> = [Some(operation.at), first.flatten().map(|one| one.at)]
            .into_iter()
            .flatten()
            .collect();
        let names: Vec<String> = ids.iter().map(i64::to_string).collect();
        let mut announced = outbox::of_records(tx.connection(), "booking", &names, &at)?;
        let created: BTreeSet<i64> = bookings_of(done.iter().filter(|record| record.is_created()))
            .into_iter()
            .collect();
        // Several bookings that were made at once were announced by the first of them.
        let is_told = |id: &i64| announced.get(&id.to_string()).is_some_and(|one| !one.is_waiting);
        let were_told = created.iter().any(is_told);
        let mut untold = Vec::new();
        for before in &self.before {
            let Some(after) = after
                .get(&before.row.id)
                .filter(|after| telling::is_news(before, after))
            else {
                continue;
            };
            match announced.remove(&before.row.id.to_string()) {
                Some(newest) if newest.is_waiting => untold.push(newest.id),
                Some(_) => telling::tell_of_undo(tx, before, after),
                None if were_told && created.contains(&before.row.id) => {
                    telling::tell_of_undo(tx, before, after)
                }
                // An import announces nothing, and neither does its undo.
                None => {}
            }
        }
        let now = tx.now();
        outbox::drained(tx.connection(), &untold, now)
    }
}

fn bookings_of<'r>(records: impl Iterator<Item = &'r ChangedRecord>) -> Vec<i64> {
    let bookings = records.filter(|record| record.entity == "booking");
    bookings.filter_map(|record| record.id.parse().ok()).collect()
}
