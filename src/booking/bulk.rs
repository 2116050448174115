//! Bookings by the thousand, for imports: a few statements, whatever their number.
//!
//! The caller plans, asks for the permission, and audits its import as one change.

use crate::auth::Grant;
use crate::db::types::Timestamp;
use crate::db::{StatementError, violation};
use crate::error::Result;
use crate::tx::Tx;

use super::model::{BookingRow, DeviceRequest, Status};
use super::{service, store};

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
