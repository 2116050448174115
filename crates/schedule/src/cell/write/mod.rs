//! A cell of the schedule, written so that the import's grammar reads the same bookings from it.
//!
//! The grammar was made for what people type, so not everything can be said in it: `losses` names what cannot. What
//! counts is that a cell without losses is read exactly; a test holds this against the grammar itself.

use chrono::{NaiveTime, Timelike};

mod name;

/// The longest text that the import takes for one cell, in characters.
const MAX_TEXT: usize = 1_000;
/// Four digits or more never are people.
const MOST_PEOPLE: i32 = 999;
/// Larger sums of devices are written as several, which are added.
const MOST_DEVICES: i32 = 999;
/// Times that begin before it are taken for the afternoon unless they say am.
const MORNING: u32 = 6;

/// What a cell says of one booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingToWrite<'a> {
    pub client: &'a str,
    pub start: NaiveTime,
    /// `None`: it goes on after midnight.
    pub end: Option<NaiveTime>,
    pub learners: i32,
    pub facilitators: i32,
    pub headcount: i32,
    pub devices: DeviceCounts,
    pub tentative: bool,
}

/// Devices asked for, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeviceCounts {
    pub laptops: i32,
    pub desktops: i32,
    pub any: i32,
}

/// What the site's settings and rooms make of a cell.
pub struct CellRules<'a> {
    pub day_start: NaiveTime,
    pub day_end: NaiveTime,
    /// Texts that mean something else when they are a whole cell: rooms, words that are no booking.
    pub is_reserved: &'a dyn Fn(&str) -> bool,
}

/// What a cell cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellLoss {
    Name,
    People,
    Time,
    Length,
}

impl CellLoss {
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "a client's name that the schedule's grammar reads differently",
            Self::People => "a headcount that is not learners and facilitators, or more than 999",
            Self::Time => "a time over midnight or with seconds",
            Self::Length => "a cell of more than 1000 characters",
        }
    }
}

/// The text of a cell and what is lost of each of its bookings.
pub fn text(bookings: &[BookingToWrite<'_>], rules: &CellRules<'_>) -> (String, Vec<Vec<CellLoss>>) {
    let entries: Vec<String> = bookings.iter().map(|said| entry(said, rules)).collect();
    let text = entries.join(";\n");
    let is_long = text.chars().count() > MAX_TEXT;
    let lost = |said: &BookingToWrite<'_>| {
        let mut losses = losses(said);
        losses.extend(is_long.then_some(CellLoss::Length));
        losses
    };
    (text, bookings.iter().map(lost).collect())
}

/// `08:00-12:00 Client 25+1 + 18 laptops TBC`.
fn entry(said: &BookingToWrite<'_>, rules: &CellRules<'_>) -> String {
    let words = [
        time(said, rules),
        said.client.to_owned(),
        people(said, rules),
        devices(said.devices),
        if said.tentative {
            "TBC".to_owned()
        } else {
            String::new()
        },
    ];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Nothing for the whole site day.
fn time(said: &BookingToWrite<'_>, rules: &CellRules<'_>) -> String {
    if said.start == rules.day_start && said.end == Some(rules.day_end) {
        return String::new();
    }
    let last_minute = NaiveTime::from_hms_opt(23, 59, 0).unwrap_or(rules.day_end);
    let end = said.end.unwrap_or(last_minute);
    let form = if said.start.hour() < MORNING {
        "%I:%M%P"
    } else {
        "%H:%M"
    };
    format!("{}-{}", said.start.format(form), end.format(form))
}

/// `25+1`; `25 pax` where only the sum is known. Unknown is nothing where the name can stand alone, else `0+0`, which
/// keeps its numbers from being read as people and means the same.
fn people(said: &BookingToWrite<'_>, rules: &CellRules<'_>) -> String {
    match (said.learners, said.facilitators, said.headcount) {
        (0, 0, 0) if said.devices == DeviceCounts::default() && name::stands_alone(said.client, rules) => {
            String::new()
        }
        (0, 0, total @ 1..) => format!("{total} pax"),
        (learners, facilitators, _) => format!("{learners}+{facilitators}"),
    }
}

fn devices(devices: DeviceCounts) -> String {
    let kinds = [
        (devices.desktops, "desktops"),
        (devices.laptops, "laptops"),
        (devices.any, "devices"),
    ];
    let mut words = Vec::new();
    for (mut count, kind) in kinds {
        while count > 0 {
            let part = count.min(MOST_DEVICES);
            words.push(format!("+ {part} {kind}"));
            count -= part;
        }
    }
    words.join(" ")
}

fn losses(said: &BookingToWrite<'_>) -> Vec<CellLoss> {
    let with_seconds = |time: NaiveTime| time.second() != 0 || time.nanosecond() != 0;
    let lost = [
        (CellLoss::Name, !name::is_kept(said.client)),
        (
            CellLoss::People,
            said.headcount != said.learners.saturating_add(said.facilitators)
                || said.learners.max(said.facilitators) > MOST_PEOPLE,
        ),
        (
            CellLoss::Time,
            with_seconds(said.start) || said.end.is_none_or(with_seconds),
        ),
    ];
    lost.into_iter()
        .filter_map(|(loss, is_lost)| is_lost.then_some(loss))
        .collect()
}

#[cfg(test)]
mod tests;
