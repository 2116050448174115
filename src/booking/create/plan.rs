//! Plans a request part by part, and finds every fault of it before the calendar is read.

use super::model::{BookingParts, BookingSegment, NewBooking, SegmentTime};
use crate::access::auth::Grant;
use crate::access::tx::{Tx, not_allowed};
use crate::booking::allocation::{self, PartySize};
use crate::booking::checks::{Attendance, check_past, check_room, count};
use crate::booking::recurrence::MOST_BOOKINGS;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::room::Room;
use crate::room::service as rooms;

/// A part that passed every check but that of the calendar.
pub struct PlannedPart<'r> {
    /// `segment 2`, where the asker numbered them.
    pub label: Option<String>,
    pub room: Option<&'r Room>,
    pub period: Period,
    pub people: PartySize,
    pub heads: Attendance,
}

/// Checks the parts of a request; returns those that may be booked, and why the others are left out where that was asked
/// for.
pub fn plan<'r>(
    tx: &Tx<'_>,
    grant: &Grant,
    new: &NewBooking,
    all_rooms: &'r [Room],
    warnings: &mut Vec<String>,
) -> Result<(Vec<PlannedPart<'r>>, Vec<String>)> {
    if new.details.room_boss_notes.is_some() && !grant.is_of_boss() {
        return Err(not_allowed(tx.actor(), "write the room boss's notes"));
    }
    if new.names_a_room() {
        if !grant.is_of_boss() {
            return Err(not_allowed(tx.actor(), "name a room for a booking")
                .hint("omit --room: the room boss assigns one"));
        }
        if new.device_only {
            return Err(
                Error::invalid(ErrorCode::DeviceOnly, "a device-only booking has no room")
                    .hint("omit --room or --device-only"),
            );
        }
    }
    let directory = rooms::directory_of(all_rooms);
    let find = |name: &str| rooms::named(all_rooms, &directory, name);
    let segments = new.segments(&|name| find(name).map(|room| room.row.max_capacity))?;
    if segments.len() > usize::from(MOST_BOOKINGS) {
        return Err(Error::invalid(
            ErrorCode::TooManyBookings,
            format!("one command makes at most {MOST_BOOKINGS} bookings"),
        ));
    }
    let site = Site {
        repeated_hour: new.repeated_hour,
        ..tx.site()
    };
    let numbered = matches!(new.parts, BookingParts::Segments(_)) && segments.len() > 1;
    let mut planned = Vec::with_capacity(segments.len());
    let (mut left_out, mut first_error) = (Vec::new(), None);
    for (place, segment) in segments.iter().enumerate() {
        let label = numbered.then(|| format!("segment {}", place + 1));
        let part = plan_one(tx, &site, new, segment, &find, warnings);
        let part = part.map_err(|error| labelled(error, label.as_deref()));
        match part {
            Ok(part) => planned.push(PlannedPart { label, ..part }),
            Err(error) if segments.len() > 1 && is_of_the_day(error.code) => {
                let error = with_day(error, segment.when);
                if !new.skip_conflicts {
                    return Err(error.hint("use --skip-conflicts to book the other days"));
                }
                left_out.push(error.message.clone());
                first_error = first_error.or(Some(error));
            }
            Err(error) => return Err(error),
        }
    }
    match first_error {
        Some(error) if planned.is_empty() => Err(error),
        _ => Ok((planned, left_out)),
    }
}

/// Returns whether a refusal may be of one day among many.
fn is_of_the_day(code: ErrorCode) -> bool {
    use ErrorCode::{AmbiguousTime, NoSuchTime, OutsideOpeningHours, PastDate, ShortNotice};
    use ErrorCode::{TooFarAhead, TooLong, TooShort};
    matches!(
        code,
        AmbiguousTime
            | NoSuchTime
            | OutsideOpeningHours
            | PastDate
            | ShortNotice
            | TooFarAhead
            | TooLong
            | TooShort
    )
}

/// Names the day in a refusal that does not.
fn with_day(error: Error, when: SegmentTime) -> Error {
    match when {
        SegmentTime::Day(day, _) if !error.message.contains(&day.to_string()) => {
            labelled(error, Some(&day.to_string()))
        }
        _ => error,
    }
}

