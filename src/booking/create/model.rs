//! A request for bookings.

use chrono::{NaiveDate, NaiveTime};

use crate::booking::allocation::PartySize;
use crate::booking::checks::Overrides;
use crate::booking::details::BookingDetails;
use crate::kernel::period::{Period, RepeatedHour};

/// What somebody asks for: what all parts share, and the parts.
#[derive(Debug, Clone)]
pub struct NewBooking {
    pub details: BookingDetails,
    /// Devices and no room; so it is, too, when devices are asked for and nobody attends.
    pub device_only: bool,
    /// Holds the room without being confirmed.
    pub tentative: bool,
    pub parts: BookingParts,
    /// Books the rest where a room is taken.
    pub skip_conflicts: bool,
    pub repeated_hour: Option<RepeatedHour>,
    pub overrides: Overrides,
}

impl NewBooking {
    /// Reports whether the parts last too long for anybody to be counted.
    pub fn is_long_term(&self) -> bool {
        self.details.long_term.unwrap_or(false)
    }
}

/// The parts of a request.
#[derive(Debug, Clone)]
pub enum BookingParts {
    /// The same on each day. Without a room the booking is pending; several rooms share the people.
    Days {
        days: Vec<NaiveDate>,
        time: Option<(NaiveTime, NaiveTime)>,
        rooms: Vec<String>,
    },
    /// Exactly this period.
    Period { period: Period, rooms: Vec<String> },
    /// Exactly these.
    Segments(Vec<BookingSegment>),
}

/// One room for one period.
#[derive(Debug, Clone)]
pub struct BookingSegment {
    pub room: Option<String>,
    pub when: SegmentTime,
    pub people: PartySize,
}

/// When a part takes place.
#[derive(Debug, Clone, Copy)]
pub enum SegmentTime {
    /// On a day, the whole site day unless times are given.
    Day(NaiveDate, Option<(NaiveTime, NaiveTime)>),
    Exact(Period),
}
