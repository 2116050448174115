//! Workbooks to fill in: they import as they are, and what they hold beside the table is skipped.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Workbook,
    Worksheet, XlsxError,
};

use super::cell::{NO, YES};
use super::column::TableColumn;
use super::sheet::TableSheet;
use super::spec::TableSpec;
use crate::access::tx::Tx;
use crate::device::category;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::is_working_day;
use crate::output::{CellForm, ColumnNeed};
use crate::room::service as rooms;

const HEADING: Color = Color::RGB(0x00ee_f1f5);
const NEEDED: Color = Color::RGB(0x00ff_f2cc);
const EXAMPLE: Color = Color::RGB(0x0080_8080);
const WEEKEND: Color = Color::RGB(0x00e9_dff7);

/// Rows that offer their lists.
const ROWS: u32 = 2000;
/// Excel's number of the format of texts.
const TEXT_FORMAT: u8 = 49;
/// Excel takes no longer list in one formula.
const LONGEST_LIST: usize = 255;
/// Columns that only files of other origin have.
const NOT_OFFERED: [&str; 12] = [
    "booking_id",
    "date",
    "time",
    "duration",
    "from_date",
    "to_date",
    "weekdays",
    "all_day",
    "cancelled",
    "first_name",
    "last_name",
    "quantity",
];

/// What may stand in a cell of a schedule.
const CELLS: &[(&str, &str)] = &[
    ("Cell", "Booking"),
    ("Baobab Health 25+1", "client, learners and facilitators"),
    ("Kopano 20 - 18 laptops", "devices of a kind"),
    ("Umoya 12 own devices", "the client brings the devices"),
    ("Karoo Rail 08:00-12:00 9+1", "a part of the day"),
    ("AM: Umoya 20+1; PM: Kopano 9+1", "two bookings in one room"),
    ("Umoya 20+1 TBC", "the room is held, not confirmed"),
    ("cells merged down", "the same client for several days"),
];

/// Names of records that a column offers.
pub struct NameList {
    /// As [`CellForm::NameOf`] calls them.
    noun: &'static str,
    names: Vec<String>,
}

/// Returns the names that templates offer.
///
/// # Errors
/// `Forbidden` for who may not import such a file.
pub fn name_lists(tx: &mut Tx<'_>, kind: ImportKind) -> Result<[NameList; 2]> {
    let _grant = tx.require(kind.permission())?;
    let rooms = rooms::all(tx.connection())?.into_iter();
    let rooms = rooms.filter(|room| room.row.is_active).map(|room| room.row.name);
    let categories = category::list(tx)?.into_iter().map(|category| category.name);
    Ok([
        NameList {
            noun: "room",
            names: rooms.collect(),
        },
        NameList {
            noun: "device category",
            names: categories.collect(),
        },
    ])
}

fn failed(error: XlsxError) -> Error {
    Error::internal("cannot write the workbook").caused_by(error)
}

/// Writes a table with headings, an example, what each column means, and lists to choose from.
///
/// # Errors
/// `Internal` when the library refuses what we wrote.
pub fn table(spec: &TableSpec, lists: &[NameList]) -> Result<Vec<u8>> {
    write_table(spec, lists).map_err(failed)
}

