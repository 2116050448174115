//! Which rooms of a plan are taken, and by what: what `conflicts` finds, with names.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::already_booked::{PresentHolders, TOLD};
use super::conflicts;
use super::differences::edited;
use super::model::{CellPlace, ScheduleOptions};
use super::plan::{PlanItem, SchedulePlan};
use super::read::Schedule;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::batch::{self, BlockHold, RoomHolder, describe_block};
use crate::booking::{BookingImport, BookingRow, describe_period};
use crate::client::hold::ClientsOnHold;
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::import::store::{self, PastImport};
use crate::import::table::held_elsewhere;
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;
use colab_schedule::rooms::{DirectoryRoom, RoomDirectory};
use colab_schedule::sheet::RoomRef;

/// What is in the way of a plan.
#[derive(Debug, Clone, Default)]
pub struct RoomsTaken {
    /// The source of most bookings in the way, if it is another one.
    pub rival: Option<String>,
    /// How many cells say what is booked already.
    pub already_booked: u64,
    /// Rooms out of use for which the file has bookings to come.
    pub idle: Vec<String>,
}

/// Refuses new bookings to come in rooms that are out of use, unless the import makes rooms: then it takes them into use.
/// Returns these rooms, parts before what is made of them.
fn mark_idle(
    tx: &Tx<'_>,
    plan: &mut SchedulePlan,
    rooms: &RoomDirectory,
    options: &ScheduleOptions,
) -> Vec<String> {
    let (site, now) = (tx.site(), tx.now());
    let mut idle: Vec<&DirectoryRoom> = Vec::new();
    let is_new = |item: &&mut PlanItem| item.action == ImportAction::Create;
    for item in plan.items.iter_mut().filter(is_new) {
        let Some(RoomRef::Known(id)) = &item.room else {
            continue;
        };
        let Some(room) = rooms.get(*id).filter(|room| !room.is_active) else {
            continue;
        };
        let period = item.day.zip(item.booking.as_ref()).map(|(day, booking)| {
            let period = site.period(day, booking.start, booking.end);
            period.is_ok_and(|period| period.ends_at() > now)
        });
        if period != Some(true) {
            continue;
        }
        if !options.create_rooms {
            item.action = ImportAction::Conflict;
            item.messages = vec![format!("{} is out of use", room.name)];
            item.warnings = 0;
        }
        idle.push(room);
    }
    let mut names: Vec<String> = Vec::new();
    for room in idle {
        let parts = room.components.iter().filter_map(|id| rooms.get(*id));
        for room in parts.filter(|part| !part.is_active).chain([room]) {
            if !names.contains(&room.name) {
                names.push(room.name.clone());
            }
        }
    }
    names
}

/// Marks what cannot have its room as a conflict that names what is in the way, unless that is the booking that it means.
pub fn mark_conflicts(
    tx: &mut Tx<'_>,
    grant: &Grant,
    plan: &mut SchedulePlan,
    schedule: &Schedule,
    rooms: &RoomDirectory,
    options: &ScheduleOptions,
) -> Result<RoomsTaken> {
    let idle = mark_idle(tx, plan, rooms, options);
    let physical = batch::physical_rooms(tx, grant)?;
    let (from, to) = stretch(tx, plan)?;
    let holds = batch::holds_between(tx, grant, from, to)?;
    let blocks = batch::blocks_between(tx, grant, from, to)?;
    let known_room = |name: &str| rooms.find(name).map(|room| room.id);
    let site = tx.site();
    let held = conflicts::RoomsHeld {
        holds: &holds,
        blocks: &blocks,
        opens_blocks: options.override_block.is_some(),
    };
    let blocked = conflicts::mark_conflicts(plan, schedule, &site, &physical, &held, known_room);
    let ids: Vec<i64> = blocked
        .iter()
        .filter_map(|(_, holder)| holder.booking())
        .collect();
    let rows = batch::by_ids(tx, grant, &ids)?;
    let holders: HashMap<i64, BookingRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let present = PresentHolders {
        site: &site,
        rooms: &physical,
        imports: &imports_of_others(tx, grant, &ids, options)?,
    };
    let by_bookings: Vec<(usize, &BookingRow)> = blocked
        .iter()
        .filter_map(|(place, holder)| Some((*place, holders.get(&holder.booking()?)?)))
        .collect();
    let already = present.settle(&mut plan.items, &by_bookings);
    claim(tx, grant, plan, &already, &holders, options)?;
    let mut blocked = blocked;
    blocked.retain(|(place, _)| !already.contains(place));
    keep_what_stands_under_closed_cells(plan);
    describe(plan, &blocked, &holders, &blocks, (rooms, &site));
    let ids: Vec<i64> = blocked
        .iter()
        .filter_map(|(_, holder)| holder.booking())
        .collect();
    Ok(RoomsTaken {
        rival: rival_source(tx, grant, &ids, options)?,
        already_booked: already.len() as u64,
        idle,
    })
}

