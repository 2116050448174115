//! Lines of one cell between the rows of a list of bookings: each names the room, or the day, of the rows below it.

use super::cell::{CellContext, plain};
use super::dates::{CellMoment, DateOrder, moment};
use super::furniture::{NOTE, begins_note};
use super::heading_line::one_line;
use super::heading_words::field_of;
use super::headings::{HeadedColumn, TableHeadings};
use super::mapping::ReadOptions;
use super::place_words::is_online;
use super::sheet::{PlaceStyle, TableLine, TableSheet, is_blank};
use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{counted, printable};
use colab_schedule::cell::{CellStatus, read_status};
use colab_schedule::sheet::{counts_weeks, names_month, names_weekday};
use colab_schedule::workbook::CellValue;

/// Why a line that names the room or the day of others is not a record.
const SECTION: &str = "names the room or the day of the rows below it";
const ROOM: &str = "room";
const DAY: &str = "date";

/// A line of one cell above rows.
struct SheetSection {
    /// Below the headings.
    place: usize,
    row: u32,
    at: u32,
    value: CellValue,
    field: SectionField,
}

/// What a line of one cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SectionField {
    Room,
    Day,
    /// That bookings are cancelled, or not decided.
    Status,
    /// A month, a week, a weekday: the rows say more.
    Nothing,
    Unknown,
}

