//! Finds other rooms, or else other times, for bookings that have to leave theirs: as few moves as can be. Writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::reasons::{PlacementReasons, without_wish};
use super::service::{assigned, places};
use crate::access::auth::{Permission, PermissionScope};
use crate::access::plan::push_option;
use crate::access::tx::{Tx, not_allowed};
use crate::booking::model::{BookingRow, RoomClaim};
use crate::booking::status::BookingStatus;
use crate::booking::store;
use crate::booking::vacancy::queue::{RoomQueueFilter, ghosts, stretch_of};
use crate::booking::vacancy::suggest::{RoomOffer, other_times};
use crate::booking::vacancy::{DAYS_AROUND, RoomVacancies};
use crate::kernel::error::Result;
use crate::kernel::period::{Period, Site, is_working_day};
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;
use crate::room::Room;

/// Where a booking goes.
#[derive(Debug, Clone)]
pub struct PlannedMove {
    /// As it is before.
    pub row: BookingRow,
    pub room_id: i64,
    pub room: String,
    pub period: Period,
    pub why: String,
    pub way: MoveWay,
}

/// How a booking gets from one room to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveWay {
    Straight,
    /// Rooms are exchanged: it gives its own back before another booking takes it,
    GivesBack,
    /// and gets the new one when that is free.
    Assigns,
}

impl PlannedMove {
    /// Returns the booking as it is at its new time.
    fn moved(&self) -> BookingRow {
        BookingRow {
            starts_at: self.period.starts_at(),
            ends_at: self.period.ends_at(),
            ..self.row.clone()
        }
    }

    /// Returns whether the booking is at another time then.
    pub fn changes_time(&self) -> bool {
        (self.row.starts_at, self.row.ends_at) != (self.period.starts_at(), self.period.ends_at())
    }

    /// Returns the command that makes the move.
    pub fn command(&self, reason: Option<&str>, site: &Site) -> Vec<String> {
        let is_new = self.row.room_id.is_none() && !self.changes_time();
        let verb = match self.way {
            MoveWay::GivesBack => "unassign",
            MoveWay::Assigns => "assign",
            MoveWay::Straight if is_new => "assign",
            MoveWay::Straight if self.changes_time() => "reschedule",
            MoveWay::Straight => "edit",
        };
        let mut words = vec!["booking".to_owned(), verb.to_owned(), self.row.id.to_string()];
        if self.changes_time() {
            words.extend(self.new_time(site));
        }
        if self.way != MoveWay::GivesBack {
            push_option(&mut words, "--room", &self.room);
        }
        if let Some(reason) = reason {
            push_option(&mut words, "--reason", reason);
        }
        words
    }

    /// Returns the day and, where they change, the hours that a booking goes to.
    fn new_time(&self, site: &Site) -> Vec<String> {
        let (from, to) = (self.period.starts_at(), self.period.ends_at());
        let clock = |at: Timestamp| site.local(at).format("%H:%M").to_string();
        let mut words = vec!["--date".to_owned(), site.local(from).date_naive().to_string()];
        let before = (clock(self.row.starts_at), clock(self.row.ends_at));
        let after = (clock(from), clock(to));
        if before != after {
            words.extend(["--time".to_owned(), format!("{}-{}", after.0, after.1)]);
        }
        words
    }
}

/// Times at which a booking could not be after all, by its number: its devices are elsewhere then, say.
pub type TriedTimes = BTreeSet<(i64, Timestamp)>;

/// What becomes of bookings that have to leave their rooms.
#[derive(Debug, Default)]
pub struct Replan {
    /// In an order in which each room is free when it is taken.
    pub moves: Vec<PlannedMove>,
    /// Those for which there is nothing, with the reason.
    pub left: Vec<(BookingRow, String)>,
}

