//! The command that imports a list of bookings: it tells the import of bookings nothing that this decides by itself.

use std::collections::BTreeSet;
use std::path::Path;

use super::model::ScheduleOptions;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::import::kind::ImportKind;
use crate::import::table::{
    CellContext, ColumnMapping, DateOrder, FileManner, ReadOptions, SetField, field_of, read_file,
    read_table, spec_of,
};
use crate::kernel::config::program_file;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::SheetColumn;

/// Fields without which a list is none of bookings, or one of others.
const KEYS: [&str; 10] = [
    "client_name",
    "room",
    "date",
    "from_date",
    "to_date",
    "starts_at",
    "ends_at",
    "time",
    "duration",
    "weekdays",
];

/// What the import of bookings makes of a list.
pub enum ReadList {
    /// It sets these fields, and skips the columns of these headings.
    Read {
        fields: BTreeSet<&'static str>,
        skipped: Vec<String>,
    },
    /// It asks about its columns first.
    Asked,
    /// It finds no headings of bookings.
    NotFound,
}

/// Reads lists as the import of bookings does.
pub struct ListReader {
    settings: Settings,
    context: CellContext,
    rooms: RoomDirectory,
}

impl ListReader {
    pub fn of(tx: &Tx<'_>, rooms: &RoomDirectory) -> Self {
        Self {
            settings: tx.settings().clone(),
            context: CellContext::of(tx),
            rooms: rooms.clone(),
        }
    }

    /// Reads a sheet of the file with these values of `--map` and `--set`; what cannot be read again is left to the command.
    ///
    /// # Errors
    /// `Usage` for a value that is none of `--map` or `--set`.
    pub fn read(
        &self,
        (path, sheet): (&Path, &str),
        options: &ScheduleOptions,
        (maps, sets): (&[String], &[String]),
    ) -> Result<ReadList> {
        let spec = spec_of(ImportKind::Bookings)?;
        let context = CellContext {
            year: options.year.filter(|_| options.last_year.is_none()),
            date_order: options.month_first.then_some(DateOrder::MonthFirst),
            ..self.context.clone()
        };
        let mappings = maps.iter().map(|text| ColumnMapping::parse(text, &spec));
        let set_fields = sets.iter().map(|text| SetField::parse(text, &spec, &context));
        let read_options = ReadOptions {
            sheet: Some(sheet.to_owned()),
            mappings: mappings.collect::<Result<_>>()?,
            sets: set_fields.collect::<Result<_>>()?,
            today: Some(context.today),
            rooms: self.rooms.clone(),
            ..ReadOptions::default()
        };
        let manner = FileManner {
            with_hidden: options.include_hidden,
            ..FileManner::default()
        };
        // What can be read but once is gone.
        let Some(program) = program_file().ok().filter(|_| path.is_file()) else {
            return Ok(ReadList::Asked);
        };
        let content = read_file(path, None, &self.settings, &spec, manner, &program);
        let table = content.and_then(|content| read_table(content.sheets, &spec, &read_options, &context));
        Ok(match table {
            Ok(table) => {
                let columns = &table.headings.columns;
                let is_set = |at: u32| columns.iter().any(|one| one.at == at);
                let headings = table.headings.texts.iter();
                let skipped = headings.filter(|(at, _)| !is_set(*at));
                ReadList::Read {
                    fields: columns.iter().map(|one| one.column.name).collect(),
                    skipped: skipped.map(|(_, text)| text.clone()).collect(),
                }
            }
            Err(Error {
                code: ErrorCode::NoHeadings,
                ..
            }) => ReadList::NotFound,
            Err(_) => ReadList::Asked,
        })
    }
}