/// Gives rows the room or the day that a line above them names, where no column has it, and takes those lines for what they are.
/// Returns what the report tells of it.
///
/// # Errors
/// `Invalid` where lines above other rows may be their rooms, and none of them is known.
pub fn carry_sections(
    sheet: &mut TableSheet,
    headings: &mut TableHeadings,
    (spec, options, context): (&TableSpec, &ReadOptions, &CellContext),
    furniture: &mut [Option<&'static str>],
) -> Result<Vec<String>> {
    let is_list = spec.kind == ImportKind::Bookings && sheet.style == PlaceStyle::Cells;
    if !is_list || headings.columns.len() < 2 {
        return Ok(Vec::new());
    }
    let below = sheet.lines.get(headings.line + 1..).unwrap_or_default();
    let is_record = |place: usize| used(&below[place]).count() > 1 && furniture[place].is_none();
    let records: Vec<usize> = (0..below.len()).filter(|place| is_record(*place)).collect();
    let mut sections = find_sections(below, furniture, &records, |value| {
        section_of(value, spec, options, context)
    });
    refuse_statuses(&sections, headings, options, sheet.style)?;
    let rows: Vec<&TableLine> = records.iter().map(|place| &below[*place]).collect();
    let has_room = options.sets_field(ROOM) || holds(&rows, headings, &[ROOM], |_| true);
    let days = [DAY, "from_date", "starts_at"];
    // A start may be a time alone; what else stands in a column of days is never written over.
    let has_day = days.iter().any(|field| options.sets_field(field))
        || holds(&rows, headings, &days[..2], |_| true)
        || holds(&rows, headings, &days[2..], |value| !is_time_alone(value));
    if has_day {
        sections.retain(|section| section.field != SectionField::Day);
    }
    if has_room {
        sections.retain(|section| section.field == SectionField::Day);
    } else {
        settle_rooms(&mut sections, records.first().copied(), options, sheet.style)?;
    }
    sections.retain(|section| matches!(section.field, SectionField::Room | SectionField::Day));
    let Some(outer) = sections.first().map(|section| section.field) else {
        return Ok(Vec::new());
    };
    for section in &sections {
        furniture[section.place] = Some(SECTION);
    }
    let mut notes = Vec::new();
    for (field, name) in [(SectionField::Room, ROOM), (SectionField::Day, DAY)] {
        let count = sections.iter().filter(|section| section.field == field).count();
        if let Some(column) = spec.column(name).filter(|_| count > 0) {
            let at = column_for(sheet, headings, name);
            if headings.column_of(name).is_none() {
                headings.columns.push(HeadedColumn { at, column });
                headings.texts.push((at, name.to_owned()));
            }
            carry(sheet, headings.line + 1, &sections, &records, (field, at, outer));
            notes.push(format!(
                "{} of one cell: the {name} of the rows below",
                counted(count, "line")
            ));
        }
    }
    Ok(notes)
}

fn used(line: &TableLine) -> impl Iterator<Item = &(u32, CellValue)> {
    line.cells.iter().filter(|(_, value)| !is_blank(value))
}

/// Finds the lines of one cell that stand above records, with nothing but such lines between.
fn find_sections(
    below: &[TableLine],
    furniture: &[Option<&'static str>],
    records: &[usize],
    read: impl Fn(&CellValue) -> (SectionField, CellValue),
) -> Vec<SheetSection> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (place, line) in below.iter().enumerate() {
        if records.binary_search(&place).is_ok() {
            found.append(&mut open);
            continue;
        }
        let mut cells = used(line);
        let (Some((at, value)), None, true) = (cells.next(), cells.next(), line.faults.is_empty()) else {
            continue;
        };
        let is_note = furniture[place].is_some_and(|why| why != NOTE) || begins_note(&plain(value));
        if !is_note {
            let (field, value) = read(value);
            open.push(SheetSection {
                place,
                row: line.row,
                at: *at,
                value,
                field,
            });
        }
    }
    found
}

/// Tells what a cell alone in its line names, and with which value: a room that is known, a day, or either behind its noun, as in
/// `Room: Saturn`.
fn section_of(
    value: &CellValue,
    spec: &TableSpec,
    options: &ReadOptions,
    context: &CellContext,
) -> (SectionField, CellValue) {
    let text = one_line(value);
    if let Some((label, rest)) = text.split_once(':')
        && !rest.trim().is_empty()
    {
        let named = CellValue::Text(rest.trim().to_owned());
        match field_of(spec, label) {
            Some(ROOM) => return (SectionField::Room, named),
            Some(DAY) => return (SectionField::Day, named),
            _ => {}
        }
    }
    let field = if options.rooms.find(&text).is_some() || is_online(&text) {
        SectionField::Room
    } else if is_day(value, context) {
        SectionField::Day
    } else if text.split(|c: char| !c.is_alphanumeric()).any(is_open_status) {
        SectionField::Status
    } else if names_month(&text)
        || names_weekday(&text)
        || is_week(&text)
        || !text.contains(char::is_alphabetic)
    {
        SectionField::Nothing
    } else {
        SectionField::Unknown
    };
    (field, value.clone())
}

fn is_open_status(word: &str) -> bool {
    matches!(
        read_status(word),
        Some(CellStatus::Cancelled | CellStatus::Tentative)
    )
}

/// Returns whether a text counts weeks: `Week 12`, `KW 9`.
fn is_week(text: &str) -> bool {
    let word = text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    counts_weeks(word) || counts_weeks(&format!("{word}s"))
}

fn is_day(value: &CellValue, context: &CellContext) -> bool {
    const SHORTEST: usize = 6;
    const ANY_YEAR: i32 = 2000;
    let order = context.date_order.unwrap_or(DateOrder::DayFirst);
    let year = context.year.unwrap_or(ANY_YEAR);
    match value {
        CellValue::DateTime(_) => true,
        CellValue::Text(text) => {
            text.trim().chars().count() >= SHORTEST
                && matches!(moment(text, Some(order), Some(year)), Ok(CellMoment::Day(_)))
        }
        _ => false,
    }
}

fn is_time_alone(value: &CellValue) -> bool {
    match value {
        CellValue::Time(_) => true,
        CellValue::Text(text) => matches!(moment(text, None, None), Ok(CellMoment::Time(_))),
        _ => false,
    }
}

/// Returns whether a row has such a value in a column of one of these fields.
fn holds(
    rows: &[&TableLine],
    headings: &TableHeadings,
    fields: &[&str],
    is_such: impl Fn(&CellValue) -> bool,
) -> bool {
    let columns = headings.columns.iter();
    let mut places = columns
        .filter(|one| fields.contains(&one.column.name))
        .map(|one| one.at);
    places.any(|at| {
        let mut values = rows.iter().filter_map(|line| line.cell(at));
        values.any(|value| !is_blank(value) && is_such(value))
    })
}

/// Refuses lines that say of the rows below them that they are cancelled, where no column does.
fn refuse_statuses(
    sections: &[SheetSection],
    headings: &TableHeadings,
    options: &ReadOptions,
    style: PlaceStyle,
) -> Result<()> {
    let is_said = |field: &&str| headings.column_of(field).is_some() || options.sets_field(field);
    let mut sections = sections.iter();
    let Some(found) = sections
        .find(|section| section.field == SectionField::Status)
        .filter(|_| !options.ignore_unknown && !["status", "cancelled"].iter().any(is_said))
    else {
        return Ok(());
    };
    let place = style.cell(found.row, found.at, "");
    let text = printable(&plain(&found.value));
    let fact = format!("{place} (`{text}`) says of the rows below it what no column does");
    Err(Error::invalid(ErrorCode::UnknownColumn, fact)
        .hint("write the status of each row into a column of its own")
        .option("--ignore-unknown", "read the rows without it"))
}

/// Takes what stands among lines of rooms for a room, too.
///
/// # Errors
/// `Invalid` where none of several lines is a known room, and where rows stand above the first.
fn settle_rooms(
    sections: &mut [SheetSection],
    first_record: Option<usize>,
    options: &ReadOptions,
    style: PlaceStyle,
) -> Result<()> {
    const FEWEST: usize = 2;
    let first = sections
        .iter()
        .find(|section| section.field == SectionField::Room);
    let is_open = |section: &&SheetSection| section.field == SectionField::Unknown;
    let error = if let Some(first) = first {
        let has_unnamed = first_record.is_some_and(|record| record < first.place);
        has_unnamed.then(|| {
            let place = style.cell(first.row, first.at, "");
            let fact = format!(
                "lines from {place} on name the room of the rows below them, and rows stand above the first"
            );
            Error::invalid(ErrorCode::UnknownColumn, fact)
                .hint("write the room of each row into a column of its own")
        })
    } else if sections.iter().filter(is_open).count() >= FEWEST && !options.ignore_unknown {
        let open = || sections.iter().filter(is_open);
        let places = open()
            .map(|section| style.cell(section.row, section.at, ""))
            .take(FEWEST);
        let texts = open().map(|section| format!("`{}`", printable(&plain(&section.value))));
        let fact = format!(
            "{} ({}) stand alone above rows of which no column has the room",
            places.collect::<Vec<_>>().join(" and "),
            texts.take(FEWEST).collect::<Vec<_>>().join(", ")
        );
        let name = open().next().map(|section| printable(&plain(&section.value)));
        let mut error = Error::invalid(ErrorCode::UnknownColumn, fact);
        if let Some(name) = name {
            error = error.hint(format!("if it is a room: colab room add {}", shell_word(&name)));
        }
        Some(error.option("--ignore-unknown", "read the rows without what these lines say"))
    } else {
        None
    };
    if let Some(error) = error {
        return Err(error);
    }
    if first.is_some() {
        for section in sections {
            if section.field == SectionField::Unknown {
                section.field = SectionField::Room;
            }
        }
    }
    Ok(())
}

/// Returns the column of a field, or the first that no line has.
fn column_for(sheet: &TableSheet, headings: &TableHeadings, field: &str) -> u32 {
    headings.column_of(field).unwrap_or_else(|| {
        let used = sheet.lines.iter().flat_map(|line| &line.cells).map(|(at, _)| *at);
        let headed = headings.columns.iter().map(|one| one.at);
        used.chain(headed).max().map_or(0, |last| last.saturating_add(1))
    })
}

/// Gives each record what the last line of a field above it names. What stands outside, the kind of the first line, parts what
/// stands within it.
fn carry(
    sheet: &mut TableSheet,
    first_line: usize,
    sections: &[SheetSection],
    records: &[usize],
    (field, at, outer): (SectionField, u32, SectionField),
) {
    let mut sections = sections.iter().peekable();
    let mut current: Option<&CellValue> = None;
    for place in records {
        while let Some(section) = sections.next_if(|section| section.place < *place) {
            if section.field == field {
                current = Some(&section.value);
            } else if section.field == outer {
                current = None;
            }
        }
        let (Some(value), Some(line)) = (current, sheet.lines.get_mut(first_line + place)) else {
            continue;
        };
        line.cells.retain(|(column, _)| *column != at);
        let before = line.cells.partition_point(|(column, _)| *column < at);
        line.cells.insert(before, (at, value.clone()));
    }
}
