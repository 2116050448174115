//! Creates bookings from rows of a table: each is checked like a typed one, all are written together.

use std::collections::HashMap;

use super::checks::{Overrides, check_room, count};
use super::describe::{describe_block, describe_booking};
use super::model::{Booking, BookingImport, BookingRow, Catering, RoomClaim};
use super::status::BookingStatus;
use super::timeline::{RoomHolder, RoomTimeline};
use super::{save, service, store};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::client::hold::ClientsOnHold;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::room::Room;
use crate::room::service as rooms;

/// A booking to be; its id is given when it is written.
#[derive(Debug, Clone)]
pub struct BookingDraft {
    pub row: BookingRow,
    pub catering: Catering,
    pub import: BookingImport,
    /// The file has no column of people or devices: what is not known is not a fault.
    pub is_uncounted: bool,
}

/// A booking that was written, and what is worth saying about it.
#[derive(Debug)]
pub struct WrittenBooking {
    pub id: i64,
    pub warnings: Vec<String>,
}

/// Writes the drafts that can be booked, the earlier before the later; why not stands in the place of the others. The
/// caller audits its import as one change.
///
/// # Errors
/// Contention when somebody took one of the rooms meanwhile.
pub fn create(
    tx: &mut Tx<'_>,
    grant: &Grant,
    drafts: Vec<BookingDraft>,
) -> Result<Vec<Result<WrittenBooking>>> {
    let all_rooms = rooms::all(tx.connection())?;
    let all_rooms: HashMap<i64, &Room> = all_rooms.iter().map(|room| (room.row.id, room)).collect();
    let names = drafts.iter().map(|draft| draft.row.client_name.as_str());
    let on_hold = ClientsOnHold::of(tx.connection(), names)?;
    let check_all = |draft: &BookingDraft| {
        on_hold.check(&draft.row.client_name)?;
        check(tx, draft, &all_rooms)
    };
    let mut outcomes: Vec<Result<Vec<String>>> = drafts.iter().map(check_all).collect();
    take_rooms(tx, grant, &drafts, &mut outcomes, &all_rooms)?;
    let places: Vec<usize> = (0..drafts.len())
        .filter(|place| outcomes[*place].is_ok())
        .collect();
    let ids = write(tx, grant, drafts, &places)?;
    let mut ids = ids.into_iter();
    let mut written = |warnings| {
        let id = ids.next();
        id.map(|id| WrittenBooking { id, warnings })
            .ok_or_else(|| Error::internal("a booking has no id"))
    };
    Ok(outcomes
        .into_iter()
        .map(|outcome| outcome.and_then(&mut written))
        .collect())
}

/// Returns every fault of the booking itself as an error, else its warnings.
fn check(tx: &Tx<'_>, draft: &BookingDraft, all_rooms: &HashMap<i64, &Room>) -> Result<Vec<String>> {
    let (row, catering) = (&draft.row, &draft.catering);
    let number = |field: &str, number: i32| count(field, u32::try_from(number).unwrap_or(u32::MAX));
    number("num_learners", row.num_learners)?;
    number("num_facilitators", row.num_facilitators)?;
    number("headcount", row.headcount)?;
    number("devices_needed", row.devices_needed)?;
    number("water_bottles", catering.water_bottles)?;
    number("printed_pages", catering.printed_pages)?;
    let needs_none = row.long_term || row.room_id.is_none() && row.devices_needed > 0;
    row.attendance().check(needs_none || draft.is_uncounted)?;
    check_place(row)?;
    let period = Period::new(row.starts_at, row.ends_at)?;
    let mut warnings = Vec::new();
    let room = row.room_id.and_then(|id| all_rooms.get(&id));
    if let Some(room) = room.filter(|_| row.status.holds_room()) {
        // An unknown capacity would be a warning for every row.
        let people = if room.row.max_capacity > 0 {
            row.headcount
        } else {
            0
        };
        check_room(tx, room, &period, people, &overrides(row), &mut warnings)?;
    }
    Ok(warnings)
}

/// Returns what a record of the past may override: it may lie in the past, and may be over capacity with a reason.
pub fn overrides(row: &BookingRow) -> Overrides {
    Overrides {
        past: true,
        over_capacity: row.over_capacity_reason.is_some(),
        reason: row.over_capacity_reason.clone(),
        ..Overrides::default()
    }
}

