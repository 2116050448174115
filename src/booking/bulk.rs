//! Bookings by the thousand, for imports: a few statements, whatever their number.
//!
//! The caller plans, asks for the permission, and audits its import as one change.

use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::{StatementError, violation};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

use chrono::NaiveDate;

use super::calendar::{self, Ask, DateSpan, DocumentKind};
use super::model::{BookingRow, Catering, DeviceRequest, Status};
use super::{service, store};
use crate::kernel::period::Period;

pub use super::calendar::Document;
pub use super::conflict::period_in_words;
pub use super::store::{BookingChange, Hold, PhysicalRoom};
pub use super::timeline::{Holder, Timeline};

/// What a group of statements came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    Done,
    /// Somebody took one of the rooms since it was planned; the transaction must be given up and planned anew.
    RoomTaken,
}

fn room_taken(result: Result<(), StatementError>) -> Result<Written> {
    match result {
        Ok(()) => Ok(Written::Done),
        Err(error) => match violation(&error) {
            Some(rule) if rule.0 == "room_holds_no_overlap" => Ok(Written::RoomTaken),
            _ => Err(error.into()),
        },
    }
}

/// Ids for bookings that other rows refer to before they are written.
pub fn reserve_bookings(tx: &mut Tx<'_>, _grant: &Grant, count: usize) -> Result<Vec<i64>> {
    Ok(tx.connection().reserve_ids("bookings", count)?)
}

/// New series.
pub fn create_series(tx: &mut Tx<'_>, _grant: &Grant, count: usize) -> Result<Vec<i64>> {
    let now = tx.now();
    let ids = tx.connection().reserve_ids("booking_series", count)?;
    store::insert_series(tx.connection(), &ids, now)?;
    Ok(ids)
}

pub fn create(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    rows: &[BookingRow],
    requests: &[(i64, DeviceRequest)],
) -> Result<Written> {
    let written = tx.savepoint(|connection| store::insert_many(connection, rows));
    if room_taken(written)? == Written::RoomTaken {
        return Ok(Written::RoomTaken);
    }
    service::request_devices(tx, requests)?;
    Ok(Written::Done)
}

/// What bookings ask for: booking, category (none: any), quantity.
pub fn request(tx: &mut Tx<'_>, _grant: &Grant, requests: &[(i64, Option<i64>, i32)]) -> Result<()> {
    let now = tx.now();
    store::insert_requests(tx.connection(), requests, now)
}

/// What bookings eat; of those that have nothing yet.
pub fn feed(tx: &mut Tx<'_>, _grant: &Grant, catering: &[Catering]) -> Result<()> {
    store::insert_catering(tx.connection(), catering)
}

/// Whether there is any booking at all.
pub fn is_any(tx: &mut Tx<'_>, _grant: &Grant) -> Result<bool> {
    store::is_any(tx.connection())
}

/// All that is held in a stretch, in any room.
pub fn timeline(tx: &mut Tx<'_>, _grant: &Grant, stretch: &Period) -> Result<Timeline> {
    Timeline::load(tx.connection(), stretch)
}

/// The bookings of these days that hold a room, offices too, as the workbook that `import schedule` reads.
///
/// # Errors
/// Those of the calendar.
pub fn workbook(tx: &mut Tx<'_>, _grant: &Grant, first: NaiveDate, last: NaiveDate) -> Result<Document> {
    let ask = Ask {
        stretch: DateSpan::Days(first, last),
        all: true,
        rooms: Vec::new(),
        tenant: None,
        document: Some(DocumentKind::Xlsx),
    };
    calendar::calendar(tx, &ask)?.document(DocumentKind::Xlsx)
}

/// Gives the rooms of these bookings back, before others (or they themselves, at another time) take them.
pub fn release(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<()> {
    store::release(tx.connection(), ids)
}

pub fn cancel(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64], reason: &str) -> Result<()> {
    let now = tx.now();
    Ok(store::set_status(
        tx.connection(),
        ids,
        Status::Cancelled,
        Some(reason),
        now,
    )?)
}

/// Changes one booking; its requests are replaced where `requests` says what they are now.
pub fn change(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    id: i64,
    change: &BookingChange,
    requests: Option<&[DeviceRequest]>,
) -> Result<Written> {
    let written = tx.savepoint(|connection| store::update(connection, id, change));
    if room_taken(written)? == Written::RoomTaken {
        return Ok(Written::RoomTaken);
    }
    if let Some(requests) = requests {
        store::delete_requests(tx.connection(), id)?;
        let wanted: Vec<_> = requests.iter().map(|request| (id, *request)).collect();
        service::request_devices(tx, &wanted)?;
    }
    Ok(Written::Done)
}

/// These bookings as they are, and nobody else changes them before this transaction ends.
pub fn lock(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<Vec<BookingRow>> {
    tx.connection().lock_rows("bookings", ids)?;
    store::by_ids(tx.connection(), ids)
}

pub fn by_ids(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<Vec<BookingRow>> {
    store::by_ids(tx.connection(), ids)
}

/// Bookings that start at one of these instants.
pub fn with_starts(tx: &mut Tx<'_>, _grant: &Grant, starts: &[Timestamp]) -> Result<Vec<BookingRow>> {
    store::with_starts(tx.connection(), starts)
}

/// The physical parts of every room.
pub fn physical_rooms(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<PhysicalRoom>> {
    store::physical_rooms(tx.connection())
}

/// What is held in a stretch, in any room.
pub fn holds_between(tx: &mut Tx<'_>, _grant: &Grant, from: Timestamp, to: Timestamp) -> Result<Vec<Hold>> {
    store::holds_between(tx.connection(), from, to)
}
