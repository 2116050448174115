//! What the demo is made of, before anything is written: a pure function of the order, the same on every engine.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::Serialize;

use super::calendar;
use super::details::Details;
use super::dice::Dice;
use super::extras::{extras, tenants};
use super::inventory::{self, Given, NewDevice, NewRental};
use super::prices::{self, NewPrice};
use super::words::TENANTS;
use crate::booking::{BookingStatus, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::kernel::period::Site;
use crate::room::starter::{COLAB, StarterRoom};

/// Bookings that hold a room, of one year: what 18 training rooms see when business is good.
const HELD_IN_A_YEAR: usize = 6_000;
/// From so many bookings on, one and two offices have a tenant for the year.
const WITH_TENANTS: [usize; 2] = [2_000, 4_000];
/// More ghosts nobody lets wait, and more who want devices alone.
const MOST_WAITING: usize = 120;
const MOST_DEVICE_ONLY: usize = 60;
/// How far ahead of the day ghosts want a room.
pub const WAITING_DAYS: i32 = 60;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Order {
    pub seed: u64,
    pub bookings: usize,
    /// The last year with bookings; as many before it as they need.
    pub year: i32,
    /// The day on which it all stands: what was before is over, what comes is still to come.
    pub as_of: NaiveDate,
}

/// The streams of chance; a number never changes its meaning.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub enum Stream {
    Calendar = 1,
    Details = 2,
    Extras = 3,
    Devices = 4,
    Rentals = 5,
    Given = 6,
}

impl Order {
    pub fn dice(&self, stream: Stream) -> Dice {
        Dice::new(self.seed, stream as u128)
    }
}

/// Everything that is to be written.
#[derive(Debug, PartialEq)]
pub struct Demo {
    pub order: Order,
    /// In order of time.
    pub bookings: Vec<DemoBooking>,
    pub series: usize,
    pub devices: Vec<NewDevice>,
    pub given: Vec<Given>,
    pub rentals: Vec<NewRental>,
    pub prices: Vec<NewPrice>,
}

/// A stretch of a day: parts of one room and day never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Morning,
    Whole,
    Afternoon,
}

impl Part {
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
    pub part: Part,
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
    pub meals: Option<Meals>,
    pub notes: Option<&'static str>,
    pub reason: Option<&'static str>,
    pub long_term: bool,
    pub device_only: bool,
    pub created_by: &'static str,
    /// When it was asked for.
    pub asked_on: NaiveDate,
}

/// What a booking eats and drinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meals {
    pub coffee: bool,
    pub morning: Option<MorningCatering>,
    pub lunch: Option<LunchCatering>,
    pub notes: Option<&'static str>,
    pub stationery: bool,
    pub water: i32,
}

/// How many bookings of each kind there are to be; together the number asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Shares {
    tenants: usize,
    pub waiting: usize,
    pub cancelled: usize,
    pub rejected: usize,
    pub no_show: usize,
    pub device_only: usize,
    /// The rest: they hold a room.
    held: usize,
}

impl Shares {
    fn of(order: &Order) -> Self {
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

    fn years(&self) -> usize {
        self.held.div_ceil(HELD_IN_A_YEAR).max(1)
    }
}

/// Mondays to Fridays of these years.
pub fn working_days(first_year: i32, last_year: i32) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(first_year, 1, 1).unwrap_or_default();
    let days = first.iter_days().take_while(move |day| day.year() <= last_year);
    days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
}

/// Returns the first and the last day on which there may be a booking.
pub fn days(order: &Order) -> (NaiveDate, NaiveDate) {
    let (first, last) = (first_year(order), order.year + 1);
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let ghosts_until = order.as_of + TimeDelta::days(i64::from(WAITING_DAYS) + 2);
    (
        new_year(first),
        ghosts_until.max(new_year(last) - TimeDelta::days(1)),
    )
}

fn first_year(order: &Order) -> i32 {
    order.year - i32::try_from(Shares::of(order).years()).unwrap_or(1) + 1
}

/// Makes everything up.
pub fn demo(order: &Order) -> Demo {
    let shares = Shares::of(order);
    let days: Vec<NaiveDate> = working_days(first_year(order), order.year).collect();
    let rooms: Vec<usize> = (0..COLAB.len())
        .filter(|room| is_for_training(&COLAB[*room]))
        .collect();
    let (placed, series) = calendar::place(order, &days, &rooms, shares.held);
    let mut details = Details {
        order,
        dice: order.dice(Stream::Details),
    };
    let mut bookings: Vec<DemoBooking> = placed.into_iter().map(|place| details.held(&place)).collect();
    bookings.extend(tenants(order, shares.tenants));
    bookings.extend(extras(order, &shares, &days, &rooms));
    bookings.sort_by_key(|booking| (booking.day, booking.part, booking.room, booking.status));
    let devices = inventory::devices(order);
    let given = inventory::give(order, &bookings);
    Demo {
        order: *order,
        series,
        devices,
        given,
        rentals: inventory::rentals(order),
        prices: prices::prices(order.year),
        bookings,
    }
}

/// Reports whether a room is neither an office nor made of others.
fn is_for_training(room: &StarterRoom) -> bool {
    let is_let = TENANTS.iter().any(|(_, office)| *office == room.name);
    room.components.is_empty() && !is_let && !["A302", "A303", "Vision"].contains(&room.name)
}
