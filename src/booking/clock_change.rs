//! Bookings to come, when the site's clocks change their meaning: another time zone, other hours of the day.

use chrono::NaiveTime;
use serde_json::json;

use super::blocks::service as blocks;
use super::filter::BookingFilter;
use super::model::Booking;
use super::save::{BookingUpdate, save_all};
use super::{batch, describe, service, store};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::{RepeatedHour, Site};

/// A booking that has not begun, and stands.
pub struct UpcomingBooking(Booking);

impl UpcomingBooking {
    pub fn id(&self) -> i64 {
        self.0.row.id
    }

    /// Describes it by the clocks of a site.
    pub fn in_words(&self, site: &Site) -> String {
        describe::describe_booking(&self.0, site)
    }

    /// Returns its period by the clocks of a site.
    pub fn clock(&self, site: &Site) -> String {
        describe::describe_period(site, self.0.row.starts_at, self.0.row.ends_at)
    }

    /// Returns whether it takes these hours of its day.
    pub fn takes(&self, site: &Site, start: NaiveTime, end: NaiveTime) -> bool {
        let (from, to) = (site.local(self.0.row.starts_at), site.local(self.0.row.ends_at));
        (from.time(), to.time()) == (start, end)
    }
}

/// Returns the bookings that have not begun and stand, in order of time.
pub fn upcoming(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<UpcomingBooking>> {
    let now = tx.now();
    let filter = BookingFilter {
        from: Some(now),
        ..BookingFilter::default()
    };
    let mut rows = store::list(tx.connection(), &filter, None)?;
    rows.retain(|row| row.starts_at > now && !row.status.is_off());
    let bookings = service::with_names(tx, grant, rows)?;
    Ok(bookings.into_iter().map(UpcomingBooking).collect())
}

/// Moves bookings, and blocks of rooms, so that the clocks of the new site show what those of the old one showed.
///
/// # Errors
/// `Invalid` for a time that the new clocks skip; `Conflict` where what does not move is in the way.
pub fn keep_clock_times(
    tx: &mut Tx<'_>,
    grant: &Grant,
    bookings: &[UpcomingBooking],
    old: &Site,
    new: &Site,
) -> Result<()> {
    // A time that the new clocks show twice is the first.
    let new = &Site {
        repeated_hour: Some(RepeatedHour::First),
        ..new.clone()
    };
    let mut moved = Vec::new();
    for UpcomingBooking(before) in bookings {
        let mut row = before.row.clone();
        row.starts_at = new.instant(old.local(row.starts_at).naive_local())?;
        row.ends_at = new.instant(old.local(row.ends_at).naive_local())?;
        // Where both zones agree, as in summer, nothing moves.
        if row != before.row {
            moved.push((before, row));
        }
    }
    let holding = moved.iter().filter(|(before, _)| before.row.status.holds_room());
    let holding: Vec<i64> = holding.map(|(before, _)| before.row.id).collect();
    batch::release(tx, grant, &holding)?;
    blocks::keep_clock_times(tx, grant, old, new)?;
    let why = json!({"timezone": new.timezone.name()});
    let updates = moved.into_iter();
    let updates: Vec<BookingUpdate> = updates
        .map(|(before, row)| BookingUpdate::new(before.clone(), row, why.clone()))
        .collect();
    save_all(tx, grant, &updates).map(|_saved| ())
}
