//! `room utilisation`: how much of the time that rooms are open they are booked, and how full they are then.
//!
//! Rows are physical rooms: a booking of a combined room counts in each of its parts, its people shared by capacity.
//! Open are Monday to Friday from the room's opening to its closing, or the site day; what is booked beside that counts
//! as hours outside, and so does what is booked while the room is blocked: blocks leave the open hours. Buffers are no use,
//! and who did not come used nothing.

mod by_hour;
mod store;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

pub use self::by_hour::by_hour;
use self::store::RoomUseRow;
use super::store as bookings;
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::tx::{Tx, not_allowed};
use crate::booking::model::{BlockHold, PhysicalRoom, RoomHold};
use crate::booking::status::BookingStatus;
use crate::db::HeldRooms;
use crate::kernel::error::Result;
use crate::kernel::period::{Site, is_working_day, last_of_month};
use crate::location::LocationFilter;
use crate::output::{
    HeatMap, Record, RecordField, Value, shown_if_wide, shown_in_table, summed, wanted_only,
};
use crate::room::rules::BookingRules;
use crate::room::{Room, service as rooms};
use crate::text_enum;

/// Up to so many days a heat map has a column a day.
const DAYS_ACROSS: i64 = 62;

/// What is to be measured.
#[derive(Debug, Clone)]
pub struct UtilisationOrder {
    pub first: NaiveDate,
    /// Included.
    pub last: NaiveDate,
    /// By name; none: all.
    pub rooms: Vec<String>,
    pub location: LocationFilter,
    /// Long-term bookings too.
    pub all: bool,
}

text_enum! {
    /// What use is summed by.
    #[derive(Default)]
    pub enum UtilisationGroup {
        #[default]
        Room = "room",
        Location = "location",
        /// Each hour of the weekdays, over all rooms.
        Hour = "hour",
    }
}

/// The use of one room in one month or day; times in minutes.
#[derive(Debug, Clone, Default)]
pub struct RoomUtilisation {
    /// Empty in the sum of a location.
    pub room: String,
    pub location: Option<String>,
    /// `2026-03`, or the day of the month.
    pub column: String,
    pub booked: i64,
    pub open: i64,
    pub outside: i64,
    /// People and seats, times minutes, where both are known.
    heads: i64,
    seats: i64,
    pub bookings: i64,
    pub no_shows: i64,
    /// Tenths of days from the asking to the beginning.
    lead_tenths: Vec<i64>,
}

/// Measures the use of rooms per room and month; managers see their rooms alone.
///
/// # Errors
/// `Forbidden` for who may not see reports, or names a room that they do not manage; `NotFound` for an unknown room.
pub fn utilisation(tx: &mut Tx<'_>, order: &UtilisationOrder) -> Result<Vec<RoomUtilisation>> {
    let grant = tx.require_managed(Permission::SeeReports)?;
    let by_room = measure(tx, &grant, order, false)?;
    Ok(by_room.into_iter().flat_map(|(_, cells)| cells).collect())
}

/// Sums the use of rooms by location and month; a booking of several rooms counts in each.
pub fn by_location(used: Vec<RoomUtilisation>) -> Vec<RoomUtilisation> {
    let mut sums: BTreeMap<(Option<String>, String), RoomUtilisation> = BTreeMap::new();
    for one in used {
        let key = (one.location.clone(), one.column.clone());
        let sum = sums.entry(key).or_insert_with(|| RoomUtilisation {
            location: one.location,
            column: one.column,
            ..RoomUtilisation::default()
        });
        sum.booked += one.booked;
        sum.open += one.open;
        sum.outside += one.outside;
        sum.heads += one.heads;
        sum.seats += one.seats;
        sum.bookings += one.bookings;
        sum.no_shows += one.no_shows;
        sum.lead_tenths.extend(one.lead_tenths);
    }
    sums.into_values().collect()
}

