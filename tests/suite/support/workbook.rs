//! Schedules made in code, and what the tests of imports ask again and again.

use std::collections::BTreeMap;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;

use super::environment::Env;
use super::program::Run;

/// What a test calls its workbook, and so its source without the ending.
pub const FILE: &str = "schedule.xlsx";

/// A workbook with a sheet a month: a header row, then a row a day, column A the date, a column a room. The room named
/// first is column B, and 2 March stands in row 3.
#[derive(Debug, Clone)]
pub struct Book {
    sheets: Vec<Sheet>,
}

#[derive(Debug, Clone)]
struct Sheet {
    name: String,
    year: u16,
    month: u8,
    rooms: Vec<String>,
    cells: BTreeMap<(u8, String), String>,
    merges: Vec<Merge>,
}

#[derive(Debug, Clone)]
struct Merge {
    days: (u8, u8),
    rooms: (String, String),
    text: String,
}

impl Book {
    /// One sheet, `Mar 2026`. What follows fills the sheet added last.
    pub fn month(year: u16, month: u8, rooms: &[&str]) -> Self {
        Self { sheets: Vec::new() }.and_month(year, month, rooms)
    }

    pub fn march(rooms: &[&str]) -> Self {
        Self::month(2026, 3, rooms)
    }

    pub fn and_month(mut self, year: u16, month: u8, rooms: &[&str]) -> Self {
        let names = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        self.sheets.push(Sheet {
            name: format!("{} {year}", names[usize::from(month) - 1]),
            year,
            month,
            rooms: rooms.iter().map(|&room| room.to_owned()).collect(),
            cells: BTreeMap::new(),
            merges: Vec::new(),
        });
        self
    }

    /// Another name for the sheet added last.
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.last().name);
        self
    }

    pub fn row(mut self, day: u8, cells: &[(&str, &str)]) -> Self {
        for (room, text) in cells {
            self.put(day, room, text);
        }
        self
    }

    /// Writes a cell; an empty text empties it.
    pub fn put(&mut self, day: u8, room: &str, text: &str) {
        let sheet = self.last();
        assert!(sheet.rooms.iter().any(|one| one == room), "no column {room}");
        let at = (day, room.to_owned());
        match text {
            "" => sheet.cells.remove(&at),
            text => sheet.cells.insert(at, text.to_owned()),
        };
    }

    pub fn merged_down(self, room: &str, days: (u8, u8), text: &str) -> Self {
        self.merged(days, (room, room), text)
    }

    pub fn merged_across(self, day: u8, rooms: (&str, &str), text: &str) -> Self {
        self.merged((day, day), rooms, text)
    }

    fn merged(mut self, days: (u8, u8), rooms: (&str, &str), text: &str) -> Self {
        let rooms = (rooms.0.to_owned(), rooms.1.to_owned());
        let text = text.to_owned();
        self.last().merges.push(Merge { days, rooms, text });
        self
    }

    fn last(&mut self) -> &mut Sheet {
        self.sheets.last_mut().unwrap()
    }

    pub fn save(&self, path: &Path) {
        let mut workbook = Workbook::new();
        for sheet in &self.sheets {
            sheet.write(workbook.add_worksheet());
        }
        workbook.save(path).unwrap();
    }
}

impl Sheet {
    fn write(&self, to: &mut rust_xlsxwriter::Worksheet) {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        to.set_name(&self.name).unwrap();
        to.write_string(0, 0, "Date").unwrap();
        for (room, column) in self.rooms.iter().zip(1..) {
            to.write_string(0, column, room).unwrap();
        }
        for day in 1..=31 {
            let Ok(value) = ExcelDateTime::from_ymd(self.year, self.month, day) else {
                break;
            };
            to.write_datetime_with_format(day.into(), 0, &value, &date)
                .unwrap();
        }
        for ((day, room), text) in &self.cells {
            to.write_string((*day).into(), self.column(room), text).unwrap();
        }
        for merge in &self.merges {
            let (top, bottom) = (merge.days.0.into(), merge.days.1.into());
            let (left, right) = (self.column(&merge.rooms.0), self.column(&merge.rooms.1));
            to.merge_range(top, left, bottom, right, &merge.text, &Format::new())
                .unwrap();
        }
    }

    fn column(&self, room: &str) -> u16 {
        let place = self.rooms.iter().position(|one| one == room);
        u16::try_from(place.unwrap() + 1).unwrap()
    }
}

