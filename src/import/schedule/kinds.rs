//! Sheets of another kind than a schedule: what the program says of them, and the command that reads them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use super::model::{CellPlace, ScheduleOptions, ScheduleSheet, SheetBooking, UnbookedCell};
use super::read::Schedule;
use super::table_kinds::{completing, holds_weekdays, other_tables};
use crate::import::kind::ImportKind;
use crate::import::source_file::source_of;
use crate::import::table::{DateOrder, UNKNOWN_CLIENT, coming_term, day_range, spec_of};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::printable;
use crate::output::CellForm;
use colab_schedule::sheet::{
    AsGrid, RoomRef, SheetColumn, SheetKind, SheetReading, SheetVerdict, WithWeeks, names_month, names_time,
};

/// A sheet with at least so many cells that conflict with each other was misread, if they are more than a tenth.
const CONFLICTING: usize = 5;

/// Why two sheets are refused that want the same rooms at the same times.
const ONE_IS_MEANT: &str = "one of the sheets is not meant";

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
                    format!("{count} of its {all} cells conflict with those of sheet {other}: {ONE_IS_MEANT}")
                };
                misread.push(((*sheet).to_owned(), reason));
            }
        }
        for (sheet, reason) in misread {
            self.refuse_sheet(&sheet, &reason);
        }
    }

    /// Refuses sheets that would make rooms of their own and have nothing to book in them: their headings may be anything.
    pub fn refuse_rooms_without_entries(&mut self, readings: &[SheetReading]) {
        let is_booked = |reading: &&SheetReading| !(reading.slots.is_empty() && reading.findings.is_empty());
        let keys = |reading: &SheetReading| -> BTreeSet<String> {
            reading
                .new_rooms
                .iter()
                .map(|room| name_key(&room.name))
                .collect()
        };
        let known: BTreeSet<String> = readings.iter().filter(is_booked).flat_map(keys).collect();
        for reading in readings.iter().filter(|reading| !is_booked(reading)) {
            let own: BTreeSet<String> = keys(reading);
            if reading.skipped.is_none() && !own.is_subset(&known) {
                let reason = "nothing stands under its headings, so nothing says that they are rooms: add the rooms, or use \
                              --layout grid";
                self.refuse_sheet(&reading.sheet, reason);
            }
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

/// Says first what the sheets are, where some are of another kind than a schedule or refused as a whole; `path` is the file as
/// it was typed.
pub fn explain(
    mut error: Error,
    schedule: &Schedule,
    path: &str,
    options: &ScheduleOptions,
    makes_rooms: bool,
) -> Result<Error> {
    let ways = WaysOut {
        file: shell_word(path),
        is_source_given: options.source != source_of(Path::new(path)),
        source: &options.source,
        options,
        makes_rooms,
        today: schedule.today,
    };
    if let Some(sister) = ways.sister(schedule) {
        return Ok(ways.of_sisters(error, sister));
    }
    let others = schedule.of_other_kinds();
    let Some((first, verdict)) = others.first() else {
        return Ok(error);
    };
    let of_kind: Vec<&(&ScheduleSheet, &SheetVerdict)> = others
        .iter()
        .filter(|(_, other)| other.kind == verdict.kind)
        .collect();
    let more = match of_kind.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let reason = first.reason.clone().unwrap_or_default();
    error.message = format!(
        "sheet {}{more}: {reason}; {}",
        first.sheet,
        what_of_the_rest(&error)
    );
    error.options = Vec::new();
    error.hints = ways.hints(&of_kind)?;
    if !options.partial && schedule.sheets.iter().any(|sheet| sheet.imported) {
        error = error.last_option("--partial", "import the other sheets");
    }
    Ok(error)
}

/// Says what becomes of the rest of a file of which a sheet is refused.
fn what_of_the_rest(error: &Error) -> &'static str {
    if error.kind == Kind::Partial {
        "only the rest is imported"
    } else {
        "nothing is imported"
    }
}

/// The commands that help with sheets of another kind: none of them is what was given already, and what was given goes with
/// them.
struct WaysOut<'o> {
    file: String,
    /// The source is not the one that the file has by its name.
    is_source_given: bool,
    source: &'o str,
    options: &'o ScheduleOptions,
    makes_rooms: bool,
    today: NaiveDate,
}

