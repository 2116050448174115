//! Blocks rooms, lifts blocks, and lists them.

use std::collections::BTreeSet;

use serde_json::json;

use super::model::{ALL_ROOMS, BlockFilter, BlockState, RoomBlock, RoomBlockRow};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{each_page, gathered};
use crate::access::tx::Tx;
use crate::booking::describe::{describe_block, describe_days, describe_row};
use crate::booking::model::{BlockKind, BookingRow, PhysicalRoom, RoomClaim};
use crate::booking::store as bookings;
use crate::db::{HeldRooms, OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::text::{clean_text, counted};
use crate::output::facts;
use crate::room::{Room, service as rooms};

/// Characters of a reason at most.
const MOST_REASON: usize = 500;

/// What is to be blocked.
#[derive(Debug, Clone)]
pub struct NewBlock {
    /// Names or aliases; empty: all rooms, as one block.
    pub rooms: Vec<String>,
    pub period: Period,
    pub kind: BlockKind,
    pub reason: String,
    /// It may be over already.
    pub allow_past: bool,
}

/// Blocks that were made, or were there already.
#[derive(Debug, Default)]
pub struct MadeBlocks {
    pub blocks: Vec<RoomBlock>,
    pub notes: Vec<String>,
}

/// Blocks rooms, or all of them, for a period. A block that is there already is not made again.
///
/// # Errors
/// `Conflict` for bookings in the way, which are all named; `Invalid` for a period that is over.
pub fn block(tx: &mut Tx<'_>, new: &NewBlock) -> Result<MadeBlocks> {
    let _grant = tx.require_managed(Permission::EditRooms)?;
    let reason = clean_text("reason", &new.reason, MOST_REASON)?;
    let site = tx.site();
    if new.period.ends_at() <= tx.now() && !new.allow_past {
        let when = describe_days(&site, new.period.starts_at(), new.period.ends_at());
        return Err(Error::invalid(ErrorCode::PastDate, format!("{when} is over"))
            .hint("use --allow-past to record what has happened"));
    }
    let chosen = chosen_rooms(tx, &new.rooms)?;
    let grant = require_blocks(
        tx,
        chosen.iter().map(|room| room.as_ref().map(|room| room.row.id)),
    )?;
    let now = tx.now();
    // Two at once of the same make one.
    let locked: Vec<i64> = if new.rooms.is_empty() {
        rooms::all(tx.connection())?
            .iter()
            .map(|room| room.row.id)
            .collect()
    } else {
        chosen.iter().flatten().map(|room| room.row.id).collect()
    };
    tx.connection().lock_rows("rooms", &locked)?;
    let standing = store::list(tx.connection(), &within(&new.period), now)?;
    let mut made = MadeBlocks::default();
    let mut missing: Vec<Option<Room>> = Vec::new();
    for room in chosen {
        let id = room.as_ref().map(|room| room.row.id);
        let is_same = |row: &&RoomBlockRow| {
            row.room_id == id
                && (row.starts_at, row.ends_at) == (new.period.starts_at(), new.period.ends_at())
                && row.reason == reason
        };
        match standing.iter().find(is_same) {
            Some(row) => {
                let kind = if row.kind == new.kind {
                    String::new()
                } else {
                    format!(", as {}", row.kind)
                };
                let there = describe_block(&row.hold(), &site);
                made.notes.push(format!("{there} is there already{kind}"));
                made.blocks.push(with_names(tx, vec![row.clone()])?.remove(0));
            }
            None => missing.push(room),
        }
    }
    if missing.is_empty() {
        tx.mark_unchanged();
        return Ok(made);
    }
    refuse_bookings_in_the_way(tx, &missing, &new.period)?;
    let by = tx.actor().username.clone();
    let ids = tx.connection().reserve_ids("room_blocks", missing.len())?;
    let rows = missing.iter().zip(ids).map(|(room, id)| RoomBlockRow {
        id,
        room_id: room.as_ref().map(|room| room.row.id),
        kind: new.kind,
        starts_at: new.period.starts_at(),
        ends_at: new.period.ends_at(),
        reason: reason.clone(),
        created_by: by.clone(),
        created_at: now,
        updated_at: now,
        lifted_at: None,
        lifted_by: None,
    });
    let rows: Vec<RoomBlockRow> = rows.collect();
    // Somebody booked meanwhile: tried again, the command names who.
    let inserted = store::insert(tx.connection(), &rows);
    inserted.on_violation("room_holds_no_overlap", contention)?;
    for block in with_names(tx, rows)? {
        tx.audit(&grant, AuditEvent::created("block", block.row.id, facts(&block)));
        made.blocks.push(block);
    }
    Ok(made)
}

/// Returns the rooms of these names, each once; without names the one that stands for all of them.
pub(super) fn chosen_rooms(tx: &mut Tx<'_>, names: &[String]) -> Result<Vec<Option<Room>>> {
    if names.is_empty() {
        return Ok(vec![None]);
    }
    let all_rooms = rooms::all(tx.connection())?;
    let directory = rooms::directory_of(&all_rooms);
    let mut chosen: Vec<Option<Room>> = Vec::new();
    for name in names {
        let room = rooms::named(&all_rooms, &directory, name)?;
        if chosen.iter().flatten().all(|known| known.row.id != room.row.id) {
            chosen.push(Some(room.clone()));
        }
    }
    Ok(chosen)
}

/// Requires the permission to block each of these rooms; a manager blocks their own, and not all rooms.
fn require_blocks(tx: &Tx<'_>, rooms: impl IntoIterator<Item = Option<i64>>) -> Result<Grant> {
    let mut grant = tx.require_managed(Permission::EditRooms)?;
    for room in rooms {
        grant = match room {
            Some(room) => tx.require_for_room(Permission::EditRooms, room)?,
            None => tx.require(Permission::EditRooms)?,
        };
    }
    Ok(grant)
}

/// Returns what a block of these rooms is of: `Focus, Vision`, or `all rooms`.
pub(super) fn names_of(chosen: &[Option<Room>]) -> String {
    let names = chosen
        .iter()
        .map(|room| room.as_ref().map_or(ALL_ROOMS, |room| room.row.name.as_str()));
    names.collect::<Vec<_>>().join(", ")
}

/// Lifts blocks: one to come holds nothing any more, one that is under way ends now.
///
/// # Errors
/// `NotFound` for an unknown block; `Conflict` for one that is over.
pub fn unblock(tx: &mut Tx<'_>, ids: &[i64]) -> Result<MadeBlocks> {
    let _grant = tx.require_managed(Permission::EditRooms)?;
    let mut done = MadeBlocks::default();
    let now = tx.now();
    for id in ids {
        tx.connection().lock_rows("room_blocks", &[*id])?;
        let before = by_id(tx, *id)?;
        let grant = require_blocks(tx, [before.row.room_id])?;
        let mut row = before.row.clone();
        match before.state {
            BlockState::Lifted => {
                done.notes.push(format!("block {id} is lifted already"));
                done.blocks.push(before);
                continue;
            }
            BlockState::Over => {
                return Err(over(tx, &row));
            }
            BlockState::Active if row.starts_at < now => row.ends_at = now,
            BlockState::Active | BlockState::Planned => {
                row.lifted_at = Some(now);
                row.lifted_by = Some(tx.actor().username.clone());
            }
        }
        row.updated_at = now;
        store::save(tx.connection(), &row)?;
        let after = by_id(tx, *id)?;
        let event = AuditEvent::difference("block", id, &facts(&before), &facts(&after));
        tx.audit(&grant, event.with(json!({"step": "unblock"})));
        done.blocks.push(after);
    }
    tx.mark_unchanged();
    Ok(done)
}

fn over(tx: &Tx<'_>, row: &RoomBlockRow) -> Error {
    let ended = describe_days(&tx.site(), row.starts_at, row.ends_at);
    let fact = format!("block {} ({ended}) is over", row.id);
    Error::conflict(ErrorCode::BlockOver, fact).hint("colab room blocks")
}

/// Withdraws a block that an undone operation made; the undo tells the log.
///
/// # Errors
/// `NotFound` for an unknown block; `Conflict` for one that is over: what was closed stays so.
pub fn withdraw(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let _grant = tx.require(Permission::EditRooms)?;
    let block = by_id(tx, id)?;
    if block.state == BlockState::Over {
        return Err(over(tx, &block.row));
    }
    let mut row = block.row;
    row.lifted_at = Some(tx.now());
    row.lifted_by = Some(tx.actor().username.clone());
    row.updated_at = tx.now();
    Ok(store::save(tx.connection(), &row)?)
}

/// Lists blocks.
///
/// # Errors
/// `NotFound` for an unknown room, or for an unknown block to go on after.
pub fn list(tx: &mut Tx<'_>, filter: &BlockFilter) -> Result<Vec<RoomBlock>> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let now = tx.now();
    let mut named: Vec<BTreeSet<i64>> = Vec::new();
    if let Some(name) = &filter.room {
        named.push([rooms::by_name(tx.connection(), name)?.row.id].into());
    }
    if !filter.location.is_open() {
        named.push(rooms::at(&rooms::all(tx.connection())?, &filter.location));
    }
    let chosen = if named.is_empty() {
        None
    } else {
        let parts = tx.connection().answer(bookings::physical_rooms())?;
        let reaching = named.iter().map(|rooms| reaching(&parts, rooms));
        reaching.reduce(|all, these| &all & &these)
    };
    let after = match filter.after {
        Some(id) => Some(store::find(tx.connection(), id)?.ok_or_else(|| unknown(id))?),
        None => None,
    };
    let next = |tx: &mut Tx<'_>, after: Option<&RoomBlockRow>, limit: i64| {
        store::page(tx.connection(), filter, now, chosen.as_ref(), after, limit)
    };
    gathered(|take| each_page(tx, filter.limit, after, next, with_names, take))
}