/// Measures the same as a picture: a column a day for up to two months, else a column a month.
pub fn heat_map(tx: &mut Tx<'_>, order: &UtilisationOrder) -> Result<HeatMap> {
    let grant = tx.require_managed(Permission::SeeReports)?;
    let by_day = (order.last - order.first).num_days() < DAYS_ACROSS;
    let by_room = measure(tx, &grant, order, by_day)?;
    let columns = by_room
        .first()
        .map(|(_, cells)| cells.iter().map(|cell| cell.column.clone()).collect());
    let percents = |cells: &[RoomUtilisation]| cells.iter().map(RoomUtilisation::percent).collect();
    Ok(HeatMap {
        title: format!("Use of rooms, {} to {}", order.first, order.last),
        columns: columns.unwrap_or_default(),
        rows: by_room
            .iter()
            .map(|(room, cells)| (room.clone(), percents(cells)))
            .collect(),
        nothing: "closed",
    })
}

/// Returns the columns: months, or days, cut to the period.
fn columns(order: &UtilisationOrder, by_day: bool) -> Vec<(NaiveDate, NaiveDate, String)> {
    let mut found = Vec::new();
    let mut first = order.first;
    while first <= order.last {
        let last = if by_day {
            first
        } else {
            last_of_month_of(first).min(order.last)
        };
        let name = first.format(if by_day { "%-d" } else { "%Y-%m" }).to_string();
        found.push((first, last, name));
        match last.succ_opt() {
            Some(next) => first = next,
            None => break,
        }
    }
    found
}

fn last_of_month_of(day: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    last_of_month(day.with_day(1).unwrap_or(day))
}

/// From one time on the clocks to another one.
type LocalStretch = (NaiveDateTime, NaiveDateTime);

/// Joins stretches that overlap.
fn merged(mut stretches: Vec<LocalStretch>) -> Vec<LocalStretch> {
    stretches.sort_unstable();
    let mut found: Vec<LocalStretch> = Vec::new();
    for (from, to) in stretches {
        match found.last_mut() {
            Some((_, until)) if from <= *until => *until = to.max(*until),
            _ => found.push((from, to)),
        }
    }
    found
}

/// One physical room while it is measured.
struct MeasuredRoom<'r> {
    room: &'r Room,
    hours: (NaiveTime, NaiveTime),
    /// When it is blocked, in order of time; no two overlap.
    closed: Vec<LocalStretch>,
    /// When somebody used it, as far as that counts.
    used: Vec<LocalStretch>,
    cells: Vec<RoomUtilisation>,
}

fn measure(
    tx: &mut Tx<'_>,
    grant: &Grant,
    order: &UtilisationOrder,
    by_day: bool,
) -> Result<Vec<(String, Vec<RoomUtilisation>)>> {
    let (all_rooms, facts) = load_facts(tx, order)?;
    let measured = measured_rooms(tx, grant, order, &all_rooms, facts, by_day)?;
    let kept = measured
        .into_iter()
        .filter(|one| one.room.row.is_active || one.cells.iter().any(|cell| cell.bookings > 0));
    Ok(kept.map(|one| (one.room.row.name.clone(), one.cells)).collect())
}

/// What tells of the use of rooms in a period.
struct UseFacts {
    /// The physical parts of each room.
    parts: BTreeMap<i64, Vec<i64>>,
    blocks: Vec<BlockHold>,
    holds: Vec<RoomHold>,
    no_shows: Vec<RoomUseRow>,
}

/// Loads every room, and what tells of their use.
fn load_facts(tx: &mut Tx<'_>, order: &UtilisationOrder) -> Result<(Vec<Room>, UseFacts)> {
    let stretch = tx.site().days(order.first, order.last)?;
    let (from, to) = (stretch.starts_at(), stretch.ends_at());
    let facts = (
        rooms::all_query(tx.connection()),
        bookings::physical_rooms(),
        bookings::blocks(HeldRooms::All, from, to),
        bookings::holds(tx.connection(), HeldRooms::All, from, to),
        store::no_shows(from, to),
    );
    let (all_rooms, parts, blocks, holds, no_shows) = tx.connection().answer(facts)?;
    let facts = UseFacts {
        parts: parts_of(&all_rooms, parts),
        blocks,
        holds,
        no_shows,
    };
    Ok((all_rooms, facts))
}