/// The option that takes a sheet for a schedule.
const AS_GRID: &str = "--layout grid";

impl WaysOut<'_> {
    /// Finds a sheet that wants the same rooms as another one.
    fn sister<'s>(&self, schedule: &'s Schedule) -> Option<&'s ScheduleSheet> {
        let is_one = |sheet: &&ScheduleSheet| {
            let reason = sheet.reason.as_deref().unwrap_or_default();
            !sheet.imported && reason.ends_with(ONE_IS_MEANT)
        };
        let hides_none = !self.options.include_hidden;
        schedule.sheets.iter().find(is_one).filter(|_| hides_none)
    }

    /// Says what is wrong with sheets that want the same rooms as another one.
    fn of_sisters(&self, mut error: Error, first: &ScheduleSheet) -> Error {
        let reason = first.reason.as_deref().unwrap_or_default();
        error.message = format!("sheet {}: {reason}; {}", first.sheet, what_of_the_rest(&error));
        error.options = Vec::new();
        error.hints = vec![
            "hide the sheet that is not meant, for hidden sheets are not read, and import it again"
                .to_owned(),
        ];
        error
    }

    /// Returns the ways out of sheets of one kind, of which there is at least one.
    fn hints(&self, sheets: &[&(&ScheduleSheet, &SheetVerdict)]) -> Result<Vec<String>> {
        const TEMPLATE: &str = "the form that is read: colab import template schedule -o schedule.xlsx";
        let Some((sheet, verdict)) = sheets.first() else {
            return Ok(vec![TEMPLATE.to_owned()]);
        };
        let file = &self.file;
        let is_schedule = matches!(verdict.kind, SheetKind::Grid | SheetKind::Day);
        if is_schedule && let Some(option) = option_in(sheet.reason.as_deref().unwrap_or_default()) {
            let given = self.given(option);
            return Ok(vec![format!("colab import schedule {file} {option}{given}")]);
        }
        let mut hints = Vec::new();
        if verdict.kind == SheetKind::Week {
            hints.extend(self.with_weeks(sheets));
        } else {
            hints.extend(self.as_tables(sheets)?);
        }
        let is_bookings = |hint: &String| hint.contains("colab import bookings");
        let is_other_table = verdict.kind != SheetKind::Week && !hints.iter().all(is_bookings);
        // Several sheets are read together, or not at all.
        let all_are = |as_grid: AsGrid| sheets.iter().all(|(_, other)| other.as_grid == as_grid);
        let may_be_grid = !is_other_table && !verdict.names_its_columns();
        let if_rooms = if_rooms(verdict);
        if may_be_grid && all_are(AsGrid::Read) {
            let given = self.given(AS_GRID);
            hints.push(format!(
                "{if_rooms}: colab import schedule {file} {AS_GRID}{given}"
            ));
        } else if may_be_grid && all_are(AsGrid::ReadWithRooms) {
            let given = self.given(AS_GRID);
            hints.push(format!(
                "{if_rooms}: colab import schedule {file} {AS_GRID}{given} --create-rooms"
            ));
        }
        if hints.is_empty() {
            hints.push(TEMPLATE.to_owned());
        }
        Ok(hints)
    }

    /// Returns the command with the days of a weekly timetable, where it would read one of the sheets.
    fn with_weeks(&self, sheets: &[&(&ScheduleSheet, &SheetVerdict)]) -> Option<String> {
        let has = |with_weeks: WithWeeks| {
            let mut all = sheets.iter();
            all.any(|(_, verdict)| verdict.with_weeks == with_weeks)
        };
        const WRITE_ROOMS: &str = "write its room into each entry, as `Maths (Room 1)`";
        if self.options.weeks.is_some() {
            return has(WithWeeks::LacksRooms).then(|| format!("{WRITE_ROOMS}, and import it again"));
        }
        let terms = self.terms(sheets);
        if terms.len() > 1 {
            return Some(
                "its sheets are of different days: save each of them as a file of its own".to_owned(),
            );
        }
        let (first, last) = terms.first().copied().unwrap_or_else(|| coming_term(self.today));
        let file = &self.file;
        let option = format!("--weeks {first}..{last}");
        let weeks = format!("colab import schedule {file} {option}");
        match () {
            () if has(WithWeeks::Read) => Some(format!("{weeks}{}", self.given(&option))),
            () if has(WithWeeks::ReadWithRooms) => {
                Some(format!("{weeks}{} --create-rooms", self.given(&option)))
            }
            () if has(WithWeeks::ReadAsGrid) => {
                let given = self.given(AS_GRID);
                Some(format!("{}: {weeks} {AS_GRID}{given}", if_all_are_rooms(sheets)))
            }
            () if has(WithWeeks::ReadAsGridWithRooms) => {
                let given = self.given(AS_GRID);
                let if_rooms = if_all_are_rooms(sheets);
                Some(format!("{if_rooms}: {weeks} {AS_GRID}{given} --create-rooms"))
            }
            () if has(WithWeeks::LacksRooms) => {
                let given = self.given("--create-rooms");
                Some(format!("{WRITE_ROOMS}, and then: {weeks}{given} --create-rooms"))
            }
            () => None,
        }
    }

    /// Returns the first and the last days that the sheets' names or titles state.
    fn terms(&self, sheets: &[&(&ScheduleSheet, &SheetVerdict)]) -> BTreeSet<(NaiveDate, NaiveDate)> {
        let year = self.options.year.unwrap_or_else(|| self.today.year());
        // As the dates of the sheets are read.
        let order = if self.options.month_first {
            DateOrder::MonthFirst
        } else {
            DateOrder::DayFirst
        };
        // Words may stand before the days: `Semaine du 2 au 6 mars`, `Week 10 (2-6 March)`.
        let days = |title: &String| {
            let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
            let is_start = |(at, c): &(usize, char)| {
                let before = title[..*at].chars().next_back();
                c.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric)
            };
            let mut starts = title.char_indices().filter(is_start);
            starts.find_map(|(at, _)| day_range(&title[at..], Some(order), Some(year))?.ok())
        };
        sheets
            .iter()
            .filter_map(|(_, verdict)| verdict.titles.iter().find_map(days))
            .collect()
    }

    /// Returns the commands that read the sheets as tables: one a sheet, each of a source of its own.
    fn as_tables(&self, sheets: &[&(&ScheduleSheet, &SheetVerdict)]) -> Result<Vec<String>> {
        /// As many as months.
        const MOST: usize = 12;
        let mut commands = Vec::new();
        for (sheet, verdict) in sheets.iter().take(MOST) {
            for mut command in self.table_commands(sheet, verdict)? {
                if sheets.len() > 1 {
                    let source = format!("{} {}", self.source, sheet.sheet);
                    command.push_str(&format!(" --source {}", shell_word(&source)));
                }
                commands.push(command);
            }
        }
        Ok(commands)
    }

    /// Returns the options that every further command needs as this one did, but for the one that the command says otherwise.
    fn given(&self, otherwise: &str) -> String {
        let replaced = otherwise.split(' ').next().unwrap_or_default();
        let is_left_out = |flag: &str| match flag {
            "--source" => !self.is_source_given,
            "--default-client" => self.options.default_client == UNKNOWN_CLIENT,
            _ => flag == replaced,
        };
        let words = self.options.words(is_left_out);
        words
            .iter()
            .map(|word| format!(" {}", shell_word(word)))
            .collect()
    }

    /// Fills in the commands that import the records of a sheet, if one of ours does: two where people may be clients or users.
    fn table_commands(&self, sheet: &ScheduleSheet, verdict: &SheetVerdict) -> Result<Vec<String>> {
        let is_list = matches!(verdict.kind, SheetKind::List | SheetKind::FromToList);
        if !matches!(
            verdict.kind,
            SheetKind::List | SheetKind::FromToList | SheetKind::Register | SheetKind::Table
        ) {
            return Ok(Vec::new());
        }
        let (file, name) = (&self.file, shell_word(&sheet.sheet));
        let filled: Vec<&SheetColumn> = verdict.columns.iter().filter(|column| column.is_filled).collect();
        let kinds = other_tables(&filled)?;
        let commands = kinds.iter().map(|kind| {
            let options = completing(*kind, &filled)?;
            let command = format!("colab import {kind} {file} --sheet {name} --ignore-unknown{options}");
            // What costs something need not have a price here.
            let what = match kind {
                ImportKind::Pricing => "prices",
                other => other.as_str(),
            };
            Ok(if kinds.len() > 1 || *kind == ImportKind::Pricing {
                format!("if they are {what}: {command}")
            } else {
                command
            })
        });
        let commands: Vec<String> = commands.collect::<Result<_>>()?;
        if !commands.is_empty() {
            return Ok(commands);
        }
        // Times as headings are what a row of a list has in one cell.
        let slots = verdict
            .columns
            .iter()
            .filter(|column| names_time(&column.heading))
            .count();
        let is_weekly = verdict.kind == SheetKind::Register && verdict.columns.iter().any(holds_weekdays);
        if slots >= 1 || !(is_list || is_weekly) {
            return Ok(Vec::new());
        }
        let command = format!("colab import bookings {file} --sheet {name}");
        let is_of_month = is_list && names_month(&sheet.sheet);
        Ok(self
            .bookings_command(verdict, &command, is_of_month)?
            .into_iter()
            .collect())
    }

    /// Names the fields of a list of bookings; `None` where it has no column of rooms or of clients.
    fn bookings_command(
        &self,
        verdict: &SheetVerdict,
        command: &str,
        is_of_month: bool,
    ) -> Result<Option<String>> {
        let spec = spec_of(ImportKind::Bookings)?;
        let mut command = command.to_owned();
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let is_status = |text: &String| {
            spec.column("status")
                .is_some_and(|status| match status.column.form {
                    CellForm::OneOf(words) => status.word(words, text).is_some(),
                    _ => false,
                })
        };
        let has_days = verdict.columns.iter().any(|column| {
            matches!(column.field, Some("date" | "from_date" | "starts_at"))
                && !holds_weekdays(column)
                && !column.is_of_times
        });
        // Of two columns of days the one that holds no other texts is meant.
        let is_date = |column: &&SheetColumn| column.field == Some("date");
        let dates: Vec<&SheetColumn> = verdict.columns.iter().filter(is_date).collect();
        let is_meant = |column: &SheetColumn| {
            let has_pure = dates
                .iter()
                .any(|date| date.last_day.is_some() && date.texts.is_empty());
            !has_pure || column.field != Some("date") || column.texts.is_empty()
        };
        let has_first_day = verdict
            .columns
            .iter()
            .any(|column| column.field == Some("from_date"));
        let beside = more_bookings_beside(verdict);
        let is_of_list = |column: &&SheetColumn| !beside.iter().any(|other| other.place == column.place);
        for column in verdict
            .columns
            .iter()
            .filter(|column| column.is_filled)
            .filter(is_of_list)
        {
            let is_of_weekdays = holds_weekdays(column);
            // A table names its own columns first; what is known by several names is called by the first that there is.
            let fields: &[&str] = match column.field {
                _ if !is_meant(column) => &[],
                _ if is_of_weekdays && (!has_days || has_first_day) => &["weekdays"],
                _ if is_of_weekdays => &[],
                Some("time") => &["time", "starts_at"],
                Some("from_date") => &["from_date", "date"],
                Some("to_date") if !has_first_day => &[],
                Some("to_date") => &["to_date", "ends_at"],
                Some("status") if !column.texts.iter().any(is_status) => &[],
                Some("headcount") => &["headcount", "num_learners"],
                Some(field) => &[field],
                None => &[],
            };
            // Where the days run from one to another, the headings alone would name instants.
            let is_day =
                is_of_weekdays || matches!(column.field, Some("from_date" | "to_date" | "date" | "status"));
            let is_count = |field: &str| matches!(field, "headcount" | "num_learners" | "num_facilitators");
            let by_name = spec.column_headed(&column.heading);
            let is_left_out = column.counts_turns || !is_meant(column);
            let by_name = by_name
                // No number of another system is that of a booking here.
                .filter(|named| !is_left_out && named.name != "booking_id")
                .filter(|named| !is_day && (column.field != Some("headcount") || is_count(named.name)));
            let by_field = fields.iter().find_map(|field| spec.column(field));
            let known = by_name.or(by_field);
            let known = known.map(|column| column.name);
            let field = known.filter(|field| taken.insert(field)).unwrap_or("-");
            let same = |other: &&SheetColumn| name_key(&other.heading) == name_key(&column.heading);
            // What is headed twice is named by its place.
            let name = if verdict.columns.iter().filter(same).count() > 1 {
                column.place.clone()
            } else {
                column.heading.clone()
            };
            let map = format!("{name}={field}");
            command.push_str(&format!(" --map {}", shell_word(&map)));
        }
        if !has_days && verdict.columns.iter().any(|column| column.counts_turns) {
            // Without its lessons or weeks each row would be more than it says.
            return Ok(None);
        }
        let days = ["date", "from_date", "starts_at", "weekdays", "external_id"];
        if !days.iter().any(|field| taken.contains(field)) {
            return Ok(None);
        }
        if !(taken.contains("client_name") || taken.contains("external_id")) {
            return Ok(None);
        }
        // A day and a name are what any log has; the sheets of months have bookings.
        let lacks_room = !taken.contains("room");
        if lacks_room && !(is_of_month && taken.contains("client_name")) {
            return Ok(None);
        }
        if taken.contains("weekdays") && !has_days {
            let (first, last) = match &self.options.weeks {
                Some(weeks) => (weeks.first, weeks.last),
                None => coming_term(self.today),
            };
            command.push_str(&format!(" --set from_date={first} --set to_date={last}"));
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
        let of_days = |column: &&SheetColumn| {
            matches!(column.field, Some("date" | "from_date" | "starts_at")) && is_meant(column)
        };
        let days = verdict.columns.iter().filter(of_days);
        let first_day = days.filter_map(|column| column.first_day).min();
        if has_days && first_day.is_some_and(|first| first < self.today) {
            command.push_str(" --allow-past");
        }
        if self.makes_rooms && !lacks_room {
            command.push_str(" --create-rooms");
        }
        if !beside.is_empty() {
            let places: Vec<&str> = beside.iter().map(|column| column.place.as_str()).collect();
            let places = places.join(", ");
            return Ok(Some(format!(
                "its columns {places} have more bookings: move them below the others, and then: {command}"
            )));
        }
        Ok(Some(if lacks_room {
            format!("if its rows are bookings that wait for a room: {command}")
        } else {
            command
        }))
    }
}

