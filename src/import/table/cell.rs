//! How a cell is read: into the one form in which a row and a record are compared.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::amounts::{self, is_measure, without_unit};
use super::clock::{in_afternoon, time as time_of_day};
use super::column::TableColumn;
use super::damage::damage;
use super::dates::{self, CellMoment, DateFault, DateOrder, ORDER_OPEN};
use super::day_ranges::day_range;
use super::flags::{flag, in_use};
use super::no_value::{UNKNOWN_CLIENT, is_dash, is_no_value, is_none};
use super::price_units::unit_called;
use crate::access::tx::Tx;
use crate::booking::BookingStatus;
use crate::kernel::money::{Currency, Money};
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use crate::kernel::text::{clean_notes, clean_text, printable};
use crate::kernel::timestamp::Timestamp;
use crate::output::{CellForm, ColumnNeed, NoValueRule, WordList};
use crate::pricing::model::Unit;
use colab_schedule::cell::{CellStatus, read_people, read_status};
use colab_schedule::workbook::CellValue;

/// What reading a cell needs to know of the site.
#[derive(Debug, Clone)]
pub struct CellContext {
    pub site: Site,
    pub currency: Currency,
    /// Prices are without the tax that is added to them.
    pub adds_tax: bool,
    pub today: NaiveDate,
    /// Which number of a date of two numbers is the day, where an option tells.
    pub date_order: Option<DateOrder>,
    /// The year of dates that name none.
    pub year: Option<i32>,
    /// Times before six are those of the afternoon.
    pub half_clock: bool,
    /// Numbers of the sheet have a decimal comma.
    pub decimal_comma: bool,
    /// What words of other programs mean here.
    pub words: Vec<ValueWord>,
}

/// A word of another program in a field, and the one that it means here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueWord {
    pub field: &'static str,
    /// As names are compared.
    pub key: String,
    pub means: String,
}

/// Why a cell cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// On one line, beginning with the column.
    pub why: String,
    /// Nothing is wrong but that `--date-order` is not given.
    pub is_order_open: bool,
}

impl From<String> for CellFault {
    fn from(why: String) -> Self {
        Self {
            why,
            is_order_open: false,
        }
    }
}

impl CellContext {
    /// Returns the context of a transaction.
    pub fn of(tx: &Tx<'_>) -> Self {
        let today = tx.site().today(tx.now());
        Self {
            site: tx.site(),
            currency: tx.settings().currency(),
            adds_tax: tx.settings().tax_rates().on(today) > 0,
            today,
            date_order: None,
            year: None,
            half_clock: false,
            decimal_comma: false,
            words: Vec::new(),
        }
    }

    /// Returns what a text of a field means here, if that was told.
    fn meaning(&self, field: &str, text: &str) -> Option<&str> {
        let mut told = self.words.iter().filter(|word| word.field == field).peekable();
        let key = told.peek().map(|_first| name_key(text))?;
        let found = told.find(|word| word.key == key)?;
        Some(&found.means)
    }

    fn moment(&self, local: NaiveDateTime) -> Result<String, String> {
        let instant = self.site.instant(local).map_err(|error| error.message)?;
        Ok(moment_text(&self.site, instant))
    }
}

impl TableColumn {
    /// Reads a cell into the text that is compared and stored.
    ///
    /// # Errors
    /// What is wrong with the cell.
    pub fn read(&self, value: &CellValue, context: &CellContext) -> Result<String, CellFault> {
        if let CellValue::Error(error) = value {
            return Err(format!("{}: the cell holds the error {error}", self.name).into());
        }
        let text = plain(value);
        if self.names_record()
            && let Some(damage) = damage(value, &text)
        {
            return Err(format!("{}: {damage}", self.name).into());
        }
        let dated = match self.column.form {
            CellForm::Date => Some(date(value, &text, context).or_else(|fault| match fault {
                fault if DAYS_ALONE.contains(&self.name) => {
                    day_of_moment(value, &text, context).map_err(|_| fault)
                }
                fault => Err(fault),
            })),
            CellForm::Moment => moment(value, &text, context, self.name)?,
            _ => None,
        };
        let read = match dated {
            Some(read) => read.map_err(|fault| CellFault {
                why: self.dated_wrong(&fault, &text),
                is_order_open: fault == DateFault::Open,
            }),
            None => self.read_text(value, &text, context).map_err(CellFault::from),
        };
        read.map_err(|fault| CellFault {
            why: fault.why.replace('\n', " "),
            ..fault
        })
    }