fn measured_rooms<'r>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    order: &UtilisationOrder,
    all_rooms: &'r [Room],
    facts: UseFacts,
    by_day: bool,
) -> Result<Vec<MeasuredRoom<'r>>> {
    let site = tx.site();
    let parts = facts.parts;
    let wanted = wanted(all_rooms, &parts, order)?;
    let columns = columns(order, by_day);
    let managed = (grant.reach() == PermissionScope::ManagedRooms).then(|| tx.actor().managed.clone());
    let is_managed = |id: &i64| managed.as_ref().is_none_or(|managed| managed.has_room(*id));
    if !order.rooms.is_empty() && !wanted.iter().all(is_managed) {
        return Err(not_allowed(
            tx.actor(),
            "see the use of rooms that they do not manage",
        ));
    }
    let mut closed: BTreeMap<i64, Vec<LocalStretch>> = BTreeMap::new();
    for block in facts.blocks {
        let local = |at| site.local(at).naive_local();
        let stretch = (local(block.starts_at), local(block.ends_at));
        closed.entry(block.physical_id).or_default().push(stretch);
    }
    let mut measured: BTreeMap<i64, MeasuredRoom<'_>> = all_rooms
        .iter()
        .filter(|room| room.components.is_empty() && wanted.contains(&room.row.id))
        .filter(|room| order.location.fits(room.row.location_id))
        .filter(|room| is_managed(&room.row.id))
        .map(|room| {
            let closed = merged(closed.remove(&room.row.id).unwrap_or_default());
            (room.row.id, MeasuredRoom::new(room, &columns, &site, closed))
        })
        .collect();
    let holds = facts.holds.into_iter();
    let mut ids: Vec<i64> = holds
        .filter(|hold| measured.contains_key(&hold.physical_id))
        .map(|hold| hold.booking_id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut uses = store::by_ids(tx.connection(), &ids)?;
    uses.extend(facts.no_shows);
    uses.retain(|one| order.all || !one.long_term);
    for one in &uses {
        let of_room = one
            .room_id
            .and_then(|id| parts.get(&id))
            .map_or(&[][..], Vec::as_slice);
        for part in of_room {
            if let Some(measured) = measured.get_mut(part) {
                let heads = share(one.headcount, *part, of_room, all_rooms);
                measured.count(one, heads, &columns, &site);
            }
        }
    }
    Ok(measured.into_values().collect())
}

/// Returns the physical parts of each room.
fn parts_of(all_rooms: &[Room], physical: Vec<PhysicalRoom>) -> BTreeMap<i64, Vec<i64>> {
    let mut parts: BTreeMap<i64, Vec<i64>> = all_rooms.iter().map(|room| (room.row.id, Vec::new())).collect();
    for part in physical {
        parts.entry(part.room_id).or_default().push(part.physical_id);
    }
    parts
}

/// Returns the physical rooms asked for; a combined room stands for its parts.
fn wanted(all_rooms: &[Room], parts: &BTreeMap<i64, Vec<i64>>, order: &UtilisationOrder) -> Result<Vec<i64>> {
    if order.rooms.is_empty() {
        return Ok(all_rooms.iter().map(|room| room.row.id).collect());
    }
    let directory = rooms::directory_of(all_rooms);
    let mut wanted = Vec::new();
    for name in &order.rooms {
        let id = rooms::find(&directory, name)?.id;
        wanted.extend(parts.get(&id).into_iter().flatten());
    }
    Ok(wanted)
}

