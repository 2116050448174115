//! The table among the sheets of a file: the one whose headings name such records.

use super::day_ranges::coming_term;
use super::heading_line::HeadingLine;
use super::heading_pair;
use super::headings::{NeededHeadings, TableHeadings};
use super::mapping::ReadOptions;
use super::no_value::UNKNOWN_CLIENT;
use super::sheet::{PlaceStyle, TableLine, TableSheet, is_blank};
use super::spec::TableSpec;
use super::template;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::printable;
use colab_schedule::workbook::CellValue;

/// Lines that may stand above the headings.
const LOOK: usize = 20;

/// Where the records are.
pub enum TableOfRecords {
    Headed(TableSheet, TableHeadings),
    /// An array of JSON without items: it has no headings, and needs none.
    Empty(TableSheet),
}

/// The sheets of `colab export`: many have columns of the tables beside them.
const OF_EXPORT: [&str; 17] = [
    "Bookings",
    "Rooms",
    "Locations",
    "Blocks",
    "Devices",
    "Rentals",
    "Tasks",
    "Requisitions",
    "Clients",
    PRICES,
    "Quotes",
    "Costings",
    "Invoices",
    "Payments",
    "Files",
    "Messages",
    "Users",
];
const PRICES: &str = "Prices";

/// Finds the sheet whose headings are those of the kind.
///
/// # Errors
/// `NotFound` for an unknown sheet; `Invalid` where no sheet or several have the headings.
pub fn find_table(
    sheets: Vec<TableSheet>,
    spec: &TableSpec,
    options: &ReadOptions,
) -> Result<TableOfRecords> {
    let names: Vec<String> = sheets.iter().filter_map(|sheet| sheet.name.clone()).collect();
    let is_wanted = |sheet: &TableSheet| {
        let name = sheet.name.as_deref().unwrap_or_default();
        let wanted = options.sheet.as_deref();
        wanted.map_or(!template::explains(sheet), |wanted| {
            name_key(wanted) == name_key(name)
        })
    };
    let mut rest: Vec<TableSheet> = sheets.into_iter().filter(is_wanted).collect();
    let mut fitting = Vec::new();
    let is_called = |sheet: &TableSheet, name: &str| {
        let own = sheet.name.as_deref().unwrap_or_default();
        name_key(own) == name_key(name)
    };
    let is_own = |sheet: &TableSheet| {
        let is_of_prices = spec.kind == ImportKind::Pricing && is_called(sheet, PRICES);
        is_of_prices || is_called(sheet, &spec.kind.to_string())
    };
    if rest.iter().any(is_own) {
        rest.retain(|sheet| is_own(sheet) || !OF_EXPORT.iter().any(|name| is_called(sheet, name)));
    }
    for enough in [NeededHeadings::Most, NeededHeadings::Keys] {
        let mut others = Vec::new();
        for sheet in rest {
            match find_headings(&sheet, spec, options, enough)? {
                Some(headings) => fitting.push((sheet, headings)),
                None => others.push(sheet),
            }
        }
        rest = others;
        if !fitting.is_empty() {
            break;
        }
    }
    if fitting.len() > 1 {
        let fitting = fitting.iter().filter_map(|(sheet, _)| sheet.name.as_deref());
        return Err(several_tables(&fitting.collect::<Vec<_>>(), spec.kind));
    }
    let unknown = |wanted: &&String| !names.iter().any(|name| name_key(name) == name_key(wanted));
    match (fitting.pop(), options.sheet.as_ref().filter(unknown)) {
        (Some((sheet, headings)), _) => Ok(TableOfRecords::Headed(sheet, headings)),
        (None, Some(wanted)) => Err(unknown_sheet(wanted, &names)),
        (None, None) => {
            let error = no_headings(spec, &rest, options);
            let is_empty = |sheet: &TableSheet| {
                sheet.style == PlaceStyle::Items && sheet.lines.iter().all(|line| line.row == 0)
            };
            let empty = rest.into_iter().find(is_empty);
            empty.map(TableOfRecords::Empty).ok_or(error)
        }
    }
}

fn several_tables(sheets: &[&str], kind: ImportKind) -> Error {
    const MOST: usize = 4;
    let mut error = Error::invalid(
        ErrorCode::SeveralTables,
        format!("the sheets {} are all tables of {kind}", sheets.join(", ")),
    );
    for sheet in sheets.iter().take(MOST) {
        let name = printable(sheet);
        error = error.option(
            format!("--sheet {}", shell_word(&name)),
            format!("read the sheet {name}"),
        );
    }
    error
}

