//! A count of people that stands alone, as lists have it in a column of its own.

use chrono::NaiveTime;

use super::parse_cell;
use crate::cell::{CellBooking, CellReading, CellRules, Headcount, IgnoreList};
use crate::workbook::CellValue;

/// Reads `25+1`, `±25`, `25-30`, `25 pax` and the like as the count of an entry; `None` for anything else.
pub fn read_people(text: &str) -> Option<Headcount> {
    let (people, devices) = read_crowd(text)?;
    (devices == 0).then_some(people)
}

/// Reads people with their devices, `20 + 18 laptops`, as the count of an entry.
pub fn read_crowd(text: &str) -> Option<(Headcount, u32)> {
    const CLIENT: &str = "Client";
    let ignore = IgnoreList::default();
    let day = (
        NaiveTime::from_hms_opt(8, 0, 0)?,
        NaiveTime::from_hms_opt(16, 0, 0)?,
    );
    let rules = CellRules {
        facilitators: 0,
        ..CellRules::new(day, &ignore, &|_| None)
    };
    let CellReading::Bookings(bookings) =
        parse_cell(&CellValue::Text(format!("{CLIENT} {}", text.trim())), &rules)
    else {
        return None;
    };
    match bookings.as_slice() {
        [
            CellBooking {
                client,
                people,
                note: None,
                time: None,
                devices,
                ..
            },
        ] if client == CLIENT => people.map(|people| (people, devices.total())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_people_are_read_as_in_an_entry() {
        let read = |text: &str| {
            let people = read_people(text)?;
            Some((people.learners, people.facilitators, people.at_most))
        };
        for (text, expected) in [
            ("25+1", Some((25, 1, None))),
            ("30 + 2", Some((30, 2, None))),
            ("±25", Some((25, 0, None))),
            ("20-25", Some((20, 0, Some(25)))),
            ("25 pax", Some((25, 0, None))),
            ("25 learners + 2 fac", Some((25, 2, None))),
            ("25", Some((25, 0, None))),
            ("20 + 18 laptops", None),
            ("many", None),
            ("2026-03-02", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
