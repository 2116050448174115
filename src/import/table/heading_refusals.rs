//! What is wrong with the headings of a line, and the options that help.

use std::collections::BTreeSet;

use super::cell::plain;
use super::currencies::is_amount;
use super::dates::{DateOrder, moment};
use super::heading_kinds::{WHERE_AND_WHEN, is_time};
use super::heading_line::{HeadingLine, HeadingMeaning};
use super::heading_words::{field_of, is_of_kinds, is_of_passwords, is_of_people, likely_fields};
use super::mapping::{ColumnMapping, map_option};
use super::sheet::{PlaceStyle, column_letters, is_blank};
use crate::booking::BookingStatus;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::printable;
use crate::output::CellForm;
use colab_schedule::sheet::{counts_lessons, counts_weeks};
use colab_schedule::workbook::CellValue;

impl HeadingLine<'_> {
    /// Names a column as `--map` takes it: by its heading where no other has it, by its place otherwise.
    pub(super) fn column_name(&self, at: u32) -> String {
        let text = self.text(at);
        let key = name_key(text);
        let alike = self
            .texts
            .iter()
            .filter(|(_, text)| name_key(text) == key)
            .count();
        if alike > 1 && self.sheet.style == PlaceStyle::Cells {
            column_letters(at)
        } else {
            printable(text)
        }
    }

    pub(super) fn two_columns(&self, first: u32, second: u32, field: &str) -> Error {
        let (one, other) = (printable(self.text(first)), printable(self.text(second)));
        let fact = if name_key(&one) == name_key(&other) && self.sheet.style == PlaceStyle::Cells {
            let (first, second) = (column_letters(first), column_letters(second));
            format!("the columns {first} (`{one}`) and {second} (`{other}`) both mean {field}")
        } else {
            format!("the columns `{one}` and `{other}` both mean {field}")
        };
        let error = Error::invalid(ErrorCode::TwoColumns, fact);
        let are_two_bookings = self.spec.kind == ImportKind::Bookings
            && name_key(&one) == name_key(&other)
            && WHERE_AND_WHEN.contains(&field)
            && self.are_filled_together(first, second);
        if are_two_bookings {
            return error.hint("move the columns of the second booking of a row below those of the first");
        }
        let name = self.column_name(second);
        error.option(map_option(&name, "-"), "skip one of them")
    }

    /// Returns whether the records would be others without an unknown column: its heading is a misspelt one or speaks of a
    /// field that no other column sets, or its cells are times or cancellations that no other column has. What merely says
    /// more is skipped, and the report names it.
    pub(super) fn matters(&self, at: u32, text: &str) -> bool {
        if self.is_always_read(at, text) {
            return true;
        }
        !self.options.ignore_unknown
            && (self.is_secret(text)
                || self.misspelt_field(at, text).is_some()
                || self
                    .field_of_a_word(at, text)
                    .is_some_and(|field| is_needed(self.spec.kind, field)))
    }

    /// Returns whether a column may be skipped by its name only: without it bookings would be at another time, fewer, or would
    /// not be cancelled.
    fn is_always_read(&self, at: u32, text: &str) -> bool {
        self.spec.kind == ImportKind::Bookings
            && (self.is_time_unread(at, text)
                || self.is_length_unread(at)
                || self.is_cancellation_unread(at)
                || self.way_without_field(at, text).is_some()
                || self.options_of_decision(at, text).is_some())
    }

    /// Returns whether a column has the times of bookings that would last whole days without it, a lesson or hours, or the
    /// weeks of bookings that would stand in all of them.
    fn is_time_unread(&self, at: u32, text: &str) -> bool {
        /// These may be times elsewhere: unknown they count lessons.
        const TURNS: [&str; 4] = ["timeslot", "session", "block", "creneau"];
        if counts_weeks(text) {
            return self.names("weekdays");
        }
        if self.names_any(&["time", "starts_at", "all_day"]) {
            return false;
        }
        let key = name_key(text);
        let is_turn = counts_lessons(text) || TURNS.contains(&key.as_str()) || self.is_of_turns(at, text);
        is_turn || self.are_mostly(at, is_time)
    }

    /// Returns whether a column is headed as times are, and counts turns of the day.
    fn is_of_turns(&self, at: u32, text: &str) -> bool {
        field_of(self.spec, text) == Some("time") && self.counts_turns(at)
    }

    /// Returns whether a column says of rows that they are cancelled, and no other column does.
    fn is_cancellation_unread(&self, at: u32) -> bool {
        let Some(status) = self.spec.column("status") else {
            return false;
        };
        let CellForm::OneOf(words) = status.column.form else {
            return false;
        };
        let is_cancelled =
            |value: &CellValue| status.word(words, &plain(value)) == Some(BookingStatus::Cancelled.as_str());
        !self.names("status") && !self.names("cancelled") && self.values(at).any(is_cancelled)
    }

    /// Returns whether half of the cells of a column or more are such.
    pub(super) fn are_mostly(&self, at: u32, is_such: impl Fn(&CellValue) -> bool) -> bool {
        // What the first hundreds are tells what a column is: it is asked of each line that may be the headings.
        let first = self.values(at).take(500);
        let (such, all) = first.fold((0, 0), |(such, all), value| {
            (such + usize::from(is_such(value)), all + 1)
        });
        such > 0 && such * 2 >= all
    }

    /// Refuses unknown columns: a misspelt heading would lose all of it in silence.
    pub(super) fn unknown_columns(&self, unknown: &[(u32, &str)]) -> Error {
        let row = self.sheet.lines[self.place].row;
        let place = |(at, text): &(u32, &str)| self.sheet.style.cell(row, *at, text);
        let quoted = |(_, text): &(u32, &str)| format!("`{}`", printable(text));
        let places: Vec<String> = unknown.iter().map(place).collect();
        let texts: Vec<String> = unknown.iter().map(quoted).collect();
        let plural = if unknown.len() == 1 { "" } else { "s" };
        let error = Error::invalid(
            ErrorCode::UnknownColumn,
            format!(
                "{}: unknown column{plural} {}",
                places.join(", "),
                texts.join(", ")
            ),
        )
        .detail("column", unknown[0].1);
        let without_field = unknown.iter().filter_map(|(at, text)| {
            let way = self.way_without_field(*at, text)?;
            Some((way, map_option(&self.column_name(*at), "-")))
        });
        let (ways, skips): (BTreeSet<&str>, Vec<String>) = without_field.unzip();
        if !ways.is_empty() {
            let mut error = error;
            for way in ways {
                error = error.hint(way);
            }
            return error.last_option(skips.join(" "), "skip what has no field");
        }
        if let [(at, text)] = unknown
            && let Some(options) = self.options_of_decision(*at, text)
        {
            let skip = map_option(&self.column_name(*at), "-");
            return error
                .option(options, "take it for the status")
                .option(skip, "skip it");
        }
        let error = match unknown {
            [(at, text)] => {
                let name = self.column_name(*at);
                let skip = map_option(&name, "-");
                let of_times = || self.field_of_times(*at, &BTreeSet::new());
                match self.likely_field(*at, text).or_else(of_times) {
                    _ if self.is_secret(text) => error.option(skip, "skip it"),
                    Some(field) => error
                        .option(map_option(&name, field), format!("take it for {field}"))
                        .option(skip, "skip it"),
                    None => error
                        .option(skip, "skip it")
                        .hint(format!("{} names its field", map_option(&name, "FIELD"))),
                }
            }
            several => {
                let mut taken = BTreeSet::new();
                let map = |(at, text): &(u32, &str)| {
                    let field = self.likely_field(*at, text).filter(|_| !self.is_secret(text));
                    let field = field.filter(|field| !taken.contains(field));
                    let field = field.or_else(|| self.field_of_times(*at, &taken));
                    taken.extend(field);
                    map_option(&self.column_name(*at), field.unwrap_or("-"))
                };
                let maps: Vec<String> = several.iter().map(map).collect();
                error.option(
                    maps.join(" "),
                    "name their fields, or skip them where it says `=-`",
                )
            }
        };
        let are_always_read = unknown.iter().any(|(at, text)| self.is_always_read(*at, text));
        if are_always_read || self.options.ignore_unknown {
            error
        } else {
            error.option("--ignore-unknown", "skip unknown columns, whatever they mean")
        }
    }

    /// Returns whether the column holds passwords, of which none can be imported.
    pub(super) fn is_secret(&self, text: &str) -> bool {
        self.spec.kind == ImportKind::Users && is_of_passwords(text)
    }

    /// Returns the field that a heading is nearest to, of those that no column sets: by its spelling, or by a word of it.
    pub(super) fn likely_field(&self, at: u32, text: &str) -> Option<&'static str> {
        self.misspelt_field(at, text)
            .or_else(|| self.field_of_a_word(at, text))
    }

    fn is_free(&self, at: u32, name: &str) -> bool {
        !self.names(name)
            && !self.is_said_otherwise(name)
            && !matches!(name, "booking_id" | "external_id")
            && self.may_mean(at, name)
            && self
                .spec
                .column(name)
                .is_some_and(|column| self.mostly_holds(at, column))
    }

    /// Returns the free field from whose name or synonym a heading differs by a letter or two.
    fn misspelt_field(&self, at: u32, text: &str) -> Option<&'static str> {
        let names = self.spec.columns.iter().flat_map(|column| {
            let spellings = std::iter::once(column.name).chain(column.column.synonyms.iter().copied());
            spellings.map(|spelling| (spelling, column.name))
        });
        let names: Vec<(&'static str, &'static str)> =
            names.filter(|(_, name)| self.is_free(at, name)).collect();
        let near = nearest(text, names.iter().map(|(spelling, _)| *spelling), 1)
            .first()
            .copied()?;
        let key = name_key(text);
        // Short words are other words.
        let letters = if key.chars().count() < 5 { 1 } else { 2 };
        let distance = strsim::damerau_levenshtein(&name_key(near), &key);
        // `New date` is no end date: two letters are not wrong where the first is.
        let begins_alike = name_key(near).chars().next() == key.chars().next();
        let is_near = distance <= letters && (distance < 2 || begins_alike);
        let found = names.iter().find(|(spelling, _)| is_near && *spelling == near);
        found.map(|(_, name)| *name)
    }

    /// Returns the free field that a word of a heading names.
    fn field_of_a_word(&self, at: u32, text: &str) -> Option<&'static str> {
        let of_word = |word: &str| {
            let named = self.spec.column_headed(word).map(|column| column.name);
            let likely = likely_fields(self.spec.kind, word)
                .iter()
                .map(|likely| likely.field);
            named
                .into_iter()
                .chain(likely)
                .find(|name| self.is_free(at, name))
        };
        let mut words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2);
        if self.spec.kind == ImportKind::Devices && words.clone().any(is_of_people) {
            return None;
        }
        // The type of a room is none, nor is how many there are.
        let is_about_rooms = words.clone().any(is_of_kinds) || counts_things(text);
        words
            .find_map(of_word)
            .filter(|field| *field != "room" || !is_about_rooms)
    }

    /// Returns the headings as they are written.
    pub fn columns(&self) -> Vec<String> {
        self.texts.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Refuses a list of prices without a column of prices, where others may be that.
    pub(super) fn lacks_prices(&self) -> Option<Error> {
        const MOST: usize = 4;
        let mut columns = self.spec.columns.iter();
        let has = |field: &str| self.names(field) || self.options.sets_field(field);
        let has_prices = columns.any(|one| one.column.form == CellForm::Money && has(one.name));
        if self.spec.kind != ImportKind::Pricing || has_prices {
            return None;
        }
        let unknown = self.texts.iter().zip(&self.meanings);
        let unknown = unknown.filter(|(_, meaning)| matches!(meaning, HeadingMeaning::Unknown));
        let of_amounts =
            unknown.filter(|((at, _), _)| self.are_mostly(*at, |value| is_amount(&plain(value))));
        let names: Vec<String> = of_amounts.map(|((at, _), _)| self.column_name(*at)).collect();
        let first = names.first()?;
        let shown: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
        let error = Error::invalid(
            ErrorCode::NoHeadings,
            format!("no column has prices; amounts stand under {}", shown.join(", ")),
        );
        Some(
            error
                .option(
                    map_option(first, "daily_rate"),
                    "take the first for prices of a day",
                )
                .option(map_option(first, "unit_price"), "take it for prices of one"),
        )
    }

    /// Returns whether the line is the first one and has values rather than headings: some of its cells are numbers, dates,
    /// times or addresses.
    pub fn has_values_for_headings(&self) -> bool {
        if self.place > 0 {
            return false;
        }
        let is_value = |value: &CellValue| {
            let CellValue::Text(text) = value else {
                return true;
            };
            let text = text.trim();
            let is_day = moment(text, Some(DateOrder::DayFirst), None).is_ok();
            text.parse::<f64>().is_ok() || is_day || text.contains('@') || text.contains("://")
        };
        let cells = self.sheet.lines[self.place].cells.iter();
        let filled = cells.map(|(_, value)| value).filter(|value| !is_blank(value));
        let (values, filled) = filled.fold((0, 0), |(values, filled), value| {
            (values + usize::from(is_value(value)), filled + 1)
        });
        // One number among many headings may be one.
        values > 0 && values * 8 >= filled
    }

    /// Refuses a mapping of a column that is not there.
    ///
    /// # Errors
    /// `Invalid`, with the columns that are there.
    pub fn check_mappings(&self) -> Result<()> {
        let is_there = |mapping: &&ColumnMapping| {
            let key = name_key(&mapping.heading);
            let is_heading = self.texts.iter().any(|(_, text)| name_key(text) == key);
            is_heading || mapping.heading.is_empty() || self.place_of(mapping).is_some()
        };
        let Some(mapping) = self.options.mappings.iter().find(|mapping| !is_there(mapping)) else {
            return Ok(());
        };
        let texts = self.texts.iter().map(|(_, text)| text.as_str());
        let near = nearest(&mapping.heading, texts.clone(), 3);
        let hint = if near.is_empty() {
            format!("the columns are {}", texts.collect::<Vec<_>>().join(", "))
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        Err(Error::invalid(
            ErrorCode::UnknownColumn,
            format!("the file has no column `{}`", mapping.heading),
        )
        .hint(hint))
    }
}

/// Reports whether a heading counts things: `No of rooms`.
fn counts_things(heading: &str) -> bool {
    const STARTS: [&str; 8] = [
        "no of ",
        "no. of ",
        "nr of ",
        "number of ",
        "anzahl ",
        "nombre de ",
        "número de ",
        "aantal ",
    ];
    let lower = heading.to_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start))
}

/// Returns whether records would be others without a field: at another time, in another place, more or fewer, or at another
/// price.
fn is_needed(kind: ImportKind, field: &str) -> bool {
    let needed: &[&str] = match kind {
        ImportKind::Bookings => &[
            "client_name",
            "room",
            "date",
            "time",
            "starts_at",
            "ends_at",
            "duration",
            "from_date",
            "to_date",
            "weekdays",
            "all_day",
            "status",
            "cancelled",
        ],
        ImportKind::Rooms => &["name", "capacity", "components"],
        ImportKind::Devices => &["serial_number", "category", "status"],
        ImportKind::Users => &["username", "role", "email"],
        ImportKind::Clients => &["name"],
        _ => return true,
    };
    needed.contains(&field)
}
