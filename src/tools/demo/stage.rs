//! What the guides and the help speak of, the same for every seed: bookings of fixed numbers, and what is kept free for them.
//!
//! In an empty database 17, 18 and 19 wait for a room, 20 is to be confirmed, 21 to 23 are a confirmed series with devices,
//! 24 and 25 begin today, 26 and 27 are here, 28 did not come and 29 is over. LT-001 to LT-009 are in the store, the year's
//! first rental is out, the costings 41 to 43 are pending.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::model::{DayPart, DemoAssignment, DemoBooking, DemoMeals, DemoOrder};
use super::words;
use crate::booking::{BookingStatus, DevicePreference, LunchCatering, MorningCatering};
use crate::room::starter::COLAB;

/// The place of booking 17 in the plan.
const FIRST: usize = 16;
/// The fewest bookings of a demo with a stage.
const FEWEST: usize = 100;
/// Rooms that the calendar leaves free for [`DAYS_FREE`] days from today on.
const ROOMS_FREE: [&str; 2] = ["Excellence", "Focus"];
const DAYS_FREE: u64 = 17;
/// The first laptops, LT-001 to LT-009, are nobody's; the next ones are with booking 21.
pub const LAPTOPS_FREE: usize = 9;
pub const LAPTOPS_GIVEN: Range<usize> = LAPTOPS_FREE..LAPTOPS_FREE + 2;
/// Costings that are approved, whose approvals have numbers of their own, and costings that are pending.
pub const COSTINGS_APPROVED: usize = 20;
pub const COSTINGS_PENDING: usize = 3;

/// The stage of an order.
pub struct DemoStage {
    today: NaiveDate,
    pub bookings: Vec<DemoBooking>,
}

impl DemoStage {
    /// Sets the stage.
    pub fn of(order: &DemoOrder) -> Self {
        let today = order.as_of;
        let bookings = if order.bookings < FEWEST {
            Vec::new()
        } else {
            bookings(order)
        };
        Self { today, bookings }
    }

    /// Returns the number of series of the stage.
    pub fn series(&self) -> usize {
        let series = self.bookings.iter().filter_map(|booking| booking.series);
        series.max().map_or(0, |last| last + 1)
    }

    /// Reports whether a room is kept free on a day.
    pub fn keeps_free(&self, day: NaiveDate, room: usize) -> bool {
        let days = self.today..self.today + Days::new(DAYS_FREE);
        days.contains(&day) && ROOMS_FREE.contains(&COLAB[room].name)
    }

    /// Puts the stage's bookings at their places among the others, and their series after so many. Returns the places.
    pub fn place_among(mut self, bookings: &mut Vec<DemoBooking>, series: usize) -> Range<usize> {
        let of_stage = self
            .bookings
            .iter_mut()
            .filter_map(|booking| booking.series.as_mut());
        of_stage.for_each(|number| *number += series);
        let first = FIRST.min(bookings.len());
        let places = first..first + self.bookings.len();
        bookings.splice(first..first, self.bookings);
        places
    }
}

/// Returns the devices of the stage's bookings, which have these places.
pub fn assignments(places: &Range<usize>) -> impl Iterator<Item = DemoAssignment> {
    let confirmed = places.clone().nth(4);
    let given = confirmed.map(|booking| LAPTOPS_GIVEN.map(move |device| DemoAssignment { booking, device }));
    given.into_iter().flatten()
}

fn bookings(order: &DemoOrder) -> Vec<DemoBooking> {
    use BookingStatus::{CheckedIn, Completed, Confirmed, NoShow, Pending, RoomAssigned};
    let today = order.as_of;
    let before = working_day_before(order);
    let monday = today + Days::new(7 + u64::from((7 - today.weekday().num_days_from_monday()) % 7));
    let to_come = |days| monday + Days::new(days);
    let make = |client, day: NaiveDate, room: &str, status| DemoBooking {
        room: COLAB.iter().position(|one| one.name == room),
        status,
        learners: 20,
        facilitators: 1,
        ..DemoBooking::new(day, Ok(client), day.min(today) - Days::new(10))
    };
    let waiting = |days| DemoBooking {
        room: None,
        wished: COLAB.iter().position(|one| one.name == "Excellence"),
        series: Some(0),
        learners: 25,
        devices: 18,
        preference: Some(DevicePreference::Laptops),
        meals: Some(DemoMeals {
            coffee: true,
            morning: Some(MorningCatering::Pastry),
            lunch: Some(LunchCatering::InHouse),
            notes: None,
            stationery: true,
            water: 25,
        }),
        created_by: words::STAFF[0],
        ..make(0, to_come(days), "", Pending)
    };
    let confirmed = |days| DemoBooking {
        series: Some(1),
        devices: 10,
        preference: Some(DevicePreference::Laptops),
        ..make(3, to_come(days), "Vision", Confirmed)
    };
    let morning = |booking| DemoBooking {
        part: DayPart::Morning,
        ..booking
    };
    vec![
        waiting(0),
        waiting(1),
        waiting(2),
        make(1, to_come(0), "Vision", RoomAssigned),
        confirmed(1),
        confirmed(2),
        confirmed(3),
        morning(make(2, today, "Vision", Confirmed)),
        morning(make(4, today, "A303", Confirmed)),
        make(5, today, "Excellence", CheckedIn),
        make(6, today, "Focus", CheckedIn),
        make(7, before, "Vision", NoShow),
        make(8, before, "A302", Completed),
    ]
}

/// Returns the last working day before today; in the first days of the year today itself.
fn working_day_before(order: &DemoOrder) -> NaiveDate {
    let days_back = match order.as_of.weekday() {
        Weekday::Mon => 3,
        Weekday::Sun => 2,
        _ => 1,
    };
    let day = order.as_of - Days::new(days_back);
    if day.year() == order.year {
        day
    } else {
        order.as_of
    }
}
