//! Which rooms are free when, and what would do instead: the one implementation behind `room free`, `room queue`,
//! `booking suggest`, `booking conflicts` and the refusal of a room that is taken.

pub mod alternatives;
pub mod conflicts;
pub mod free;
pub mod queue;
mod store;
pub mod suggest;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::model::{BookingRow, RoomClaim};
use super::timeline::{RoomHolder, RoomTimeline};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::errors::unknown_booking;
use crate::booking::reach::is_visible;
use crate::db::{Connection, HeldRooms, QueryBatch};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::{Period, Site, is_working_day};
use crate::kernel::timestamp::Timestamp;
use crate::location::LocationFilter;
use crate::room::rules::BookingRules;
use crate::room::{Room, RoomType, service as rooms};

/// How far from the wished time a free one is looked for.
pub const DAYS_AROUND: i64 = 14;

/// What a booking needs of a room.
#[derive(Debug, Clone, Default)]
pub struct RoomNeeds {
    /// 0: nobody knows, any room seats them.
    pub people: u32,
    /// All of them.
    pub amenities: Vec<String>,
    pub room_type: Option<RoomType>,
    pub location: LocationFilter,
    /// Comes first where it is free.
    pub wished_room_id: Option<i64>,
    pub claim: RoomClaim,
}

/// Every room and what is held of it in a stretch of time.
#[derive(Clone)]
pub struct RoomVacancies {
    rooms: Vec<(Room, BookingRules)>,
    timeline: RoomTimeline,
    site: Site,
    now: Timestamp,
}

impl RoomVacancies {
    /// Loads the rooms and what is held in a period and a day around it.
    pub fn load(tx: &mut Tx<'_>, stretch: &Period) -> Result<Self> {
        let vacancies = Self::query(tx, stretch);
        Ok(tx.connection().answer(vacancies)?)
    }

    /// Asks for what [`RoomVacancies::load`] loads.
    pub fn query(tx: &mut Tx<'_>, stretch: &Period) -> impl QueryBatch<Answer = Self> + use<> {
        let (site, now) = (tx.site(), tx.now());
        let connection: &Connection = tx.connection();
        let rooms = rooms::all_query(connection);
        let timeline = RoomTimeline::query(connection, HeldRooms::All, stretch);
        (rooms, timeline).read_as(move |(rooms, timeline)| Self {
            rooms: rooms
                .into_iter()
                .map(|room| (BookingRules::from(&room.row), room))
                .map(|(rules, room)| (room, rules))
                .collect(),
            timeline,
            site,
            now,
        })
    }

    /// Loads a period and the days around it in which another time is looked for.
    pub fn around(tx: &mut Tx<'_>, period: &Period) -> Result<Self> {
        let days = TimeDelta::days(DAYS_AROUND + 1);
        let stretch = Period::new(period.starts_at().plus(-days), period.ends_at().plus(days))?;
        Self::load(tx, &stretch)
    }

    /// Leaves out what this booking holds: it is not in its own way.
    pub fn release(&mut self, booking_id: i64) {
        self.timeline.release(RoomHolder::Booking(booking_id));
    }

    /// Closes rooms (`None`: all of them) for a period, as a block that is to be made would.
    pub fn close(&mut self, rooms: &[Option<i64>], period: &Period) {
        self.timeline.close(rooms, period);
    }

    /// Gives the booking the room, which is free then.
    pub fn take(&mut self, row: &BookingRow, room_id: i64) -> Result<()> {
        let period = Period::new(row.starts_at, row.ends_at)?;
        let (holder, claim) = (RoomHolder::Booking(row.id), RoomClaim::of(row.long_term));
        let taken = self.timeline.take(room_id, &period, holder, claim);
        taken.map_err(|other| {
            crate::kernel::error::Error::internal(format!("room {room_id} is held by {other:?}"))
        })
    }

    /// Holds a room that is free for a wish, by its place in a list.
    pub fn hold(&mut self, place: usize, room_id: i64, period: &Period) {
        let _free = self
            .timeline
            .take(room_id, period, RoomHolder::Wanted(place), RoomClaim::Usual);
    }

