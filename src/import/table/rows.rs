//! Every line of the table read once: into values by field, or the reason why not.

use std::borrow::Cow;

use super::amounts::with_shown_currency;
use super::cell::{CellContext, CellFault, YES, plain};
use super::clock::with_hyphen;
use super::column::TableColumn;
use super::currency_columns::{CurrencyColumn, check_headings, take_unit};
use super::dates::{CellMoment, DateFault, DateOrder, day_and_part, moment};
use super::day_ranges::{day_range, is_short_range};
use super::found_table::{TableOfRecords, find_table};
use super::furniture;
use super::headings::{HeadedColumn, TableHeadings};
use super::mapping::ReadOptions;
use super::people::USUAL_ROLE;
use super::place_words::is_waiting;
use super::price_units::amount_and_unit;
use super::same_names::{NamePart, carry_buildings, name_parts};
use super::sections::carry_sections;
use super::sheet::{PlaceStyle, TableLine, TableSheet, is_blank};
use super::sheet_dates::{
    AFTERNOON, carry_days, is_half_clock, is_of_either_half, is_whole_clock, later_end, likely_orders,
    order_of_dates, range_in_afternoon, spell_years, year_of_dates,
};
use super::spec::TableSpec;
use super::values::FieldValues;
use crate::import::kind::ImportKind;
use crate::kernel::error::Result;
use crate::kernel::text::printable;
use crate::output::{CellForm, ColumnNeed};
use colab_schedule::cell::{CellStatus, read_crowd, read_status};
use colab_schedule::sheet::{SlotTime, read_slot};
use colab_schedule::workbook::CellValue;

/// The first cell of a line begins with it when the line only shows how to fill in the others.
const EXAMPLE: &str = "example:";

/// A table that was read.
pub struct ImportTable {
    pub kind: ImportKind,
    pub sheet: Option<String>,
    pub style: PlaceStyle,
    pub headings: TableHeadings,
    /// In the file's order.
    pub rows: Vec<TableRow>,
    /// Rows of which nothing is wrong but that the order of day and month is open.
    pub open_orders: usize,
    /// The orders of day and month that its dates may have.
    pub orders: Vec<DateOrder>,
    /// Columns that may be parts of the names of its records.
    pub name_parts: Vec<NamePart>,
    /// Remarks on the sheet.
    pub notes: Vec<String>,
    /// Rows were left out that nobody sees: what they had is not gone.
    pub hides_rows: bool,
    /// Fields that the command line sets where the file has no value.
    pub sets: Vec<&'static str>,
}

pub struct TableRow {
    pub row: u32,
    /// The column that names the record, or the one at fault.
    pub column: u32,
    pub content: RowContent,
    /// What is doubtful in its cells.
    pub remarks: Vec<String>,
    /// What would name a device if the row had no serial number.
    pub tag: Option<String>,
}

pub enum RowContent {
    Values(FieldValues),
    /// The template's.
    Example,
    Fault {
        why: String,
        text: String,
    },
    /// No record: a line of totals, a legend.
    Skipped {
        why: &'static str,
        text: String,
    },
}

impl ImportTable {
    /// Names the cell of a row.
    pub fn cell(&self, row: &TableRow) -> String {
        // Of an item of JSON as a whole its number says enough.
        if self.style == PlaceStyle::Items && !matches!(row.content, RowContent::Fault { .. }) {
            return format!("[{}]", row.row);
        }
        self.style
            .cell(row.row, row.column, self.headings.text(row.column))
    }

    /// Names the cell of a row with its sheet, if there are sheets.
    pub fn place(&self, row: &TableRow) -> String {
        match &self.sheet {
            Some(sheet) => format!("{sheet}!{}", self.cell(row)),
            None => self.cell(row),
        }
    }

    pub fn has_column(&self, field: &str) -> bool {
        self.headings
            .columns
            .iter()
            .any(|column| column.column.name == field)
            || self.sets.contains(&field)
    }

    pub fn values(&self) -> impl Iterator<Item = &FieldValues> {
        self.rows.iter().filter_map(|row| match &row.content {
            RowContent::Values(values) => Some(values),
            RowContent::Example | RowContent::Fault { .. } | RowContent::Skipped { .. } => None,
        })
    }
}

