//! What the demo is made of, before anything is written: a pure function of the order, the same on every engine.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::calendar;
use super::dice::Dice;
use super::inventory::{self, Given, NewDevice, NewRental};
use super::prices::{self, NewPrice};
use super::words::{self, CLIENTS, TENANTS};
use crate::booking::{DevicePreference, LunchCatering, MorningCatering, Status, Tenant};
use crate::period::Site;
use crate::room::starter::{COLAB, Starter};

/// Bookings that hold a room, of one year: what 18 training rooms see when business is good.
const HELD_IN_A_YEAR: usize = 6_000;
/// From so many bookings on, one and two offices have a tenant for the year.
const WITH_TENANTS: [usize; 2] = [2_000, 4_000];
/// More ghosts nobody lets wait, and more who want devices alone.
const MOST_WAITING: usize = 120;
const MOST_DEVICE_ONLY: usize = 60;
/// How far ahead of the day ghosts want a room.
const WAITING_DAYS: i32 = 60;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    pub status: Status,
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
struct Shares {
    tenants: usize,
    waiting: usize,
    cancelled: usize,
    rejected: usize,
    no_show: usize,
    device_only: usize,
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

/// From the first to the last day on which there may be a booking.
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

/// Neither an office nor made of others.
fn is_for_training(room: &Starter) -> bool {
    let is_let = TENANTS.iter().any(|(_, office)| *office == room.name);
    room.components.is_empty() && !is_let && !["A302", "A303", "Vision"].contains(&room.name)
}

/// Adds people, devices and meals to places in the calendar.
struct Details<'o> {
    order: &'o Order,
    dice: Dice,
}

impl Details<'_> {
    fn held(&mut self, place: &calendar::Place) -> DemoBooking {
        let mut booking = self.booking(place.day, place.part, place.client, Some(place.room));
        booking.room = Some(place.room);
        booking.series = place.series;
        booking.status = self.status_on(place.day, place.part);
        booking
    }

    fn status_on(&mut self, day: NaiveDate, part: Part) -> Status {
        let odd = self.dice.below(100);
        match day.cmp(&self.order.as_of) {
            std::cmp::Ordering::Less if odd < 93 => Status::Completed,
            std::cmp::Ordering::Equal if part != Part::Afternoon && odd < 70 => Status::CheckedIn,
            std::cmp::Ordering::Greater if odd < 25 => Status::RoomAssigned,
            _ => Status::Confirmed,
        }
    }

    /// A booking of a client that fits a room; of any size for none.
    fn booking(&mut self, day: NaiveDate, part: Part, client: usize, room: Option<usize>) -> DemoBooking {
        let dice = &mut self.dice;
        let facilitators = if dice.chance(15) { 2 } else { 1 };
        let (least, most) = match room.map(|room| &COLAB[room]) {
            Some(room) if !room.components.is_empty() => (24, 44),
            Some(room) if room.capacity > 0 => (3, i32::try_from(room.capacity).unwrap_or(8) - facilitators),
            _ => (6, 26),
        };
        let learners = dice.between(least, most);
        let preference = dice.chance(35).then(|| match dice.below(100) {
            ..65 => DevicePreference::Laptops,
            65..85 => DevicePreference::Desktops,
            _ => DevicePreference::Any,
        });
        let meals = dice.chance(40).then(|| meals(dice, part, learners));
        let lead = i64::from(dice.between(2, 75));
        DemoBooking {
            day,
            part,
            room: None,
            wished: None,
            series: None,
            client: Ok(client),
            status: Status::Confirmed,
            tenant: if dice.chance(20) {
                Tenant::Training
            } else {
                Tenant::Tech
            },
            learners,
            facilitators,
            devices: preference.map_or(0, |_| learners.min(18)),
            preference,
            meals,
            notes: dice.chance(12).then(|| dice.pick(&words::NOTES)).flatten(),
            reason: None,
            long_term: false,
            device_only: false,
            created_by: words::ROOM_BOSS,
            asked_on: (day - TimeDelta::days(lead)).min(self.order.as_of),
        }
    }
}

fn meals(dice: &mut Dice, part: Part, learners: i32) -> Meals {
    Meals {
        coffee: dice.chance(85),
        morning: match (part, dice.below(3)) {
            (Part::Afternoon, _) | (_, 0) => None,
            (_, 1) => Some(MorningCatering::Pastry),
            _ => Some(MorningCatering::Sandwiches),
        },
        lunch: match (part, dice.below(3)) {
            (Part::Whole, 0 | 1) => Some(LunchCatering::InHouse),
            (Part::Whole, _) => Some(LunchCatering::SelfCatered),
            _ => None,
        },
        notes: dice
            .chance(15)
            .then(|| dice.pick(&words::CATERING_NOTES))
            .flatten(),
        stationery: dice.chance(30),
        water: if dice.chance(50) { learners } else { 0 },
    }
}

