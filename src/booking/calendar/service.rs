//! Collects the entries of the calendar.

use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::{NaiveDate, NaiveTime};

use super::{Calendar, CalendarEntry, ClosedEntry, DateSpan, DocumentKind, ForDocument, store};
use crate::access::audit::{self, AuditRow};
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::tx::Tx;
use crate::booking::blocks::model::{BlockFilter, RoomBlock};
use crate::booking::blocks::service as blocks;
use crate::booking::meals::MealDays;
use crate::booking::model::{BlockHold, Booking, Catering, Tenant};
use crate::booking::status::BookingStatus;
use crate::booking::{service, store as bookings};
use crate::db::HeldRooms;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::timestamp::Timestamp;
use crate::location::LocationFilter;
use crate::room::service as rooms;
use crate::room::{Room, RoomType};

/// Which calendar is wanted.
#[derive(Debug, Clone)]
pub struct CalendarQuery {
    pub stretch: DateSpan,
    /// Also long-term offices.
    pub all: bool,
    /// Names or aliases; empty: every room.
    pub rooms: Vec<String>,
    pub location: LocationFilter,
    pub tenant: Option<Tenant>,
    pub document: Option<DocumentKind>,
}

/// Returns the bookings of some days that hold a room; long-term ones only if all are asked for. Bookings that wait for
/// a room and device-only ones stand in no column.
///
/// # Errors
/// `NotFound` for an unknown room.
pub fn calendar(tx: &mut Tx<'_>, ask: &CalendarQuery) -> Result<Calendar> {
    let grant = tx.require(Permission::SeeCalendar)?;
    let names_clients = grant.reach() != PermissionScope::CateringOnly;
    let site = tx.site();
    let days = site.days(ask.stretch.first(), ask.stretch.last())?;
    let (from, to) = (days.starts_at(), days.ends_at());
    let is_of_all = ask.rooms.is_empty() && ask.location.is_open() && ask.tenant.is_none();
    let found = (
        rooms::all_query(tx.connection()),
        bookings::holds(tx.connection(), HeldRooms::All, from, to),
        bookings::blocks(HeldRooms::All, from, to),
        is_of_all.then(|| store::waiting(from, to)),
    );
    let (all_rooms, holds, blocks, waiting) = tx.connection().answer(found)?;
    let chosen = chosen_rooms(ask, &all_rooms)?;
    let reached = rooms::with_wholes(&all_rooms, &chosen);
    let shown = |booking: &Booking| {
        (ask.all || !booking.row.long_term)
            && ask.tenant.is_none_or(|tenant| booking.row.tenant_id == tenant)
            && (chosen.is_empty() || booking.row.room_id.is_some_and(|room| reached.contains(&room)))
    };
    let held = holds.iter().map(|hold| hold.booking_id);
    let mut found = in_order(tx, &grant, held.collect())?;
    found.retain(shown);
    let found: Vec<Rc<Booking>> = found.into_iter().map(Rc::new).collect();
    let mut entries: Vec<CalendarEntry> = found
        .iter()
        .flat_map(|booking| entries_of(booking, &site, ask.stretch, names_clients))
        .collect();
    entries.sort_by_key(|entry| entry.day);
    let used: BTreeSet<&str> = entries.iter().map(|entry| entry.room.as_str()).collect();
    let columns = columns(&all_rooms, ask, &chosen, &used);
    let in_parts = in_parts(&entries, &all_rooms, &columns);
    let closed = closed_entries(blocks, &all_rooms, &columns, &site, ask.stretch);
    let mut for_document = for_document(tx, &grant, ask, &days, &found, &all_rooms)?;
    for_document.gone.retain(shown);
    if ask.document == Some(DocumentKind::Ics) {
        let told = found.iter().map(AsRef::as_ref).chain(&for_document.gone);
        let told: BTreeSet<i64> = told.map(|booking| booking.row.id).collect();
        let away = moved_away(tx, &grant, ask, &days, &reached, &told)?;
        for_document.gone.extend(away);
        for_document.blocks = told_blocks(tx, &days, &all_rooms, &chosen)?;
    }
    Ok(Calendar {
        stretch: ask.stretch,
        today: site.today(tx.now()),
        made_at: tx.now(),
        site,
        company: tx.settings().company_name(),
        rooms: columns,
        entries,
        in_parts,
        closed,
        bookings: found,
        waiting,
        names_clients,
        for_document,
    })
}

