//! A cell of the schedule, written so that the import reads the same bookings from it.
//!
//! The grammar was made for what people type, so not everything can be written in it. What is written is parsed at
//! once: what does not come back as it was is a [`CellLoss`].

use chrono::{NaiveTime, Timelike};

use super::model::{CellBooking, CellReading, CellRules, CellStatus, DeviceCounts};
use super::parse::parse_cell;
use super::words::{self, DeviceKind};
use crate::workbook::CellValue;

/// A booking that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingToWrite<'a> {
    pub client: &'a str,
    pub start: NaiveTime,
    /// `None`: it goes on after midnight; 00:00: it ends at midnight.
    pub end: Option<NaiveTime>,
    pub learners: u32,
    pub facilitators: u32,
    pub headcount: u32,
    pub devices: DeviceCounts,
    pub tentative: bool,
}

/// The text of a cell, and for each of its bookings what the text does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenCell {
    pub text: String,
    pub losses: Vec<Vec<CellLoss>>,
}

/// What a cell cannot keep of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellLoss {
    Name,
    People,
    Time,
    Length,
}

impl CellLoss {
    /// Names what is lost, for a note to whoever writes the file.
    pub fn description(self) -> String {
        match self {
            Self::Name => "a client's name that the schedule's grammar reads differently".to_owned(),
            Self::People => format!(
                "a headcount that is not learners and facilitators, or more than {}",
                words::LARGEST_COUNT
            ),
            Self::Time => "a time over midnight or with seconds".to_owned(),
            Self::Length => format!("a cell of more than {} characters", words::LONGEST_TEXT),
        }
    }
}