/// Finds the table among the sheets and reads it.
///
/// # Errors
/// `NotFound` for an unknown sheet; `Invalid` where no sheet or several have the headings.
pub fn read(
    sheets: Vec<TableSheet>,
    spec: &TableSpec,
    options: &ReadOptions,
    context: &CellContext,
) -> Result<ImportTable> {
    let (mut sheet, mut headings) = match find_table(sheets, spec, options)? {
        TableOfRecords::Headed(sheet, headings) => (sheet, headings),
        TableOfRecords::Empty(sheet) => return Ok(empty_table(sheet, spec)),
    };
    check_headings(&headings, spec.kind, context)?;
    let year_first = context
        .date_order
        .is_none()
        .then(|| spell_years(&mut sheet, &headings, context.today))
        .flatten();
    let buildings = carry_buildings(&mut sheet, &mut headings, spec);
    let is_key = |need| need == ColumnNeed::Key;
    let mut columns = headings.columns.iter();
    let key_column = columns.find(|one| is_key(one.column.column.need));
    let key_column = key_column
        .or(headings.columns.first())
        .map_or(0, |column| column.at);
    let found = context
        .date_order
        .is_none()
        .then(|| order_of_dates(&sheet, &headings))
        .flatten();
    let found_year = context
        .year
        .is_none()
        .then(|| year_of_dates(&sheet, &headings))
        .flatten();
    let half_clock = spec.kind == ImportKind::Bookings && is_half_clock(&sheet, &headings);
    let context = CellContext {
        decimal_comma: sheet.decimal_comma,
        date_order: context.date_order.or(found.as_ref().map(|(order, _)| *order)),
        year: context.year.or(found_year.as_ref().map(|(year, _)| *year)),
        half_clock,
        ..context.clone()
    };
    let mut furniture = furniture::find(&sheet, &headings, spec);
    let sections = carry_sections(
        &mut sheet,
        &mut headings,
        (spec, options, &context),
        &mut furniture,
    )?;
    let reader = RowReader {
        spec,
        headings: &headings,
        options,
        context: &context,
        style: sheet.style,
        key_column,
        currency: CurrencyColumn::of(&headings, options, context.currency),
        is_whole_clock: spec.kind == ImportKind::Bookings && is_whole_clock(&sheet, &headings),
    };
    let are_buildings = buildings.as_ref().map(|(_, are_buildings)| are_buildings);
    for (why, is_building) in furniture.iter_mut().zip(are_buildings.into_iter().flatten()) {
        if *is_building {
            *why = Some(BUILDING_OF_ROOMS);
        }
    }
    let name_parts = name_parts(&sheet, &headings, spec.kind);
    let carried = (spec.kind == ImportKind::Bookings)
        .then(|| carry_days(&mut sheet, &headings, &furniture))
        .flatten();
    let orders = likely_orders(&sheet, &headings);
    let mut open_orders = 0;
    // Each line is let go as soon as it is read.
    let below = sheet.lines.into_iter().skip(headings.line + 1).zip(furniture);
    let rows = below.map(|(line, why)| match why {
        Some(why) => reader.skipped(&line, why),
        // A struck booking is cancelled; of other records it is not known what it means.
        None if line.is_struck && spec.kind != ImportKind::Bookings => reader.skipped(&line, STRUCK),
        None => {
            let (row, is_order_open) = reader.row(&line);
            open_orders += usize::from(is_order_open);
            row
        }
    });
    let rows = rows.collect();
    let mut notes = sheet.notes;
    notes.extend(year_first);
    notes.extend(found.map(|(_, note)| note));
    notes.extend(found_year.map(|(_, note)| note));
    notes.extend(half_clock.then(|| AFTERNOON.to_owned()));
    notes.extend(carried);
    notes.extend(sections);
    notes.extend(buildings.map(|(note, _)| note));
    notes.extend(usual_role(spec.kind, &headings, options));
    Ok(ImportTable {
        kind: spec.kind,
        sheet: sheet.name,
        style: sheet.style,
        headings,
        rows,
        open_orders,
        orders,
        name_parts,
        notes,
        hides_rows: sheet.hides_rows,
        sets: options.sets.iter().map(|set| set.column.name).collect(),
    })
}

const STRUCK: &str = "struck through";
const BUILDING_OF_ROOMS: &str = "the building of the rooms below it";