/// Returns how many people of a combined room count for one of its parts: by capacity, or evenly if one is not known.
fn share(heads: i32, part: i64, parts: &[i64], all_rooms: &[Room]) -> i64 {
    let seats = |id: i64| {
        let room = all_rooms.iter().find(|room| room.row.id == id);
        room.map_or(0, |room| i64::from(room.row.max_capacity))
    };
    let count = i64::try_from(parts.len()).unwrap_or(1).max(1);
    let all: i64 = parts.iter().map(|part| seats(*part)).sum();
    if parts.iter().any(|part| seats(*part) == 0) {
        i64::from(heads) / count
    } else {
        i64::from(heads) * seats(part) / all.max(1)
    }
}

impl<'r> MeasuredRoom<'r> {
    fn new(
        room: &'r Room,
        columns: &[(NaiveDate, NaiveDate, String)],
        site: &Site,
        closed: Vec<LocalStretch>,
    ) -> Self {
        let hours = BookingRules::from(&room.row).hours(site);
        let mut measured = Self {
            room,
            hours,
            closed,
            used: Vec::new(),
            cells: Vec::new(),
        };
        let cell = |(first, last, name): &(NaiveDate, NaiveDate, String)| {
            let days = first.iter_days().take_while(|day| day <= last);
            let open = days.filter(|day| is_working_day(*day)).map(|day| {
                let (from, to) = measured.hours_on(day);
                (to - from).num_minutes() - measured.closed_minutes(from, to)
            });
            RoomUtilisation {
                room: room.row.name.clone(),
                location: room.location.clone(),
                column: name.clone(),
                open: open.sum(),
                ..RoomUtilisation::default()
            }
        };
        measured.cells = columns.iter().map(cell).collect::<Vec<_>>();
        measured
    }

    /// Returns from when to when the room is used on a working day.
    fn hours_on(&self, day: NaiveDate) -> LocalStretch {
        let closes = if self.hours.1 == NaiveTime::MIN {
            day.and_time(NaiveTime::MIN) + TimeDelta::days(1)
        } else {
            day.and_time(self.hours.1)
        };
        (day.and_time(self.hours.0), closes)
    }

    /// Returns for how long the room is blocked between two times.
    fn closed_minutes(&self, from: NaiveDateTime, to: NaiveDateTime) -> i64 {
        let minutes =
            |(starts, ends): &LocalStretch| (*ends.min(&to) - *starts.max(&from)).num_minutes().max(0);
        self.closed.iter().map(minutes).sum()
    }

    /// Counts a booking: itself where it begins, its minutes on each day.
    fn count(
        &mut self,
        one: &RoomUseRow,
        heads: i64,
        columns: &[(NaiveDate, NaiveDate, String)],
        site: &Site,
    ) {
        let (start, end) = (
            site.local(one.starts_at).naive_local(),
            site.local(one.ends_at).naive_local(),
        );
        let column_of = |day: NaiveDate| {
            columns
                .iter()
                .position(|(first, last, _)| *first <= day && day <= *last)
        };
        let begins = columns
            .first()
            .map_or(start.date(), |(first, _, _)| start.date().max(*first));
        if let Some(cell) = column_of(begins).and_then(|at| self.cells.get_mut(at)) {
            if one.status == BookingStatus::NoShow {
                cell.no_shows += 1;
                return;
            }
            cell.bookings += 1;
            let lead = one.starts_at.since(one.created_at);
            // What was recorded afterwards says nothing of how early people book.
            if start.date() == begins && lead >= TimeDelta::zero() {
                cell.lead_tenths.push(lead.num_minutes() * 10 / (24 * 60));
            }
        }
        self.used.push((start, end));
        let capacity = i64::from(self.room.row.max_capacity);
        for day in begins
            .iter_days()
            .take_while(|day| day.and_time(NaiveTime::MIN) < end)
        {
            let Some(at) = column_of(day) else {
                break;
            };
            let overlap = |from, to| (end.min(to) - start.max(from)).num_minutes().max(0);
            let midnight = day.and_time(NaiveTime::MIN);
            let whole = overlap(midnight, midnight + TimeDelta::days(1));
            let inside = if is_working_day(day) {
                let (opens, closes) = self.hours_on(day);
                overlap(opens, closes) - self.closed_minutes(opens.max(start), closes.min(end))
            } else {
                0
            };
            let Some(cell) = self.cells.get_mut(at) else {
                break;
            };
            cell.booked += inside;
            cell.outside += whole - inside;
            if capacity > 0 && heads > 0 {
                cell.heads += heads * whole;
                cell.seats += capacity * whole;
            }
        }
    }
}