/// Moves the blocks that are not over so that the clocks of the new site show what those of the old one showed.
///
/// # Errors
/// `Conflict` where a booking is in the way.
pub fn keep_clock_times(tx: &mut Tx<'_>, grant: &Grant, old: &Site, new: &Site) -> Result<usize> {
    let now = tx.now();
    let rows = store::list(tx.connection(), &BlockFilter::default(), now)?;
    let mut moved = 0;
    for before in rows.into_iter().filter(|row| row.lifted_at.is_none()) {
        let mut row = before.clone();
        row.starts_at = new.nearest_instant(old.local(row.starts_at).naive_local())?;
        row.ends_at = new.nearest_instant(old.local(row.ends_at).naive_local())?;
        if row == before {
            continue;
        }
        row.updated_at = now;
        let saved = store::save(tx.connection(), &row);
        saved.on_violation("room_holds_no_overlap", contention)?;
        let blocks = with_names(tx, vec![before, row.clone()])?;
        let event = AuditEvent::difference("block", row.id, &facts(&blocks[0]), &facts(&blocks[1]));
        tx.audit(grant, event.with(json!({"timezone": new.timezone.name()})));
        moved += 1;
    }
    Ok(moved)
}

/// Returns the rooms whose blocks block a part of one of these.
fn reaching(parts: &[PhysicalRoom], rooms: &BTreeSet<i64>) -> BTreeSet<i64> {
    let of_rooms = parts.iter().filter(|part| rooms.contains(&part.room_id));
    let own: BTreeSet<i64> = of_rooms.map(|part| part.physical_id).collect();
    let reaching = parts.iter().filter(|part| own.contains(&part.physical_id));
    reaching.map(|part| part.room_id).collect()
}