/// Keeps bookings that a cell on a closed day has overwritten: the cell is left out, and they stay.
fn keep_what_stands_under_closed_cells(plan: &mut SchedulePlan) {
    let closed = plan.with(ImportAction::Closed);
    let closed: Vec<_> = closed.map(|item| (item.room.clone(), item.day)).collect();
    for item in &mut plan.items {
        let is_overwritten = item.action == ImportAction::Cancel && item.wanted.is_none();
        if is_overwritten && closed.contains(&(item.room.clone(), item.day)) {
            item.action = ImportAction::Keep;
            item.messages =
                vec!["its cell has something else, which is left out: the booking stays".to_owned()];
        }
    }
}

/// Returns the cells of other sources that bookings came from: in a cell of its own this source takes one up again.
fn imports_of_others(
    tx: &mut Tx<'_>,
    grant: &Grant,
    bookings: &[i64],
    options: &ScheduleOptions,
) -> Result<BTreeMap<i64, BookingImport>> {
    let mut imports = batch::imports_of(tx, grant, bookings)?;
    let ids: BTreeSet<i64> = imports.values().map(|import| import.import_id).collect();
    let mut own = BTreeSet::new();
    for id in ids {
        let import = store::find(tx.connection(), id)?;
        let is_own =
            |import: &PastImport| import.kind == ImportKind::Schedule && import.source == options.source;
        own.extend(import.filter(is_own).map(|import| import.id));
    }
    imports.retain(|_, import| !own.contains(&import.import_id));
    Ok(imports)
}

/// Makes this source one of those that have the bookings of others which its cells name, so that none of them cancels such a
/// booking alone. What a person made belongs to no source.
fn claim(
    tx: &mut Tx<'_>,
    grant: &Grant,
    plan: &mut SchedulePlan,
    already: &HashSet<usize>,
    holders: &HashMap<i64, BookingRow>,
    options: &ScheduleOptions,
) -> Result<()> {
    if already.is_empty() {
        return Ok(());
    }
    let elsewhere = held_elsewhere(tx, grant, ImportKind::Schedule, &options.source)?;
    let site = tx.site();
    for place in already {
        let item = &mut plan.items[*place];
        let holder = item.booking_id.and_then(|id| holders.get(&id));
        let (Some(holder), Some(RoomRef::Known(room)), Some(day), Some(booking)) =
            (holder, &item.room, item.day, &item.booking)
        else {
            continue;
        };
        // A cell with a part of a booking only cannot stand for it.
        let is_whole = edited(holder, (*room, day), booking, &site)
            .iter()
            .all(|what| TOLD.contains(what));
        item.holding.is_claim = is_whole && elsewhere.contains_key(&holder.id.to_string());
    }
    Ok(())
}

/// Returns the days to come that cells call public holidays, and on which the site is open.
pub fn open_holidays(tx: &mut Tx<'_>, grant: &Grant, schedule: &Schedule) -> Result<Vec<NaiveDate>> {
    let keys = ["Public holiday", "Holiday"].map(name_key);
    let (site, now) = (tx.site(), tx.now());
    let today = site.today(now);
    let cells = schedule.unbooked.iter();
    let called = cells.filter(|cell| !cell.rejected && keys.contains(&name_key(&cell.text)));
    let days = called.flat_map(|cell| cell.over.iter().map(|(_, day)| *day));
    let days: BTreeSet<NaiveDate> = days.filter(|day| *day >= today).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok(Vec::new());
    };
    let stretch = site.days(*first, *last)?;
    let blocks = batch::blocks_between(tx, grant, stretch.starts_at(), stretch.ends_at())?;
    let is_open = |day: &NaiveDate| {
        site.days(*day, *day).is_ok_and(|whole| {
            let mut closing = blocks.iter().filter(|block| block.room_id.is_none());
            !closing.any(|block| block.starts_at <= whole.starts_at() && block.ends_at >= whole.ends_at())
        })
    };
    Ok(days.into_iter().filter(is_open).collect())
}