/// Plans where bookings go when rooms (`None`: all of them) are closed for a period. Others that are not confirmed may move
/// for them; what is under way stays.
///
/// # Errors
/// `Forbidden` for who may not assign rooms.
pub fn replan(
    tx: &mut Tx<'_>,
    closed: &[Option<i64>],
    period: &Period,
    in_the_way: Vec<BookingRow>,
    tried: &TriedTimes,
) -> Result<Replan> {
    let grant = tx.require(Permission::AssignRooms)?;
    if grant.reach() != PermissionScope::All {
        return Err(not_allowed(tx.actor(), "assign rooms"));
    }
    let mut plan = Replan::default();
    let mut leaving = Vec::new();
    for row in in_the_way {
        if row.has_begun(tx.now()) {
            plan.left.push((row, "it has begun".to_owned()));
        } else {
            leaving.push(row);
        }
    }
    let Some(stretch) = stretch_of(&leaving)? else {
        return Ok(plan);
    };
    let mut vacancies = RoomVacancies::around(tx, &stretch)?;
    let before = vacancies.clone();
    vacancies.close(closed, period);
    let standing = assigned(tx, &vacancies, &stretch)?;
    let is_leaving = |id: i64| leaving.iter().any(|row| row.id == id);
    let movable = standing.values().filter(|row| {
        !is_leaving(row.id) && row.starts_at >= tx.now() && !row.long_term && row.room_id.is_some()
    });
    let mut rows: Vec<BookingRow> = leaving.clone();
    rows.extend(movable.cloned());
    rows.iter().for_each(|row| vacancies.release(row.id));
    // Those that leave have lost their rooms.
    let mut wanting = rows.clone();
    wanting[..leaving.len()]
        .iter_mut()
        .for_each(|row| row.room_id = None);
    let places = places(&vacancies, &wanting)?;
    for (row, room) in rows.iter().zip(&places) {
        if let Some(room) = room {
            vacancies.take(row, *room)?;
        }
    }
    let mut homeless = Vec::new();
    let mut found: Vec<(BookingRow, i64, Period, Option<String>)> = Vec::new();
    for (row, room) in rows.into_iter().zip(places) {
        let at = Period::new(row.starts_at, row.ends_at)?;
        match room {
            Some(room) if row.room_id != Some(room) => found.push((row, room, at, None)),
            Some(_) => {}
            None => homeless.push(row),
        }
    }
    let mut times = OtherTimes {
        tried,
        days: days_of_series(tx, &homeless)?,
        rooms: BTreeMap::new(),
    };
    for row in homeless {
        match times.find(&vacancies, &row)? {
            Some((room, at, why)) => {
                times.note(&row, &at, room, &tx.site());
                let moved = BookingRow {
                    starts_at: at.starts_at(),
                    ends_at: at.ends_at(),
                    ..row.clone()
                };
                vacancies.take(&moved, room)?;
                found.push((row, room, at, Some(why)));
            }
            None => plan.left.push((row, String::new())),
        }
    }
    let reasons = PlacementReasons {
        vacancies: &vacancies,
        standing: &standing,
    };
    for (row, why) in plan.left.iter_mut().filter(|(_, why)| why.is_empty()) {
        *why = reasons.why_not(row);
    }
    let moves = found.into_iter().map(|(row, room_id, at, why)| {
        let room = vacancies.room(room_id);
        let moves_for_others = !leaving.iter().any(|other| other.id == row.id);
        let why = match (why, room) {
            (Some(why), _) => why,
            (None, Some(room)) if !moves_for_others => reasons.why_placed(&row, room, &at),
            (None, _) => reasons.why_moved(&row, &at),
        };
        PlannedMove {
            room: vacancies.name(room_id),
            row,
            room_id,
            period: at,
            why,
            way: MoveWay::Straight,
        }
    });
    let [moves, stuck] = in_order(before, moves.collect())?;
    plan.moves = moves;
    let stuck = stuck.into_iter();
    plan.left.extend(stuck.map(|planned| {
        let why = format!("{} becomes free only by a move of its own", planned.room);
        (planned.row, why)
    }));
    Ok(plan)
}

/// Plans rooms for the bookings that wait for one and begin in a stretch.
///
/// # Errors
/// `Forbidden` for who may not assign rooms.
pub fn place_waiting(tx: &mut Tx<'_>, from: Timestamp, to: Timestamp) -> Result<Replan> {
    let filter = RoomQueueFilter {
        from: Some(from),
        to: Some(to),
        ..RoomQueueFilter::default()
    };
    let waiting = ghosts(tx, &filter)?;
    match stretch_of(&waiting)? {
        Some(stretch) => replan(tx, &[], &stretch, waiting, &TriedTimes::new()),
        None => Ok(Replan::default()),
    }
}

/// Returns the days that the series of these bookings have.
fn days_of_series(tx: &mut Tx<'_>, rows: &[BookingRow]) -> Result<BTreeMap<i64, BTreeSet<NaiveDate>>> {
    let mut days = BTreeMap::new();
    let site = tx.site();
    for series in rows
        .iter()
        .filter_map(|row| row.series_id)
        .collect::<BTreeSet<_>>()
    {
        let ids = store::series_members(tx.connection(), series, None)?;
        let members = store::by_ids(tx.connection(), &ids)?.into_iter();
        let standing = members.filter(|row| !row.status.is_off());
        days.insert(
            series,
            standing
                .map(|row| site.local(row.starts_at).date_naive())
                .collect(),
        );
    }
    Ok(days)
}

/// Finds other times for bookings, one after the other.
struct OtherTimes<'a> {
    tried: &'a TriedTimes,
    /// By series: no two of one series come to the same day.
    days: BTreeMap<i64, BTreeSet<NaiveDate>>,
    /// The room that others of the series got.
    rooms: BTreeMap<i64, i64>,
}

