//! Checks of a booking's people and of its room.

use super::model::BookingRow;
use crate::access::auth::Grant;
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::text::{self, clean_notes, clean_text, counted, optional_text};
use crate::room::Room;
use crate::room::rules::BookingRules;

/// Characters of notes at most.
pub const MOST_NOTES: usize = 2000;
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
    /// Returns the reason as it is stored.
    pub fn reason(&self) -> Result<Option<String>> {
        given_text("reason", self.reason.as_deref(), 500)
    }

    /// Refuses overrides that only those who assign rooms may use.
    pub fn allowed(&self, tx: &Tx<'_>, grant: &Grant) -> Result<()> {
        if (self.rules || self.displace) && !grant.is_of_boss() {
            return Err(not_allowed(tx.actor(), "override rules or displace bookings"));
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
    /// Counts the people; `headcount` is everybody, if that is not learners plus facilitators.
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

    /// Requires an attendee unless the booking needs none: a device-only booking, or an office.
    pub fn check(self, needs_none: bool) -> Result<()> {
        if self.total == 0 && !needs_none {
            return Err(
                Error::invalid(ErrorCode::NoAttendees, "a booking needs at least one attendee")
                    .hint("use --learners N, or --long-term, or --device-only --devices N"),
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

/// Returns a number of people or things as it is stored.
pub fn count(field: &str, number: u32) -> Result<i32> {
    i32::try_from(number)
        .ok()
        .filter(|_| number <= MOST)
        .ok_or_else(|| {
            Error::invalid(ErrorCode::AbsurdNumber, format!("{field} is more than {MOST}"))
                .detail("field", field)
        })
}

/// Returns a text as it is stored, if one is given; refuses an empty one.
pub fn given_text(field: &str, text: Option<&str>, most: usize) -> Result<Option<String>> {
    text.map(|text| clean_text(field, text, most)).transpose()
}

/// Returns notes as they are stored, if some are given; refuses empty ones.
pub fn given_notes(field: &str, text: Option<&str>) -> Result<Option<String>> {
    text.map(|text| clean_notes(field, text, MOST_NOTES)).transpose()
}

/// Returns the new text of a field; an empty one clears it.
pub fn new_text(field: &str, text: Option<&str>, most: usize) -> Result<Option<String>> {
    text.map_or(Ok(None), |text| optional_text(field, text, most))
}

/// Refuses a period that begins before today unless it is meant.
pub fn check_past(tx: &Tx<'_>, site: &Site, period: &Period, meant: bool) -> Result<()> {
    let day = site.local(period.starts_at()).date_naive();
    if day < site.today(tx.now()) && !meant {
        return Err(
            Error::invalid(ErrorCode::PastDate, format!("{day} is in the past"))
                .hint("use --allow-past to record what has happened"),
        );
    }
    Ok(())
}

/// Checks that a room may have a booking of so many people in a period; whether it is free is another question.
///
/// # Errors
/// `Conflict` for an inactive room, `Invalid` for too many people or against the room's rules, unless overridden.
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
        return Err(Error::conflict(
            ErrorCode::RoomInactive,
            format!("room `{name}` is no longer in use"),
        )
        .hint("colab room list"));
    }
    let broken = BookingRules::from(&room.row).broken_by(period, tx.now(), &tx.site());
    match broken {
        Some(broken) if !overrides.rules => return Err(broken.error(name)),
        Some(broken) => warn(warnings, format!("{name} {}", broken.fact)),
        None => {}
    }
    check_capacity(tx, room, people, overrides, warnings)
}

/// Refuses more people than seats unless overridden; warns about a nearly full room and an unknown capacity.
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
        warn(warnings, format!("the capacity of {name} is unknown"));
        return Ok(());
    }
    let percent = i64::from(people) * 100 / i64::from(seats);
    if people > seats {
        let fact = format!(
            "{} exceed the capacity of {name} ({})",
            text::people(people),
            counted(seats, "seat")
        );
        if !overrides.over_capacity {
            return Err(Error::invalid(ErrorCode::OverCapacity, fact)
                .hint("choose a larger room, or use --allow-over-capacity --reason REASON")
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
