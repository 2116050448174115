//! Writes a booking as a cell of the calendar, and the legend.

use super::{Calendar, CalendarEntry};
use crate::booking::model::{Catering, LunchCatering, MorningCatering, Tenant};
use crate::booking::status::BookingStatus;

/// A sign and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarMark {
    pub sign: &'static str,
    pub means: &'static str,
}

const COFFEE: CalendarMark = mark("C", "coffee and tea");
const PASTRY: CalendarMark = mark("P", "pastry");
const SANDWICHES: CalendarMark = mark("S", "sandwiches");
const LUNCH: CalendarMark = mark("L", "lunch from our kitchen");
const OWN_LUNCH: CalendarMark = mark("l", "lunch brought along");
const DEVICES: CalendarMark = mark("d", "devices");
const TENTATIVE: CalendarMark = mark("?", "not confirmed yet");
const TRAINING: CalendarMark = mark("T", "TRAINING (without it: TECH)");

const fn mark(sign: &'static str, means: &'static str) -> CalendarMark {
    CalendarMark { sign, means }
}

/// Returns the marks of what a booking eats.
pub fn meals(catering: &Catering) -> Vec<CalendarMark> {
    let coffee = catering.coffee_tea_station.then_some(COFFEE);
    let morning = match catering.morning_catering {
        Some(MorningCatering::Pastry) => Some(PASTRY),
        Some(MorningCatering::Sandwiches) => Some(SANDWICHES),
        Some(MorningCatering::None) | None => None,
    };
    let lunch = match catering.lunch_catering {
        Some(LunchCatering::InHouse) => Some(LUNCH),
        Some(LunchCatering::SelfCatered) => Some(OWN_LUNCH),
        Some(LunchCatering::None) | None => None,
    };
    [coffee, morning, lunch].into_iter().flatten().collect()
}

impl CalendarEntry {
    /// Returns such as `25+1=26`; the total alone without facilitators, nothing if it is unknown.
    pub fn people(&self) -> String {
        let row = &self.booking.row;
        match (row.headcount, row.num_facilitators) {
            (0, _) => String::new(),
            (total, 0) => total.to_string(),
            (total, facilitators) => format!("{}+{facilitators}={total}", row.num_learners),
        }
    }

    /// Returns such as `18d`; nothing for those who see no devices.
    pub fn devices(&self) -> String {
        match self.booking.row.devices_needed {
            count if count > 0 && self.client.is_some() => format!("{count}{}", DEVICES.sign),
            _ => String::new(),
        }
    }

    pub fn meals(&self) -> Vec<CalendarMark> {
        meals(&self.served)
    }

    /// Returns the marks of whose it is and how sure.
    pub fn standing(&self) -> Vec<CalendarMark> {
        let row = &self.booking.row;
        let training = (row.tenant_id == Tenant::Training).then_some(TRAINING);
        let tentative = (row.status == BookingStatus::RoomAssigned).then_some(TENTATIVE);
        [training, tentative].into_iter().flatten().collect()
    }

    /// Returns the time unless it is the whole site day.
    pub fn time(&self) -> String {
        if self.whole_day {
            String::new()
        } else {
            format!("{}–{}", self.start, self.end)
        }
    }

    /// Returns the client, and in brackets the combined room where a part of it is shown.
    pub fn title(&self) -> String {
        let client = self.client.as_deref().unwrap_or_default();
        match &self.whole {
            Some(whole) => format!("{client} ({whole})").trim_start().to_owned(),
            None => client.to_owned(),
        }
    }

    /// Returns the lines of a cell: time, client, and people with devices, meals and standing.
    pub fn lines(&self) -> Vec<String> {
        let signs = self
            .meals()
            .into_iter()
            .chain(self.standing())
            .map(|mark| mark.sign);
        let facts: Vec<String> = [self.people(), self.devices()]
            .into_iter()
            .chain(signs.map(str::to_owned))
            .filter(|fact| !fact.is_empty())
            .collect();
        let lines = [self.time(), self.title(), facts.join(" ")];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

impl Calendar {
    /// Returns what the marks stand for; those of devices and tenants only if they can occur.
    pub fn legend(&self) -> Vec<CalendarMark> {
        let mut legend = vec![mark("25+1=26", "learners + facilitators = people")];
        if self.names_clients {
            legend.push(DEVICES);
        }
        legend.extend([COFFEE, PASTRY, SANDWICHES, LUNCH, OWN_LUNCH, TENTATIVE]);
        if self.has_tenant(Tenant::Training) {
            legend.push(TRAINING);
        }
        legend
    }
}