impl OtherTimes<'_> {
    fn may_be(&self, row: &BookingRow, period: &Period, site: &Site) -> bool {
        let day = |at: Timestamp| site.local(at).date_naive();
        let is_own = day(period.starts_at()) == day(row.starts_at);
        let of_series = row.series_id.and_then(|series| self.days.get(&series));
        let is_taken = of_series.is_some_and(|days| days.contains(&day(period.starts_at())));
        (is_own || !is_taken) && !self.tried.contains(&(row.id, period.starts_at()))
    }

    fn note(&mut self, row: &BookingRow, period: &Period, room: i64, site: &Site) {
        if let Some(series) = row.series_id {
            let day = site.local(period.starts_at()).date_naive();
            self.days.entry(series).or_default().insert(day);
            self.rooms.entry(series).or_insert(room);
        }
    }

    /// Returns the nearest time at which a suitable room is free for a booking, and why: one on its day, else its own hours
    /// on another day, else other hours there.
    fn find(&self, vacancies: &RoomVacancies, row: &BookingRow) -> Result<Option<(i64, Period, String)>> {
        let wished = Period::new(row.starts_at, row.ends_at)?;
        let needs = without_wish(row);
        let mut rooms = vacancies.suitable(&needs);
        let of_series = row.series_id.and_then(|series| self.rooms.get(&series).copied());
        rooms.sort_by_key(|room| Some(room.row.id) != of_series);
        let site = vacancies.site();
        let day_of = |at: Timestamp| site.local(at).date_naive();
        let of_a_day = |period: &Period| day_of(period.starts_at()) == day_of(period.ends_at());
        // Another day or other hours, never both ends by themselves: that is what one command can say.
        let mut offers = other_times(vacancies, &wished, &needs, &rooms);
        offers.retain(|offer| {
            of_a_day(&wished) && of_a_day(&offer.period) && self.may_be(row, &offer.period, site)
        });
        let is_same_day = |offer: &&RoomOffer| day_of(offer.period.starts_at()) == day_of(wished.starts_at());
        let given = |offer: &RoomOffer| (offer.room.clone(), offer.period, offer.why.clone());
        let found = offers.iter().find(is_same_day).map(given);
        let found = found.or_else(|| self.its_hours_on_another_day(vacancies, row, &rooms, needs.claim));
        let found = found.or_else(|| offers.first().map(given));
        Ok(found.and_then(|(name, period, why)| {
            let room = rooms.iter().find(|room| room.row.name == name)?;
            Some((room.row.id, period, format!("no room is free at its time: {why}")))
        }))
    }

    /// Returns the nearest day on which a room is free at the same hours.
    fn its_hours_on_another_day(
        &self,
        vacancies: &RoomVacancies,
        row: &BookingRow,
        rooms: &[&Room],
        claim: RoomClaim,
    ) -> Option<(String, Period, String)> {
        let site = vacancies.site();
        let ends = [row.starts_at, row.ends_at].map(|at| site.local(at).naive_local());
        let works = is_working_day(ends[0].date());
        let mut away = (1..=DAYS_AROUND).flat_map(|days| [days, -days]);
        away.find_map(|days| {
            let [from, to] = ends.map(|at| at.checked_add_signed(chrono::TimeDelta::days(days)));
            let (from, to) = from.zip(to)?;
            let period = Period::new(site.instant(from).ok()?, site.instant(to).ok()?).ok()?;
            let is_open = is_working_day(from.date()) || !works;
            let may_be = is_open && period.starts_at() >= vacancies.now() && self.may_be(row, &period, site);
            let mut rooms = rooms.iter().filter(|_| may_be);
            let room = rooms.find(|room| vacancies.is_free(room.row.id, &period, claim))?;
            let when = counted(days.unsigned_abs(), "day");
            let side = if days < 0 { "earlier" } else { "later" };
            Some((
                room.row.name.clone(),
                period,
                format!("its hours are free {when} {side}"),
            ))
        })
    }
}

/// Puts moves in an order in which each room is free when it is taken, and returns those for which there is none. Where all
/// wait for each other, one that is not confirmed gives its room back first.
fn in_order(mut vacancies: RoomVacancies, mut moves: Vec<PlannedMove>) -> Result<[Vec<PlannedMove>; 2]> {
    let mut ordered = Vec::new();
    while !moves.is_empty() {
        let is_open = |planned: &PlannedMove| {
            let claim = RoomClaim::of(planned.row.long_term);
            let timeline = vacancies.timeline();
            let holders = timeline.holders(planned.room_id, &planned.period, claim);
            holders
                .iter()
                .all(|holder| holder.booking() == Some(planned.row.id))
        };
        if let Some(at) = moves.iter().position(is_open) {
            let planned = moves.remove(at);
            vacancies.release(planned.row.id);
            vacancies.take(&planned.moved(), planned.room_id)?;
            ordered.push(planned);
            continue;
        }
        let may_give_back = |planned: &&mut PlannedMove| {
            let is_assigned = planned.row.status == BookingStatus::RoomAssigned;
            is_assigned && planned.way == MoveWay::Straight && !planned.changes_time()
        };
        let Some(planned) = moves.iter_mut().find(may_give_back) else {
            break;
        };
        vacancies.release(planned.row.id);
        planned.way = MoveWay::Assigns;
        ordered.push(PlannedMove {
            way: MoveWay::GivesBack,
            ..planned.clone()
        });
    }
    Ok([ordered, moves])
}