/// Returns the columns that repeat the headings of others of a list beside them: they are bookings as the first are.
fn more_bookings_beside(verdict: &SheetVerdict) -> Vec<&SheetColumn> {
    const FEWEST: usize = 2;
    let repeats = |(place, column): &(usize, &SheetColumn)| {
        let is_named = matches!(
            column.field,
            Some("client_name" | "room" | "time" | "starts_at" | "date")
        );
        let before = verdict.columns.iter().take(*place);
        let mut same = before.filter(|other| name_key(&other.heading) == name_key(&column.heading));
        is_named && column.is_filled && same.any(|other| other.is_filled)
    };
    let beside: Vec<&SheetColumn> = verdict
        .columns
        .iter()
        .enumerate()
        .filter(repeats)
        .map(|(_, column)| column)
        .collect();
    if beside.len() < FEWEST { Vec::new() } else { beside }
}

/// Says what a person knows better than the sheet: whether its headings, or the names in its entries, are rooms.
fn if_rooms(verdict: &SheetVerdict) -> String {
    const FIRST: usize = 3;
    if verdict.entry_rooms.is_empty() {
        return "if its headings are rooms".to_owned();
    }
    let names = verdict.entry_rooms.iter().take(FIRST);
    let names = names.map(|name| format!("`{}`", printable(name)));
    format!("if {} are rooms", names.collect::<Vec<_>>().join(", "))
}

fn if_all_are_rooms(sheets: &[&(&ScheduleSheet, &SheetVerdict)]) -> String {
    let is_of_entries = |verdict: &&SheetVerdict| !verdict.entry_rooms.is_empty();
    let mut verdicts = sheets.iter().map(|(_, verdict)| *verdict);
    verdicts
        .find(is_of_entries)
        .map_or_else(|| "if its headings are rooms".to_owned(), if_rooms)
}

/// Returns the option that a reason names: `--year 2026`.
fn option_in(reason: &str) -> Option<&str> {
    reason.split('`').skip(1).step_by(2).find(|word| {
        let has_value = word.contains(' ') || matches!(*word, "--create-rooms" | "--month-first");
        word.starts_with("--") && has_value
    })
}