    /// Describes what is wrong with a date, or a date with a time.
    fn dated_wrong(&self, fault: &DateFault, text: &str) -> String {
        match fault {
            DateFault::Open if self.column.form == CellForm::Moment => {
                let invalid = self.invalid("time", text, "a time such as 2026-03-02T08:00");
                format!("{invalid}; {ORDER_OPEN}")
            }
            other => format!("{}: {}", self.name, other.in_words(text)),
        }
    }

    fn read_text(&self, value: &CellValue, text: &str, context: &CellContext) -> Result<String, String> {
        let text = context.meaning(self.name, text).unwrap_or(text);
        // Alt+Enter within a name is a space, and so is what else begins a new line or column.
        let is_break = |c: char| c == '\t' || LINE_BREAKS.contains(&c);
        let one_line = text.replace("\r\n", " ").replace(is_break, " ");
        let clean = |most| clean_text(self.name, &one_line, most).map_err(|error| error.message);
        match self.column.form {
            CellForm::Text(most) => clean(most),
            CellForm::Notes(most) => {
                let lines = text.replace("\r\n", "\n").replace(LINE_BREAKS, "\n");
                clean_notes(self.name, &lines, most).map_err(|error| error.message)
            }
            CellForm::NameOf(_) => clean(255),
            CellForm::Secret => Ok(text.trim().to_owned()),
            CellForm::Count => count(without_unit(self.name, text))
                .or_else(|| people(self.name, text))
                .or_else(|| self.is_none_counted(text).then(|| "0".to_owned()))
                .ok_or_else(|| self.invalid("number", text, "a whole number such as 12")),
            CellForm::Flag => self
                .flag(text)
                .map(|flag| flag_text(flag).to_owned())
                .ok_or_else(|| self.invalid("value", text, "yes or no")),
            CellForm::List => self.list(text, true),
            CellForm::Spellings => self.list(text, false),
            CellForm::OneOf(list) => self.word(list, text).map(str::to_owned).ok_or_else(|| {
                let offered = list.offered().join(", ");
                self.invalid("value", text, &format!("one of {offered}"))
            }),
            CellForm::Money => {
                let amount = amounts::with_point(value, text, context.decimal_comma, context.currency);
                let amount = amount.map_err(|fault| format!("{}: {fault}", self.name))?;
                Money::parse(self.name, &amount, context.currency)
                    .map(Money::decimal)
                    .map_err(|error| error.message)
            }
            CellForm::Time => {
                time(value, text).ok_or_else(|| self.invalid("time", text, "a time such as 08:00"))
            }
            CellForm::Date | CellForm::Moment => {
                Err(self.invalid("time", text, "a time such as 2026-03-02T08:00"))
            }
        }
    }

    /// Returns whether a cell says that there is no value, in a column in which no word of that kind is one.
    pub fn is_without_value(&self, value: &CellValue, context: &CellContext) -> bool {
        let CellValue::Text(text) = value else {
            return false;
        };
        let is_word = self.column.no_value == NoValueRule::Refuse
            || self.is_none_counted(text)
            || self.is_name(text)
            || match self.column.form {
                CellForm::OneOf(list) => self.word(list, text).is_some(),
                CellForm::Flag => self.flag(text).is_some(),
                CellForm::Secret => true,
                _ => false,
            };
        is_no_value(text) && !is_word && context.meaning(self.name, text).is_none()
    }

    /// Returns whether a word for no value names somebody here: `Nil` is a surname, and a client without a name is `Unknown`.
    fn is_name(&self, text: &str) -> bool {
        match self.name {
            "first_name" | "last_name" => text.trim().chars().all(char::is_alphabetic),
            "client_name" => name_key(text) == name_key(UNKNOWN_CLIENT),
            _ => false,
        }
    }

    /// Returns whether a text says that there are none of what a booking counts.
    fn is_none_counted(&self, text: &str) -> bool {
        self.column.no_value == NoValueRule::Zero && is_none(text)
    }

