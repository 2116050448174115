//! Sheets of another kind than a schedule: what the program says of them, and the command that reads them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::model::{CellPlace, ScheduleLayout, ScheduleOptions, ScheduleSheet, SheetBooking, UnbookedCell};
use super::read::Schedule;
use crate::import::kind::ImportKind;
use crate::import::table::spec_of;
use crate::kernel::error::{Error, Kind, Result};
use crate::output::CellForm;
use colab_schedule::sheet::{RoomRef, SheetKind, SheetVerdict, names_time};
use colab_schedule::text::shell_word;

/// A sheet with at least so many cells that conflict with each other was misread, if they are more than a tenth.
const CONFLICTING: usize = 5;

/// What takes a room, and where it stands.
type TakenTime<'s> = (&'s SheetBooking, &'s CellPlace);

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

    /// Refuses sheets whose cells want the same room at the same time again and again, among themselves or as those of
    /// another sheet: a schedule does not.
    pub fn refuse_misread(&mut self) {
        let mut taken: HashMap<(&RoomRef, NaiveDate), Vec<TakenTime<'_>>> = HashMap::new();
        let mut cells: BTreeMap<&str, BTreeSet<&CellPlace>> = BTreeMap::new();
        // By the two sheets, which may be one.
        let mut conflicting: BTreeMap<(&str, &str), BTreeSet<&CellPlace>> = BTreeMap::new();
        for wanted in self.wanted.iter().filter(|wanted| !wanted.cancelled) {
            let Some(place) = &wanted.place else { continue };
            cells.entry(&place.sheet).or_default().insert(place);
            let own = &wanted.booking;
            let others = taken.entry((&wanted.room, wanted.day)).or_default();
            for (booked, other) in others.iter().filter(|(_, other)| *other != place) {
                // What another sheet repeats is imported once.
                let is_repeated = other.sheet != place.sheet && *booked == own;
                if own.start < booked.end && booked.start < own.end && !is_repeated {
                    for (one, another) in [(place, *other), (*other, place)] {
                        let of_sheets = conflicting
                            .entry((one.sheet.as_str(), another.sheet.as_str()))
                            .or_default();
                        of_sheets.insert(one);
                    }
                }
            }
            others.push((own, place));
        }
        let mut misread = Vec::new();
        for ((sheet, other), places) in &conflicting {
            let all = cells.get(sheet).map_or(0, BTreeSet::len);
            if places.len() >= CONFLICTING && places.len() * 10 > all {
                let count = places.len();
                let reason = if sheet == other {
                    format!("{count} of its {all} cells conflict with each other: the layout was misread")
                } else {
                    format!(
                        "{count} of its {all} cells conflict with those of sheet {other}: one of the sheets is not meant"
                    )
                };
                misread.push(((*sheet).to_owned(), reason));
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

/// Returns the ways out: none of them is what was given already, and what was given goes with them.
fn hints(
    sheet: &ScheduleSheet,
    verdict: &SheetVerdict,
    path: &str,
    options: &ScheduleOptions,
    makes_rooms: bool,
) -> Result<Vec<String>> {
    let file = shell_word(path);
    let given = given(options);
    let as_grid = format!("colab import schedule {file} --layout grid{given}");
    let is_schedule = matches!(verdict.kind, SheetKind::Grid | SheetKind::Day);
    if is_schedule && let Some(option) = option_in(sheet.reason.as_deref().unwrap_or_default()) {
        return Ok(vec![format!("colab import schedule {file} {option}{given}")]);
    }
    let may_be_grid = !is_schedule && sheet.layout.is_some() && options.layout != Some(ScheduleLayout::Grid);
    // Times as headings are what a row of a list has in one cell.
    let has_slots = verdict
        .columns
        .iter()
        .filter(|column| names_time(&column.heading))
        .count()
        >= 2;
    let mut hints = match verdict.kind {
        SheetKind::List | SheetKind::FromToList if !has_slots => {
            vec![table_command(sheet, verdict, &file, makes_rooms)?]
        }
        SheetKind::Week if options.weeks.is_none() => vec![format!(
            "colab import schedule {file} --weeks 2026-02-02..2026-05-29{given}"
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

/// Returns the options that every further command needs as this one did.
fn given(options: &ScheduleOptions) -> String {
    let mut given = String::new();
    if options.create_rooms {
        given.push_str(" --create-rooms");
    }
    if options.month_first {
        given.push_str(" --month-first");
    }
    if options.include_hidden {
        given.push_str(" --include-hidden");
    }
    given
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
    let is_status = |text: &String| {
        let form = spec.column("status").map(|column| column.column.form);
        matches!(form, Some(CellForm::OneOf(words)) if words.find(text).is_some())
    };
    for column in verdict.columns.iter().filter(|column| column.is_filled) {
        // A table names its own columns first; what is known by several names is called by the first that there is.
        let fields: &[&str] = match column.field {
            Some("time") => &["time", "starts_at"],
            Some("from_date") => &["from_date", "date"],
            Some("to_date") => &["to_date", "ends_at"],
            Some("status") if !column.texts.iter().any(is_status) => &[],
            Some("headcount") => &["headcount", "num_learners"],
            Some(field) => &[field],
            None => &[],
        };
        // Where the days run from one to another, the headings alone would name instants.
        let is_day = matches!(
            column.field,
            Some("from_date" | "to_date" | "date" | "headcount" | "status")
        );
        let by_name = spec.column_headed(&column.heading).filter(|_| !is_day);
        let by_field = fields.iter().find_map(|field| spec.column(field));
        let known = by_name.or(by_field);
        let known = known.map(|column| column.name);
        let field = known.filter(|field| taken.insert(field)).unwrap_or("-");
        let map = format!("{}={field}", column.heading);
        command.push_str(&format!(" --map {}", shell_word(&map)));
    }
    let has_end = ["ends_at", "duration", "to_date"]
        .iter()
        .any(|field| taken.contains(field));
    let has_ranges = verdict
        .columns
        .iter()
        .any(|column| column.field == Some("time") && column.has_ranges);
    if taken.contains("time") && !has_end && !has_ranges {
        command.push_str(" --duration 1h");
    }
    if makes_rooms && taken.contains("room") {
        command.push_str(" --create-rooms");
    }
    Ok(command)
}