fn plan_one<'r>(
    tx: &Tx<'_>,
    site: &Site,
    new: &NewBooking,
    segment: &BookingSegment,
    find: &dyn Fn(&str) -> Result<&'r Room>,
    warnings: &mut Vec<String>,
) -> Result<PlannedPart<'r>> {
    let period = when(site, segment)?;
    // An office is recorded for its whole year.
    check_past(tx, site, &period, new.overrides.past || new.is_long_term())?;
    let people = &segment.people;
    count("devices", people.devices)?;
    let heads = Attendance::new(people.learners, people.facilitators, people.headcount)?;
    let room = segment.room.as_deref().map(find).transpose()?;
    heads.check(new.is_long_term() || room.is_none() && people.devices > 0)?;
    if new.device_only && people.devices == 0 {
        return Err(Error::invalid(
            ErrorCode::NoDevices,
            "a device-only booking needs at least one device",
        )
        .hint("use --devices N"));
    }
    if let Some(room) = room {
        check_room(tx, room, &period, heads.total, &new.overrides, warnings)?;
    }
    Ok(PlannedPart {
        label: None,
        room,
        period,
        people: people.clone(),
        heads,
    })
}

fn when(site: &Site, segment: &BookingSegment) -> Result<Period> {
    match segment.when {
        SegmentTime::Exact(period) => Ok(period),
        SegmentTime::Day(day, None) => site.site_day(day),
        SegmentTime::Day(day, Some((start, end))) => site.period(day, start, end),
    }
}

/// Returns when a part of a request takes place.
///
/// # Errors
/// `Invalid` for a local time that does not exist.
pub fn period_of(site: &Site, new: &NewBooking, segment: &BookingSegment) -> Result<Period> {
    let site = Site {
        repeated_hour: new.repeated_hour,
        ..*site
    };
    when(&site, segment)
}

/// Returns each part of a request for itself: rooms by days, the people shared among the rooms.
///
/// # Errors
/// `NotFound` for an unknown room.
pub fn segments_of(new: &NewBooking, all_rooms: &[Room]) -> Result<Vec<BookingSegment>> {
    let directory = rooms::directory_of(all_rooms);
    new.segments(&|name| rooms::named(all_rooms, &directory, name).map(|room| room.row.max_capacity))
}

/// Adds the label of a part to its error.
pub fn labelled(mut error: Error, label: Option<&str>) -> Error {
    if let Some(label) = label {
        error.message = format!("{label}: {}", error.message);
    }
    error
}

impl NewBooking {
    fn names_a_room(&self) -> bool {
        match &self.parts {
            BookingParts::Days { rooms, .. } | BookingParts::Period { rooms, .. } => !rooms.is_empty(),
            BookingParts::Segments(segments) => segments.iter().any(|segment| segment.room.is_some()),
        }
    }

    /// Returns each part for itself: rooms by days, the people shared among the rooms.
    fn segments(&self, find: &dyn Fn(&str) -> Result<i32>) -> Result<Vec<BookingSegment>> {
        let (times, rooms): (Vec<SegmentTime>, _) = match &self.parts {
            BookingParts::Segments(segments) => return Ok(segments.clone()),
            BookingParts::Days { days, time, rooms } => (
                days.iter().map(|day| SegmentTime::Day(*day, *time)).collect(),
                rooms,
            ),
            BookingParts::Period { period, rooms } => (vec![SegmentTime::Exact(*period)], rooms),
        };
        let people = PartySize::of(&self.details);
        let shares: Vec<(Option<String>, PartySize)> = if rooms.is_empty() {
            vec![(None, people)]
        } else {
            let seats: Vec<i32> = rooms.iter().map(|room| find(room)).collect::<Result<_>>()?;
            let shared = allocation::by_capacity(&people, &seats);
            rooms.iter().cloned().map(Some).zip(shared).collect()
        };
        let at = |when: SegmentTime| {
            shares.iter().map(move |(room, people)| BookingSegment {
                room: room.clone(),
                when,
                people: people.clone(),
            })
        };
        Ok(times.into_iter().flat_map(at).collect())
    }
}
