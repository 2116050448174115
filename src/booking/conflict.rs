//! Explains why a room is not available, and offers alternatives.

use serde_json::json;

use super::describe::{describe_period, describe_row};
use super::holds::blocking_bookings;
use super::store;
use super::vacancy::alternatives::alternatives_to;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::room::Room;

/// Returns the error of a taken room: by which booking, whose, when, and which rooms are free then. Bookings in
/// `except` move themselves and are not in the way.
pub fn room_taken(
    tx: &mut Tx<'_>,
    room: &Room,
    period: &Period,
    people: i32,
    except: &[i64],
) -> Result<Error> {
    room_taken_beside(tx, room, period, people, except, except)
}

/// Returns the error of a taken room as [`room_taken`] does, where bookings in `except` are not in the way but only those in
/// `freed` give back what they hold now: what the others hold is no alternative.
pub fn room_taken_beside(
    tx: &mut Tx<'_>,
    room: &Room,
    period: &Period,
    people: i32,
    except: &[i64],
    freed: &[i64],
) -> Result<Error> {
    let site = tx.site();
    let mut blocking = blocking_bookings(tx.connection(), room.row.id, period)?;
    blocking.retain(|row| !except.contains(&row.id));
    let room = &room.row;
    let names = store::room_names(tx.connection())?;
    let words: Vec<String> = blocking
        .iter()
        .take(3)
        .map(|row| describe_row(row, &names, &site))
        .collect();
    let when = describe_period(&site, period.starts_at(), period.ends_at());
    let more = blocking.len().saturating_sub(words.len());
    let tail = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let fact = if words.is_empty() {
        format!("{} is taken on {when}", room.name)
    } else {
        format!("{} is taken on {when} by {}{tail}", room.name, words.join("; "))
    };
    let instead = alternatives_to(tx, room.id, period, people, freed)?;
    let list: Vec<_> = blocking
        .iter()
        .map(|row| {
            json!({"booking_id": row.id, "client_name": row.client_name, "status": row.status,
                   "starts_at": site.local(row.starts_at).to_rfc3339(), "ends_at": site.local(row.ends_at).to_rfc3339(),
                   "room": row.room_id.and_then(|id| names.get(&id))})
        })
        .collect();
    let error = Error::conflict(ErrorCode::RoomTaken, fact)
        .detail("room", room.name.clone())
        .detail("blocking", list);
    Ok(instead.add_to(error, &room.name, &site))
}
