//! What is checked of a booking's people and of the room that it is to have, wherever it comes to have it.

use chrono::{NaiveDate, NaiveTime};

use super::errors::unknown_booking;
use super::model::BookingRow;
use super::status::BookingStatus;
use crate::access::auth::{Grant, PermissionScope};
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::text::clean_text;
use crate::room::Room;
use crate::room::rules::BookingRules;

/// More people or devices than any booking has.
const MOST: u32 = 100_000;

/// What goes past a rule, and why.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// Record what has happened.
    pub past: bool,
    /// More people than seats.
    pub over_capacity: bool,
    /// Outside the room's booking rules.
    pub rules: bool,
    /// Send the bookings in the way back among the ghosts.
    pub displace: bool,
    pub reason: Option<String>,
}

impl Overrides {
    /// The reason as it is stored.
    pub fn reason(&self) -> Result<Option<String>> {
        given_text("reason", self.reason.as_deref(), 500)
    }

    /// Those that only who assigns rooms may take.
    pub fn allowed(&self, tx: &Tx<'_>, grant: &Grant) -> Result<()> {
        if (self.rules || self.displace) && grant.reach() != PermissionScope::All {
            return Err(not_allowed(tx.actor(), "go past rules or displace bookings"));
        }
        Ok(())
    }
}

/// How many people, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendance {
    pub learners: i32,
    pub facilitators: i32,
    pub total: i32,
}

impl Attendance {
    /// `headcount`: everybody, where that is not learners and facilitators together.
    ///
    /// # Errors
    /// `Invalid` for numbers that cannot be meant.
    pub fn new(learners: u32, facilitators: u32, headcount: Option<u32>) -> Result<Self> {
        Ok(Self {
            learners: count("learners", learners)?,
            facilitators: count("facilitators", facilitators)?,
            total: count(
                "headcount",
                headcount.unwrap_or(learners.saturating_add(facilitators)),
            )?,
        })
    }

    /// At least one attendee, unless the booking needs none: devices alone, or an office.
    pub fn check(self, needs_none: bool) -> Result<()> {
        if self.total == 0 && !needs_none {
            return Err(
                Error::invalid(ErrorCode::NoAttendees, "a booking needs at least one attendee")
                    .hint("--learners N, or --long-term, or --device-only --devices N"),
            );
        }
        Ok(())
    }
}

impl BookingRow {
    /// Returns how many people the booking has.
    pub fn attendance(&self) -> Attendance {
        Attendance {
            learners: self.num_learners,
            facilitators: self.num_facilitators,
            total: self.headcount,
        }
    }
}

/// A number of people or things, as stored.
pub fn count(field: &str, number: u32) -> Result<i32> {
    i32::try_from(number)
        .ok()
        .filter(|_| number <= MOST)
        .ok_or_else(|| {
            Error::invalid(ErrorCode::AbsurdNumber, format!("{field} is more than {MOST}"))
                .detail("field", field)
        })
}

/// A text as it is stored, if one is given; an empty one is refused.
pub fn given_text(field: &str, text: Option<&str>, most: usize) -> Result<Option<String>> {
    text.map(|text| clean_text(field, text, most)).transpose()
}

/// The same for a change, where an empty text takes the old one away.
pub fn new_text(field: &str, text: Option<&str>, most: usize) -> Result<Option<String>> {
    text.filter(|text| !text.trim().is_empty())
        .map(|text| clean_text(field, text, most))
        .transpose()
}

/// A stretch of one local day.
///
/// # Errors
/// `Invalid` where it ends before it starts, or at a time that the clocks skip or show twice.
pub fn period_on(site: &Site, day: NaiveDate, start: NaiveTime, end: NaiveTime) -> Result<Period> {
    if end <= start {
        let at = |time: NaiveTime| time.format("%H:%M").to_string();
        return Err(Error::invalid(
            ErrorCode::EndBeforeStart,
            format!("the booking would end at {} and start at {}", at(end), at(start)),
        )
        .hint("write --time START-END, such as 08:00-12:00"));
    }
    site.period(day, start, end)
}

