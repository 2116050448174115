//! Workbooks to fill in: they import as they are, and what they hold besides the table is left out.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Workbook,
    Worksheet, XlsxError,
};

use super::super::kind::Kind;
use super::field::{Field, Form, NO, Need, YES};
use super::spec::{self, Spec};
use crate::access::tx::Tx;
use crate::device::category;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::is_working_day;
use crate::room::service as rooms;

const HEADING: Color = Color::RGB(0x00ee_f1f5);
const NEEDED: Color = Color::RGB(0x00ff_f2cc);
const EXAMPLE: Color = Color::RGB(0x0080_8080);
const WEEKEND: Color = Color::RGB(0x00e9_dff7);

/// Rows that offer their lists.
const ROWS: u32 = 2000;
/// Excel takes no longer list in one formula.
const LONGEST_LIST: usize = 255;
/// Fields that only files of other origin have.
const NOT_OFFERED: [&str; 2] = ["booking_id", "date"];

/// What may stand in a cell of a schedule.
const CELLS: &[(&str, &str)] = &[
    ("What a cell says", "What is booked"),
    ("Baobab Health 25+1", "the client, learners and facilitators"),
    ("Kopano 20 - 18 laptops", "devices of a kind"),
    ("Umoya 12 own devices", "they bring their own"),
    ("Karoo Rail 08:00-12:00 9+1", "a part of the day"),
    ("AM: Umoya 20+1; PM: Kopano 9+1", "two bookings in one room"),
    ("Umoya 20+1 TBC", "the room is kept, not confirmed"),
    ("cells merged down", "the same client for several days"),
];

/// What the database offers for the lists.
pub struct Lists {
    rooms: Vec<String>,
    categories: Vec<String>,
}

/// # Errors
/// `Forbidden` for who may not import such a file.
pub fn lists(tx: &mut Tx<'_>, kind: Kind) -> Result<Lists> {
    let _grant = tx.require(kind.permission())?;
    let rooms = rooms::all(tx.connection())?;
    let used = rooms.into_iter().filter(|room| room.row.is_active);
    Ok(Lists {
        rooms: used.map(|room| room.row.name).collect(),
        categories: category::all(tx.connection())?
            .into_iter()
            .map(|category| category.name)
            .collect(),
    })
}

fn failed(error: XlsxError) -> Error {
    Error::internal("cannot write the workbook").caused_by(error)
}

/// A table with headings, an example, what each column means, and lists to choose from.
///
/// # Errors
/// `Internal` when the library refuses what we wrote.
pub fn table(kind: Kind, lists: &Lists) -> Result<Vec<u8>> {
    let spec = spec::of(kind)?;
    write_table(spec, lists).map_err(failed)
}