/// Loads bookings in order of time.
fn in_order(tx: &mut Tx<'_>, grant: &Grant, ids: BTreeSet<i64>) -> Result<Vec<Booking>> {
    let mut found = service::load(tx, grant, &ids.into_iter().collect::<Vec<_>>())?;
    found.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    Ok(found)
}

/// Returns the bookings that hold a room at some time of the period, and those of these statuses that want none or wait for one; both
/// in order of time.
pub fn of_days(
    tx: &mut Tx<'_>,
    grant: &Grant,
    days: &Period,
    statuses: &[BookingStatus],
) -> Result<(Vec<Booking>, Vec<Booking>)> {
    let (from, to) = (days.starts_at(), days.ends_at());
    let found = (
        bookings::holds(tx.connection(), HeldRooms::All, from, to),
        store::of_statuses(tx.connection(), statuses, from, to),
    );
    let (holds, mut roomless) = tx.connection().answer(found)?;
    roomless.retain(|row| row.device_only || row.status == BookingStatus::Pending);
    let held: BTreeSet<i64> = holds.iter().map(|hold| hold.booking_id).collect();
    let all = held.iter().copied().chain(roomless.iter().map(|row| row.id));
    let found = in_order(tx, grant, all.collect())?.into_iter();
    Ok(found.partition(|booking| held.contains(&booking.row.id)))
}

fn chosen_rooms(ask: &CalendarQuery, all_rooms: &[Room]) -> Result<BTreeSet<i64>> {
    let directory = rooms::directory_of(all_rooms);
    let mut chosen: BTreeSet<i64> = ask
        .rooms
        .iter()
        .map(|name| Ok(rooms::find(&directory, name)?.id))
        .collect::<Result<_>>()?;
    if ask.location.is_open() {
        return Ok(chosen);
    }
    let there = rooms::at(all_rooms, &ask.location);
    if ask.rooms.is_empty() {
        chosen = there;
    } else {
        chosen.retain(|id| there.contains(id));
    }
    if chosen.is_empty() {
        let fact = "none of the rooms belongs to this location";
        return Err(Error::not_found(ErrorCode::UnknownRoom, fact, &[])
            .hint("colab room list --fields name,location"));
    }
    Ok(chosen)
}

/// Returns the entries of combined rooms as they stand in the columns of their parts.
fn in_parts(entries: &[CalendarEntry], all_rooms: &[Room], columns: &[String]) -> Vec<CalendarEntry> {
    let parts_of = |entry: &CalendarEntry| {
        let whole = all_rooms.iter().find(|room| room.row.name == entry.room);
        whole.map_or_else(Vec::new, |whole| whole.components.clone())
    };
    let mut found = Vec::new();
    for entry in entries {
        let parts = parts_of(entry).into_iter().filter(|part| columns.contains(part));
        found.extend(parts.map(|part| CalendarEntry {
            whole: Some(entry.room.clone()),
            room: part,
            ..entry.clone()
        }));
    }
    found
}

/// Returns the rooms to show: the chosen ones, else those in use without offices that nobody books.
fn columns(
    all_rooms: &[Room],
    ask: &CalendarQuery,
    chosen: &BTreeSet<i64>,
    used: &BTreeSet<&str>,
) -> Vec<String> {
    let is_shown = |room: &Room| {
        let usual = room.row.is_active && (ask.all || room.row.room_type != RoomType::Office);
        let is_named = !ask.rooms.is_empty();
        (chosen.is_empty() || chosen.contains(&room.row.id))
            && (is_named || usual || used.contains(room.row.name.as_str()))
    };
    all_rooms
        .iter()
        .filter(|room| is_shown(room))
        .map(|room| room.row.name.clone())
        .collect()
}

