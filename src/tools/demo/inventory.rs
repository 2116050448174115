//! The devices of the demo, their bookings and their rentals: some back, some out, some late.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{NaiveDate, TimeDelta};

use super::dice::SeededDice;
use super::model::{DemoAssignment, DemoBooking, DemoOrder, DiceStream};
use super::stage::LAPTOPS_GIVEN;
use super::words::CLIENTS;
use crate::booking::{BookingStatus, DevicePreference};
use crate::device::model::DeviceStatus;
use crate::rental::model::ReturnCondition;

/// Devices by number: laptops first.
const LAPTOPS: usize = 80;
const DESKTOPS: usize = 30;
/// Devices for bookings; the others are for the stage, leave with rentals or cannot be given out.
const LAPTOPS_FOR_BOOKINGS: Range<usize> = LAPTOPS_GIVEN.end..52;
const DESKTOPS_FOR_BOOKINGS: Range<usize> = LAPTOPS..LAPTOPS + 24;
/// Devices are given out from so many days before the day to so many after it.
const GIVEN_BEFORE: i64 = 7;
const GIVEN_AFTER: i64 = 14;

const LAPTOP_NAMES: [&str; 4] = [
    "Dell Latitude 5420",
    "HP ProBook 450",
    "ASUS X515",
    "ASUS VivoBook",
];
const DESKTOP_NAMES: [&str; 2] = ["Dell OptiPlex 7010", "HP ProDesk 400"];