/// Returns one block.
///
/// # Errors
/// `NotFound` for an unknown block.
pub fn by_id(tx: &mut Tx<'_>, id: i64) -> Result<RoomBlock> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let row = store::find(tx.connection(), id)?.ok_or_else(|| unknown(id))?;
    Ok(with_names(tx, vec![row])?.remove(0))
}

fn unknown(id: i64) -> Error {
    Error::not_found(ErrorCode::UnknownBlock, format!("no block {id}"), &[]).hint("colab room blocks --all")
}

fn with_names(tx: &mut Tx<'_>, rows: Vec<RoomBlockRow>) -> Result<Vec<RoomBlock>> {
    let names = bookings::room_names(tx.connection())?;
    let now = tx.now();
    let named = |row: RoomBlockRow| RoomBlock {
        room: row.room_id.and_then(|id| names.get(&id).cloned()),
        state: row.state(now),
        row,
    };
    Ok(rows.into_iter().map(named).collect())
}

/// Returns the filter of blocks that stand at some time of a period.
pub(super) fn within(period: &Period) -> BlockFilter {
    BlockFilter {
        from: Some(period.starts_at()),
        to: Some(period.ends_at()),
        ..BlockFilter::default()
    }
}

/// Returns the bookings that hold a room (`None`: any) in a period and would be in the way of its block.
fn bookings_in_the_way(tx: &mut Tx<'_>, room: Option<i64>, period: &Period) -> Result<Vec<BookingRow>> {
    let room_ids = room.as_slice();
    let meant = room.map_or(HeldRooms::All, |_| HeldRooms::PartsOf(room_ids));
    let holds = bookings::holds(tx.connection(), meant, period.starts_at(), period.ends_at());
    let holds = tx.connection().answer(holds)?;
    let mut ids: Vec<i64> = holds.into_iter().map(|hold| hold.booking_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut rows = bookings::by_ids(tx.connection(), &ids)?;
    rows.retain(|row| RoomClaim::of(row.long_term).is_kept_out_of(room));
    rows.sort_by_key(|row| (row.starts_at, row.id));
    Ok(rows)
}

fn refuse_bookings_in_the_way(tx: &mut Tx<'_>, chosen: &[Option<Room>], period: &Period) -> Result<()> {
    let rows = all_in_the_way(tx, chosen, period)?;
    let when = describe_days(&tx.site(), period.starts_at(), period.ends_at());
    match in_the_way(tx, &format!("a block of {} on {when}", names_of(chosen)), rows)? {
        Some(error) => Err(error.hint("add --replan to move them")),
        None => Ok(()),
    }
}

/// Refuses blocks of all rooms in several periods while bookings are in the way of any.
pub(super) fn refuse_bookings_on(tx: &mut Tx<'_>, what: &str, periods: &[Period]) -> Result<()> {
    let mut rows = Vec::new();
    for period in periods {
        rows.extend(bookings_in_the_way(tx, None, period)?);
    }
    in_the_way(tx, what, rows)?.map_or(Ok(()), Err)
}

/// Returns the bookings in the way of blocks of these rooms, in order of time, each once.
pub(super) fn all_in_the_way(
    tx: &mut Tx<'_>,
    chosen: &[Option<Room>],
    period: &Period,
) -> Result<Vec<BookingRow>> {
    let mut rows = Vec::new();
    for room in chosen {
        let room = room.as_ref().map(|room| room.row.id);
        rows.extend(bookings_in_the_way(tx, room, period)?);
    }
    rows.sort_by_key(|row| (row.starts_at, row.id));
    rows.dedup_by_key(|row| row.id);
    Ok(rows)
}

/// Returns why a block that was lifted cannot come back: the bookings that took its place.
///
/// # Errors
/// `NotFound` for an unknown block.
pub fn taken_since(tx: &mut Tx<'_>, _grant: &Grant, id: i64, period: &Period) -> Result<Error> {
    let block = by_id(tx, id)?;
    let mut rows = bookings_in_the_way(tx, block.row.room_id, period)?;
    let passing: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let passed = bookings::bookings_passing(tx.connection(), id, &passing)?;
    rows.retain(|row| !passed.contains(&row.id));
    let error = in_the_way(tx, &format!("block {id} of {}", block.rooms()), rows)?;
    Ok(error.unwrap_or_else(contention))
}

/// Returns the refusal of a block with all bookings in its way; `None` without any.
fn in_the_way(tx: &mut Tx<'_>, what: &str, rows: Vec<BookingRow>) -> Result<Option<Error>> {
    if rows.is_empty() {
        return Ok(None);
    }
    let site = tx.site();
    let names = bookings::room_names(tx.connection())?;
    let words: Vec<String> = rows.iter().map(|row| describe_row(row, &names, &site)).collect();
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let numbers: Vec<String> = ids.iter().map(i64::to_string).collect();
    let stand = if rows.len() == 1 { "is" } else { "are" };
    let fact = format!(
        "{} {stand} in the way of {what}: {}",
        counted(rows.len(), "booking"),
        words.join("; ")
    );
    let error = Error::conflict(ErrorCode::BookingsInTheWay, fact).detail("booking_ids", ids);
    let begun = rows.iter().filter(|row| row.has_begun(tx.now()));
    if let Some(ends_at) = begun.map(|row| row.ends_at).max() {
        let end = site.local(ends_at).format("%Y-%m-%dT%H:%M");
        return Ok(Some(error.hint(format!(
            "what has begun stays where it is: the block may begin {end}"
        ))));
    }
    Ok(Some(
        error
            .hint(format!(
                "colab booking unassign {} --reason REASON",
                numbers.join(" ")
            ))
            .hint(format!("colab booking suggest {}", numbers[0])),
    ))
}