    pub fn timeline(&self) -> &RoomTimeline {
        &self.timeline
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    pub fn room(&self, id: i64) -> Option<&Room> {
        self.rooms
            .iter()
            .map(|(room, _)| room)
            .find(|room| room.row.id == id)
    }

    pub fn name(&self, id: i64) -> String {
        self.room(id)
            .map(|room| room.row.name.clone())
            .unwrap_or_default()
    }

    /// Returns active rooms that meet the needs, free or not, best fit first: the wished one, then the smallest that
    /// seats the people, a physical room before a combined one of its size, unknown capacities last.
    pub fn suitable(&self, needs: &RoomNeeds) -> Vec<&Room> {
        let mut rooms: Vec<&Room> = self
            .rooms
            .iter()
            .map(|(room, _)| room)
            .filter(|room| room.row.is_active && needs.are_met_by(room))
            .collect();
        rooms.sort_by_key(|room| {
            let wished = needs.wished_room_id == Some(room.row.id);
            let seats = room.row.max_capacity;
            (!wished, seats == 0, seats, room.components.len(), room.row.id)
        });
        rooms
    }

    /// Returns the suitable rooms that are free in the period and may be booked then, best fit first.
    pub fn free(&self, period: &Period, needs: &RoomNeeds) -> Vec<&Room> {
        let mut rooms = self.suitable(needs);
        rooms.retain(|room| self.is_free(room.row.id, period, needs.claim));
        rooms
    }

    /// Returns whether nothing holds the room in the period and its booking rules allow a booking then.
    pub fn is_free(&self, room_id: i64, period: &Period, claim: RoomClaim) -> bool {
        self.may_have(room_id, period) && self.timeline.is_free(room_id, period, claim)
    }

    /// Returns whether the room's booking rules allow a booking in the period, made now.
    pub fn may_have(&self, room_id: i64, period: &Period) -> bool {
        let rules = self.rules(room_id);
        rules.is_some_and(|rules| rules.broken_by(period, self.now, &self.site).is_none())
    }

    pub fn rules(&self, room_id: i64) -> Option<&BookingRules> {
        let found = self.rooms.iter().find(|(room, _)| room.row.id == room_id);
        found.map(|(_, rules)| rules)
    }

    /// Returns the nearest periods of the same length, before and after the wished one, in which the room is free: at
    /// most [`DAYS_AROUND`] days away, not in the past, on working days unless the wished day is none, and within the
    /// room's opening hours or the site day (widened to the wished hours). A booking over several days keeps its hours.
    pub fn nearest(&self, room_id: i64, wished: &Period, claim: RoomClaim) -> [Option<Period>; 2] {
        let length = wished.ends_at().since(wished.starts_at());
        let period = |start: Timestamp| Period::new(start, start.plus(length)).ok();
        let starts = self.starts_around(room_id, wished);
        let free = |start: &Timestamp| period(*start).filter(|period| self.is_free(room_id, period, claim));
        let (before, after): (Vec<Timestamp>, Vec<Timestamp>) =
            starts.into_iter().partition(|start| *start < wished.starts_at());
        [before.iter().rev().find_map(free), after.iter().find_map(free)]
    }

    /// Returns when a booking like the wished one could start instead, in order, free or not.
    fn starts_around(&self, room_id: i64, wished: &Period) -> Vec<Timestamp> {
        let (start, end) = (
            self.site.local(wished.starts_at()),
            self.site.local(wished.ends_at()),
        );
        let length = wished.ends_at().since(wished.starts_at());
        let within_a_day = start.date_naive() == last_day(&self.site, wished.ends_at());
        let hours = self.hours(room_id, (start.time(), end.time()));
        let any_day = !is_working_day(start.date_naive());
        let is_wished = |day: NaiveDate| any_day || is_working_day(day);
        let mut starts: Vec<Timestamp> = Vec::new();
        for days in -DAYS_AROUND..=DAYS_AROUND {
            let Some(day) = start.date_naive().checked_add_signed(TimeDelta::days(days)) else {
                continue;
            };
            let mut clocks = vec![start.time()];
            if within_a_day {
                clocks.extend([hours.0, hours.1.overflowing_sub_signed(length).0]);
            }
            starts.extend(
                clocks
                    .iter()
                    .filter_map(|clock| self.site.instant(day.and_time(*clock)).ok()),
            );
        }
        if within_a_day {
            starts.extend(self.timeline.turns(room_id, wished));
        }
        let not_before = if wished.starts_at() < self.now {
            Timestamp::EPOCH
        } else {
            self.now
        };
        let around = TimeDelta::days(DAYS_AROUND + 1);
        starts.retain(|at| {
            let ends_at = at.plus(length);
            let (from, to) = (self.site.local(*at), self.site.local(ends_at));
            let inside = from.time() >= hours.0
                && later_end(to.time(), hours.1) == hours.1
                && from.date_naive() == last_day(&self.site, ends_at);
            *at != wished.starts_at()
                && *at >= not_before
                && at.since(wished.starts_at()).abs() < around
                && is_wished(from.date_naive())
                && (inside || !within_a_day)
        });
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// Returns when a room is used on a day: its opening hours, else the site day widened to the wished hours. The end may
    /// be midnight.
    fn hours(&self, room_id: i64, wished: (NaiveTime, NaiveTime)) -> (NaiveTime, NaiveTime) {
        let rules = self.rules(room_id);
        let opens = rules.and_then(|rules| rules.opens_at);
        let closes = rules.and_then(|rules| rules.closes_at);
        (
            opens.unwrap_or(self.site.day_start.min(wished.0)),
            closes.unwrap_or(later_end(self.site.day_end, wished.1)),
        )
    }
}

/// Returns the local day on which a period that ends then is for the last time: midnight ends the day before.
pub(super) fn last_day(site: &Site, ends_at: Timestamp) -> NaiveDate {
    site.local(ends_at.plus(TimeDelta::microseconds(-1))).date_naive()
}

/// Returns the later of two ends of a day; midnight is the latest.
fn later_end(one: NaiveTime, other: NaiveTime) -> NaiveTime {
    if [one, other].contains(&NaiveTime::MIN) {
        NaiveTime::MIN
    } else {
        one.max(other)
    }
}

impl RoomNeeds {
    /// Returns the needs of a booking.
    pub fn of(row: &BookingRow) -> Self {
        Self {
            people: u32::try_from(row.headcount).unwrap_or(0),
            wished_room_id: row.wished_room_id.or(row.room_id),
            claim: RoomClaim::of(row.long_term),
            ..Self::default()
        }
    }

    /// Returns the needs of so many people and nothing else.
    pub fn of_people(people: i32) -> Self {
        Self {
            people: u32::try_from(people).unwrap_or(0),
            ..Self::default()
        }
    }

    fn are_met_by(&self, room: &Room) -> bool {
        let has = |amenity: &String| {
            let wanted = name_key(amenity);
            room.amenities.iter().any(|has| name_key(has) == wanted)
        };
        seats(room, self.people)
            && self.amenities.iter().all(has)
            && self.room_type.is_none_or(|kind| room.row.room_type == kind)
            && self.location.fits(room.row.location_id)
    }
}

/// Returns whether the people fit; an unknown capacity refuses nobody.
pub fn seats(room: &Room, people: u32) -> bool {
    room.row.max_capacity == 0 || u32::try_from(room.row.max_capacity).unwrap_or(0) >= people
}

/// Seats that stay empty; `None` where the capacity is not known.
pub fn spare(room: &Room, people: u32) -> Option<u32> {
    let capacity = u32::try_from(room.row.max_capacity)
        .ok()
        .filter(|seats| *seats > 0)?;
    Some(capacity.saturating_sub(people))
}

/// Returns a booking that the actor may see.
///
/// # Errors
/// `NotFound` for one that is unknown or not for the actor's eyes.
pub fn visible(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<BookingRow> {
    let row = super::store::by_ids(tx.connection(), &[id])?.pop();
    row.filter(|row| is_visible(tx, grant, row))
        .ok_or_else(|| unknown_booking(id))
}
