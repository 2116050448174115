//! `room queue`: the ghosts that wait for a room, oldest first.

use super::{RoomNeeds, RoomVacancies, store};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::model::BookingRow;
use crate::booking::reach::is_boss_of;
use crate::client::written::ClientNames;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::location::LocationFilter;
use crate::output::{Record, RecordField, shown_in_table, summed, wanted_only};
use crate::room::service as rooms;

/// Rooms named for each.
const BEST: usize = 3;

/// Which ghosts to list.
#[derive(Debug, Clone, Default)]
pub struct RoomQueueFilter {
    /// Beginning in this stretch.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub limit: Option<usize>,
    /// Also those whose time has come and gone.
    pub all: bool,
    /// Leaves out those that wish for a room elsewhere, and names rooms that are there.
    pub location: LocationFilter,
}

/// A pending booking and the rooms that would do, best first.
#[derive(Debug, Clone)]
pub struct WaitingBooking {
    pub row: BookingRow,
    /// The client that the record is, or was merged into: its number and its name.
    pub client: (i64, String),
    pub wished_room: Option<String>,
    pub best_rooms: Vec<String>,
    pub waiting_days: i64,
}

/// Ghosts that begin in a stretch; from now on unless `all` or a start is given.
pub fn ghosts(tx: &mut Tx<'_>, filter: &RoomQueueFilter) -> Result<Vec<BookingRow>> {
    let from = filter.from.or_else(|| (!filter.all).then(|| tx.now()));
    store::ghosts(tx.connection(), from, filter.to)
}

/// Returns what waits for a room, oldest first: for a manager what waits for theirs. Whoever sees any bookings sees pending ones.
pub fn queue(tx: &mut Tx<'_>, filter: &RoomQueueFilter) -> Result<Vec<WaitingBooking>> {
    front(tx, filter).map(|(_, waiting)| waiting)
}

/// Returns how many wait in all, and the queue up to the limit.
pub fn front(tx: &mut Tx<'_>, filter: &RoomQueueFilter) -> Result<(usize, Vec<WaitingBooking>)> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let mut rows = ghosts(tx, filter)?;
    // Whoever manages rooms looks here for what waits for them.
    if grant.is_of_boss() {
        rows.retain(|row| is_boss_of(tx, &grant, row));
    }
    if !filter.location.is_open() {
        let there = rooms::at(&rooms::all(tx.connection())?, &filter.location);
        rows.retain(|row| row.wished_room_id.is_none_or(|room| there.contains(&room)));
    }
    let count = rows.len();
    rows.sort_by_key(|row| (row.created_at, row.id));
    rows.truncate(filter.limit.unwrap_or(usize::MAX));
    let Some(stretch) = stretch_of(&rows)? else {
        return Ok((count, Vec::new()));
    };
    let names = ClientNames::query(rows.iter().map(|row| row.client_id));
    let found = (RoomVacancies::query(tx, &stretch), names);
    let (vacancies, names) = tx.connection().answer(found)?;
    let clients = ClientNames::following(tx.connection(), names)?;
    let today = tx.site().today(tx.now());
    let mut waiting = Vec::with_capacity(rows.len());
    for row in rows {
        let period = Period::new(row.starts_at, row.ends_at)?;
        let needs = RoomNeeds {
            location: filter.location.clone(),
            ..RoomNeeds::of(&row)
        };
        let free = vacancies.free(&period, &needs);
        waiting.push(WaitingBooking {
            client: clients.owned(row.client_id),
            best_rooms: free.iter().take(BEST).map(|room| room.row.name.clone()).collect(),
            wished_room: row.wished_room_id.map(|id| vacancies.name(id)),
            waiting_days: (today - tx.site().today(row.created_at)).num_days(),
            row,
        });
    }
    Ok((count, waiting))
}

/// Returns the period from the first start to the last end; `None` for no bookings.
pub fn stretch_of(rows: &[BookingRow]) -> Result<Option<Period>> {
    let first = rows.iter().map(|row| row.starts_at).min();
    let last = rows.iter().map(|row| row.ends_at).max();
    first
        .zip(last)
        .map(|(first, last)| Period::new(first, last))
        .transpose()
}

impl Record for WaitingBooking {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<WaitingBooking>] = &[
            shown_in_table("booking_id", |w| w.row.id.into()),
            shown_in_table("client", |w| w.client.1.as_str().into()),
            wanted_only("client_id", |w| w.client.0.into()),
            wanted_only("client_name", |w| w.row.client_name.as_str().into()),
            shown_in_table("starts_at", |w| w.row.starts_at.into()),
            wanted_only("ends_at", |w| w.row.ends_at.into()),
            summed(shown_in_table("headcount", |w| w.row.headcount.into())),
            shown_in_table("waiting_days", |w| w.waiting_days.into()),
            wanted_only("wished_room", |w| w.wished_room.clone().into()),
            shown_in_table("best_rooms", |w| w.best_rooms.clone().into()),
            wanted_only("tenant", |w| w.row.tenant_id.as_str().into()),
            summed(wanted_only("devices_needed", |w| w.row.devices_needed.into())),
            wanted_only("requester_notes", |w| w.row.requester_notes.clone().into()),
            wanted_only("created_by", |w| w.row.created_by.as_str().into()),
            wanted_only("created_at", |w| w.row.created_at.into()),
        ];
        FIELDS
    }
}