/// Returns the values of `--map` for the fields of a list that no heading names in words of the import of bookings.
///
/// # Errors
/// `Internal` where there is no such kind of table.
pub fn unnamed_keys(columns: &[&SheetColumn]) -> Result<Vec<String>> {
    let spec = spec_of(ImportKind::Bookings)?;
    let mut taken: BTreeSet<&str> = columns
        .iter()
        .filter_map(|column| field_of(&spec, &column.heading))
        .collect();
    let is_unnamed = |column: &&&SheetColumn| field_of(&spec, &column.heading).is_none();
    let unnamed = || columns.iter().filter(is_unnamed);
    // Of several columns of days nothing says which one is that of the bookings.
    let of_days = unnamed().filter(|column| column.last_day.is_some()).count();
    let mut maps = Vec::new();
    for column in unnamed() {
        let field = column.field.filter(|field| KEYS.contains(field));
        let field = field.filter(|field| *field != "date" || of_days == 1);
        if let Some(field) = field.filter(|field| taken.insert(field)) {
            maps.push(mapping(columns, column, field));
        }
    }
    Ok(maps)
}

/// Returns the values of `--map` for the rooms and people of a list whose columns the import of bookings skips.
pub fn skipped_details(
    columns: &[&SheetColumn],
    fields: &BTreeSet<&'static str>,
    skipped: &[String],
) -> Vec<String> {
    const PEOPLE: [&str; 2] = ["headcount", "num_learners"];
    let is_skipped = |column: &SheetColumn| {
        let key = name_key(&column.heading);
        !key.is_empty() && skipped.iter().any(|heading| name_key(heading) == key)
    };
    let find = |field: &str| {
        let mut of_field = columns.iter().filter(|column| column.field == Some(field));
        of_field.find(|column| is_skipped(column))
    };
    let mut maps = Vec::new();
    if let Some(column) = find("room").filter(|_| !fields.contains("room")) {
        maps.push(mapping(columns, column, "room"));
    }
    let counts_people = PEOPLE.iter().any(|field| fields.contains(field));
    if let Some(column) = find("headcount").filter(|_| !counts_people) {
        maps.push(mapping(columns, column, "headcount"));
    }
    maps
}

/// Returns the value of `--map` for a column; what is headed twice is named by its place.
fn mapping(columns: &[&SheetColumn], column: &SheetColumn, field: &str) -> String {
    let key = name_key(&column.heading);
    let same = columns.iter().filter(|other| name_key(&other.heading) == key);
    let name = if same.count() > 1 {
        &column.place
    } else {
        &column.heading
    };
    format!("{name}={field}")
}

/// Returns an option with its value, as a shell and the program take it: one that begins with a hyphen is joined to it.
pub fn option_of(flag: &str, value: &str) -> String {
    let mark = if value.starts_with('-') { '=' } else { ' ' };
    format!(" {flag}{mark}{}", shell_word(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, field: Option<&'static str>) -> SheetColumn {
        SheetColumn {
            heading: heading.to_owned(),
            field,
            is_filled: true,
            ..SheetColumn::default()
        }
    }

    #[test]
    fn only_what_no_heading_names_is_mapped() {
        let columns = [
            column("Date", Some("date")),
            column("Lokal", Some("room")),
            column("Kund", Some("client_name")),
            column("Approved", None),
        ];
        let columns: Vec<&SheetColumn> = columns.iter().collect();
        assert_eq!(
            unnamed_keys(&columns).unwrap(),
            ["Lokal=room", "Kund=client_name"]
        );
    }

    #[test]
    fn of_several_unknown_days_none_is_mapped() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2);
        let dated = |heading: &str, field| SheetColumn {
            first_day: day,
            last_day: day,
            ..column(heading, field)
        };
        let columns = [
            dated("Date of birth", Some("date")),
            dated("Admitted", None),
            column("Patient", Some("client_name")),
        ];
        let columns: Vec<&SheetColumn> = columns.iter().collect();
        assert_eq!(unnamed_keys(&columns).unwrap(), ["Patient=client_name"]);
    }

    #[test]
    fn what_begins_with_a_hyphen_is_joined_to_its_flag() {
        assert_eq!(option_of("--map", "-Note=room"), " --map=-Note=room");
        assert_eq!(option_of("--map", "Where to=room"), " --map 'Where to=room'");
    }
}
