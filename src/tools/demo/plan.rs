//! Makes the demo data of an order: a pure function, the same on every engine.

use std::ops::Range;

use chrono::{NaiveDate, TimeDelta};

use super::calendar;
use super::details::BookingMaker;
use super::extras::{extras, tenants};
use super::inventory::{self, DemoDevice, DemoRental};
use super::model::{
    BookingShares, DemoAssignment, DemoBooking, DemoOrder, DiceStream, WAITING_DAYS, working_days,
};
use super::prices::{self, DemoPrice};
use super::stage::{self, DemoStage};
use super::words::TENANTS;
use crate::room::starter::{COLAB, StarterRoom};

/// All demo data, to be written.
#[derive(Debug, PartialEq)]
pub struct DemoPlan {
    pub order: DemoOrder,
    /// In order of time, but for those of the stage.
    pub bookings: Vec<DemoBooking>,
    /// The places of the stage's bookings.
    pub stage: Range<usize>,
    pub series: usize,
    pub devices: Vec<DemoDevice>,
    pub given: Vec<DemoAssignment>,
    pub rentals: Vec<DemoRental>,
    pub prices: Vec<DemoPrice>,
}

/// Returns the first and the last day on which there may be a booking.
pub fn days(order: &DemoOrder) -> (NaiveDate, NaiveDate) {
    let (first, last) = (first_year(order), order.year + 1);
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let ghosts_until = order.as_of + TimeDelta::days(i64::from(WAITING_DAYS) + 2);
    (
        new_year(first),
        ghosts_until.max(new_year(last) - TimeDelta::days(1)),
    )
}

fn first_year(order: &DemoOrder) -> i32 {
    order.year - i32::try_from(BookingShares::of(order).years()).unwrap_or(1) + 1
}

/// Makes the data.
pub fn demo(order: &DemoOrder) -> DemoPlan {
    let shares = BookingShares::of(order);
    let days: Vec<NaiveDate> = working_days(first_year(order), order.year).collect();
    let rooms: Vec<usize> = (0..COLAB.len())
        .filter(|room| is_for_training(&COLAB[*room]))
        .collect();
    let stage = DemoStage::of(order);
    let of_stage = stage.series();
    let (placed, series) = calendar::place(order, &days, &rooms, &stage, shares.held - stage.bookings.len());
    let mut details = BookingMaker {
        order,
        dice: order.dice(DiceStream::Details),
    };
    let mut bookings: Vec<DemoBooking> = placed.into_iter().map(|place| details.held(&place)).collect();
    bookings.extend(tenants(order, shares.tenants));
    bookings.extend(extras(order, &shares, &days, &rooms));
    bookings.sort_by_key(|booking| (booking.day, booking.part, booking.room, booking.status));
    let stage = stage.place_among(&mut bookings, series);
    let devices = inventory::devices(order);
    let mut given = inventory::give(order, &bookings, &stage);
    given.extend(stage::assignments(&stage));
    DemoPlan {
        order: *order,
        series: series + of_stage,
        stage,
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