/// Marks new bookings of clients on hold as conflicts that say why.
pub fn mark_on_hold(tx: &mut Tx<'_>, plan: &mut SchedulePlan) -> Result<()> {
    let is_new = |item: &PlanItem| item.action == ImportAction::Create;
    let new = plan.items.iter().filter(|item| is_new(item));
    let names = new.filter_map(|item| Some(item.booking.as_ref()?.client_name.as_str()));
    let on_hold = ClientsOnHold::of(tx.connection(), names)?;
    if on_hold.is_empty() {
        return Ok(());
    }
    for item in plan.items.iter_mut().filter(|item| is_new(item)) {
        let name = item
            .booking
            .as_ref()
            .map_or("", |booking| booking.client_name.as_str());
        if let Err(error) = on_hold.check(name) {
            item.action = ImportAction::Conflict;
            item.messages = vec![error.message];
            item.warnings = 0;
        }
    }
    Ok(())
}

/// Returns the time from the first to the last day of the plan, with room for buffers.
fn stretch(tx: &Tx<'_>, plan: &SchedulePlan) -> Result<(Timestamp, Timestamp)> {
    let days = || plan.items.iter().filter_map(|item| item.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Err(Error::internal("a plan that takes rooms has no date"));
    };
    let period = tx.site().days(first, last)?;
    let margin = chrono::TimeDelta::days(2);
    Ok((period.starts_at().plus(-margin), period.ends_at().plus(margin)))
}

/// Writes into each conflict what is in the way.
fn describe(
    plan: &mut SchedulePlan,
    blocked: &[(usize, RoomHolder)],
    holders: &HashMap<i64, BookingRow>,
    blocks: &[BlockHold],
    (rooms, site): (&RoomDirectory, &Site),
) {
    for (place, holder) in blocked {
        let message = match holder {
            RoomHolder::Booking(id) => match holders.get(id) {
                Some(row) => {
                    let room = row
                        .room_id
                        .and_then(|id| rooms.get(id))
                        .map(|room| room.name.as_str())
                        .unwrap_or("?");
                    let when = describe_period(site, row.starts_at, row.ends_at);
                    format!(
                        "taken by booking {id} ({}, {room}, {when}, {})",
                        row.client_name, row.status
                    )
                }
                None => format!("taken by booking {id}"),
            },
            RoomHolder::Block(id) => match blocks.iter().find(|block| block.block_id == *id) {
                Some(block) => format!("closed by {}", describe_block(block, site)),
                None => format!("closed by block {id}"),
            },
            RoomHolder::Wanted(other) => {
                let other = &plan.items[*other];
                let cell = other
                    .place
                    .as_ref()
                    .map(CellPlace::to_string)
                    .unwrap_or_else(|| "another entry".into());
                format!("taken by {cell} of this file ({})", other.text)
            }
        };
        plan.items[*place].messages = vec![message];
    }
}

/// Returns another source that most holders come from: the bookings of a file's copy are in the way of themselves.
fn rival_source(
    tx: &mut Tx<'_>,
    grant: &Grant,
    holders: &[i64],
    options: &ScheduleOptions,
) -> Result<Option<String>> {
    let mut imports: BTreeMap<i64, usize> = BTreeMap::new();
    for import in batch::imports_of(tx, grant, holders)?.values() {
        *imports.entry(import.import_id).or_default() += 1;
    }
    let Some((id, _)) = imports.into_iter().max_by_key(|(_, count)| *count) else {
        return Ok(None);
    };
    let schedule = store::find(tx.connection(), id)?.filter(|import| import.kind == ImportKind::Schedule);
    let source = schedule.map(|import| import.source);
    Ok(source.filter(|source| *source != options.source))
}
