//! Bookings beside those of the calendar: let offices, ghosts, cancelled and device-only bookings.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::details::BookingMaker;
use super::model::{BookingShares, DayPart, DemoBooking, DemoOrder, DiceStream, WAITING_DAYS, working_days};
use super::words::{self, CLIENTS, TENANTS};
use crate::booking::{BookingStatus, DevicePreference};
use crate::room::starter::COLAB;

/// Makes the bookings of offices that are let for the year; nobody is counted, as in a schedule.
pub fn tenants(order: &DemoOrder, count: usize) -> impl Iterator<Item = DemoBooking> {
    let (year, as_of) = (order.year, order.as_of);
    (0..count).flat_map(move |tenant| {
        let room = COLAB.iter().position(|room| room.name == TENANTS[tenant].1);
        let asked_on = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().min(as_of);
        working_days(year, year).map(move |day| DemoBooking {
            room,
            long_term: true,
            ..DemoBooking::new(day, Err(tenant), asked_on)
        })
    })
}

/// Makes bookings that hold no room: ghosts, cancelled and rejected ones, no-shows, devices alone.
pub fn extras(
    order: &DemoOrder,
    shares: &BookingShares,
    days: &[NaiveDate],
    rooms: &[usize],
) -> Vec<DemoBooking> {
    let mut details = BookingMaker {
        order,
        dice: order.dice(DiceStream::Extras),
    };
    let past = days.partition_point(|day| *day < order.as_of);
    let mut found = Vec::new();
    let mut of = |count: usize, shape: &dyn Fn(&mut BookingMaker<'_>) -> DemoBooking| {
        found.extend((0..count).map(|_| shape(&mut details)));
    };
    of(shares.waiting, &|details| ghost(details, order, rooms));
    of(shares.cancelled, &|details| {
        let mut booking = somewhere(details, days, rooms);
        booking.status = BookingStatus::Cancelled;
        booking.reason = details.dice.pick(&words::CANCEL_REASONS);
        booking
    });
    of(shares.rejected, &|details| {
        let mut booking = somewhere(details, days, rooms);
        booking.status = BookingStatus::Rejected;
        booking.wished = booking.room.take();
        booking.reason = details.dice.pick(&words::REJECT_REASONS);
        booking
    });
    of(shares.no_show, &|details| {
        // On the first day of all nobody can have stayed away yet.
        let mut booking = somewhere(details, if past > 0 { &days[..past] } else { days }, rooms);
        booking.status = if past > 0 {
            BookingStatus::NoShow
        } else {
            BookingStatus::Cancelled
        };
        booking
    });
    of(shares.device_only, &|details| devices_alone(details, order));
    found
}

fn somewhere(details: &mut BookingMaker<'_>, days: &[NaiveDate], rooms: &[usize]) -> DemoBooking {
    let (client, room) = (details.dice.below(CLIENTS), details.dice.pick(rooms));
    let day = details.dice.pick(days).unwrap_or(details.order.as_of);
    let mut booking = details.booking(day, DayPart::Whole, client, room);
    booking.room = room;
    booking
}

/// Makes a booking that wants a room in the weeks to come.
fn ghost(details: &mut BookingMaker<'_>, order: &DemoOrder, rooms: &[usize]) -> DemoBooking {
    let dice = &mut details.dice;
    let ahead = dice.between(1, WAITING_DAYS);
    let day = on_a_working_day(order.as_of + TimeDelta::days(ahead.into()));
    let (client, wished) = (dice.below(CLIENTS), dice.pick(rooms).filter(|_| dice.chance(40)));
    let created_by = dice.pick(&words::STAFF).unwrap_or(words::ROOM_BOSS);
    let waits = i64::from(dice.between(0, 12));
    let mut booking = details.booking(day, DayPart::Whole, client, wished);
    booking.wished = wished;
    booking.status = BookingStatus::Pending;
    booking.created_by = created_by;
    booking.asked_on = order.as_of - TimeDelta::days(waits);
    booking
}

/// Makes a booking that wants devices and no room, in the weeks around the day.
fn devices_alone(details: &mut BookingMaker<'_>, order: &DemoOrder) -> DemoBooking {
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
        status: if day <= order.as_of {
            BookingStatus::Completed
        } else if waits {
            BookingStatus::Pending
        } else {
            BookingStatus::Confirmed
        },
        ..details.booking(day, DayPart::Whole, client, None)
    }
}

fn on_a_working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + TimeDelta::days(2),
        Weekday::Sun => day + TimeDelta::days(1),
        _ => day,
    }
}
