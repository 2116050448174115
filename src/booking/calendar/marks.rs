//! How a booking is written in a cell of the calendar, and the legend that explains it.

use super::{Calendar, Entry};
use crate::booking::model::{Catering, LunchCatering, MorningCatering, Status, Tenant};

/// A sign and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub sign: &'static str,
    pub means: &'static str,
}

const COFFEE: Mark = mark("C", "coffee and tea");
const PASTRY: Mark = mark("P", "pastry");
const SANDWICHES: Mark = mark("S", "sandwiches");
const LUNCH: Mark = mark("L", "lunch from our kitchen");
const OWN_LUNCH: Mark = mark("l", "lunch brought along");
const DEVICES: Mark = mark("d", "devices");
const TENTATIVE: Mark = mark("?", "not confirmed yet");
const TRAINING: Mark = mark("T", "TRAINING (without it: TECH)");

const fn mark(sign: &'static str, means: &'static str) -> Mark {
    Mark { sign, means }
}

/// What a booking eats.
pub fn meals(catering: &Catering) -> Vec<Mark> {
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

impl Entry {
    /// `25+1=26`; the total alone where nobody said who teaches; nothing where it is unknown.
    pub fn people(&self) -> String {
        let row = &self.booking.row;
        match (row.headcount, row.num_facilitators) {
            (0, _) => String::new(),
            (total, 0) => total.to_string(),
            (total, facilitators) => format!("{}+{facilitators}={total}", row.num_learners),
        }
    }

    /// `18d`; nothing for those who see no devices.
    pub fn devices(&self) -> String {
        match self.booking.row.devices_needed {
            count if count > 0 && self.client.is_some() => format!("{count}{}", DEVICES.sign),
            _ => String::new(),
        }
    }

    pub fn meals(&self) -> Vec<Mark> {
        meals(&self.booking.catering)
    }

    /// Whose it is and how sure.
    pub fn standing(&self) -> Vec<Mark> {
        let row = &self.booking.row;
        let training = (row.tenant_id == Tenant::Training).then_some(TRAINING);
        let tentative = (row.status == Status::RoomAssigned).then_some(TENTATIVE);
        [training, tentative].into_iter().flatten().collect()
    }

    /// The time unless it is the whole site day.
    pub fn time(&self) -> String {
        if self.whole_day {
            String::new()
        } else {
            format!("{}–{}", self.start, self.end)
        }
    }

    /// Time, client, and people with devices, meals and standing: the lines of a cell.
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
        let lines = [
            self.time(),
            self.client.clone().unwrap_or_default(),
            facts.join(" "),
        ];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

impl Calendar {
    /// What the signs stand for; those of devices and tenants only where they can occur.
    pub fn legend(&self) -> Vec<Mark> {
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
