//! The rules of bookings.

use std::collections::BTreeMap;

use super::errors::unknown_booking;
use super::filter::BookingFilter;
use super::model::{Booking, BookingRow, Catering, DeviceRequest, DeviceType, SeriesScope, StoredRequest};
use super::reach::{VisibleBookings, check_reach, is_visible};
use super::store::{self, BookingNames, BookingParts};
use crate::access::audit::{self, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::TakeRows;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::client::written::ClientNames;
use crate::db::{Connection, QueryBatch};
use crate::kernel::error::Result;
use crate::room::service as rooms;

/// Stores what bookings ask for, by category.
pub fn request_devices(tx: &mut Tx<'_>, _grant: &Grant, requests: &[(i64, DeviceRequest)]) -> Result<()> {
    if requests.is_empty() {
        return Ok(());
    }
    let categories = store::category_ids(tx.connection())?;
    let category = |kind: DeviceType| match kind {
        DeviceType::Laptop => categories.get("laptop").copied(),
        DeviceType::Desktop => categories.get("desktop").copied(),
        DeviceType::Any => None,
    };
    let rows: Vec<_> = requests
        .iter()
        .filter(|(_, request)| request.quantity > 0)
        .map(|(id, request)| {
            (
                *id,
                category(request.kind),
                i32::try_from(request.quantity).unwrap_or(i32::MAX),
            )
        })
        .collect();
    let now = tx.now();
    store::insert_requests(tx.connection(), &rows, now)
}

/// Stores what new bookings ask for.
pub fn request_devices_of(tx: &mut Tx<'_>, grant: &Grant, rows: &[BookingRow]) -> Result<()> {
    let request = |row: &BookingRow| row.device_request().map(|request| (row.id, request));
    let requests: Vec<_> = rows.iter().filter_map(request).collect();
    request_devices(tx, grant, &requests)
}

/// Sets how many devices a booking asks for in all, after its requests have changed; the caller audits that.
pub fn set_devices_needed(tx: &mut Tx<'_>, _grant: &Grant, booking: &Booking, devices: i32) -> Result<()> {
    let row = BookingRow {
        devices_needed: devices,
        updated_at: tx.now(),
        ..booking.row.clone()
    };
    Ok(store::save(tx.connection(), &row)?)
}

/// Adds the names of rooms and the catering to bookings.
pub fn with_names(tx: &mut Tx<'_>, _grant: &Grant, rows: Vec<BookingRow>) -> Result<Vec<Booking>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let beside = beside(tx.connection(), &ids);
    let beside = tx.connection().answer(beside)?;
    combine(tx.connection(), rows, beside)
}

/// What other tables have of bookings, by booking.
type BesideBookings = (BTreeMap<i64, BookingParts>, BTreeMap<i64, BookingNames>);

fn beside(connection: &Connection, ids: &[i64]) -> impl QueryBatch<Answer = BesideBookings> + use<> {
    (store::parts(ids), store::names(connection, ids))
}

fn combine(
    connection: &mut Connection,
    rows: Vec<BookingRow>,
    (mut parts, mut names): BesideBookings,
) -> Result<Vec<Booking>> {
    let clients = names
        .values()
        .map(|of| (of.client_id, (of.client.clone(), of.merged_into)));
    let clients = ClientNames::following(connection, clients.collect())?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (catering, import, external_id) = parts.remove(&row.id).unwrap_or_default();
            let (room, wished_room) = match names.remove(&row.id) {
                Some(of) => (of.room, of.wished_room),
                None => (None, None),
            };
            Booking {
                client: clients.owned(row.client_id),
                room,
                wished_room,
                catering: catering.unwrap_or_else(|| Catering::none(row.id)),
                import,
                external_id,
                row,
            }
        })
        .collect())
}

/// Returns these bookings, in the order of their ids.
pub fn load(tx: &mut Tx<'_>, grant: &Grant, ids: &[i64]) -> Result<Vec<Booking>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(load_with(tx, grant, ids, ())?.0)
}

/// Returns these bookings as [`load`] does, and the answer to what else is asked with them.
pub(super) fn load_with<B: QueryBatch>(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    ids: &[i64],
    more: B,
) -> Result<(Vec<Booking>, B::Answer)> {
    let found = (store::with_ids(ids), beside(tx.connection(), ids), more);
    let (mut rows, beside, more) = tx.connection().answer(found)?;
    rows.sort_by_key(|row| row.id);
    Ok((combine(tx.connection(), rows, beside)?, more))
}