/// Returns an entry for each day of a booking.
fn entries_of(
    booking: &Rc<Booking>,
    site: &Site,
    stretch: DateSpan,
    names_clients: bool,
) -> Vec<CalendarEntry> {
    let served = MealDays::of(site, booking).ok();
    let entry = |on: OnDay| CalendarEntry {
        day: on.day,
        served: served
            .as_ref()
            .and_then(|days| days.on(on.day, &booking.catering))
            .unwrap_or_else(|| Catering::none(booking.row.id)),
        start: on.starts(),
        end: on.ends(),
        whole_day: on.is_whole(site),
        room: booking.room.clone().unwrap_or_default(),
        whole: None,
        client: names_clients.then(|| booking.row.client_name.clone()),
        booking: Rc::clone(booking),
    };
    days_of(booking, site)
        .filter(|on| stretch.first() <= on.day && on.day <= stretch.last())
        .map(entry)
        .collect()
}

/// The part of a booking that lies on one day.
#[derive(Debug, Clone, Copy)]
pub struct OnDay {
    pub day: NaiveDate,
    pub start: NaiveTime,
    /// `None`: it goes on into the next day.
    pub end: Option<NaiveTime>,
}

impl OnDay {
    fn starts(&self) -> String {
        self.start.format("%H:%M").to_string()
    }

    fn ends(&self) -> String {
        self.end
            .map_or_else(|| "24:00".to_owned(), |time| time.format("%H:%M").to_string())
    }

    /// Returns whether it covers the site day.
    fn is_whole(&self, site: &Site) -> bool {
        let covers = |time| site.day_end != NaiveTime::MIN && time >= site.day_end;
        self.start <= site.day_start && self.end.is_none_or(covers)
    }
}

/// Returns the entries of blocks in the columns; a combined room is closed where one of its parts is.
fn closed_entries(
    held: Vec<BlockHold>,
    all_rooms: &[Room],
    columns: &[String],
    site: &Site,
    stretch: DateSpan,
) -> Vec<ClosedEntry> {
    let physical = |name: &str| {
        all_rooms
            .iter()
            .find(|room| room.row.name == *name)
            .map(|room| room.row.id)
    };
    let held: Vec<Rc<BlockHold>> = held.into_iter().map(Rc::new).collect();
    let mut entries: Vec<ClosedEntry> = Vec::new();
    for room in all_rooms.iter().filter(|room| columns.contains(&room.row.name)) {
        let parts: Vec<i64> = if room.components.is_empty() {
            vec![room.row.id]
        } else {
            room.components.iter().filter_map(|part| physical(part)).collect()
        };
        let mut seen: BTreeSet<i64> = BTreeSet::new();
        for block in held.iter().filter(|block| parts.contains(&block.physical_id)) {
            if !seen.insert(block.block_id) {
                continue;
            }
            let on_days = days_between(block.starts_at, block.ends_at, site);
            let shown = on_days.filter(|on| stretch.first() <= on.day && on.day <= stretch.last());
            entries.extend(shown.map(|on| ClosedEntry {
                day: on.day,
                start: on.starts(),
                end: on.ends(),
                whole_day: on.is_whole(site),
                room: room.row.name.clone(),
                block: Rc::clone(block),
            }));
        }
    }
    entries.sort_by_key(|entry| (entry.day, entry.block.starts_at, entry.block.block_id));
    entries
}

/// Returns the blocks of a period that a feed tells of, with those that were lifted: of these rooms (none: of any).
fn told_blocks(
    tx: &mut Tx<'_>,
    days: &Period,
    all_rooms: &[Room],
    chosen: &BTreeSet<i64>,
) -> Result<Vec<RoomBlock>> {
    let filter = BlockFilter {
        from: Some(days.starts_at()),
        to: Some(days.ends_at()),
        all: true,
        ..BlockFilter::default()
    };
    if chosen.is_empty() {
        return blocks::list(tx, &filter);
    }
    let mut found: Vec<RoomBlock> = Vec::new();
    for room in all_rooms.iter().filter(|room| chosen.contains(&room.row.id)) {
        let of_room = BlockFilter {
            room: Some(room.row.name.clone()),
            ..filter.clone()
        };
        found.extend(blocks::list(tx, &of_room)?);
    }
    found.sort_by_key(|block| block.row.id);
    found.dedup_by_key(|block| block.row.id);
    Ok(found)
}

