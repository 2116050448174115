//! Bookings for the dashboard: of a day, waiting, one's own, and how much rooms are used.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::calendar::{self, CalendarQuery, DateSpan};
use super::catering;
use super::model::Booking;
use super::reach::VisibleBookings;
use super::status::BookingStatus;
use super::{service, store};
use crate::access::auth::{Permission, PermissionScope};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::location::LocationFilter;
use crate::room::service as rooms;

pub use super::calendar::{DoorUse, RoomDoor};
pub use super::catering::CateringPlan;
pub use super::utilisation::{OverallUtilisation, in_all};
pub use super::vacancy::queue::{RoomQueueFilter, WaitingBooking, front};

/// What takes place on a day.
#[derive(Debug)]
pub struct DaySummary {
    pub bookings: usize,
    pub rooms: usize,
    /// Of bookings whose headcount is known.
    pub people: i64,
    /// In order of time, as far as the actor may see them; `None`: no names of clients.
    pub seen: Option<Vec<Booking>>,
}

/// Returns the bookings that hold a room on a day, and device-only ones, without long-term offices; and what its kitchen plans,
/// where that is wanted.
pub fn day(
    tx: &mut Tx<'_>,
    day: NaiveDate,
    wants_kitchen: bool,
) -> Result<(DaySummary, Option<CateringPlan>)> {
    let grant = tx.require(Permission::SeeCalendar)?;
    let site = tx.site();
    let statuses = [
        BookingStatus::Confirmed,
        BookingStatus::CheckedIn,
        BookingStatus::Completed,
        BookingStatus::Pending,
    ];
    let (held, roomless) = calendar::of_days(tx, &grant, &site.days(day, day)?, &statuses)?;
    let names_clients = grant.reach() != PermissionScope::CateringOnly;
    let (waiting, devices_alone): (Vec<Booking>, Vec<Booking>) = roomless
        .into_iter()
        .partition(|booking| booking.row.status == BookingStatus::Pending);
    let served = || held.iter().chain(&waiting).cloned().collect();
    let plan = || catering::plan(&site, DateSpan::Days(day, day), served(), names_clients);
    let kitchen = wants_kitchen.then(plan).transpose()?;
    let mut found = held;
    found.extend(devices_alone);
    found.retain(|booking| !booking.row.long_term);
    found.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    let rooms: BTreeSet<i64> = found.iter().filter_map(|booking| booking.row.room_id).collect();
    let summary = DaySummary {
        bookings: found.len(),
        rooms: rooms.len(),
        people: found.iter().map(|booking| i64::from(booking.row.headcount)).sum(),
        seen: match grant.reach() {
            PermissionScope::CateringOnly => None,
            _ => Some(visible(tx, found)?),
        },
    };
    Ok((summary, kitchen))
}

/// Returns what the doors of all rooms say of a day. A combined room has none: its bookings stand at those of its parts.
pub fn doors(tx: &mut Tx<'_>, day: NaiveDate) -> Result<Vec<RoomDoor>> {
    let ask = CalendarQuery {
        stretch: DateSpan::days(day, day)?,
        all: true,
        rooms: Vec::new(),
        location: LocationFilter::default(),
        tenant: None,
        document: None,
    };
    let mut doors = calendar::calendar(tx, &ask)?.doors();
    let rooms = rooms::all(tx.connection())?;
    let is_combined = |name: &str| {
        let room = rooms.iter().find(|room| room.row.name == name);
        room.is_some_and(|room| !room.components.is_empty())
    };
    doors.retain(|door| !is_combined(&door.room));
    Ok(doors)
}

fn visible(tx: &mut Tx<'_>, mut bookings: Vec<Booking>) -> Result<Vec<Booking>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    if let Some(mut seen) = VisibleBookings::of(tx, &grant) {
        seen.with_pending = false;
        bookings.retain(|booking| seen.has(&booking.row));
    }
    Ok(bookings)
}

/// Returns what the actor asked for and what is to come from a day on, soonest first.
pub fn own(tx: &mut Tx<'_>, from: NaiveDate, limit: i64) -> Result<Vec<Booking>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let (username, from) = (&tx.actor().username, tx.site().days(from, from)?.starts_at());
    let rows = store::upcoming_of(tx.connection(), username, from, limit)?;
    service::with_names(tx, &grant, rows)
}