fn write_table(spec: &Spec, lists: &Lists) -> Result<Vec<u8>, XlsxError> {
    let fields: Vec<&Field> = spec
        .fields
        .iter()
        .filter(|field| !NOT_OFFERED.contains(&field.name))
        .collect();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(titled(spec.kind.as_str()))?;
    let example = Format::new().set_italic().set_font_color(EXAMPLE);
    for (field, column) in fields.iter().zip(0u16..) {
        let colour = if field.need == Need::No { HEADING } else { NEEDED };
        let head = Format::new().set_bold().set_background_color(colour);
        sheet.write_string_with_format(0, column, titled(field.name), &head)?;
        let text = match column {
            0 => format!("example: {}", field.example),
            _ => field.example.to_owned(),
        };
        if !text.is_empty() {
            sheet.write_string_with_format(1, column, text, &example)?;
        }
        sheet.set_column_width(column, 18)?;
        if let Some(validation) = validation(field, lists)? {
            sheet.add_data_validation(2, column, ROWS, column, &validation)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    explain(&mut workbook, &fields)?;
    write_lists(&mut workbook, lists)?;
    workbook.save_to_buffer()
}

/// `client_name` as a heading: `Client name`.
fn titled(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What may stand in a cell, in words.
fn form_in_words(field: &Field) -> String {
    match field.form {
        Form::Text(most) => format!("text of at most {most} characters"),
        Form::Room => "the name of a room".into(),
        Form::Category => "a category of devices".into(),
        Form::Count => "a whole number".into(),
        Form::Flag => "yes or no".into(),
        Form::List | Form::Spellings => "texts with semicolons between them".into(),
        Form::Word(words) => (words.all)().join(", "),
        Form::Money => "an amount such as 1250.00".into(),
        Form::Day => "a day: 2026-03-02".into(),
        Form::Time => "a time: 08:00".into(),
        Form::Moment => "a day with a time, 2026-03-02T08:00; a time alone beside a column Date".into(),
        Form::Secret => "a bcrypt hash".into(),
    }
}

/// One row a column, in three cells: it reads as no table of its own.
fn explain(workbook: &mut Workbook, fields: &[&Field]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("Explanations")?;
    let head = Format::new().set_bold().set_background_color(HEADING);
    for (text, column) in ["Column", "What it says", "What may stand there"]
        .iter()
        .zip(0u16..)
    {
        sheet.write_string_with_format(0, column, *text, &head)?;
        sheet.set_column_width(column, [24, 60, 60][usize::from(column)])?;
    }
    for (field, row) in fields.iter().zip(1u32..) {
        let needed = match field.need {
            Need::No => "",
            _ => " (needed)",
        };
        sheet.write_string(row, 0, titled(field.name))?;
        sheet.write_string(row, 1, format!("{}{needed}", field.about))?;
        sheet.write_string(row, 2, form_in_words(field))?;
    }
    let below = u32::try_from(fields.len()).unwrap_or(0) + 2;
    sheet.write_string(below, 0, "A line that begins with \"example:\" is left out.")?;
    Ok(())
}

/// What the validations refer to, out of sight.
fn write_lists(workbook: &mut Workbook, lists: &Lists) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("Lists")?.set_hidden(true);
    for (list, column) in [&lists.rooms, &lists.categories].iter().zip(0u16..) {
        for (text, row) in list.iter().zip(0u32..) {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// A list to choose from, or a number; of names others may be written, too, and are checked by the import.
fn validation(field: &Field, lists: &Lists) -> Result<Option<DataValidation>, XlsxError> {
    let of_names = |names: &[String], column: char| {
        let range = format!("=Lists!${column}$1:${column}${}", names.len());
        (!names.is_empty()).then(|| {
            DataValidation::new()
                .allow_list_formula(range.as_str().into())
                .set_error_style(DataValidationErrorStyle::Warning)
        })
    };
    Ok(match field.form {
        Form::Room if field.need == Need::Key => None,
        Form::Room => of_names(&lists.rooms, 'A'),
        Form::Category => of_names(&lists.categories, 'B'),
        Form::Flag => Some(DataValidation::new().allow_list_strings(&[YES, NO])?),
        Form::Word(words) => {
            let words = (words.all)();
            let fits = words.iter().map(|word| word.len() + 1).sum::<usize>() <= LONGEST_LIST;
            match fits {
                true => Some(DataValidation::new().allow_list_strings(&words)?),
                false => None,
            }
        }
        Form::Count => {
            let rule = DataValidationRule::GreaterThanOrEqualTo(0);
            Some(DataValidation::new().allow_whole_number(rule))
        }
        _ => None,
    })
}

/// A year of months: a sheet each, days down and the rooms of the database across.
///
/// # Errors
/// `Conflict` when there are no rooms.
pub fn schedule(lists: &Lists, year: i32) -> Result<Vec<u8>> {
    if lists.rooms.is_empty() {
        return Err(
            Error::conflict(ErrorCode::NoRooms, "there are no rooms to put across")
                .hint("colab import rooms --starter colab"),
        );
    }
    write_schedule(lists, year).map_err(failed)
}

fn write_schedule(lists: &Lists, year: i32) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let months = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1));
    for first in months {
        write_month(workbook.add_worksheet(), lists, first)?;
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

fn write_month(sheet: &mut Worksheet, lists: &Lists, first: NaiveDate) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(HEADING);
    sheet.set_name(first.format("%b %Y").to_string())?;
    let heads = ["Date", "Day"]
        .into_iter()
        .chain(lists.rooms.iter().map(String::as_str));
    for (text, column) in heads.zip(0u16..) {
        sheet.write_string_with_format(0, column, text, &head)?;
        sheet.set_column_width(column, if column < 2 { 11 } else { 20 })?;
    }
    let days = first.iter_days().take_while(|day| day.month() == first.month());
    for (day, row) in days.zip(1u32..) {
        let format = match is_working_day(day) {
            true => Format::new(),
            false => Format::new().set_background_color(WEEKEND),
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
