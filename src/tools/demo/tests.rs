//! The plan is the same for the same order, never books a room twice, and is as large as was asked for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::model::{DayPart, DemoOrder};
use super::plan::{self, DemoPlan};
use crate::booking::BookingStatus;
use crate::device::model::DeviceStatus;
use crate::kernel::text::hex;
use crate::room::starter::COLAB;
use sha2::{Digest, Sha256};

fn order(seed: u64, bookings: usize) -> DemoOrder {
    DemoOrder {
        seed,
        bookings,
        year: 2026,
        as_of: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
    }
}

/// The physical rooms of a room, by place.
fn parts(room: usize) -> Vec<usize> {
    let names = COLAB[room].components;
    let of = |name: &&str| COLAB.iter().position(|one| one.name == *name).unwrap();
    match names {
        [] => vec![room],
        names => names.iter().map(of).collect(),
    }
}

/// Fails where two bookings would hold one room at once.
fn holds_are_apart(demo: &DemoPlan) {
    let mut held: BTreeMap<(NaiveDate, usize), Vec<DayPart>> = BTreeMap::new();
    for booking in demo.bookings.iter().filter(|one| one.status.holds_room()) {
        let rooms = booking.room.map(parts).unwrap_or_default();
        assert!(booking.device_only || !rooms.is_empty());
        for room in rooms {
            held.entry((booking.day, room)).or_default().push(booking.part);
        }
    }
    for ((day, room), mut of_day) in held {
        of_day.sort_unstable();
        let fits = of_day.len() == 1 || of_day == [DayPart::Morning, DayPart::Afternoon];
        assert!(fits, "{day} {}: {of_day:?}", COLAB[room].name);
    }
}

#[test]
fn the_data_of_a_seed_never_changes() {
    let demo = plan::demo(&order(7, 1000));
    let digest = hex(&Sha256::digest(values(&format!("{demo:?}")).as_bytes()));
    assert_eq!(&digest[..16], "2ceaf5199908e178");
}

/// Leaves the values of a `Debug` text, without the names of types and fields.
fn values(debug: &str) -> String {
    let words: Vec<&str> = debug.split(' ').collect();
    let is_type = |at: usize| words.get(at + 1) == Some(&"{");
    let values = words.iter().enumerate().map(|(at, word)| match word {
        word if is_type(at) => word.trim_end_matches(char::is_alphanumeric),
        word if word.ends_with(':') => "",
        word => word,
    });
    values
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn values_have_no_names() {
    let debug = format!("{:?}", Some(order(7, 10)));
    assert_eq!(values(&debug), "Some( { 7, 10, 2026, 2026-07-01 })");
}

#[test]
fn a_year_has_every_status_of_bookings_and_devices() {
    let demo = plan::demo(&order(1, 5000));
    let statuses: BTreeSet<BookingStatus> = demo.bookings.iter().map(|one| one.status).collect();
    assert_eq!(statuses.len(), BookingStatus::ALL.len());
    let devices: BTreeSet<DeviceStatus> = demo.devices.iter().map(|one| one.status).collect();
    // `assigned` is not a status of its own.
    assert_eq!(devices.len(), DeviceStatus::ALL.len() - 1);
    assert!(demo.bookings.iter().any(|one| one.long_term) && demo.series > 100);
    assert!(
        demo.rentals.iter().any(|rental| rental.due_on < demo.order.as_of
            && rental.devices.iter().any(|(_, back)| back.is_none()))
    );
}

#[test]
fn the_stage_is_the_same_whatever_the_seed_size_and_day() {
    for (seed, bookings, day) in [(1, 800, (3, 2)), (9, 6000, (7, 5)), (2, 150, (1, 1))] {
        let as_of = NaiveDate::from_ymd_opt(2026, day.0, day.1).unwrap();
        let demo = plan::demo(&DemoOrder {
            as_of,
            ..order(seed, bookings)
        });
        let (waiting, confirmed) = (&demo.bookings[16], &demo.bookings[20]);
        assert!(waiting.status == BookingStatus::Pending && waiting.day > as_of && waiting.devices == 18);
        assert!(confirmed.status == BookingStatus::Confirmed && confirmed.day > as_of);
        assert_ne!(waiting.series, confirmed.series);
        let given = |device: usize| {
            demo.given
                .iter()
                .filter(|one| one.device == device)
                .map(|one| one.booking)
                .collect::<Vec<_>>()
        };
        assert!((0..9).all(|device| given(device).is_empty()) && given(9) == [20]);
        let (first, others) = demo.rentals.split_first().unwrap();
        assert!(first.leaves_on.year() == 2026 && first.devices.iter().all(|(_, back)| back.is_none()));
        assert!(others.iter().all(|rental| {
            rental
                .devices
                .iter()
                .all(|(device, _)| *device != first.devices[0].0)
        }));
        holds_are_apart(&demo);
    }
}

#[test]
fn no_device_is_given_twice_on_a_day() {
    let demo = plan::demo(&order(3, 6000));
    assert!(demo.given.len() > 200, "{}", demo.given.len());
    let days: BTreeSet<(NaiveDate, usize)> = demo
        .given
        .iter()
        .map(|given| (demo.bookings[given.booking].day, given.device))
        .collect();
    assert_eq!(days.len(), demo.given.len());
}

#[test]
fn a_hundred_thousand_bookings_reach_back_as_many_years_as_they_need() {
    let demo = plan::demo(&order(1, 100_000));
    assert_eq!(demo.bookings.len(), 100_000);
    holds_are_apart(&demo);
    let first = demo.bookings.first().unwrap().day.year();
    assert!((2010..2016).contains(&first), "{first}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_plan_repeats_itself_and_is_sound(seed in any::<u64>(), bookings in 0usize..7000, day in 0u64..365, year in 2000i32..2100) {
        let new_year = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let order = DemoOrder { seed, bookings, year, as_of: new_year + chrono::Days::new(day) };
        let demo = plan::demo(&order);
        prop_assert_eq!(demo.bookings.len(), bookings);
        prop_assert!(demo == plan::demo(&order));
        holds_are_apart(&demo);
        let (first, last) = plan::days(&order);
        for booking in &demo.bookings {
            prop_assert!(booking.asked_on <= order.as_of);
            prop_assert!(booking.status != BookingStatus::Pending || booking.room.is_none());
            // Devices alone may be wanted some days around the new year.
            prop_assert!(booking.device_only || (first..=last).contains(&booking.day));
        }
    }
}