#[derive(Debug, Clone, PartialEq)]
pub struct DemoDevice {
    pub serial: String,
    pub name: &'static str,
    pub is_desktop: bool,
    pub status: DeviceStatus,
    pub place: Option<&'static str>,
    pub office_account: Option<String>,
    pub anydesk_id: Option<String>,
    /// How long it has been in its status.
    pub days_in_status: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DemoRental {
    pub client: usize,
    pub leaves_on: NaiveDate,
    pub due_on: NaiveDate,
    /// By their places in the plan, with the day on which each came back, and how.
    pub devices: Vec<(usize, Option<(NaiveDate, ReturnCondition)>)>,
}

/// Makes the devices: in the store, out, and one or more of every other status.
pub fn devices(order: &DemoOrder) -> Vec<DemoDevice> {
    let mut dice = order.dice(DiceStream::Devices);
    (0..LAPTOPS + DESKTOPS)
        .map(|number| device(&mut dice, number))
        .collect()
}

fn device(dice: &mut SeededDice, number: usize) -> DemoDevice {
    let is_desktop = number >= LAPTOPS;
    let names: &[&str] = if is_desktop { &DESKTOP_NAMES } else { &LAPTOP_NAMES };
    let status = status_of(number);
    let account = dice.chance(60);
    DemoDevice {
        serial: if is_desktop {
            format!("DT-{:03}", number - LAPTOPS + 1)
        } else {
            format!("LT-{:03}", number + 1)
        },
        name: dice.pick(names).unwrap_or_default(),
        is_desktop,
        status,
        place: match status {
            DeviceStatus::Offsite | DeviceStatus::Lost | DeviceStatus::Sold => None,
            DeviceStatus::Maintenance => Some("Repair shop"),
            DeviceStatus::Testing => Some("IT office"),
            _ if is_desktop => Some("Computer room"),
            _ => Some("IT store"),
        },
        office_account: account.then(|| format!("training{:02}@colab.example", number % 40 + 1)),
        anydesk_id: dice.chance(50).then(|| {
            format!(
                "{} {:03} {:03}",
                dice.between(100, 999),
                number,
                number * 7 % 1000
            )
        }),
        days_in_status: dice.between(1, 20).into(),
    }
}

fn status_of(number: usize) -> DeviceStatus {
    use DeviceStatus::{Available, Lost, Maintenance, New, Offsite, Retired, Returned, Sold, Testing};
    match number {
        ..52 => Available,
        // The one that came back from a rental that is late.
        52 => Available,
        53..67 => Offsite,
        67..70 => Returned,
        70..73 => New,
        73..75 => Testing,
        75..78 => Maintenance,
        78 => Retired,
        79 => Sold,
        80..104 => Available,
        104 => New,
        105..107 => Maintenance,
        107 => Testing,
        108 => Lost,
        _ => Sold,
    }
}

/// Gives devices to bookings around the day, most of them all they ask for; no device twice on a day.
pub fn give(order: &DemoOrder, bookings: &[DemoBooking], stage: &Range<usize>) -> Vec<DemoAssignment> {
    let mut dice = order.dice(DiceStream::Given);
    let (first, last) = (
        order.as_of - TimeDelta::days(GIVEN_BEFORE),
        order.as_of + TimeDelta::days(GIVEN_AFTER),
    );
    let gets_devices = |booking: &DemoBooking| {
        let is_on =
            booking.status.holds_room() || booking.device_only && booking.status != BookingStatus::Pending;
        booking.devices > 0 && is_on && (first..=last).contains(&booking.day)
    };
    let mut taken: BTreeMap<NaiveDate, BTreeSet<usize>> = BTreeMap::new();
    let mut given = Vec::new();
    for (place, booking) in bookings
        .iter()
        .enumerate()
        .filter(|(place, booking)| !stage.contains(place) && gets_devices(booking))
    {
        let asked = usize::try_from(booking.devices).unwrap_or(0);
        let wanted = match dice.below(100) {
            ..75 => asked,
            75..90 => asked / 2,
            _ => 0,
        };
        let pool: Vec<usize> = match booking.preference {
            Some(DevicePreference::Desktops) => DESKTOPS_FOR_BOOKINGS.collect(),
            Some(DevicePreference::Laptops) => LAPTOPS_FOR_BOOKINGS.collect(),
            _ => LAPTOPS_FOR_BOOKINGS.chain(DESKTOPS_FOR_BOOKINGS).collect(),
        };
        let of_day = taken.entry(booking.day).or_default();
        let from = dice.below(pool.len());
        let turned = pool.iter().cycle().skip(from).take(pool.len()).copied();
        let free: Vec<usize> = turned
            .filter(|device| !of_day.contains(device))
            .take(wanted)
            .collect();
        for device in free {
            of_day.insert(device);
            given.push(DemoAssignment {
                booking: place,
                device,
            });
        }
    }
    given
}

/// A rental by days from the day: when it leaves, is due, and came back if it did.
struct RentalShape {
    leaves: i64,
    due: i64,
    devices: Range<usize>,
    back: Option<(i64, ReturnCondition)>,
    /// Of those, so many came back though the rest has not.
    early: usize,
}

const fn shape(
    leaves: i64,
    due: i64,
    devices: Range<usize>,
    back: Option<(i64, ReturnCondition)>,
) -> RentalShape {
    RentalShape {
        leaves,
        due,
        devices,
        back,
        early: 0,
    }
}

/// Rentals: the first of this year, which is out, of devices that no other rental had; then, in the order in which they leave,
/// three returned, one of which needs inspection, three late, and two out.
const RENTALS: [RentalShape; 9] = [
    shape(-5, 15, 59..61, None),
    shape(-90, -80, 61..63, Some((-80, ReturnCondition::Ok))),
    shape(-60, -52, 63..67, Some((-50, ReturnCondition::Ok))),
    shape(-40, -33, 67..70, Some((-33, ReturnCondition::NeedsInspection))),
    RentalShape {
        early: 1,
        ..shape(-30, -9, 52..56, None)
    },
    shape(-21, -4, 56..59, None),
    shape(-12, -1, 61..63, None),
    shape(-3, 4, 63..65, None),
    shape(-1, 7, 65..67, None),
];

pub fn rentals(order: &DemoOrder) -> Vec<DemoRental> {
    let mut dice = order.dice(DiceStream::Rentals);
    let day = |days: i64| order.as_of + TimeDelta::days(days);
    let new_year = NaiveDate::from_ymd_opt(order.year, 1, 1).unwrap_or(order.as_of);
    RENTALS
        .iter()
        .enumerate()
        .map(|(place, shape)| {
            let early = shape.devices.start..shape.devices.start + shape.early;
            let back = |device: usize| match (shape.back, early.contains(&device)) {
                (Some((days, condition)), _) => Some((day(days), condition)),
                (None, true) => Some((day(shape.due), ReturnCondition::Ok)),
                (None, false) => None,
            };
            DemoRental {
                client: dice.below(CLIENTS),
                leaves_on: if place == 0 {
                    day(shape.leaves).max(new_year)
                } else {
                    day(shape.leaves)
                },
                due_on: day(shape.due),
                devices: shape
                    .devices
                    .clone()
                    .map(|device| (device, back(device)))
                    .collect(),
            }
        })
        .collect()
}