/// Checks that the status goes with the room, or with having none.
fn check_place(row: &BookingRow) -> Result<()> {
    let refuse = |fact: String| Err(Error::invalid(ErrorCode::StatusAndRoom, fact));
    let needs_one = matches!(
        row.status,
        BookingStatus::RoomAssigned
            | BookingStatus::Confirmed
            | BookingStatus::CheckedIn
            | BookingStatus::Completed
            | BookingStatus::NoShow
    );
    match row.room_id {
        Some(_) if row.device_only => refuse("a device-only booking has no room".into()),
        Some(_) if row.status == BookingStatus::Pending => {
            refuse("a pending booking has no room: use wished_room, or the status confirmed".into())
        }
        None if needs_one && (!row.device_only || row.status == BookingStatus::RoomAssigned) => {
            refuse(format!("a booking that is {} needs a room", row.status))
        }
        _ if row.device_only && row.devices_needed == 0 => {
            refuse("a device-only booking needs at least one device".into())
        }
        _ if row.device_only && row.wished_room_id.is_some() => {
            refuse("a device-only booking has no wished room".into())
        }
        _ => Ok(()),
    }
}

/// Holds the rooms one after the other; who comes too late is told by whom.
fn take_rooms(
    tx: &mut Tx<'_>,
    grant: &Grant,
    drafts: &[BookingDraft],
    outcomes: &mut [Result<Vec<String>>],
    all_rooms: &HashMap<i64, &Room>,
) -> Result<()> {
    let holding: Vec<(usize, i64, Period)> = drafts
        .iter()
        .enumerate()
        .filter(|(place, draft)| outcomes[*place].is_ok() && draft.row.status.holds_room())
        .filter_map(|(place, draft)| {
            let period = Period::new(draft.row.starts_at, draft.row.ends_at).ok()?;
            Some((place, draft.row.room_id?, period))
        })
        .collect();
    let from = holding.iter().map(|(_, _, period)| period.starts_at()).min();
    let to = holding.iter().map(|(_, _, period)| period.ends_at()).max();
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(());
    };
    let mut timeline = RoomTimeline::load(tx.connection(), &Period::new(from, to)?)?;
    let mut blocked = Vec::new();
    for (place, room, period) in &holding {
        let claim = RoomClaim::of(drafts[*place].row.long_term);
        if let Err(holder) = timeline.take(*room, period, RoomHolder::Wanted(*place), claim) {
            blocked.push((*place, *room, holder));
        }
    }
    let ids: Vec<i64> = blocked
        .iter()
        .filter_map(|(_, _, holder)| holder.booking())
        .collect();
    let holders: HashMap<i64, Booking> = service::load(tx, grant, &ids)?
        .into_iter()
        .map(|booking| (booking.row.id, booking))
        .collect();
    let site = tx.site();
    for (place, room, holder) in blocked {
        let by = match holder {
            RoomHolder::Booking(id) => holders.get(&id).map_or_else(
                || format!("booking {id}"),
                |booking| describe_booking(booking, &site),
            ),
            RoomHolder::Wanted(other) => format!("another row ({})", drafts[other].row.client_name),
            RoomHolder::Block(id) => timeline
                .block(id)
                .map_or_else(|| format!("block {id}"), |block| describe_block(block, &site)),
        };
        let (code, taken) = match holder.block() {
            Some(_) => (ErrorCode::RoomBlocked, "blocked"),
            None => (ErrorCode::RoomTaken, "taken"),
        };
        let name = all_rooms
            .get(&room)
            .map_or("the room", |room| room.row.name.as_str());
        outcomes[place] = Err(Error::conflict(code, format!("{name} is {taken} by {by}")));
    }
    Ok(())
}

/// Writes the accepted drafts in a few statements, whatever the number.
fn write(tx: &mut Tx<'_>, grant: &Grant, drafts: Vec<BookingDraft>, places: &[usize]) -> Result<Vec<i64>> {
    let ids = tx.connection().reserve_ids("bookings", places.len())?;
    let by_place: HashMap<usize, i64> = places.iter().copied().zip(ids.iter().copied()).collect();
    let mut rows = Vec::with_capacity(places.len());
    let (mut catering, mut imports) = (Vec::new(), Vec::with_capacity(places.len()));
    for (place, draft) in drafts.into_iter().enumerate() {
        let Some(id) = by_place.get(&place).copied() else {
            continue;
        };
        imports.push(BookingImport {
            booking_id: id,
            ..draft.import
        });
        let eats = Catering {
            booking_id: id,
            ..draft.catering
        };
        if eats != Catering::none(id) {
            catering.push(eats);
        }
        rows.push(BookingRow { id, ..draft.row });
    }
    save::insert(tx, grant, &rows, &catering)?;
    store::insert_imports(tx.connection(), &imports)?;
    service::request_devices_of(tx, grant, &rows)?;
    Ok(ids)
}