fn unknown_sheet(wanted: &str, names: &[String]) -> Error {
    let near = nearest(wanted, names.iter().map(String::as_str), 3);
    let error = Error::not_found(
        ErrorCode::UnknownSheet,
        format!("sheet `{wanted}` not found"),
        &near,
    );
    error.hint(if names.is_empty() {
        "the file has no sheets: leave --sheet out".to_owned()
    } else {
        format!("the sheets are {}", names.join(", "))
    })
}

fn no_headings(spec: &TableSpec, sheets: &[TableSheet], options: &ReadOptions) -> Error {
    let heads: Vec<String> = spec.key_headings.iter().map(|head| head.join(" and ")).collect();
    let kind = spec.kind;
    let widest = sheets
        .iter()
        .filter_map(|sheet| likely_headings(sheet).map(|(place, count)| (sheet, place, count)))
        .max_by_key(|(_, place, count)| (*count, std::cmp::Reverse(*place)));
    let reading =
        widest.map(|(sheet, place, _)| HeadingLine::of(sheet, place, &sheet.lines[place], spec, options));
    let columns = reading.as_ref().map(HeadingLine::columns).unwrap_or_default();
    let found = if columns.is_empty() {
        String::new()
    } else {
        format!("; it has {}", printable(&columns.join(", ")))
    };
    let has_none = reading.as_ref().is_some_and(HeadingLine::has_values_for_headings);
    let found = if has_none {
        "; its first line has values, not headings".to_owned()
    } else {
        found
    };
    let error = Error::invalid(
        ErrorCode::NoHeadings,
        format!(
            "no table of {kind} found: no line has the headings {}{found}",
            heads.join(", or ")
        ),
    );
    let template = format!("colab import template {kind} -o {kind}.xlsx");
    if has_none {
        return error
            .hint("write a line of headings above the values: those of the template")
            .hint(template);
    }
    if let Some(heading) = reading.as_ref().and_then(HeadingLine::heading_of_free_slots) {
        let heading = printable(heading);
        return Error::invalid(
            ErrorCode::NoHeadings,
            format!("it is a list of free slots: `{heading}` tells which are, and no column who has them"),
        )
        .hint(template);
    }
    let is_weekly = reading
        .as_ref()
        .is_some_and(|reading| reading.names("weekdays") && reading.names("client_name"));
    let error = match (is_weekly, options.today) {
        (true, Some(today)) => {
            let (first, last) = coming_term(today);
            error.option(
                format!("--set from_date={first} --set to_date={last}"),
                "give its weekdays their term",
            )
        }
        _ => match reading.as_ref().and_then(HeadingLine::maps_of_keys) {
            Some(maps) => error.option(maps, "name the field of a column"),
            None if reading.as_ref().is_some_and(HeadingLine::lacks_client_alone) => error.option(
                format!("--set client_name={UNKNOWN_CLIENT}"),
                "book all of its rows for one client",
            ),
            None => error,
        },
    };
    error.hint(template)
}

/// Finds the line of headings among the first lines, if there is one.
///
/// # Errors
/// `Invalid` for an unknown column that is not empty, and for two columns that mean the same.
pub fn find_headings(
    sheet: &TableSheet,
    spec: &TableSpec,
    options: &ReadOptions,
    enough: NeededHeadings,
) -> Result<Option<TableHeadings>> {
    for (place, line) in sheet.lines.iter().take(LOOK).enumerate() {
        if let Some(pair) = heading_pair::joined(sheet, place, spec) {
            let reading = HeadingLine::of(sheet, place + 1, &pair, spec, options);
            if reading.is_enough(enough) {
                reading.check_mappings()?;
                return reading.headings().map(Some);
            }
        }
        let reading = HeadingLine::of(sheet, place, line, spec, options);
        if reading.is_enough(enough) {
            reading.check_mappings()?;
            return reading.headings().map(Some);
        }
    }
    Ok(None)
}

/// Returns the place of the line that may be the headings of a sheet where none is known, and how many texts it has: the
/// first one with most texts.
fn likely_headings(sheet: &TableSheet) -> Option<(usize, usize)> {
    let is_text = |value: &CellValue| matches!(value, CellValue::Text(_)) && !is_blank(value);
    let texts = |line: &TableLine| line.cells.iter().filter(|(_, value)| is_text(value)).count();
    let counts = sheet.lines.iter().take(LOOK).map(texts).enumerate();
    let most = counts.max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)));
    most.filter(|(_, count)| *count > 0)
}