/// Returns the local days of a booking.
pub fn days_of(booking: &Booking, site: &Site) -> impl Iterator<Item = OnDay> + use<> {
    days_between(booking.row.starts_at, booking.row.ends_at, site)
}

/// Returns the local days from one instant to another one.
fn days_between(
    starts_at: Timestamp,
    ends_at: Timestamp,
    site: &Site,
) -> impl Iterator<Item = OnDay> + use<> {
    let (start, end) = (site.local(starts_at), site.local(ends_at));
    // A booking that ends at midnight does not touch the next day.
    let last = (end - chrono::TimeDelta::microseconds(1)).date_naive();
    start
        .date_naive()
        .iter_days()
        .take_while(move |day| *day <= last)
        .map(move |day| OnDay {
            day,
            start: if day == start.date_naive() {
                start.time()
            } else {
                NaiveTime::MIN
            },
            end: (day == end.date_naive()).then(|| end.time()),
        })
}

/// Returns bookings that were in these rooms (none: in any) in the period, and are neither there nor among those told of.
fn moved_away(
    tx: &mut Tx<'_>,
    grant: &Grant,
    ask: &CalendarQuery,
    days: &Period,
    rooms: &BTreeSet<i64>,
    told: &BTreeSet<i64>,
) -> Result<Vec<Booking>> {
    let places = store::former_places(tx.connection(), days.starts_at(), days.ends_at())?;
    let away: BTreeSet<i64> = places
        .into_iter()
        .filter(|(booking, room)| (rooms.is_empty() || rooms.contains(room)) && !told.contains(booking))
        .map(|(booking, _)| booking)
        .collect();
    let mut away = service::load(tx, grant, &away.into_iter().collect::<Vec<_>>())?;
    away.retain(|booking| ask.tenant.is_none_or(|tenant| booking.row.tenant_id == tenant));
    Ok(away)
}

/// Returns whether a change of a room gave it another name.
fn is_rename(row: &AuditRow) -> bool {
    let name = |facts: &Option<String>| {
        let facts: serde_json::Value = serde_json::from_str(facts.as_deref()?).ok()?;
        facts.get("name")?.as_str().map(str::to_owned)
    };
    let (before, after) = (name(&row.before), name(&row.after));
    before.is_some() && after.is_some() && before != after
}

/// Loads what only documents need.
fn for_document(
    tx: &mut Tx<'_>,
    grant: &Grant,
    ask: &CalendarQuery,
    days: &Period,
    found: &[Rc<Booking>],
    all_rooms: &[Room],
) -> Result<ForDocument> {
    let mut extra = ForDocument::default();
    match ask.document {
        Some(DocumentKind::Ics) => {
            extra.database_id = crate::db::database_id(tx.connection())?;
            let changes = audit::changes_of_all(tx.connection(), "room")?;
            for rename in changes.iter().filter(|row| is_rename(row)) {
                let renamed = |room: &&Room| rename.entity_id == room.row.id.to_string();
                if let Some(room) = all_rooms.iter().find(renamed) {
                    extra.renames += 1;
                    extra.renamed_at.insert(room.row.name.clone(), rename.at);
                }
            }
            let statuses = [
                BookingStatus::Cancelled,
                BookingStatus::Rejected,
                BookingStatus::NoShow,
                BookingStatus::Pending,
            ];
            let gone = store::of_statuses(tx.connection(), &statuses, days.starts_at(), days.ends_at());
            let mut rows = tx.connection().answer(gone)?;
            // One that never was in a calendar need not be taken out of it.
            rows.retain(|row| row.status != BookingStatus::Pending || row.revision > 0);
            rows.retain(|row| !row.device_only);
            extra.gone = service::with_names(tx, grant, rows)?;
        }
        Some(DocumentKind::Xlsx) => {
            let ids: Vec<i64> = found.iter().map(|booking| booking.row.id).collect();
            extra.requests = store::requests(tx.connection(), &ids)?;
            extra.reserved_words = tx.settings().import_ignore();
            for room in all_rooms {
                extra.reserved_words.push(room.row.name.clone());
                extra.reserved_words.extend(room.aliases.iter().cloned());
            }
        }
        Some(DocumentKind::Html) | None => {}
    }
    Ok(extra)
}