impl RoomUtilisation {
    /// Returns the booked part of the open hours; `None` if the room is closed.
    pub fn percent(&self) -> Option<u32> {
        percent(self.booked, self.open)
    }

    /// Tenths of days, on average.
    fn lead(&self) -> Option<i64> {
        let count = i64::try_from(self.lead_tenths.len()).ok()?;
        let sum: i64 = self.lead_tenths.iter().sum();
        (sum + count / 2).checked_div(count)
    }
}

/// The use of all rooms together in a month or less.
#[derive(Debug, Clone)]
pub struct OverallUtilisation {
    pub hours_booked: Value,
    pub hours_open: Value,
    /// Of the open hours; `None` where nothing is open.
    pub percent: Option<u32>,
    pub bookings: i64,
    pub no_shows: i64,
    /// Rooms with what they are used, the fullest first.
    pub fullest: Vec<(String, u32)>,
}

/// Returns how much of the open hours of all rooms some days of one month use, offices left out.
pub fn in_all(tx: &mut Tx<'_>, first: NaiveDate, last: NaiveDate) -> Result<OverallUtilisation> {
    let order = UtilisationOrder {
        first,
        last,
        rooms: Vec::new(),
        location: LocationFilter::default(),
        all: false,
    };
    let used = utilisation(tx, &order)?;
    let sum = |of: fn(&RoomUtilisation) -> i64| used.iter().map(of).sum::<i64>();
    let (booked, open) = (sum(|one| one.booked), sum(|one| one.open));
    let mut fullest: Vec<(String, u32)> = used
        .iter()
        .filter_map(|one| Some((one.room.clone(), one.percent().filter(|percent| *percent > 0)?)))
        .collect();
    fullest.sort_by_key(|(_, percent)| std::cmp::Reverse(*percent));
    Ok(OverallUtilisation {
        hours_booked: hours(booked),
        hours_open: hours(open),
        percent: percent(booked, open),
        bookings: sum(|one| one.bookings),
        no_shows: sum(|one| one.no_shows),
        fullest,
    })
}

fn percent(part: i64, whole: i64) -> Option<u32> {
    (whole > 0).then(|| u32::try_from((part * 100 + whole / 2) / whole).unwrap_or(0))
}

impl Record for RoomUtilisation {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RoomUtilisation>] = &[
            shown_in_table("room", |u| u.room.as_str().into()),
            wanted_only("location", |u| u.location.clone().into()),
            shown_in_table("month", |u| u.column.as_str().into()),
            summed(shown_in_table("hours_booked", |u| hours(u.booked))),
            summed(shown_in_table("hours_open", |u| hours(u.open))),
            shown_in_table("percent", |u| u.percent().into()),
            summed(shown_if_wide("hours_outside", |u| hours(u.outside))),
            shown_in_table("seats_percent", |u| percent(u.heads, u.seats).into()),
            summed(shown_in_table("bookings", |u| u.bookings.into())),
            summed(shown_in_table("no_shows", |u| u.no_shows.into())),
            shown_in_table("lead_days", |u| u.lead().map_or(Value::Null, Value::Tenths)),
        ];
        FIELDS
    }
}

/// Rounds minutes to the tenth of an hour.
fn hours(minutes: i64) -> Value {
    Value::Tenths((minutes + 3) / 6)
}
