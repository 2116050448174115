//! Sheets of another kind than a schedule: what the program says of them, and the command that reads them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveTime};

use super::model::{CellPlace, ScheduleLayout, ScheduleOptions, ScheduleSheet, UnbookedCell};
use super::read::Schedule;
use crate::import::kind::ImportKind;
use crate::import::table::spec_of;
use crate::kernel::error::{Error, Kind, Result};
use colab_schedule::sheet::{RoomRef, SheetKind, SheetVerdict};
use colab_schedule::text::shell_word;

/// A sheet with at least so many cells that conflict with each other was misread, if they are more than a tenth.
const CONFLICTING: usize = 5;

/// When a cell takes a room.
type TakenTime<'s> = (NaiveTime, NaiveTime, &'s CellPlace);

impl Schedule {
    /// Takes back all that was read of a sheet, and says why nothing of it is imported.
    pub fn refuse_sheet(&mut self, name: &str, reason: &str) {
        let is_there = |place: &Option<CellPlace>| place.as_ref().is_some_and(|place| place.sheet == name);
        self.wanted.retain(|wanted| !is_there(&wanted.place));
        self.unbooked.retain(|cell| !is_there(&cell.place));
        for sheet in self.sheets.iter_mut().filter(|sheet| sheet.sheet == name) {
            sheet.imported = false;
            sheet.reason = Some(reason.to_owned());
            sheet.entries = 0;
        }
        self.unsound_sheets.insert(name.to_owned());
        let place = CellPlace::new(name, "");
        self.unbooked
            .push(UnbookedCell::new(place, "", true, reason.to_owned()));
    }

    /// Refuses sheets whose own cells want the same room at the same time again and again: a schedule does not.
    pub fn refuse_misread(&mut self) {
        let mut taken: HashMap<(&RoomRef, NaiveDate), Vec<TakenTime<'_>>> = HashMap::new();
        let mut cells: BTreeMap<&str, BTreeSet<&CellPlace>> = BTreeMap::new();
        let mut conflicting: BTreeMap<&str, BTreeSet<&CellPlace>> = BTreeMap::new();
        for wanted in self.wanted.iter().filter(|wanted| !wanted.cancelled) {
            let Some(place) = &wanted.place else { continue };
            cells.entry(&place.sheet).or_default().insert(place);
            let (start, end) = (wanted.booking.start, wanted.booking.end);
            let others = taken.entry((&wanted.room, wanted.day)).or_default();
            for (from, until, other) in others.iter().filter(|(_, _, other)| *other != place) {
                if other.sheet == place.sheet && start < *until && *from < end {
                    conflicting
                        .entry(&place.sheet)
                        .or_default()
                        .extend([place, *other]);
                }
            }
            others.push((start, end, place));
        }
        let mut misread = Vec::new();
        for (sheet, places) in &conflicting {
            let all = cells.get(sheet).map_or(0, BTreeSet::len);
            if places.len() >= CONFLICTING && places.len() * 10 > all {
                let (count, name) = (places.len(), (*sheet).to_owned());
                let reason =
                    format!("{count} of its {all} cells conflict with each other: the layout was misread");
                misread.push((name, reason));
            }
        }
        for (sheet, reason) in misread {
            self.refuse_sheet(&sheet, &reason);
        }
    }

    /// Refuses sheets that the last import of this source took for another kind.
    pub fn refuse_changed(&mut self, before: &BTreeMap<String, String>) {
        let mut changed = Vec::new();
        for sheet in &mut self.sheets {
            let Some(kind) = before.get(&sheet.sheet).filter(|kind| **kind != sheet.kind) else {
                continue;
            };
            let reason = format!(
                "the last import of this source read it as a {kind}, and now it looks like {}",
                self.verdicts
                    .get(&sheet.sheet)
                    .map_or("another kind of sheet", |verdict| verdict.kind.described())
            );
            if sheet.imported {
                changed.push((sheet.sheet.clone(), reason));
            } else if let Some(own) = &mut sheet.reason {
                own.push_str(&format!("; {reason}"));
            }
        }
        for (sheet, reason) in changed {
            self.refuse_sheet(&sheet, &reason);
        }
    }

    /// Returns the sheets that are of another kind, with what they are.
    fn of_other_kinds(&self) -> Vec<(&ScheduleSheet, &SheetVerdict)> {
        let left_out = self.sheets.iter().filter(|sheet| !sheet.imported);
        left_out
            .filter_map(|sheet| Some((sheet, self.verdicts.get(&sheet.sheet)?)))
            .collect()
    }
}

