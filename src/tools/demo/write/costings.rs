//! Costings of bookings of the year.

use chrono::Datelike;

use super::DemoWriter;
use crate::booking::SeriesScope;
use crate::kernel::error::Result;
use crate::pricing::ledger::decide::{CostingVerdict, decide};
use crate::pricing::ledger::propose::propose_as;
use crate::pricing::quote::model::QuoteTarget;
use crate::tools::demo::model::DemoBooking;
use crate::tools::demo::stage::{COSTINGS_APPROVED, COSTINGS_PENDING};
use crate::tools::demo::words;

impl DemoWriter<'_, '_> {
    /// Proposes costings, of which whoever fills the database approves all but the last.
    pub(super) fn write_costings(&mut self) -> Result<usize> {
        let is_charged = |(place, booking): &(usize, &DemoBooking)| {
            booking.day.year() == self.demo.order.year
                && booking.status.holds_room()
                && !booking.long_term
                && !self.demo.stage.contains(place)
        };
        let bookings = self.demo.bookings.iter().enumerate().filter(is_charged);
        let targets: Vec<QuoteTarget> = bookings
            .take(COSTINGS_APPROVED + COSTINGS_PENDING)
            .map(|(place, _)| QuoteTarget::Booking(self.bookings[place], SeriesScope::One))
            .collect();
        let (approved, pending) = targets.split_at(COSTINGS_APPROVED.min(targets.len()));
        // Nobody approves what they proposed.
        let mut names = [words::ROOM_BOSS, words::IT_BOSS].into_iter();
        let is_other = |name: &&str| self.tx.actor().persons().all(|person| person != *name);
        let by = names.find(is_other).unwrap_or(words::STAFF[0]);
        let ids = propose_as(self.tx, approved, by)?;
        decide(self.tx, &ids, &CostingVerdict::Approve)?;
        propose_as(self.tx, pending, by)?;
        Ok(targets.len())
    }
}