/// Offices that are let for the year: no people are counted, which is how a schedule knows them.
fn tenants(order: &Order, count: usize) -> impl Iterator<Item = DemoBooking> {
    let (year, as_of) = (order.year, order.as_of);
    (0..count).flat_map(move |tenant| {
        let room = COLAB.iter().position(|room| room.name == TENANTS[tenant].1);
        working_days(year, year).map(move |day| DemoBooking {
            day,
            part: Part::Whole,
            room,
            wished: None,
            series: None,
            client: Err(tenant),
            status: Status::Confirmed,
            tenant: Tenant::Tech,
            learners: 0,
            facilitators: 0,
            devices: 0,
            preference: None,
            meals: None,
            notes: None,
            reason: None,
            long_term: true,
            device_only: false,
            created_by: words::ROOM_BOSS,
            asked_on: NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().min(as_of),
        })
    })
}

/// What holds no room: ghosts, what was called off, who did not come, devices alone.
fn extras(order: &Order, shares: &Shares, days: &[NaiveDate], rooms: &[usize]) -> Vec<DemoBooking> {
    let mut details = Details {
        order,
        dice: order.dice(Stream::Extras),
    };
    let past = days.partition_point(|day| *day < order.as_of);
    let mut found = Vec::new();
    let mut of = |count: usize, shape: &dyn Fn(&mut Details<'_>) -> DemoBooking| {
        found.extend((0..count).map(|_| shape(&mut details)));
    };
    of(shares.waiting, &|details| ghost(details, order, rooms));
    of(shares.cancelled, &|details| {
        let mut booking = somewhere(details, days, rooms);
        booking.status = Status::Cancelled;
        booking.reason = details.dice.pick(&words::CANCEL_REASONS);
        booking
    });
    of(shares.rejected, &|details| {
        let mut booking = somewhere(details, days, rooms);
        booking.status = Status::Rejected;
        booking.wished = booking.room.take();
        booking.reason = details.dice.pick(&words::REJECT_REASONS);
        booking
    });
    of(shares.no_show, &|details| {
        // On the first day of all nobody can have stayed away yet.
        let mut booking = somewhere(details, if past > 0 { &days[..past] } else { days }, rooms);
        booking.status = if past > 0 {
            Status::NoShow
        } else {
            Status::Cancelled
        };
        booking
    });
    of(shares.device_only, &|details| devices_alone(details, order));
    found
}

fn somewhere(details: &mut Details<'_>, days: &[NaiveDate], rooms: &[usize]) -> DemoBooking {
    let (client, room) = (details.dice.below(CLIENTS), details.dice.pick(rooms));
    let day = details.dice.pick(days).unwrap_or(details.order.as_of);
    let mut booking = details.booking(day, Part::Whole, client, room);
    booking.room = room;
    booking
}

/// Wants a room in the weeks to come.
fn ghost(details: &mut Details<'_>, order: &Order, rooms: &[usize]) -> DemoBooking {
    let dice = &mut details.dice;
    let ahead = dice.between(1, WAITING_DAYS);
    let day = on_a_working_day(order.as_of + TimeDelta::days(ahead.into()));
    let (client, wished) = (dice.below(CLIENTS), dice.pick(rooms).filter(|_| dice.chance(40)));
    let created_by = dice.pick(&words::STAFF).unwrap_or(words::ROOM_BOSS);
    let waits = i64::from(dice.between(0, 12));
    let mut booking = details.booking(day, Part::Whole, client, wished);
    booking.wished = wished;
    booking.status = Status::Pending;
    booking.created_by = created_by;
    booking.asked_on = order.as_of - TimeDelta::days(waits);
    booking
}

/// Wants devices and no room, in the weeks around the day.
fn devices_alone(details: &mut Details<'_>, order: &Order) -> DemoBooking {
    let ahead = i64::from(details.dice.between(-20, 30));
    let day = on_a_working_day(order.as_of + TimeDelta::days(ahead));
    let (client, devices) = (details.dice.below(CLIENTS), details.dice.between(2, 8));
    let waits = details.dice.chance(40);
    DemoBooking {
        learners: 0,
        facilitators: 0,
        devices,
        preference: Some(DevicePreference::Laptops),
        meals: None,
        device_only: true,
        created_by: words::IT_BOSS,
        status: match day > order.as_of {
            true if waits => Status::Pending,
            true => Status::Confirmed,
            false => Status::Completed,
        },
        ..details.booking(day, Part::Whole, client, None)
    }
}

fn on_a_working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + TimeDelta::days(2),
        Weekday::Sun => day + TimeDelta::days(1),
        _ => day,
    }
}