    /// Returns whether a cell looks like a value of the column; what only looks like one may still be refused.
    pub fn may_be(&self, value: &CellValue) -> bool {
        use CellForm::{Count, Date, Flag, List, Moment, Money, Notes, OneOf, Time};
        let text = plain(value);
        match self.column.form {
            Date | Moment if !matches!(value, CellValue::Text(_)) => true,
            // Some order of day and month will do.
            Date | Moment => {
                let order = Some(DateOrder::DayFirst);
                let day = dates::day_and_part(&text).map_or(text.as_str(), |(day, _)| day);
                !matches!(dates::moment(day, order, None), Err(DateFault::NotADate))
                    || day_range(&text, order, Some(ANY_YEAR)).is_some()
            }
            Count => text.chars().any(|c| c.is_ascii_digit()) && !is_measure(&text),
            Money | Time => text.chars().any(|c| c.is_ascii_digit()),
            Flag => self.flag(&text).is_some(),
            OneOf(list) => self.word(list, &text).is_some(),
            _ if self.name == "weekdays" => !text.chars().any(|c| c.is_ascii_digit()),
            _ if ["time", "duration"].contains(&self.name) => text.chars().any(|c| c.is_ascii_digit()),
            // A number counts a storey, or measures a floor.
            _ if self.name == "location" => has_words(&text) && !is_measure(&text),
            Notes(_) => has_words(&text),
            List => flag(&text).is_none(),
            // What is true or false names nothing.
            _ => !is_truth(value),
        }
    }

    /// Reads a flag; other words as well tell whether something is in use.
    fn flag(&self, text: &str) -> Option<bool> {
        flag(text).or_else(|| in_use(text).filter(|_| self.name == "is_active"))
    }

    /// Finds the word that a text means, a booking's status in any language that schedules are read in.
    pub fn word(&self, list: WordList, text: &str) -> Option<&'static str> {
        let of_language = || {
            let status = read_status(text).filter(|_| list.words == BookingStatus::WORDS)?;
            Some(match status {
                CellStatus::Confirmed => BookingStatus::Confirmed.as_str(),
                CellStatus::Tentative => BookingStatus::RoomAssigned.as_str(),
                CellStatus::Cancelled => BookingStatus::Cancelled.as_str(),
            })
        };
        let of_waiting = || {
            let waits = list.words == BookingStatus::WORDS && WAITING.contains(&name_key(text).as_str());
            // In a room it holds that; without one it waits.
            waits.then(|| BookingStatus::RoomAssigned.as_str())
        };
        let of_none = || {
            let is_none = is_none(text) || is_dash(text);
            let mut words = list.words.iter().copied();
            words.find(|word| is_none && *word == "none")
        };
        let of_unit = || {
            let is_of_units = list.words == Unit::WORDS;
            let unit = is_of_units.then(|| unit_called(text)).flatten();
            unit.map(Unit::as_str)
        };
        list.find(text)
            .or_else(of_language)
            .or_else(of_waiting)
            .or_else(of_none)
            .or_else(of_unit)
    }

    /// Returns what is doubtful about a text that the file holds as something else: a spreadsheet makes numbers and dates
    /// of what looks like them.
    pub fn doubt(&self, value: &CellValue) -> Option<String> {
        if !self.is_text() || self.is_secret() {
            return None;
        }
        let what = match value {
            CellValue::Bool(_) => "is true or false in the file, not a text",
            CellValue::DateTime(_) => "is a date in the file, not a text",
            CellValue::Time(_) => "is a time in the file, not a text",
            CellValue::Number(_) if PADDED.contains(&self.name) => {
                "is a number in the file, which keeps no zeros before it"
            }
            _ => return None,
        };
        let shown: String = printable(&plain(value)).chars().take(60).collect();
        Some(format!("{}: `{shown}` {what}", self.name))
    }

    /// Returns whether records are told apart by the column, so that damage to it would make another one.
    fn names_record(&self) -> bool {
        let is_text = matches!(self.column.form, CellForm::Text(_) | CellForm::NameOf(_));
        is_text && (self.column.need == ColumnNeed::Key || self.name == "external_id")
    }

    fn invalid(&self, what: &str, text: &str, expected: &str) -> String {
        format!(
            "{}: invalid {what} `{}`, expected {expected}",
            self.name,
            printable(text)
        )
    }

    /// Sorts the parts by their keys, each once: the order in which they are written does not matter.
    fn list(&self, text: &str, commas: bool) -> Result<String, String> {
        let split: &[char] = if commas && !text.contains(';') {
            &[',', '\n']
        } else {
            &[';', '\n']
        };
        let parts = text.split(split).map(str::trim).filter(|part| !part.is_empty());
        let cleaned = parts.map(|part| clean_text(self.name, part, 255).map_err(|error| error.message));
        Ok(joined(cleaned.collect::<Result<_, _>>()?))
    }
}