/// Saves a workbook of one sheet, row by row; `@2026-03-02` is a date, `=16` a number.
pub fn save_rows(path: &Path, sheet: &str, rows: &[&[&str]]) {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let mut workbook = Workbook::new();
    let to = workbook.add_worksheet().set_name(sheet).unwrap();
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*texts) {
            match text.strip_prefix('@') {
                Some(day) => {
                    let day = ExcelDateTime::parse_from_str(day).unwrap();
                    to.write_datetime_with_format(row, column, &day, &date).unwrap();
                }
                None if text.is_empty() => {}
                None => match text
                    .strip_prefix('=')
                    .and_then(|number| number.parse::<f64>().ok())
                {
                    Some(number) => {
                        to.write_number(row, column, number).unwrap();
                    }
                    None => {
                        to.write_string(row, column, *text).unwrap();
                    }
                },
            }
        }
    }
    workbook.save(path).unwrap();
}

/// The 24 rooms of `import rooms --starter colab`.
#[track_caller]
pub fn starter(env: &Env) {
    env.colab(&["import", "rooms", "--starter", "colab"]).ok();
}

/// Saves the book as [`FILE`] and imports it; the report is JSON.
#[track_caller]
pub fn import(env: &Env, book: &Book, flags: &[&str]) -> Run {
    import_as(env, FILE, book, flags)
}

#[track_caller]
pub fn import_as(env: &Env, file: &str, book: &Book, flags: &[&str]) -> Run {
    book.save(&env.path(file));
    again(env, file, flags)
}

/// Imports a file that is there.
#[track_caller]
pub fn again(env: &Env, file: &str, flags: &[&str]) -> Run {
    env.colab(&[&["import", "schedule", file, "-f", "json"], flags].concat())
}

/// What the report counts that is not none, but for warnings: `created 2, kept 1`.
#[track_caller]
pub fn counts(run: &Run) -> String {
    let report = run.json();
    let counts = report["counts"].as_object().unwrap();
    let words = counts
        .iter()
        .filter(|(name, count)| *name != "warnings" && **count != 0)
        .map(|(name, count)| format!("{name} {count}"));
    words.collect::<Vec<_>>().join(", ")
}

/// The items of a report with this action.
#[track_caller]
pub fn items(run: &Run, action: &str) -> Vec<Value> {
    let report = run.json();
    let items = report["items"].as_array().unwrap().iter();
    items.filter(|item| item["action"] == action).cloned().collect()
}

/// The message of the only item with this action.
#[track_caller]
pub fn message(run: &Run, action: &str) -> String {
    let items = items(run, action);
    assert_eq!(items.len(), 1, "one {action}: {run}");
    items[0]["message"].as_str().unwrap_or_default().to_owned()
}

/// Every booking as people see it, in order: `2026-03-02 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed`.
#[track_caller]
pub fn bookings(env: &Env) -> Vec<String> {
    let list = env.colab(&["booking", "list", "-f", "json"]).ok().json();
    let mut lines: Vec<String> = list.as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines
}

fn line(booking: &Value) -> String {
    let text = |field: &str| booking[field].as_str().unwrap_or("-").to_owned();
    let (starts, ends) = (text("starts_at"), text("ends_at"));
    let kind = match booking["device_type_preference"].as_str() {
        Some(kind) => format!(" ({kind})"),
        None => String::new(),
    };
    format!(
        "{} {}-{} {}: {} {}+{}={}, {} devices{kind}, {}",
        &starts[..10],
        &starts[11..16],
        &ends[11..16],
        text("room"),
        text("client_name"),
        booking["num_learners"],
        booking["num_facilitators"],
        booking["headcount"],
        booking["devices_needed"],
        text("status"),
    )
}

/// Bookings that are not cancelled.
#[track_caller]
pub fn standing(env: &Env) -> Vec<String> {
    let mut lines = bookings(env);
    lines.retain(|line| !line.ends_with("cancelled"));
    lines
}

/// How much was ever written: rows of the audit log, imports and their rows.
#[track_caller]
pub fn written(env: &Env) -> [Option<i64>; 3] {
    ["audit_log", "imports", "import_rows"].map(|table| env.raw_int(&format!("SELECT count(*) FROM {table}")))
}

/// Edits bookings past the program, as another tool would: `set` and `which` are SQL.
#[track_caller]
pub fn edit(env: &Env, set: &str, which: &str) {
    env.raw_sql(&format!("UPDATE bookings SET {set} WHERE {which}"))
        .unwrap();
}

/// SQL for an instant some hours later.
pub fn later(env: &Env, column: &str, hours: i32) -> String {
    if env.is_sqlite() {
        format!("{column} = {column} + {hours} * 3600000000")
    } else {
        format!("{column} = {column} + interval '{hours} hours'")
    }
}
