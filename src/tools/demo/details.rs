//! The details of a demo booking: people, devices, meals, status.

use chrono::{NaiveDate, TimeDelta};

use super::calendar::RoomPlace;
use super::dice::SeededDice;
use super::model::{DayPart, DemoBooking, DemoMeals, DemoOrder};
use super::words;
use crate::booking::{BookingStatus, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::room::starter::COLAB;

/// Adds people, devices and meals to places in the calendar.
pub struct BookingMaker<'o> {
    pub order: &'o DemoOrder,
    pub dice: SeededDice,
}

impl BookingMaker<'_> {
    /// Makes a booking that has its room.
    pub fn held(&mut self, place: &RoomPlace) -> DemoBooking {
        let booking = self.booking(place.day, place.part, place.client, Some(place.room));
        DemoBooking {
            room: Some(place.room),
            series: place.series,
            status: self.status_on(place.day, place.part),
            ..booking
        }
    }

    fn status_on(&mut self, day: NaiveDate, part: DayPart) -> BookingStatus {
        let odd = self.dice.below(100);
        match day.cmp(&self.order.as_of) {
            std::cmp::Ordering::Less if odd < 93 => BookingStatus::Completed,
            std::cmp::Ordering::Equal if part != DayPart::Afternoon && odd < 70 => BookingStatus::CheckedIn,
            std::cmp::Ordering::Greater if odd < 25 => BookingStatus::RoomAssigned,
            _ => BookingStatus::Confirmed,
        }
    }

    /// Makes a booking of a client that fits a room; of any size without one.
    pub fn booking(
        &mut self,
        day: NaiveDate,
        part: DayPart,
        client: usize,
        room: Option<usize>,
    ) -> DemoBooking {
        let dice = &mut self.dice;
        let facilitators = if dice.chance(15) { 2 } else { 1 };
        let (least, most) = match room.map(|room| &COLAB[room]) {
            Some(room) if !room.components.is_empty() => (24, 44),
            Some(room) if room.capacity < 26 => (3, i32::try_from(room.capacity).unwrap_or(8) - facilitators),
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
        let asked_on = (day - TimeDelta::days(lead)).min(self.order.as_of);
        DemoBooking {
            part,
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
            ..DemoBooking::new(day, Ok(client), asked_on)
        }
    }
}

fn meals(dice: &mut SeededDice, part: DayPart, learners: i32) -> DemoMeals {
    DemoMeals {
        coffee: dice.chance(85),
        morning: match (part, dice.below(3)) {
            (DayPart::Afternoon, _) | (_, 0) => None,
            (_, 1) => Some(MorningCatering::Pastry),
            _ => Some(MorningCatering::Sandwiches),
        },
        lunch: match (part, dice.below(3)) {
            (DayPart::Whole, 0 | 1) => Some(LunchCatering::InHouse),
            (DayPart::Whole, _) => Some(LunchCatering::SelfCatered),
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
