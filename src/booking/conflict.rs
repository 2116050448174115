//! Explains why a room is not available, and offers alternatives.

use serde_json::json;

use super::describe::{describe_block, describe_period, describe_row};
use super::holds::{blocking_bookings, blocks_in_the_way};
use super::model::{BlockHold, RoomClaim};
use super::store;
use super::vacancy::alternatives::alternatives_to;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::shell_word::shell_word;
use crate::room::Room;

/// Returns the error of a taken room: by which booking or block, whose, when, and which rooms are free then. Bookings in
/// `except` move themselves and are not in the way.
pub fn room_taken(
    tx: &mut Tx<'_>,
    room: &Room,
    period: &Period,
    people: i32,
    claim: RoomClaim,
    except: &[i64],
) -> Result<Error> {
    room_taken_beside(tx, room, period, people, claim, (except, except))
}

/// Returns the error of a taken room as [`room_taken`] does, where bookings in the first list are not in the way but only those
/// in the second one give back what they hold now: what the others hold is not an alternative.
pub fn room_taken_beside(
    tx: &mut Tx<'_>,
    room: &Room,
    period: &Period,
    people: i32,
    claim: RoomClaim,
    (except, freed): (&[i64], &[i64]),
) -> Result<Error> {
    let site = tx.site();
    let mut blocking = blocking_bookings(tx.connection(), room.row.id, period)?;
    blocking.retain(|row| !except.contains(&row.id));
    let blocks = blocks_in_the_way(tx.connection(), room.row.id, period, claim, except)?;
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
    let is_blocked = !blocks.is_empty();
    let blocked: Vec<String> = blocks.iter().map(|block| describe_block(block, &site)).collect();
    let holders = [blocked, words].concat();
    let fact = if holders.is_empty() {
        format!("{} is taken on {when}", room.name)
    } else {
        let taken = if is_blocked { "blocked" } else { "taken" };
        format!(
            "{} is {taken} on {when} by {}{tail}",
            room.name,
            holders.join("; ")
        )
    };
    let instead = alternatives_to(tx, room.id, period, people, claim, freed)?;
    let list: Vec<_> = blocking
        .iter()
        .map(|row| {
            json!({"booking_id": row.id, "client_name": row.client_name, "status": row.status,
                   "starts_at": site.local(row.starts_at).to_rfc3339(), "ends_at": site.local(row.ends_at).to_rfc3339(),
                   "room": row.room_id.and_then(|id| names.get(&id))})
        })
        .collect();
    let code = if is_blocked {
        ErrorCode::RoomBlocked
    } else {
        ErrorCode::RoomTaken
    };
    let mut error = Error::conflict(code, fact)
        .detail("room", room.name.clone())
        .detail("blocking", list);
    if is_blocked {
        let blocks: Vec<_> = blocks.iter().map(|block| block_facts(block, &site)).collect();
        error = error.detail("blocks", blocks);
    }
    let error = instead.add_to(error, &room.name, &site);
    Ok(if is_blocked {
        error.hint(format!("colab room blocks --room {}", shell_word(&room.name)))
    } else {
        error
    })
}

/// Returns what scripts read of a block.
pub fn block_facts(block: &BlockHold, site: &Site) -> serde_json::Value {
    json!({"block_id": block.block_id, "kind": block.kind, "reason": block.reason,
           "starts_at": site.local(block.starts_at).to_rfc3339(), "ends_at": site.local(block.ends_at).to_rfc3339()})
}
