//! The fields of what is imported, declared once: how a heading names them, how a cell is read, what the template says.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::kernel::error::Kind;
use crate::kernel::money::{Currency, Money};
use crate::kernel::names::name_key;
use crate::kernel::period::{Site, parse_day, parse_instant, parse_time};
use crate::kernel::text::clean_text;
use crate::kernel::text::printable;
use crate::kernel::timestamp::Timestamp;
use colab_schedule::workbook::CellValue;

/// One column that a table of this kind may have.
pub struct Field {
    pub name: &'static str,
    /// Other headings that mean it; case, blanks and punctuation do not matter.
    pub also: &'static [&'static str],
    pub form: Form,
    pub need: Need,
    /// For the template.
    pub about: &'static str,
    pub example: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Names the record: every row has it.
    Key,
    /// A record that is made must have it.
    New,
    No,
}

/// How a cell is read.
#[derive(Clone, Copy)]
pub enum Form {
    /// So many characters.
    Text(usize),
    /// The name of a room.
    Room,
    /// The name of a category of devices.
    Category,
    Count,
    Flag,
    /// Texts with semicolons between them, or commas where there is no semicolon.
    List,
    /// Texts with semicolons between them; each may hold commas.
    Spellings,
    Word(&'static Words),
    Money,
    Day,
    Time,
    /// A day with a time, a time alone, or a day alone.
    Moment,
    /// Never shown nor kept.
    Secret,
}

/// The words of a field that has only some.
pub struct Words {
    pub read: fn(&str) -> Option<&'static str>,
    pub all: fn() -> Vec<&'static str>,
}

/// What reading a cell needs to know of the site.
#[derive(Debug, Clone)]
pub struct Reading {
    pub site: Site,
    pub currency: Currency,
    pub today: NaiveDate,
}

/// The fields of a text enum whose words are written as they are stored, in any case.
#[macro_export]
macro_rules! words_of {
    ($name:ident) => {
        &$crate::import::table::field::Words {
            read: |text| {
                let word = text.trim().to_lowercase().replace([' ', '-'], "_");
                $name::ALL
                    .iter()
                    .map(|one| one.as_str())
                    .find(|one| one.to_lowercase().replace('-', "_") == word)
            },
            all: || $name::ALL.iter().map(|one| one.as_str()).collect(),
        }
    };
}

impl Field {
    /// Whether a heading means this field.
    pub fn is_named(&self, heading: &str) -> bool {
        let key = name_key(heading);
        name_key(self.name) == key || self.also.iter().any(|other| name_key(other) == key)
    }

    pub fn is_secret(&self) -> bool {
        matches!(self.form, Form::Secret)
    }

    /// A cell as it is compared and stored; the error completes "in this cell …".
    pub fn read(&self, value: &CellValue, reading: &Reading) -> Result<String, String> {
        if let CellValue::Error(error) = value {
            return Err(format!("{}: the cell holds the error {error}", self.name));
        }
        let text = plain(value);
        let read = match self.form {
            Form::Text(most) => clean_text(self.name, &text, most).map_err(|error| error.message),
            Form::Room | Form::Category => clean_text(self.name, &text, 255).map_err(|error| error.message),
            Form::Secret => Ok(text.trim().to_owned()),
            Form::Count => count(&text).ok_or_else(|| self.is_no(&text, "whole number such as 12")),
            Form::Flag => flag(&text).ok_or_else(|| self.is_no(&text, "yes or no")),
            Form::List => self.list(&text, true),
            Form::Spellings => self.list(&text, false),
            Form::Word(words) => (words.read)(&text)
                .map(str::to_owned)
                .ok_or_else(|| self.none_of(&text, words)),
            Form::Money => Money::parse(self.name, &text, reading.currency)
                .map(Money::decimal)
                .map_err(|error| error.message),
            Form::Day => {
                day(value, &text, reading).ok_or_else(|| self.is_no(&text, "day such as 2026-03-02"))
            }
            Form::Time => time(value, &text).ok_or_else(|| self.is_no(&text, "time such as 08:00")),
            Form::Moment => self.moment(value, &text, reading),
        };
        read.map_err(|fault| fault.replace('\n', " "))
    }

    fn is_no(&self, text: &str, what: &str) -> String {
        format!("{}: `{}` is no {what}", self.name, printable(text))
    }

    fn none_of(&self, text: &str, words: &Words) -> String {
        let all = (words.all)().join(", ");
        format!("{}: `{}` is none of {all}", self.name, printable(text))
    }

    /// In the order of their keys, each once: the order in which they are written does not matter.
    fn list(&self, text: &str, commas: bool) -> Result<String, String> {
        let split: &[char] = match commas && !text.contains(';') {
            true => &[',', '\n'],
            false => &[';', '\n'],
        };
        let parts = text.split(split).map(str::trim).filter(|part| !part.is_empty());
        let cleaned = parts.map(|part| clean_text(self.name, part, 255).map_err(|error| error.message));
        Ok(joined(cleaned.collect::<Result<_, _>>()?))
    }

