//! The grammar against the owner's readings, the scenarios, the forms that it promises and the old traps.

mod cells;
mod promises;
mod properties;
mod scenarios;
mod traps;

use chrono::NaiveTime;

use super::parse_cell;
use crate::cell::normalise::ignore_key;
use crate::cell::{CellBooking, CellReading, CellRules, CellStatus, DeviceCounts, IgnoreList, RemarkKind};
use crate::workbook::CellValue;

const IGNORE: [&str; 11] = [
    "Storage",
    "Offices",
    "IT Office",
    "IT Store",
    "Store room",
    "Prayer Room",
    "4th Floor",
    "Public holiday",
    "Closed",
    "-",
    "x",
];
const ROOMS: [&str; 4] = ["Ambition", "Courage", "A302", "Success 10"];
const LONGEST_CLIENT: usize = 100;

fn at(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn read_value(value: &CellValue) -> CellReading {
    let ignore = IgnoreList::new(IGNORE.iter().copied().chain(["n/a"]));
    let room_named = |text: &str| {
        ROOMS
            .iter()
            .find(|room| room.eq_ignore_ascii_case(text))
            .map(|r| (*r).to_owned())
    };
    let rules = CellRules {
        longest_client: LONGEST_CLIENT,
        ..CellRules::new((at(7, 30), at(16, 30)), &ignore, &room_named)
    };
    parse_cell(value, &rules)
}

fn read_cell(text: &str) -> CellReading {
    read_value(&CellValue::Text(text.to_owned()))
}

fn all(text: &str) -> Vec<CellBooking> {
    match read_cell(text) {
        CellReading::Bookings(entries) => entries,
        other => panic!("{text:?}: {other:?}"),
    }
}

fn one(text: &str) -> CellBooking {
    let mut entries = all(text);
    assert_eq!(entries.len(), 1, "{text:?}: {entries:?}");
    entries.remove(0)
}

fn rejected(text: &str) -> (String, String) {
    match read_cell(text) {
        CellReading::Rejected { why, way_out } => (why, way_out),
        other => panic!("{text:?}: {other:?}"),
    }
}

fn has(entry: &CellBooking, kind: RemarkKind) -> bool {
    entry.remarks.iter().any(|remark| remark.kind == kind)
}

/// `client|25+1|laptops,desktops,any`, with `?` for no headcount: what most cases are about.
fn gist(entry: &CellBooking) -> String {
    let people = entry
        .people
        .map_or("?".to_owned(), |p| format!("{}+{}", p.learners, p.facilitators));
    let DeviceCounts {
        laptops,
        desktops,
        any,
    } = entry.devices;
    format!("{}|{people}|{laptops},{desktops},{any}", entry.client)
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, gists)| (text, gists, read_cell(text)))
        .filter_map(|(text, gists, reading)| match &reading {
            CellReading::Bookings(e) if e.iter().map(gist).collect::<Vec<_>>().join(" & ") == **gists => None,
            _ => Some(format!("{text:?}: wanted {gists}, got {reading:?}")),
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