/// Returns one booking.
///
/// # Errors
/// `NotFound` for a number that is no booking's.
pub fn load_one(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<Booking> {
    load(tx, grant, &[id])?.pop().ok_or_else(|| unknown_booking(id))
}

/// Returns the bookings that this transaction created or changed, whether each of them was recorded or not.
pub fn changed_now(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<i64>> {
    let now = tx.now();
    store::changed_at(tx.connection(), now)
}

fn load_row(tx: &mut Tx<'_>, id: i64) -> Result<BookingRow> {
    let row = store::by_ids(tx.connection(), &[id])?.pop();
    row.ok_or_else(|| unknown_booking(id))
}

/// Returns a booking, with the later ones of its series or all of them if asked, in order of time.
///
/// # Errors
/// `NotFound` for an unknown booking.
pub fn with_series(tx: &mut Tx<'_>, grant: &Grant, id: i64, scope: SeriesScope) -> Result<Vec<Booking>> {
    let booking = load_one(tx, grant, id)?;
    let from = (scope == SeriesScope::Rest).then_some(booking.row.starts_at);
    let mut bookings = match booking.row.series_id {
        Some(series) if scope != SeriesScope::One => {
            let members = store::series_members(tx.connection(), series, from)?;
            load(tx, grant, &members)?
        }
        _ => vec![booking],
    };
    bookings.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    Ok(bookings)
}

/// Lists the bookings that fit the filter and that the actor may see; `room` is a name.
pub fn list(tx: &mut Tx<'_>, filter: BookingFilter, room: Option<&str>) -> Result<Vec<Booking>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let (filter, after) = settled(tx, &grant, filter, room)?;
    let rows = store::list(tx.connection(), &filter, after.as_ref())?;
    with_names(tx, &grant, rows)
}

/// Hands the bookings of [`list`] over, as long as `take` wants more: page by page unless there is a limit.
pub fn list_in_pages(
    tx: &mut Tx<'_>,
    filter: &BookingFilter,
    room: Option<&str>,
    take: &mut TakeRows<'_, Booking>,
) -> Result<()> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    if filter.limit.is_some() {
        return take(list(tx, filter.clone(), room)?).map(|_| ());
    }
    let (filter, after) = settled(tx, &grant, filter.clone(), room)?;
    let mut pages = store::BookingPages::after(after.as_ref());
    while let Some(rows) = pages.next(tx.connection(), &filter)? {
        if !take(with_names(tx, &grant, rows)?)? {
            break;
        }
    }
    Ok(())
}

/// Finds the rooms and clients that a filter names, and the booking that a list goes on after.
fn settled(
    tx: &mut Tx<'_>,
    grant: &Grant,
    mut filter: BookingFilter,
    room: Option<&str>,
) -> Result<(BookingFilter, Option<BookingRow>)> {
    filter.seen = VisibleBookings::of(tx, grant);
    if room.is_some() || !filter.location.is_open() {
        let all_rooms = rooms::all(tx.connection())?;
        let mut chosen = rooms::with_wholes(&all_rooms, &rooms::at(&all_rooms, &filter.location));
        if let Some(name) = room {
            let room = rooms::find(&rooms::directory_of(&all_rooms), name)?.id;
            let reached = rooms::with_wholes(&all_rooms, &[room].into());
            chosen.retain(|id| reached.contains(id));
        }
        filter.room_ids = Some(chosen.into_iter().collect());
    }
    filter.find_clients(tx.connection())?;
    let after = match filter.after {
        Some(id) => Some(load_row(tx, id)?),
        None => None,
    };
    Ok((filter, after))
}

/// Returns the names of the clients whose bookings the actor may see.
pub fn client_names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    match VisibleBookings::of(tx, &grant) {
        None => clients::names(tx),
        Some(seen) => store::client_names(tx.connection(), &seen),
    }
}

/// One booking with what it asked for and what happened to it.
pub struct BookingHistory {
    pub booking: Booking,
    pub requests: Vec<StoredRequest>,
    pub history: Vec<AuditRow>,
    /// Blocks that make place for it, each with the reason.
    pub blocks_passed: Vec<String>,
}

/// Loads bookings that the actor made before, as far as [`show`] would still show them.
///
/// # Errors
/// As [`show`], for the first that the actor may no longer see.
pub fn load_visible(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Booking>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let bookings = load(tx, &grant, ids)?;
    for booking in &bookings {
        check_visible(tx, &grant, booking)?;
    }
    Ok(bookings)
}

/// Returns which of these bookings the actor may see; none without the permission.
pub fn visible_ids(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<i64>> {
    let Ok(grant) = tx.require_managed(Permission::SeeBookings) else {
        return Ok(Vec::new());
    };
    let mut rows = store::by_ids(tx.connection(), ids)?;
    rows.retain(|row| is_visible(tx, &grant, row));
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Requires the permission to change a booking, as far as the actor's reaches.
///
/// # Errors
/// `NotFound` for one that the actor may not even see, else `Forbidden`.
pub fn require_change(tx: &mut Tx<'_>, id: i64) -> Result<Grant> {
    let grant = tx.require_managed(Permission::EditBookings)?;
    let row = load_row(tx, id)?;
    check_reach(tx, &grant, &row)?;
    Ok(grant)
}

/// Checks that the actor may see a booking: whoever sees only some is told of no other.
fn check_visible(tx: &Tx<'_>, grant: &Grant, booking: &Booking) -> Result<()> {
    if is_visible(tx, grant, &booking.row) {
        Ok(())
    } else {
        Err(unknown_booking(booking.row.id))
    }
}

pub fn show(tx: &mut Tx<'_>, id: i64) -> Result<BookingHistory> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let booking = load_one(tx, &grant, id)?;
    check_visible(tx, &grant, &booking)?;
    let beside = (store::requests(id), store::blocks_passed(id));
    let (requests, passed) = tx.connection().answer(beside)?;
    let mut history = audit::history(tx.connection(), "booking", &id.to_string())?;
    if let Some(import) = &booking.import {
        let id = import.import_id.to_string();
        history.extend(audit::history(tx.connection(), "import", &id)?);
    }
    if tx.require(Permission::SeeDevices).is_err() {
        history.retain(|row| !row.is_about("devices"));
    }
    history.sort_by_key(|row| row.seq);
    let passed = passed.into_iter();
    let blocks_passed = passed.map(|(block, why, reason)| format!("block {block} ({why}): {reason}"));
    Ok(BookingHistory {
        blocks_passed: blocks_passed.collect(),
        booking,
        requests,
        history,
    })
}