/// Says first what the sheets are, where some are of another kind than a schedule; `path` is the file as it was typed.
pub fn explain(
    mut error: Error,
    schedule: &Schedule,
    path: &str,
    options: &ScheduleOptions,
    makes_rooms: bool,
) -> Result<Error> {
    let others = schedule.of_other_kinds();
    let Some((first, verdict)) = others.first() else {
        return Ok(error);
    };
    let of_kind = others
        .iter()
        .filter(|(_, other)| other.kind == verdict.kind)
        .count();
    let more = match of_kind {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let reason = first.reason.clone().unwrap_or_default();
    let rest = if error.kind == Kind::Partial {
        "only the rest is imported"
    } else {
        "nothing is imported"
    };
    error.message = format!("sheet {}{more}: {reason}; {rest}", first.sheet);
    error.hints = hints(first, verdict, path, options, makes_rooms)?;
    Ok(error)
}

/// Returns the ways out; none of them is what was given already.
fn hints(
    sheet: &ScheduleSheet,
    verdict: &SheetVerdict,
    path: &str,
    options: &ScheduleOptions,
    makes_rooms: bool,
) -> Result<Vec<String>> {
    let file = shell_word(path);
    let as_grid = format!("colab import schedule {file} --layout grid");
    let is_schedule = matches!(verdict.kind, SheetKind::Grid | SheetKind::Day);
    if is_schedule && let Some(option) = option_in(sheet.reason.as_deref().unwrap_or_default()) {
        return Ok(vec![format!("colab import schedule {file} {option}")]);
    }
    let may_be_grid = !is_schedule && sheet.layout.is_some() && options.layout != Some(ScheduleLayout::Grid);
    let mut hints = match verdict.kind {
        SheetKind::List | SheetKind::FromToList => vec![table_command(sheet, verdict, &file, makes_rooms)?],
        SheetKind::Week if options.weeks.is_none() => vec![format!(
            "colab import schedule {file} --weeks 2026-02-02..2026-05-29"
        )],
        _ => Vec::new(),
    };
    if may_be_grid {
        hints.push(format!("if its headings are rooms: {as_grid}"));
    }
    if hints.is_empty() {
        hints.push("the form that is read: colab import template schedule -o schedule.xlsx".to_owned());
    }
    Ok(hints)
}

/// Returns the option that a reason names: `--year 2026`.
fn option_in(reason: &str) -> Option<&str> {
    reason.split('`').skip(1).step_by(2).find(|word| {
        let has_value = word.contains(' ') || matches!(*word, "--create-rooms" | "--month-first");
        word.starts_with("--") && has_value
    })
}

/// Fills in the command that imports a list of bookings.
fn table_command(
    sheet: &ScheduleSheet,
    verdict: &SheetVerdict,
    file: &str,
    makes_rooms: bool,
) -> Result<String> {
    let spec = spec_of(ImportKind::Bookings)?;
    let mut command = format!(
        "colab import bookings {file} --sheet {}",
        shell_word(&sheet.sheet)
    );
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for column in verdict.columns.iter().filter(|column| column.is_filled) {
        // A table names its own columns first; what is known by several names is called by the first that there is.
        let fields: &[&str] = match column.field {
            Some("time") => &["time", "starts_at"],
            Some("from_date") => &["from_date", "date"],
            Some("to_date") => &["to_date", "ends_at"],
            Some("headcount") => &["headcount", "num_learners"],
            Some(field) => &[field],
            None => &[],
        };
        let by_name = spec.column_headed(&column.heading);
        let known = by_name.or_else(|| fields.iter().find_map(|field| spec.column(field)));
        let known = known.map(|column| column.name);
        let field = known.filter(|field| taken.insert(field)).unwrap_or("-");
        let map = format!("{}={field}", column.heading);
        command.push_str(&format!(" --map {}", shell_word(&map)));
    }
    let has_end = ["ends_at", "duration", "to_date"]
        .iter()
        .any(|field| taken.contains(field));
    if taken.contains("time") && !has_end {
        command.push_str(" --duration 1h");
    }
    if makes_rooms && taken.contains("room") {
        command.push_str(" --create-rooms");
    }
    Ok(command)
}
