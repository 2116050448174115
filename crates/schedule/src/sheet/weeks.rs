//! Weekly timetables: weekdays in place of dates, which `--weeks` turns into the days of a term.
//!
//! The weekdays of an axis become the days of one stand-in week, so that the sheet is read as any other; then each of
//! those days becomes every such weekday of the weeks.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::model::{SheetSlot, WeekSpan};
use super::words;
use crate::calendar;
use crate::names::name_key;
use crate::workbook::{CellValue, Sheet};

const ODD: [&str; 12] = [
    "odd",
    "ungerade",
    "impair",
    "impaire",
    "impar",
    "ímpar",
    "dispari",
    "oneven",
    "onewe",
    "nieparzysty",
    "нечетная",
    "单周",
];
const EVEN: [&str; 11] = [
    "even",
    "gerade",
    "pair",
    "paire",
    "par",
    "pari",
    "even_week",
    "ewe",
    "parzysty",
    "четная",
    "双周",
];

/// Returns the stand-in day of a weekday.
fn stand_in(day: Weekday) -> Option<NaiveDate> {
    let monday = NaiveDate::from_isoywd_opt(2001, 1, Weekday::Mon)?;
    monday.checked_add_days(Days::new(day.num_days_from_monday().into()))
}

/// Returns the weekday that a sheet's name, or the text alone in its first row, states.
pub(super) fn weekday_of(sheet: &Sheet) -> Option<Weekday> {
    let named = |text: &str| {
        let mut days = text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty());
        let first = calendar::weekdays(&name_key(days.next()?)).first()?;
        Some(first)
    };
    let name = (sheet.name.chars().count() > 2)
        .then(|| named(&sheet.name))
        .flatten();
    let title = || {
        let first = sheet.cells.iter().find(|cell| !words::is_blank(&cell.value))?;
        let alone = sheet
            .cells
            .iter()
            .filter(|cell| cell.at.row == first.at.row)
            .count()
            == 1;
        words::whole_weekdays(&first.value).first().filter(|_| alone)
    };
    name.or_else(title)
}

/// Returns the stand-in day of a sheet of one weekday.
pub(super) fn day_of(sheet: &Sheet) -> Option<NaiveDate> {
    stand_in(weekday_of(sheet)?)
}

/// Puts the days of the stand-in week where weekdays stand as whole cells.
pub(super) fn with_days(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    for cell in &mut sheet.cells {
        let day = words::whole_weekdays(&cell.value).first().and_then(stand_in);
        if let Some(at) = day.and_then(|day| day.and_hms_opt(0, 0, 0)) {
            cell.value = CellValue::DateTime(at);
        }
    }
    sheet
}

/// Reports which weeks a sheet is for, if its name or a title says so: odd ones, `Some(1)`, or even ones, `Some(0)`.
fn parity(sheet: &Sheet) -> Option<u32> {
    let texts = sheet
        .cells
        .iter()
        .filter(|cell| cell.at.row < 3)
        .filter_map(|cell| match &cell.value {
            CellValue::Text(text) => Some(text.as_str()),
            _ => None,
        });
    let mut found = BTreeSet::new();
    for text in texts.chain([sheet.name.as_str()]) {
        for word in text.split(|c: char| !c.is_alphabetic()).map(name_key) {
            let is_of = |words: &[&str]| words.iter().any(|known| name_key(known) == word);
            if is_of(&ODD) {
                found.insert(1);
            } else if is_of(&EVEN) {
                found.insert(0);
            }
        }
    }
    found.first().copied().filter(|_| found.len() == 1)
}

/// Turns the stand-in days of the slots into the days of the weeks.
pub(super) fn expand(slots: &mut Vec<SheetSlot>, sheet: &Sheet, weeks: &WeekSpan) {
    let parity = parity(sheet);
    let all: Vec<NaiveDate> = weeks
        .first
        .iter_days()
        .take_while(|day| *day <= weeks.last)
        .take(3_660)
        .filter(|day| {
            !weeks
                .except
                .iter()
                .any(|(from, until)| (*from..=*until).contains(day))
        })
        .filter(|day| parity.is_none_or(|parity| day.iso_week().week() % 2 == parity))
        .collect();
    for slot in slots.iter_mut() {
        let wanted: Vec<Weekday> = slot.days.iter().map(NaiveDate::weekday).collect();
        slot.days = all
            .iter()
            .copied()
            .filter(|day| wanted.contains(&day.weekday()))
            .collect();
    }
    slots.retain(|slot| !slot.days.is_empty());
}
