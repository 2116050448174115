//! Bookings by the thousand, for imports: a few statements, whatever their number.
//!
//! The caller plans, asks for the permission, and audits its import as one change.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calendar::{self, CalendarQuery, DateSpan, DocumentKind};
use super::model::{BookingImport, BookingRow, Catering, DeviceRequest};
use super::status::BookingStatus;
use super::{conflict, save, service, store};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::HeldRooms;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::location::LocationFilter;
use crate::room::service as rooms;

pub use super::calendar::CalendarDocument;
pub use super::describe::describe_block;
pub use super::model::{BlockHold, BookingChange, PhysicalRoom, RoomClaim, RoomHold};
pub use super::timeline::{RoomHolder, RoomTimeline};

/// What a change of one booking came to.
#[derive(Debug, PartialEq, Eq)]
pub enum BatchOutcome {
    Done,
    /// Somebody took its room since the change was planned.
    RoomTaken,
}

/// Reserves ids for bookings that other rows refer to before they are written.
pub fn reserve_bookings(tx: &mut Tx<'_>, _grant: &Grant, count: usize) -> Result<Vec<i64>> {
    Ok(tx.connection().reserve_ids("bookings", count)?)
}

/// Creates series.
pub fn create_series(tx: &mut Tx<'_>, _grant: &Grant, count: usize) -> Result<Vec<i64>> {
    let now = tx.now();
    let ids = tx.connection().reserve_ids("booking_series", count)?;
    store::insert_series(tx.connection(), &ids, now)?;
    Ok(ids)
}

/// Inserts new bookings, what they eat, which devices they ask for and where they come from.
///
/// # Errors
/// Contention when somebody took one of the rooms since it was planned.
pub fn create(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rows: &[BookingRow],
    catering: &[Catering],
    requests: &[(i64, DeviceRequest)],
    imports: &[BookingImport],
) -> Result<()> {
    save::insert(tx, grant, rows, catering)?;
    store::insert_imports(tx.connection(), imports)?;
    service::request_devices(tx, grant, requests)
}

/// Stores requests for devices: booking, category (none: any), quantity.
pub fn request_devices(tx: &mut Tx<'_>, _grant: &Grant, requests: &[(i64, Option<i64>, i32)]) -> Result<()> {
    let now = tx.now();
    store::insert_requests(tx.connection(), requests, now)
}

/// Returns whether there is any booking.
pub fn any_exist(tx: &mut Tx<'_>, _grant: &Grant) -> Result<bool> {
    store::is_any(tx.connection())
}

/// Returns all that is held in a period, in any room.
pub fn timeline(tx: &mut Tx<'_>, _grant: &Grant, period: &Period) -> Result<RoomTimeline> {
    RoomTimeline::load(tx.connection(), period)
}

/// Writes the bookings of these days that hold a room, offices too, as the workbook that `import schedule` reads.
pub fn workbook(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<CalendarDocument> {
    let ask = CalendarQuery {
        stretch: DateSpan::Days(first, last),
        all: true,
        rooms: Vec::new(),
        location: LocationFilter::default(),
        tenant: None,
        document: Some(DocumentKind::Xlsx),
    };
    calendar::calendar(tx, &ask)?.document(DocumentKind::Xlsx)
}

/// Gives back the rooms of these bookings before others (or they themselves, at another time) take them.
pub fn release(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<()> {
    store::release(tx.connection(), ids)
}

/// Cancels bookings.
pub fn cancel(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64], reason: &str) -> Result<()> {
    let now = tx.now();
    Ok(store::set_status(
        tx.connection(),
        ids,
        BookingStatus::Cancelled,
        Some(reason),
        now,
    )?)
}

/// Makes blocks give place to bookings, which may be written later in the transaction: booking and block. A pair that is
/// there already stays.
pub fn pass_blocks(tx: &mut Tx<'_>, _grant: &Grant, pairs: &[(i64, i64)], reason: &str) -> Result<()> {
    let mut missing = Vec::new();
    for (booking, block) in pairs {
        if store::bookings_passing(tx.connection(), *block, &[*booking])?.is_empty() {
            missing.push((*booking, *block));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let (now, by) = (tx.now(), tx.actor().username.clone());
    store::insert_block_exceptions(tx.connection(), &missing, reason, &by, now)
}

/// Changes one booking; `requests`, if given, replaces what it asks for.
pub fn update(
    tx: &mut Tx<'_>,
    grant: &Grant,
    id: i64,
    change: &BookingChange,
    requests: Option<&[DeviceRequest]>,
) -> Result<BatchOutcome> {
    match tx.savepoint(|connection| store::update(connection, id, change)) {
        Err(error) if save::is_room_taken(&error) => return Ok(BatchOutcome::RoomTaken),
        other => other?,
    }
    if let Some(requests) = requests {
        store::delete_requests(tx.connection(), &[id])?;
        let wanted: Vec<_> = requests.iter().map(|request| (id, *request)).collect();
        service::request_devices(tx, grant, &wanted)?;
    }
    Ok(BatchOutcome::Done)
}

/// Locks bookings until the transaction ends and returns them.
pub fn lock(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<Vec<BookingRow>> {
    tx.connection().lock_rows("bookings", ids)?;
    store::by_ids(tx.connection(), ids)
}

/// A room that a booking of so many people is to have.
#[derive(Debug)]
pub struct WantedRoom {
    pub booking_id: i64,
    pub room_id: i64,
    pub period: Period,
    pub people: i32,
    pub long_term: bool,
}

/// Returns the error of a room that others have in a period: who, and what is free then. Bookings in `others` are not in the
/// way.
///
/// # Errors
/// Those of the database.
pub fn room_taken(tx: &mut Tx<'_>, _grant: &Grant, wanted: &WantedRoom, others: &[i64]) -> Result<Error> {
    let rooms = rooms::all(tx.connection())?;
    let (own, room_id) = (wanted.booking_id, wanted.room_id);
    let except: Vec<i64> = others.iter().copied().chain([own]).collect();
    match rooms.iter().find(|room| room.row.id == room_id) {
        Some(room) => {
            let claim = RoomClaim::of(wanted.long_term);
            let (period, people) = (&wanted.period, wanted.people);
            conflict::room_taken_beside(tx, room, period, people, claim, (&except, &[own]))
        }
        None => Err(Error::internal(format!("no room {room_id}"))),
    }
}

/// Returns these bookings.
pub fn by_ids(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<Vec<BookingRow>> {
    store::by_ids(tx.connection(), ids)
}

/// Returns which imports made these bookings, by booking.
pub fn imports_of(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<BTreeMap<i64, BookingImport>> {
    store::imports(tx.connection(), ids)
}

/// Returns the bookings that start at one of these instants.
pub fn starting_at(tx: &mut Tx<'_>, _grant: &Grant, starts: &[Timestamp]) -> Result<Vec<BookingRow>> {
    store::with_starts(tx.connection(), starts)
}

/// Returns the physical parts of every room.
pub fn physical_rooms(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<PhysicalRoom>> {
    Ok(tx.connection().answer(store::physical_rooms())?)
}

/// Returns the holds of blocks in a period, of any room.
pub fn blocks_between(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<BlockHold>> {
    Ok(tx.connection().answer(store::blocks(HeldRooms::All, from, to))?)
}

/// Returns the holds of bookings in a period, of any room.
pub fn holds_between(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<RoomHold>> {
    let holds = store::holds(tx.connection(), HeldRooms::All, from, to);
    Ok(tx.connection().answer(holds)?)
}