/// Writes the bookings of one room and day.
pub fn write_cell(bookings: &[BookingToWrite<'_>], rules: &CellRules<'_>) -> WrittenCell {
    let written: Vec<(String, Vec<CellLoss>)> = bookings
        .iter()
        .map(|booking| write_booking(booking, rules))
        .collect();
    let texts: Vec<&str> = written.iter().map(|(text, _)| text.as_str()).collect();
    let text = texts.join(&format!("{}\n", words::BETWEEN_BOOKINGS));
    let is_long = text.chars().count() > words::LONGEST_TEXT;
    let mut losses: Vec<Vec<CellLoss>> = written.into_iter().map(|(_, losses)| losses).collect();
    if is_long {
        losses.iter_mut().for_each(|losses| losses.push(CellLoss::Length));
    }
    WrittenCell { text, losses }
}

/// Writes the line for a part of a combined room that is booked as a whole; no import takes it for a booking.
pub fn part_mark(whole: &str, times: &str, client: &str) -> String {
    format!("{}{whole}: {times} {client}", words::PART_OF)
}

/// Writes one booking: without a count of people where none is known and the name can stand alone, else with one.
fn write_booking(booking: &BookingToWrite<'_>, rules: &CellRules<'_>) -> (String, Vec<CellLoss>) {
    if booking.headcount == 0 && booking.learners == 0 && booking.facilitators == 0 {
        let text = booking_text(booking, rules, "");
        if stands_alone(&text, booking, rules) {
            return (text, Vec::new());
        }
    }
    let text = booking_text(booking, rules, &people(booking));
    (text, losses(booking, rules))
}

/// Writes `08:00-12:00 Client 25+1 + 18 laptops TBC`.
fn booking_text(booking: &BookingToWrite<'_>, rules: &CellRules<'_>, people: &str) -> String {
    let tentative = if booking.tentative {
        words::tentative()
    } else {
        String::new()
    };
    let parts = [
        &time(booking, rules),
        booking.client,
        people,
        &devices(booking.devices),
        &tentative,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Writes the time; nothing for the site's whole day.
fn time(booking: &BookingToWrite<'_>, rules: &CellRules<'_>) -> String {
    if booking.start == rules.day_start && booking.end == Some(rules.day_end) {
        return String::new();
    }
    let Some(end) = booking.end.filter(|end| *end != NaiveTime::MIN) else {
        return format!("{}-24:00", booking.start.format("%H:%M"));
    };
    let form = if booking.start.hour() < words::FIRST_HOUR {
        "%I:%M%P"
    } else {
        "%H:%M"
    };
    format!("{}-{}", booking.start.format(form), end.format(form))
}

/// Writes `25+1`, or `25 pax` where only the sum is known. `0+0` means the same as nothing, but keeps the numbers of a
/// name from being read as people.
fn people(booking: &BookingToWrite<'_>) -> String {
    match (booking.learners, booking.facilitators, booking.headcount) {
        (0, 0, total @ 1..) => format!("{total} {}", words::everybody()),
        (learners, facilitators, _) => format!("{learners}+{facilitators}"),
    }
}

/// Writes `+ 10 desktops + 5 laptops`; a larger sum than a count can have as several, which are added.
fn devices(devices: DeviceCounts) -> String {
    let kinds = [
        (devices.desktops, DeviceKind::Desktop),
        (devices.laptops, DeviceKind::Laptop),
        (devices.any, DeviceKind::Any),
    ];
    let mut parts = Vec::new();
    for (mut count, kind) in kinds {
        while count > 0 {
            let part = count.min(words::LARGEST_COUNT);
            parts.push(format!("+ {part} {}", kind.word()));
            count -= part;
        }
    }
    parts.join(" ")
}

/// Reports whether a text without a count is read as the booking, by cell and sheet, and with nothing to look at.
fn stands_alone(text: &str, booking: &BookingToWrite<'_>, rules: &CellRules<'_>) -> bool {
    read_back(text, rules).is_some_and(|read| {
        is_same(&read, booking, rules) && !read.remarks.iter().any(|remark| remark.kind.is_warning())
    }) && !crate::sheet::is_own_text(text)
}

/// Finds what the text of a booking does not keep. The name is tried with people and a time that the grammar can
/// write, so that one loss is not counted as two.
fn losses(booking: &BookingToWrite<'_>, rules: &CellRules<'_>) -> Vec<CellLoss> {
    let has_seconds = |time: NaiveTime| time.second() != 0 || time.nanosecond() != 0;
    let loses_people = booking.headcount != booking.learners.saturating_add(booking.facilitators)
        || booking.learners.max(booking.facilitators) > words::LARGEST_COUNT;
    let loses_time = has_seconds(booking.start) || booking.end.is_none_or(has_seconds);
    let mut probe = booking.clone();
    if loses_people {
        (probe.learners, probe.facilitators, probe.headcount) = (0, 0, 0);
    }
    if loses_time {
        (probe.start, probe.end) = (rules.day_start, Some(rules.day_end));
    }
    let text = booking_text(&probe, rules, &people(&probe));
    let loses_name = read_back(&text, rules).is_none_or(|read| !is_same(&read, &probe, rules));
    [
        (CellLoss::Name, loses_name),
        (CellLoss::People, loses_people),
        (CellLoss::Time, loses_time),
    ]
    .into_iter()
    .filter_map(|(loss, is_lost)| is_lost.then_some(loss))
    .collect()
}

/// Parses a text that is to be one booking.
fn read_back(text: &str, rules: &CellRules<'_>) -> Option<CellBooking> {
    match parse_cell(&CellValue::Text(text.to_owned()), rules) {
        CellReading::Bookings(bookings) => <[CellBooking; 1]>::try_from(bookings)
            .ok()
            .map(|[booking]| booking),
        CellReading::Ignored { .. } | CellReading::Rejected { .. } => None,
    }
}

/// Reports whether a booking was read as it was to be written.
fn is_same(read: &CellBooking, written: &BookingToWrite<'_>, rules: &CellRules<'_>) -> bool {
    let people = read
        .people
        .map_or((0, 0), |people| (people.learners, people.facilitators));
    let (start, end) = read.time.unwrap_or((rules.day_start, rules.day_end));
    let status = if written.tentative {
        CellStatus::Tentative
    } else {
        CellStatus::Confirmed
    };
    read.client == written.client
        && people == (written.learners, written.facilitators)
        && (start, Some(end)) == (written.start, written.end)
        && read.devices == written.devices
        && read.status == status
        && read.note.is_none()
}

#[cfg(test)]
mod tests;