/// A period that begins before today must be meant.
pub fn check_past(tx: &Tx<'_>, site: &Site, period: &Period, meant: bool) -> Result<()> {
    let day = site.local(period.starts_at()).date_naive();
    if day < site.today(tx.now()) && !meant {
        return Err(
            Error::invalid(ErrorCode::PastDate, format!("{day} is in the past"))
                .hint("--allow-past records what happened"),
        );
    }
    Ok(())
}

/// Whether a room may have a booking of so many people in a period; what is free is another question.
///
/// # Errors
/// `Conflict` for a room out of use, `Invalid` for too many people or against the room's rules, unless excepted.
pub fn check_room(
    tx: &Tx<'_>,
    room: &Room,
    period: &Period,
    people: i32,
    overrides: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<()> {
    let name = &room.row.name;
    if !room.row.is_active {
        return Err(
            Error::conflict(ErrorCode::RoomInactive, format!("{name} is no longer used"))
                .hint("colab room list"),
        );
    }
    let broken = BookingRules::from(&room.row).broken_by(period, tx.now(), &tx.site());
    match broken {
        Some(broken) if !overrides.rules => return Err(broken.error(name)),
        Some(broken) => warn(warnings, format!("{name} {}", broken.fact)),
        None => {}
    }
    check_capacity(tx, room, people, overrides, warnings)
}

/// Over the capacity is refused unless excepted; nearly full and unknown capacities warn.
pub fn check_capacity(
    tx: &Tx<'_>,
    room: &Room,
    people: i32,
    overrides: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<()> {
    let (name, seats) = (&room.row.name, room.row.max_capacity);
    if people <= 0 {
        return Ok(());
    }
    if seats == 0 {
        warn(warnings, format!("the capacity of {name} is not known"));
        return Ok(());
    }
    let percent = i64::from(people) * 100 / i64::from(seats);
    if people > seats {
        let fact = format!("{people} people are more than {name} seats ({seats})");
        if !overrides.over_capacity {
            return Err(Error::invalid(ErrorCode::OverCapacity, fact)
                .hint("take a larger room, or --allow-over-capacity --reason REASON")
                .detail("capacity", seats)
                .detail("headcount", people));
        }
        warn(warnings, fact);
    } else if percent >= i64::from(tx.settings().capacity_warn_percent()) {
        warn(
            warnings,
            format!("{name} is {percent} % full: {people} of {seats}"),
        );
    }
    Ok(())
}

/// Says each thing once.
fn warn(warnings: &mut Vec<String>, text: String) {
    if !warnings.contains(&text) {
        warnings.push(text);
    }
}

/// Whether the actor's permission to change bookings reaches this one.
///
/// # Errors
/// `NotFound` for one that may not even be seen, else `Forbidden`.
pub fn check_reach(tx: &Tx<'_>, grant: &Grant, row: &BookingRow) -> Result<()> {
    let own = row.created_by == tx.actor().username;
    let pending = row.status == BookingStatus::Pending;
    match grant.reach() {
        PermissionScope::All => Ok(()),
        PermissionScope::DeviceOnly if row.device_only => Ok(()),
        PermissionScope::DeviceOnly => Err(not_allowed(
            tx.actor(),
            &format!("change booking {}: it asks for a room", row.id),
        )),
        PermissionScope::OwnPending if own && pending => Ok(()),
        PermissionScope::OwnPending if !own && !pending => Err(unknown_booking(row.id)),
        PermissionScope::OwnPending if own => Err(not_allowed(
            tx.actor(),
            &format!("change booking {}: it is no longer pending", row.id),
        )),
        _ => Err(not_allowed(
            tx.actor(),
            &format!("change booking {} of {}", row.id, row.created_by),
        )),
    }
}