/// Says which role new users get of whom the file has none.
fn usual_role(kind: ImportKind, headings: &TableHeadings, options: &ReadOptions) -> Option<String> {
    let has_role = headings.columns.iter().any(|one| one.column.name == "role")
        || options.sets.iter().any(|set| set.column.name == "role");
    (kind == ImportKind::Users && !has_role).then(|| {
        format!("no column has roles: new users get the role {USUAL_ROLE}; --set role=ROLE gives every user another")
    })
}

fn empty_table(sheet: TableSheet, spec: &TableSpec) -> ImportTable {
    ImportTable {
        kind: spec.kind,
        sheet: sheet.name,
        style: sheet.style,
        headings: TableHeadings::default(),
        rows: Vec::new(),
        open_orders: 0,
        orders: Vec::new(),
        name_parts: Vec::new(),
        notes: sheet.notes,
        hides_rows: sheet.hides_rows,
        sets: Vec::new(),
    }
}

pub(super) struct RowReader<'a> {
    pub(super) spec: &'a TableSpec,
    pub(super) headings: &'a TableHeadings,
    options: &'a ReadOptions,
    pub(super) context: &'a CellContext,
    style: PlaceStyle,
    key_column: u32,
    currency: Option<CurrencyColumn>,
    /// Times of the sheet are those of a clock of 24 hours.
    pub(super) is_whole_clock: bool,
}