fn write_table(spec: &TableSpec, lists: &[NameList]) -> Result<Vec<u8>, XlsxError> {
    let columns = spec
        .columns
        .iter()
        .filter(|column| !NOT_OFFERED.contains(&column.name));
    let columns: Vec<&TableColumn> = columns.collect();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(titled(spec.kind.as_str()))?;
    // What is typed there stays as it is: no number, no date, no zero less.
    let as_text = Format::new().set_num_format_index(TEXT_FORMAT);
    let example_format = Format::new().set_italic().set_font_color(EXAMPLE);
    for (column, place) in columns.iter().zip(0u16..) {
        let colour = if column.is_optional() { HEADING } else { NEEDED };
        let head = Format::new().set_bold().set_background_color(colour);
        sheet.write_string_with_format(0, place, titled(column.name), &head)?;
        let example = column.column.example;
        let example = if place == 0 {
            format!("example: {example}")
        } else {
            example.to_owned()
        };
        if !example.is_empty() {
            sheet.write_string_with_format(1, place, example, &example_format)?;
        }
        sheet.set_column_width(place, 18)?;
        if column.is_text() {
            sheet.set_column_format(place, &as_text)?;
        }
        if let Some(validation) = validation(column, lists)? {
            sheet.add_data_validation(2, place, ROWS, place, &validation)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    explain(&mut workbook, &columns)?;
    write_lists(&mut workbook, lists)?;
    workbook.save_to_buffer()
}

/// Turns `client_name` into the heading `Client name`.
fn titled(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Describes what may stand in a cell.
fn form_in_words(form: CellForm) -> String {
    match form {
        CellForm::Text(most) | CellForm::Notes(most) => format!("text of at most {most} characters"),
        CellForm::NameOf(noun) => format!("the name of a {noun}"),
        CellForm::Count => "a whole number".into(),
        CellForm::Flag => "yes or no".into(),
        CellForm::List | CellForm::Spellings => "texts separated by semicolons".into(),
        CellForm::OneOf(list) => list.offered().join(", "),
        CellForm::Money => "an amount such as 1250.00".into(),
        CellForm::Date => "a date: 2026-03-02".into(),
        CellForm::Time => "a time: 08:00".into(),
        CellForm::Moment => "a date with a time, 2026-03-02T08:00; a time alone beside a column Date".into(),
        CellForm::Secret => "a bcrypt hash".into(),
    }
}

/// The headings of the sheet that explains the columns.
const EXPLAINED: [&str; 3] = ["Column", "Meaning", "Values"];

/// Returns whether a sheet explains the columns of a template: names of columns in it head no table.
pub fn explains(sheet: &TableSheet) -> bool {
    let first = sheet.lines.first().map(|line| line.cells.iter());
    first.is_some_and(|cells| {
        cells
            .map(|(_, value)| value.to_string())
            .eq(EXPLAINED.map(str::to_owned))
    })
}

/// Explains one column a row, in three cells.
fn explain(workbook: &mut Workbook, columns: &[&TableColumn]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("Explanations")?;
    let head = Format::new().set_bold().set_background_color(HEADING);
    for ((text, width), place) in EXPLAINED.iter().zip([24, 60, 60]).zip(0u16..) {
        sheet.write_string_with_format(0, place, *text, &head)?;
        sheet.set_column_width(place, width)?;
    }
    for (column, row) in columns.iter().zip(1u32..) {
        let required = if column.is_optional() { "" } else { " (required)" };
        sheet.write_string(row, 0, titled(column.name))?;
        sheet.write_string(row, 1, format!("{}{required}", column.column.help))?;
        sheet.write_string(row, 2, form_in_words(column.column.form))?;
    }
    let below = u32::try_from(columns.len()).unwrap_or(0) + 2;
    sheet.write_string(below, 0, "Lines that begin with \"example:\" are skipped.")?;
    Ok(())
}

/// Writes what the validations refer to, out of sight.
fn write_lists(workbook: &mut Workbook, lists: &[NameList]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("Lists")?.set_hidden(true);
    for (list, column) in lists.iter().zip(0u16..) {
        for (name, row) in list.names.iter().zip(0u32..) {
            sheet.write_string(row, column, name)?;
        }
    }
    Ok(())
}

/// Returns a list to choose from, or a rule for numbers; other names may be written, too, and are checked by the
/// import.
fn validation(column: &TableColumn, lists: &[NameList]) -> Result<Option<DataValidation>, XlsxError> {
    Ok(match column.column.form {
        CellForm::NameOf(noun) if column.column.need != ColumnNeed::Key => {
            let list = (b'A'..)
                .zip(lists)
                .find(|(_, list)| list.noun == noun && !list.names.is_empty());
            list.map(|(letter, list)| {
                let (letter, last) = (char::from(letter), list.names.len());
                let range = format!("=Lists!${letter}$1:${letter}${last}");
                DataValidation::new()
                    .allow_list_formula(range.as_str().into())
                    .set_error_style(DataValidationErrorStyle::Warning)
            })
        }
        CellForm::Flag => Some(DataValidation::new().allow_list_strings(&[YES, NO])?),
        CellForm::OneOf(list) => {
            let words = list.offered();
            let fits = words.iter().map(|word| word.len() + 1).sum::<usize>() <= LONGEST_LIST;
            fits.then(|| DataValidation::new().allow_list_strings(&words))
                .transpose()?
        }
        CellForm::Count => {
            let rule = DataValidationRule::GreaterThanOrEqualTo(0);
            Some(DataValidation::new().allow_whole_number(rule))
        }
        _ => None,
    })
}

/// Writes a year of months: a sheet each, days down and the rooms of the database across; without rooms, names to replace.
///
/// # Errors
/// `Internal` when the workbook cannot be written.
pub fn schedule(lists: &[NameList], year: i32) -> Result<Vec<u8>> {
    let rooms = lists.iter().find(|list| list.noun == "room");
    let names = rooms.map(|rooms| rooms.names.clone()).unwrap_or_default();
    let names = if names.is_empty() {
        ["Room 1", "Room 2", "Room 3"].map(str::to_owned).to_vec()
    } else {
        names
    };
    write_schedule(&names, year).map_err(failed)
}

fn write_schedule(rooms: &[String], year: i32) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let months = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1));
    for first in months {
        write_month(workbook.add_worksheet(), rooms, first)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("Explanations")?.set_column_width(0, 40)?;
    sheet.set_column_width(1, 60)?;
    for ((cell, meaning), row) in CELLS.iter().zip(0u32..) {
        sheet.write_string(row, 0, *cell)?;
        sheet.write_string(row, 1, *meaning)?;
    }
    workbook.save_to_buffer()
}

fn write_month(sheet: &mut Worksheet, rooms: &[String], first: NaiveDate) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(HEADING);
    sheet.set_name(first.format("%b %Y").to_string())?;
    let heads = ["Date", "Day"]
        .into_iter()
        .chain(rooms.iter().map(String::as_str));
    for (text, column) in heads.zip(0u16..) {
        sheet.write_string_with_format(0, column, text, &head)?;
        sheet.set_column_width(column, if column < 2 { 11 } else { 20 })?;
    }
    let days = first.iter_days().take_while(|day| day.month() == first.month());
    for (day, row) in days.zip(1u32..) {
        let format = if is_working_day(day) {
            Format::new()
        } else {
            Format::new().set_background_color(WEEKEND)
        };
        let part = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
        let year = u16::try_from(day.year()).unwrap_or(u16::MAX);
        let date = ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))?;
        let as_date = format.clone().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(row, 0, &date, &as_date)?;
        sheet.write_string_with_format(row, 1, day.format("%a").to_string(), &format)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    Ok(())
}