/// What other programs and languages call a booking that nobody has decided about, by its key.
const WAITING: [&str; 30] = [
    "waiting",
    "inprogress",
    "underreview",
    "awaitingapproval",
    "pendingapproval",
    "ausstehend",
    "offen",
    "wartend",
    "angefragt",
    "inbearbeitung",
    "enattente",
    "encours",
    "demande",
    "pendiente",
    "enespera",
    "pendente",
    "emespera",
    "aguardando",
    "inattesa",
    "daapprovare",
    "inafwachting",
    "inbehandeling",
    "hangende",
    "afwagting",
    "oczekujace",
    "oczekuje",
    "вожидании",
    "ожидает",
    "待审批",
    "等待中",
];

/// A year that stands for any.
const ANY_YEAR: i32 = 2000;

/// What ends a line in a text: also the marks of other programs and scripts.
const LINE_BREAKS: [char; 7] = ['\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Reads a date with a time, a date, or a time; the error is about the time.
fn moment(
    value: &CellValue,
    text: &str,
    context: &CellContext,
    column: &str,
) -> Result<Option<Result<String, DateFault>>, CellFault> {
    let read = match value {
        CellValue::Time(time) => Ok(CellMoment::Time(time.format("%H:%M").to_string())),
        CellValue::DateTime(local) if local.time() == NaiveTime::MIN => Ok(CellMoment::Day(local.date())),
        CellValue::DateTime(local) => Ok(CellMoment::Local(*local)),
        _ => dates::moment(text, context.date_order, context.year),
    };
    Ok(Some(match read {
        Ok(CellMoment::Day(day)) => Ok(day.to_string()),
        Ok(CellMoment::Time(time)) => Ok(if context.half_clock {
            in_afternoon(&time)
        } else {
            time
        }),
        Ok(CellMoment::Instant(instant)) => {
            Ok(moment_text(&context.site, instant.with_timezone(&Utc).into()))
        }
        Ok(CellMoment::Local(local)) => {
            let local = context.moment(local);
            Ok(local.map_err(|fault| CellFault::from(format!("{column}: {fault}")))?)
        }
        Err(DateFault::NotADate) => return Ok(None),
        Err(fault) => Err(fault),
    }))
}

/// Writes an instant in the site's zone.
pub fn moment_text(site: &Site, instant: Timestamp) -> String {
    site.local(instant)
        .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)
}

/// Joins the parts of a list, sorted by their keys and each once.
pub fn joined(mut parts: Vec<String>) -> String {
    parts.sort_by_cached_key(|part| (name_key(part), part.clone()));
    parts.dedup();
    parts.join("; ")
}

/// Splits a joined list.
pub fn parts(text: &str) -> Vec<String> {
    text.split("; ")
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

pub const YES: &str = "yes";
pub const NO: &str = "no";

pub fn flag_text(flag: bool) -> &'static str {
    if flag { YES } else { NO }
}

/// Writes a cell as text: whole numbers without decimals, days and times as ISO writes them.
pub fn plain(value: &CellValue) -> String {
    match value {
        CellValue::Text(text) | CellValue::Error(text) => text.clone(),
        CellValue::Number(number) => number.to_string(),
        CellValue::Bool(flag) => flag_text(*flag).to_owned(),
        CellValue::DateTime(local) if local.time() == NaiveTime::MIN => local.date().to_string(),
        CellValue::DateTime(local) => local.format("%Y-%m-%dT%H:%M:%S").to_string(),
        CellValue::Time(time) => time.format("%H:%M").to_string(),
    }
}

/// Fields whose texts may begin with zeros.
const PADDED: [&str; 2] = ["serial_number", "anydesk_id"];

