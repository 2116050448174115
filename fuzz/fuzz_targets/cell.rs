//! The text of a cell: its bookings have names and hours that do not overlap.
#![no_main]

use chrono::{NaiveTime, Timelike};
use colab_schedule::cell::{CellReading, CellRules, CellStatus, IgnoreList, parse_cell};
use colab_schedule::workbook::CellValue;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let at = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
    let day = (at(7), at(16));
    let ignore = IgnoreList::new(["Public holiday"]);
    let room_named = |name: &str| (name == "Success 10").then(|| name.to_owned());
    let rules = CellRules::new(day, &ignore, &room_named);
    let CellReading::Bookings(bookings) = parse_cell(&CellValue::Text(text.to_owned()), &rules) else {
        return;
    };
    assert!(!bookings.is_empty());
    let mut hours = Vec::new();
    for booking in &bookings {
        assert!(!booking.client.trim().is_empty() && !booking.client.chars().any(char::is_control));
        let (start, end) = booking.time.unwrap_or(day);
        let second = |time: NaiveTime| time.num_seconds_from_midnight();
        // What ends at midnight ends with the day.
        let end = if end == NaiveTime::MIN { 86_400 } else { second(end) };
        let start = second(start);
        assert!(start < end);
        if booking.status != CellStatus::Cancelled {
            hours.push((start, end));
        }
    }
    hours.sort();
    assert!(hours.windows(2).all(|pair| pair[0].1 <= pair[1].0));
});