    fn moment(&self, value: &CellValue, text: &str, reading: &Reading) -> Result<String, String> {
        if let CellValue::DateTime(local) = value {
            return match local.time() == NaiveTime::MIN {
                true => Ok(local.date().to_string()),
                false => self.instant(*local, reading),
            };
        }
        let text = text.trim();
        // Most are a day with a time; nothing shorter is.
        const SHORTEST: usize = "2026-03-02T08:00".len();
        if text.len() >= SHORTEST {
            let with_seconds = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S");
            let instant = match with_seconds {
                Ok(local) => reading.site.instant(local),
                Err(_) => parse_instant(text, &reading.site, reading.today, false),
            };
            return match instant {
                Ok(instant) => Ok(moment_text(&reading.site, instant)),
                Err(error) if error.kind == Kind::Invalid => Err(format!("{}: {}", self.name, error.message)),
                Err(_) => Err(self.is_no(text, "time such as 2026-03-02T08:00")),
            };
        }
        match (time(value, text), parse_day(text, reading.today)) {
            (Some(time), _) => Ok(time),
            (None, Ok(day)) => Ok(day.to_string()),
            (None, Err(_)) => Err(self.is_no(text, "time such as 2026-03-02T08:00")),
        }
    }

    fn instant(&self, local: NaiveDateTime, reading: &Reading) -> Result<String, String> {
        let instant = reading.site.instant(local);
        let instant = instant.map_err(|error| format!("{}: {}", self.name, error.message))?;
        Ok(moment_text(&reading.site, instant))
    }
}

/// An instant as values have it: in the site's zone.
pub fn moment_text(site: &Site, instant: Timestamp) -> String {
    site.local(instant)
        .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)
}

/// A list as values have it.
pub fn joined(mut parts: Vec<String>) -> String {
    parts.sort_by_cached_key(|part| (name_key(part), part.clone()));
    parts.dedup();
    parts.join("; ")
}

/// The parts of a list.
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

/// A cell as text: whole numbers without decimals, days and times as ISO writes them.
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

fn flag(text: &str) -> Option<String> {
    let word = text.trim().to_lowercase();
    match word.as_str() {
        "yes" | "y" | "true" | "1" | "x" => Some(YES.to_owned()),
        "no" | "n" | "false" | "0" => Some(NO.to_owned()),
        _ => None,
    }
}

fn day(value: &CellValue, text: &str, reading: &Reading) -> Option<String> {
    match value {
        CellValue::DateTime(local) => Some(local.date().to_string()),
        _ => parse_day(text, reading.today).ok().map(|day| day.to_string()),
    }
}

/// To the minute; seconds that are none may stand there.
fn time(value: &CellValue, text: &str) -> Option<String> {
    let time = match value {
        CellValue::Time(time) => *time,
        _ => {
            let text = text.trim();
            let bare = text.strip_suffix(":00").filter(|bare| bare.contains(':'));
            parse_time(bare.unwrap_or(text)).ok()?
        }
    };
    Some(time.format("%H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settings::Settings;

    const fn field(form: Form) -> Field {
        Field {
            name: "field",
            also: &["Other", "Field No."],
            form,
            need: Need::No,
            about: "",
            example: "",
        }
    }

    fn reading() -> Reading {
        Reading {
            site: Settings::default().site(),
            currency: Currency::ZAR,
            today: "2026-01-15".parse().unwrap(),
        }
    }

    fn read(form: Form, text: &str) -> Result<String, String> {
        field(form).read(&CellValue::Text(text.to_owned()), &reading())
    }

    #[test]
    fn headings_are_known_however_they_are_written() {
        for heading in ["Field", "FIELD ", "other", "Field No", "field-no"] {
            assert!(field(Form::Count).is_named(heading), "{heading}");
        }
        assert!(!field(Form::Count).is_named("Fields"));
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
            assert_eq!(read(Form::Count, text).as_deref(), Ok(number), "{text}");
        }
        for text in ["-1", "1,000", "12.5", "a", "4294967296", "1.2.3"] {
            assert!(read(Form::Count, text).is_err(), "{text}");
        }
        let number = field(Form::Count).read(&CellValue::Number(30.0), &reading());
        assert_eq!(number.as_deref(), Ok("30"));
        let text = field(Form::Text(10)).read(&CellValue::Number(302.0), &reading());
        assert_eq!(text.as_deref(), Ok("302"));
    }

    #[test]
    fn moments_are_days_times_or_both() {
        for (text, moment) in [
            ("2026-03-02T08:00", "2026-03-02T08:00:00+02:00"),
            ("2026-03-02 08:00:00", "2026-03-02T08:00:00+02:00"),
            ("2026-03-02T06:00:00Z", "2026-03-02T08:00:00+02:00"),
            ("2026-03-02", "2026-03-02"),
            ("tomorrow", "2026-01-16"),
            ("08:00", "08:00"),
            ("8:00:00", "08:00"),
        ] {
            assert_eq!(read(Form::Moment, text).as_deref(), Ok(moment), "{text}");
        }
        for text in ["02/03/2026", "2026-13-01", "25:00", "2026-03", "soon"] {
            assert!(read(Form::Moment, text).is_err(), "{text}");
        }
    }

    #[test]
    fn lists_are_the_same_in_any_order() {
        assert_eq!(
            read(Form::List, "projector, Air con").as_deref(),
            Ok("Air con; projector")
        );
        assert_eq!(read(Form::List, "b; a, c; b").as_deref(), Ok("a, c; b"));
        assert_eq!(
            read(Form::Spellings, "Focus, upper").as_deref(),
            Ok("Focus, upper")
        );
        assert_eq!(parts("a, c; b"), ["a, c", "b"]);
    }

    #[test]
    fn an_error_of_a_formula_is_a_fault_and_money_has_its_comma() {
        let fault = field(Form::Count).read(&CellValue::Error("#REF!".into()), &reading());
        assert_eq!(fault.unwrap_err(), "field: the cell holds the error #REF!");
        assert_eq!(read(Form::Money, "R1 250,50").as_deref(), Ok("1250.50"));
        assert!(read(Form::Flag, "perhaps").is_err());
    }
}