/// `30`, `1 250`, `30.0`, `30,0`.
fn count(text: &str) -> Option<String> {
    let bare: String = text.trim().chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, part) = bare.split_once(['.', ',']).unwrap_or((&bare, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || part.bytes().any(|byte| byte != b'0') {
        return None;
    }
    // `1,000` may be one or a thousand: it is not guessed.
    if part.len() > 2 {
        return None;
    }
    whole.parse::<u32>().ok().map(|number| number.to_string())
}

/// Writes a count of people as an entry of a schedule has it: `25+1` for learners and facilitators, else the least.
fn people(column: &str, text: &str) -> Option<String> {
    let people = read_people(text).filter(|_| matches!(column, "num_learners" | "headcount"))?;
    Some(match people.facilitators {
        0 => people.learners.to_string(),
        facilitators => format!("{}+{facilitators}", people.learners),
    })
}

fn date(value: &CellValue, text: &str, context: &CellContext) -> Result<String, DateFault> {
    let day = match value {
        CellValue::DateTime(local) if local.time() == NaiveTime::MIN => local.date(),
        CellValue::DateTime(_) => return Err(DateFault::HasTime),
        _ => dates::day(text, context.date_order, context.year)?,
    };
    Ok(day.to_string())
}

/// Fields of days about which a time of day beside them says nothing.
const DAYS_ALONE: [&str; 4] = ["purchased_on", "warranty_until", "effective_date", "expiry_date"];

/// Removes the seconds of a time: no day depends on them.
fn without_seconds(text: &str) -> String {
    let minutes = text.find(':').map(|at| text.split_at(at + 1));
    let parts = minutes.and_then(|(hours, rest)| Some((hours, rest.split_once(':')?)));
    let Some((hours, (minutes, seconds))) = parts.filter(|(_, (minutes, _))| minutes.len() == 2) else {
        return text.to_owned();
    };
    let zone = seconds.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    format!("{hours}{minutes}{zone}")
}

/// Reads the day of a date with a time of day.
fn day_of_moment(value: &CellValue, text: &str, context: &CellContext) -> Result<String, DateFault> {
    let day = match value {
        CellValue::DateTime(local) => local.date(),
        _ => match dates::moment(&without_seconds(text), context.date_order, context.year)? {
            CellMoment::Day(day) => day,
            CellMoment::Local(local) => local.date(),
            CellMoment::Instant(instant) => context
                .site
                .local(instant.with_timezone(&Utc).into())
                .date_naive(),
            CellMoment::Time(_) => return Err(DateFault::NotADate),
        },
    };
    Ok(day.to_string())
}

/// Reports whether a text has letters.
fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Reports whether a cell says that something is true or false.
pub fn is_truth(value: &CellValue) -> bool {
    match value {
        CellValue::Bool(_) => true,
        CellValue::Text(text) => ["true", "false"].contains(&text.trim().to_lowercase().as_str()),
        _ => false,
    }
}

/// Reads a time to the minute.
fn time(value: &CellValue, text: &str) -> Option<String> {
    match value {
        CellValue::Time(time) => Some(time.format("%H:%M").to_string()),
        _ => time_of_day(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settings::Settings;
    use crate::output::column;

    const fn field(form: CellForm) -> TableColumn {
        TableColumn {
            name: "field",
            column: column(form, "").synonyms(&["Other", "Field No."]),
        }
    }

    fn context() -> CellContext {
        CellContext {
            site: Settings::default().site(),
            currency: Currency::ZAR,
            adds_tax: true,
            today: "2026-01-15".parse().unwrap(),
            date_order: None,
            year: None,
            half_clock: false,
            decimal_comma: false,
            words: Vec::new(),
        }
    }

    fn read_in(form: CellForm, text: &str, context: &CellContext) -> Result<String, String> {
        let read = field(form).read(&CellValue::Text(text.to_owned()), context);
        read.map_err(|fault| fault.why)
    }

    fn read(form: CellForm, text: &str) -> Result<String, String> {
        read_in(form, text, &context())
    }

    #[test]
    fn headings_are_known_however_they_are_written() {
        for heading in ["Field", "FIELD ", "other", "Field No", "field-no"] {
            assert!(field(CellForm::Count).is_headed(heading), "{heading}");
        }
        assert!(!field(CellForm::Count).is_headed("Fields"));
    }

    #[test]
    fn numbers_are_read_and_what_may_be_two_numbers_is_not() {
        for (text, number) in [
            ("30", "30"),
            (" 1 250 ", "1250"),
            ("30.0", "30"),
            ("30,0", "30"),
            ("007", "7"),
        ] {
            assert_eq!(read(CellForm::Count, text).as_deref(), Ok(number), "{text}");
        }
        for text in ["-1", "1,000", "12.5", "a", "4294967296", "1.2.3"] {
            assert!(read(CellForm::Count, text).is_err(), "{text}");
        }
        let number = |form| field(form).read(&CellValue::Number(302.0), &context()).unwrap();
        assert_eq!(
            [number(CellForm::Count), number(CellForm::Text(10))],
            ["302", "302"]
        );
    }

    #[test]
    fn moments_are_days_times_or_both() {
        for (text, moment) in [
            ("2026-03-02T08:00", "2026-03-02T08:00:00+02:00"),
            ("2026-03-02 08:00:00", "2026-03-02T08:00:00+02:00"),
            ("2026-03-02T06:00:00Z", "2026-03-02T08:00:00+02:00"),
            ("2026-03-02", "2026-03-02"),
            ("2 March 2026 08:00", "2026-03-02T08:00:00+02:00"),
            ("08:00", "08:00"),
            ("8:00:00", "08:00"),
        ] {
            assert_eq!(read(CellForm::Moment, text).as_deref(), Ok(moment), "{text}");
        }
        for text in [
            "02/03/2026",
            "2026-13-01",
            "25:00",
            "2026-03",
            "soon",
            "tomorrow",
            "Mon",
        ] {
            assert!(read(CellForm::Moment, text).is_err(), "{text}");
        }
    }

    #[test]
    fn of_a_purchase_at_a_time_the_day_is_taken() {
        let bought = |name, value| {
            let column = TableColumn {
                name,
                ..field(CellForm::Date)
            };
            column.read(&value, &context()).map_err(|fault| fault.why)
        };
        let text = |text: &str| CellValue::Text(text.to_owned());
        for value in [
            text("2020-09-16T14:57:05"),
            text("2020-09-16 14:57"),
            text("2020-09-16T22:30:00+02:00"),
            CellValue::DateTime("2020-09-16T14:57:05".parse().unwrap()),
        ] {
            assert_eq!(bought("purchased_on", value).as_deref(), Ok("2020-09-16"));
        }
        assert!(
            bought("date", text("2020-09-16T14:57"))
                .unwrap_err()
                .contains("has a time of day")
        );
        assert!(bought("purchased_on", text("14:57")).is_err());
    }

    #[test]
    fn a_value_of_another_kind_is_none_of_the_field() {
        let may_be = |name, form, text: &str| {
            let column = TableColumn { name, ..field(form) };
            column.may_be(&CellValue::Text(text.to_owned()))
        };
        let text = CellForm::Text(255);
        for number in ["3", "90", "12.5", "45 m²"] {
            assert!(!may_be("location", text, number), "{number}");
        }
        assert!(may_be("location", text, "Block 3") && may_be("location", text, "3. OG"));
        assert!(!may_be("amenities", CellForm::List, "true") && !may_be("amenities", CellForm::List, "No"));
        assert!(may_be("amenities", CellForm::List, "projector; board"));
        assert!(!may_be("client_name", text, "False") && !may_be("serial_number", text, "TRUE"));
        assert!(may_be("client_name", text, "True North") && !may_be("notes", CellForm::Notes(9), "3"));
    }

    #[test]
    fn lists_are_the_same_in_any_order() {
        assert_eq!(
            read(CellForm::List, "projector, Air con").as_deref(),
            Ok("Air con; projector")
        );
        assert_eq!(read(CellForm::List, "b; a, c; b").as_deref(), Ok("a, c; b"));
        assert_eq!(
            read(CellForm::Spellings, "Focus, upper").as_deref(),
            Ok("Focus, upper")
        );
        assert_eq!(parts("a, c; b"), ["a, c", "b"]);
    }

    #[test]
    fn an_error_of_a_formula_is_a_fault_and_money_has_its_comma() {
        let fault = field(CellForm::Count).read(&CellValue::Error("#REF!".into()), &context());
        assert_eq!(fault.unwrap_err().why, "field: the cell holds the error #REF!");
        assert_eq!(read(CellForm::Money, "R1 250,50").as_deref(), Ok("1250.50"));
        assert!(read(CellForm::Flag, "perhaps").is_err());
    }

    #[test]
    fn line_breaks_stay_in_notes_and_are_a_space_elsewhere() {
        let text = "one\r\ntwo\u{b}three\tfour\u{85}five";
        let read = |form| read(form, text).unwrap();
        assert_eq!(read(CellForm::Notes(100)), "one\ntwo\nthree\tfour\nfive");
        assert_eq!(read(CellForm::Text(100)), "one two three four five");
    }
}