impl RowReader<'_> {
    /// Reads a line; the flag is whether nothing is wrong with it but that the order of day and month is open.
    fn row(&self, line: &TableLine) -> (TableRow, bool) {
        let first = line.cells.first().map(|(_, value)| plain(value));
        if first.is_some_and(|text| text.trim().to_lowercase().starts_with(EXAMPLE)) {
            let row = TableRow {
                row: line.row,
                column: self.key_column,
                content: RowContent::Example,
                remarks: Vec::new(),
                tag: None,
            };
            return (row, false);
        }
        let (column, content, is_order_open) = match self.values(line) {
            Ok(values) => (self.key_column, RowContent::Values(values), false),
            Err(fault) => {
                let (why, text) = (fault.why, self.text(line));
                (fault.column, RowContent::Fault { why, text }, fault.is_order_open)
            }
        };
        let row = TableRow {
            row: line.row,
            column,
            content,
            remarks: self.remarks(line),
            tag: self.tag(line),
        };
        (row, is_order_open)
    }

    fn skipped(&self, line: &TableLine, why: &'static str) -> TableRow {
        let text = self.text(line);
        TableRow {
            row: line.row,
            column: line.cells.first().map_or(self.key_column, |(at, _)| *at),
            content: RowContent::Skipped { why, text },
            remarks: Vec::new(),
            tag: None,
        }
    }

    /// Returns what a spreadsheet may have made of the texts of a line.
    fn remarks(&self, line: &TableLine) -> Vec<String> {
        let headed = |at: u32| self.headings.columns.iter().find(|one| one.at == at);
        let doubt = |(at, value): &(u32, CellValue)| headed(*at)?.column.doubt(value);
        let doubts = line.cells.iter().filter_map(doubt);
        let spare = self.spare_key(line).map(|(at, column, _)| {
            let heading = printable(self.headings.text(at));
            format!("{}: taken from `{heading}`", column.name)
        });
        doubts.chain(spare).collect()
    }

    /// Returns the first cells, for who looks for the line; no secret is among them.
    fn text(&self, line: &TableLine) -> String {
        const FIRST: usize = 3;
        let is_secret = |at: u32| {
            let mut columns = self.headings.columns.iter();
            columns.any(|column| column.at == at && column.column.is_secret())
        };
        let cells = line
            .cells
            .iter()
            .filter(|(at, value)| !is_secret(*at) && !is_blank(value));
        let cells = cells.take(FIRST);
        let texts = cells.map(|(_, value)| plain(value).chars().take(60).collect::<String>());
        texts.collect::<Vec<_>>().join(", ")
    }

    /// Reads the cells; an error has the column of the first fault and all that is wrong.
    fn values(&self, line: &TableLine) -> Result<FieldValues, RowFault> {
        let mut values = FieldValues::default();
        let mut faults: Vec<(u32, String)> = Vec::new();
        let mut open = 0;
        for HeadedColumn { at, column } in &self.headings.columns {
            if let Some((_, why)) = line.faults.iter().find(|(place, _)| place == at) {
                faults.push((*at, format!("{}: {why}", column.name)));
                continue;
            }
            match line.cell(*at) {
                Some(value) if self.is_open(*column, value) => {}
                // It is left as it is: an empty cell can be cleared, a word may have been meant.
                Some(value) if column.is_without_value(value, self.context) => {}
                Some(value) if !is_blank(value) => {
                    match self.read(*column, &self.bare_cell((*at, *column), line, value)) {
                        Ok(text) if column.name == "time" && self.is_night_or_afternoon(&text) => {
                            faults.push((*at, night_or_afternoon(column.name, &text)));
                        }
                        Ok(text) if column.name == "time" && self.context.half_clock => {
                            values.set(column.name, range_in_afternoon(&text));
                        }
                        Ok(text) if column.name == "duration" && self.is_in_hours(*at, &text) => {
                            values.set(column.name, format!("{text} h"));
                        }
                        // Two columns may say it, as a flag and as the day of it.
                        Ok(text) if column.name == "cancelled" => {
                            if values.text(column.name) != Some(YES) {
                                values.set(column.name, text);
                            }
                        }
                        Ok(text) => match values.text(column.name).map(str::to_owned) {
                            // Two columns that are mapped to one name are one, and so are several of notes.
                            Some(other) if self.is_joined(*column) => {
                                values.set(column.name, format!("{other} {text}"));
                            }
                            Some(other) if other != text => {
                                values.set(column.name, format!("{other}\n{text}"))
                            }
                            _ => values.set(column.name, text),
                        },
                        Err(_) if column.name == "cancelled" && says_day(value) => {
                            values.set(column.name, YES)
                        }
                        Err(_) if self.takes_crowd(*column, value, &mut values) => {}
                        Err(fault) => match self.takes_days(*column, value, &mut values) {
                            Some(Ok(())) => {}
                            Some(Err(own)) => {
                                open += usize::from(own == DateFault::Open);
                                faults
                                    .push((*at, format!("{}: {}", column.name, own.in_words(&plain(value)))));
                            }
                            None => {
                                open += usize::from(fault.is_order_open);
                                faults.push((*at, fault.why));
                            }
                        },
                    }
                }
                // An object that has no such key says nothing of it.
                None if self.style == PlaceStyle::Items => {}
                _ if self.options.clear_empty
                    && column.is_optional()
                    && values.get(column.name).is_none() =>
                {
                    values.set(column.name, "");
                }
                _ => {}
            }
        }
        faults.extend(self.pair_times(line, &mut values));
        faults.extend(self.takes_part(line, &mut values));
        faults.extend(take_unit(self.headings, line, &mut values));
        faults.extend(self.currency.as_ref().and_then(|column| column.fault(line)));
        faults.extend(self.other_weekday(line, &values));
        if let Some((at, column, value)) = self.spare_key(line) {
            match self.read(column, value) {
                Ok(text) => values.set(column.name, text),
                Err(fault) => faults.push((at, fault.why)),
            }
        }
        for set in &self.options.sets {
            if values.text(set.column.name).is_none() {
                values.set(set.column.name, set.text.clone());
            }
        }
        for (at, mark) in &self.headings.marks {
            if let Some((_, value)) = line.cells.iter().find(|(place, _)| place == at) {
                values.set(mark, plain(value));
            }
        }
        let mut cells = line.cells.iter();
        if let Some((at, value)) = cells.find(|(at, _)| self.is_stray(*at)) {
            let place = self.style.cell(line.row, *at, "");
            faults.push((
                *at,
                format!("{place} (`{}`) has no heading", printable(&plain(value))),
            ));
        }
        if let Some((at, _)) = faults.first() {
            let whys: Vec<&str> = faults.iter().map(|(_, why)| why.as_str()).collect();
            return Err(RowFault {
                column: *at,
                why: whys.join("; "),
                is_order_open: open == faults.len(),
            });
        }
        if line.is_struck {
            values.set("cancelled", YES);
        }
        if self.context.half_clock
            && let (Some(start), Some(end)) = (values.text("starts_at"), values.text("ends_at"))
            && let [_, end] = later_end(&[start.to_owned(), end.to_owned()]).as_slice()
            && start.len() == end.len()
        {
            values.set("ends_at", end.clone());
        }
        let normal = (self.spec.normalize)(values, &self.context.site);
        let mut values = normal.map_err(|why| RowFault {
            column: self.key_column,
            why,
            is_order_open: false,
        })?;
        values.shrink();
        Ok(values)
    }

    /// Returns the cell that names a device of which the row has no serial number, with the field that it is read for.
    fn spare_key<'l>(&self, line: &'l TableLine) -> Option<(u32, TableColumn, &'l CellValue)> {
        let (at, column, value) = self.tag_cell(line)?;
        let own = self
            .headings
            .columns
            .iter()
            .find(|one| one.column.name == column.name)?;
        let is_faulty = line.faults.iter().any(|(place, _)| *place == own.at);
        let has_own = line
            .cell(own.at)
            .is_some_and(|value| self.has_value(column, value));
        (!is_faulty && !has_own).then_some((at, column, value))
    }

    /// Returns the cell that could name a device in place of its serial number.
    fn tag_cell<'l>(&self, line: &'l TableLine) -> Option<(u32, TableColumn, &'l CellValue)> {
        let at = self.headings.spare_key?;
        let mut columns = self.headings.columns.iter();
        let own = columns.find(|one| one.column.column.need == ColumnNeed::Key)?;
        let value = line.cell(at).filter(|value| self.has_value(own.column, value))?;
        Some((at, own.column, value))
    }

    fn tag(&self, line: &TableLine) -> Option<String> {
        let (_, column, value) = self.tag_cell(line)?;
        self.read(column, value).ok()
    }

    fn has_value(&self, column: TableColumn, value: &CellValue) -> bool {
        !is_blank(value) && !column.is_without_value(value, self.context)
    }

    /// Reads a cell; two days in one, `9-10 April`, are not a date of the year 10, and a last day is none of which half is meant.
    fn read(&self, column: TableColumn, value: &CellValue) -> Result<String, CellFault> {
        let is_dated = self.spec.kind == ImportKind::Bookings
            && matches!(column.column.form, CellForm::Date | CellForm::Moment);
        let why = match value {
            CellValue::Text(text) if is_dated && is_short_range(text) => DateFault::NotADate.in_words(text),
            CellValue::Text(text)
                if is_dated && ["to_date", "ends_at"].contains(&column.name) && names_half_of_day(text) =>
            {
                format!(
                    "`{}` ends within its day; write the times in a column of their own",
                    printable(text.trim())
                )
            }
            _ => return column.read(value, self.context),
        };
        Err(CellFault::from(format!("{}: {why}", column.name)))
    }

    /// Returns the cell of a booking's day without the part of the day behind it, `2 March 2026 PM`, and an amount without what
    /// it is of, `R150 pp`, or with the currency that its format shows.
    fn bare_cell<'l>(
        &self,
        (at, column): (u32, TableColumn),
        line: &TableLine,
        value: &'l CellValue,
    ) -> Cow<'l, CellValue> {
        match value {
            CellValue::Number(number) if column.column.form == CellForm::Money => {
                let affix = line.affix(at);
                let shown = affix.and_then(|affix| with_shown_currency(*number, affix));
                shown.map_or(Cow::Borrowed(value), |text| Cow::Owned(CellValue::Text(text)))
            }
            CellValue::Text(text) if column.column.form == CellForm::Money => {
                let amount = amount_and_unit(column.name, text);
                let amount = amount.map(|(amount, _)| CellValue::Text(amount.to_owned()));
                amount.map_or(Cow::Borrowed(value), Cow::Owned)
            }
            CellValue::Text(text) if self.is_day(column) => {
                let day = day_and_part(text).map(|(day, _)| CellValue::Text(day.to_owned()));
                day.map_or(Cow::Borrowed(value), Cow::Owned)
            }
            _ => Cow::Borrowed(value),
        }
    }

    pub(super) fn is_day(&self, column: TableColumn) -> bool {
        self.spec.kind == ImportKind::Bookings && ["date", "from_date", "starts_at"].contains(&column.name)
    }

    /// Returns whether a range of times is one of the night by the clock of the sheet, and hardly meant so: `1:00-4:00`.
    pub(super) fn is_night_or_afternoon(&self, text: &str) -> bool {
        let plain = with_hyphen(text);
        self.is_whole_clock && plain.contains('-') && is_of_either_half(&plain)
    }

    /// Returns whether several columns are mapped to one name.
    fn is_joined(&self, column: TableColumn) -> bool {
        let columns = self.headings.columns.iter();
        !column.is_of_notes() && columns.filter(|one| one.column.name == column.name).count() > 1
    }

    /// Returns whether a count or a room is not known yet: `TBC`.
    fn is_open(&self, column: TableColumn, value: &CellValue) -> bool {
        let is_of_room = column.name == "room";
        if self.spec.kind != ImportKind::Bookings || !is_of_room && column.column.form != CellForm::Count {
            return false;
        }
        let text = plain(value);
        is_of_room && is_waiting(&text) || read_status(&text) == Some(CellStatus::Tentative)
    }

    /// Takes people and devices that one cell counts: `20 + 18 laptops`.
    fn takes_crowd(&self, column: TableColumn, value: &CellValue, values: &mut FieldValues) -> bool {
        let is_of_people = ["headcount", "num_learners"].contains(&column.name);
        let Some((people, devices)) = is_of_people.then(|| read_crowd(&plain(value))).flatten() else {
            return false;
        };
        values.set("num_learners", people.learners.to_string());
        if people.facilitators > 0 {
            values.set("num_facilitators", people.facilitators.to_string());
        }
        if values.text("devices_needed").is_none() {
            values.set("devices_needed", devices.to_string());
        }
        true
    }

    /// Takes a first and a last day that one cell of a day states: `2-6 March`.
    fn takes_days(
        &self,
        column: TableColumn,
        value: &CellValue,
        values: &mut FieldValues,
    ) -> Option<Result<(), DateFault>> {
        let is_day = ["date", "from_date", "starts_at"].contains(&column.name);
        let has_last = self
            .headings
            .columns
            .iter()
            .any(|one| one.column.name == "to_date");
        let CellValue::Text(text) = value else { return None };
        if !is_day || has_last || self.spec.kind != ImportKind::Bookings {
            return None;
        }
        let (first, last) = match day_range(text, self.context.date_order, self.context.year)? {
            Ok(days) => days,
            Err(fault) => return Some(Err(fault)),
        };
        values.set("from_date", first.to_string());
        values.set("to_date", last.to_string());
        Some(Ok(()))
    }

    /// Returns whether the heading of a length says that its bare number is one of hours: `DurationHours`, `Dauer (h)`.
    fn is_in_hours(&self, at: u32, text: &str) -> bool {
        /// Other words end so: `before`, `lecture`.
        const WHOLE: [&str; 3] = ["h", "ore", "ure"];
        const HOURS: [&str; 12] = [
            "hour",
            "hours",
            "hrs",
            "std",
            "stunden",
            "heures",
            "horas",
            "uren",
            "godzin",
            "часы",
            "часов",
            "小时",
        ];
        let heading = self.headings.text(at).to_lowercase();
        let mut words = heading.split(|c: char| !c.is_alphabetic());
        let is_bare = text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
        let is_of_hours = |word: &str| {
            let mut known = HOURS.iter();
            known.any(|hours| word.starts_with(hours) || word.ends_with(hours))
        };
        is_bare && words.any(|word| WHOLE.contains(&word) || is_of_hours(word))
    }

    /// Returns whether a column has no heading and is not skipped: its cells have lost theirs.
    fn is_stray(&self, at: u32) -> bool {
        let headings = self.headings;
        headings.text(at).is_empty()
            && !headings.unnamed.contains(&at)
            && !headings.columns.iter().any(|column| column.at == at)
    }
}

/// Returns whether a cell is a day, whichever: the one on which something was cancelled.
fn says_day(value: &CellValue) -> bool {
    const ANY_YEAR: i32 = 2000;
    let is_day = |text: &str| {
        let read = moment(text, Some(DateOrder::DayFirst), Some(ANY_YEAR));
        matches!(
            read,
            Ok(CellMoment::Day(_) | CellMoment::Local(_) | CellMoment::Instant(_))
        )
    };
    matches!(value, CellValue::DateTime(_)) || is_day(&plain(value))
}

/// Reports whether the morning or the afternoon stands behind a date.
fn names_half_of_day(text: &str) -> bool {
    let slot = day_and_part(text).and_then(|(_, part)| read_slot(part));
    matches!(slot, Some(SlotTime::Morning | SlotTime::Afternoon))
}

/// Says that a range of times may be one of the night.
pub(super) fn night_or_afternoon(field: &str, range: &str) -> String {
    format!(
        "{field}: `{}` may be of the night or of the afternoon, for other times of the file are above 12:59; write its \
         hours with two digits",
        printable(range)
    )
}

/// Why a line is not read, and where it is wrong first.
struct RowFault {
    column: u32,
    why: String,
    is_order_open: bool,
}
