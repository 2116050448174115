//! What the plan of the demo consists of: its order, its bookings, and how many there are of each kind.

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::Serialize;

use super::dice::SeededDice;
use super::words;
use crate::booking::{BookingStatus, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::kernel::period::{Site, is_working_day};

/// Bookings that hold a room, of one year: what 18 training rooms see when business is good.
const HELD_IN_A_YEAR: usize = 6_000;
/// From so many bookings on, one and two offices have a tenant for the year.
const WITH_TENANTS: [usize; 2] = [2_000, 4_000];
/// The largest numbers of ghosts and of device-only bookings.
const MOST_WAITING: usize = 120;
const MOST_DEVICE_ONLY: usize = 60;
/// How far ahead of the day ghosts want a room.
pub const WAITING_DAYS: i32 = 60;

/// The demo data to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DemoOrder {
    pub seed: u64,
    pub bookings: usize,
    /// The last year with bookings; as many before it as they need.
    pub year: i32,
    /// The day of the data: earlier bookings are over, later ones are still to come.
    pub as_of: NaiveDate,
}

/// The streams of chance; a number never changes its meaning.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub enum DiceStream {
    Calendar = 1,
    Details = 2,
    Extras = 3,
    Devices = 4,
    Rentals = 5,
    Given = 6,
}

impl DemoOrder {
    /// Starts the dice of a stream.
    pub fn dice(&self, stream: DiceStream) -> SeededDice {
        SeededDice::new(self.seed, stream as u128)
    }
}

/// A stretch of a day: parts of one room and day never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayPart {
    Morning,
    Whole,
    Afternoon,
}

impl DayPart {
    /// Returns the local times of the part.
    pub fn times(self, site: &Site) -> (NaiveTime, NaiveTime) {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        match self {
            Self::Whole => (site.day_start, site.day_end),
            Self::Morning => (at(8), at(12)),
            Self::Afternoon => (at(13), at(16)),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct DemoBooking {
    pub day: NaiveDate,
    pub part: DayPart,
    /// A room of the starter set, by its place there.
    pub room: Option<usize>,
    pub wished: Option<usize>,
    pub series: Option<usize>,
    /// `Err`: a tenant of an office.
    pub client: Result<usize, usize>,
    pub status: BookingStatus,
    pub tenant: Tenant,
    pub learners: i32,
    pub facilitators: i32,
    pub devices: i32,
    pub preference: Option<DevicePreference>,
    pub meals: Option<DemoMeals>,
    pub notes: Option<&'static str>,
    pub reason: Option<&'static str>,
    pub long_term: bool,
    pub device_only: bool,
    pub created_by: &'static str,
    /// When it was asked for.
    pub asked_on: NaiveDate,
}

impl DemoBooking {
    /// Makes a booking of the whole day that nobody attends yet.
    pub fn new(day: NaiveDate, client: Result<usize, usize>, asked_on: NaiveDate) -> Self {
        Self {
            day,
            part: DayPart::Whole,
            room: None,
            wished: None,
            series: None,
            client,
            status: BookingStatus::Confirmed,
            tenant: Tenant::Tech,
            learners: 0,
            facilitators: 0,
            devices: 0,
            preference: None,
            meals: None,
            notes: None,
            reason: None,
            long_term: false,
            device_only: false,
            created_by: words::ROOM_BOSS,
            asked_on,
        }
    }
}

/// What a booking eats and drinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoMeals {
    pub coffee: bool,
    pub morning: Option<MorningCatering>,
    pub lunch: Option<LunchCatering>,
    pub notes: Option<&'static str>,
    pub stationery: bool,
    pub water: i32,
}

/// A device of a booking, both by their places in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoAssignment {
    pub booking: usize,
    pub device: usize,
}

/// How many bookings of each kind there are to be; together the number asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct BookingShares {
    pub tenants: usize,
    pub waiting: usize,
    pub cancelled: usize,
    pub rejected: usize,
    pub no_show: usize,
    pub device_only: usize,
    /// The rest: they hold a room.
    pub held: usize,
}

impl BookingShares {
    /// Shares out the bookings of an order.
    pub fn of(order: &DemoOrder) -> Self {
        let tenants = WITH_TENANTS
            .iter()
            .filter(|least| order.bookings >= **least)
            .count();
        let rest = order.bookings - tenants * working_days(order.year, order.year).count();
        let percent = |share: usize| rest * share / 100;
        let mut shares = Self {
            tenants,
            waiting: percent(4).min(MOST_WAITING),
            cancelled: percent(5),
            rejected: percent(1),
            no_show: percent(2),
            device_only: percent(2).min(MOST_DEVICE_ONLY),
            held: rest,
        };
        shares.held -=
            shares.waiting + shares.cancelled + shares.rejected + shares.no_show + shares.device_only;
        shares
    }

    /// Counts the years that the bookings need.
    pub fn years(&self) -> usize {
        self.held.div_ceil(HELD_IN_A_YEAR).max(1)
    }
}

/// Returns the Mondays to Fridays of these years.
pub fn working_days(first_year: i32, last_year: i32) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(first_year, 1, 1).unwrap_or_default();
    let days = first.iter_days().take_while(move |day| day.year() <= last_year);
    days.filter(|day| is_working_day(*day))
}
