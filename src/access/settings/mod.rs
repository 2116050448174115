//! What the whole site shares: one table of settings, kept in the database.

pub mod cmd;
mod service;
mod store;

use std::collections::BTreeMap;

use chrono::{NaiveTime, Weekday};

use crate::db::Connection;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Currency;
use crate::kernel::period::{Site, parse_time, parse_time_range};

/// What a value must be.
#[derive(Debug, Clone, Copy)]
enum Rule {
    TimeZone,
    TimeOfDay,
    /// Inclusive bounds.
    Number(i64, i64),
    Text,
    /// A code of ISO 4217.
    Currency,
    /// From 0 to 100, with at most two decimals.
    Percent,
    /// Width and height in millimetres, `63.5x38.1`, at least 15 by 15 and no larger than A4.
    Size,
    /// Separated by commas.
    List,
    /// `yes` or `no`.
    YesNo,
    /// `18:00-07:00`, over midnight too, or `none`.
    Hours,
    /// `sat, sun`, at most six of them, or `none`.
    Weekdays,
    /// `Colab <colab@example.org>`, or `none`.
    Sender,
}

/// A setting that is switched off.
const NONE: &str = "none";

/// One setting of the site.
pub struct Setting {
    pub key: &'static str,
    rule: Rule,
    pub default: &'static str,
    pub about: &'static str,
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "timezone",
        rule: Rule::TimeZone,
        default: "Africa/Johannesburg",
        about: "time zone of the site",
    },
    Setting {
        key: "day_start",
        rule: Rule::TimeOfDay,
        default: "07:30",
        about: "start of the site day",
    },
    Setting {
        key: "day_end",
        rule: Rule::TimeOfDay,
        default: "16:30",
        about: "end of the site day",
    },
    Setting {
        key: "capacity_warn_percent",
        rule: Rule::Number(1, 100),
        default: "90",
        about: "from this share of a room's capacity on, a booking warns",
    },
    Setting {
        key: "import_ignore",
        rule: Rule::List,
        default: "Storage, Office, Offices, IT Office, IT Store, Store room, Prayer Room, 4th Floor, Public holiday, \
                  Holiday, Closed, Kitchen, Server room, -, x, n/a",
        about: "whole cells of a schedule that are no booking",
    },
    Setting {
        key: "import_facilitators",
        rule: Rule::Number(0, 100),
        default: "1",
        about: "facilitators of a cell that counts learners alone",
    },
    Setting {
        key: "import_long_term_days",
        rule: Rule::Number(2, 366),
        default: "20",
        about: "working days in a row after which a client without a headcount is a long-term tenant",
    },
    Setting {
        key: "import_max_cells",
        rule: Rule::Number(1_000, 20_000_000),
        default: "1000000",
        about: "most used cells of one sheet",
    },
    Setting {
        key: "bcrypt_cost",
        rule: Rule::Number(4, 16),
        default: "12",
        about: "work of a password hash",
    },
    Setting {
        key: "session_days",
        rule: Rule::Number(1, 366),
        default: "30",
        about: "days until a sign-in expires",
    },
    Setting {
        key: "stock_warn_percent",
        rule: Rule::Number(0, 100),
        default: "20",
        about: "at or below this share of free devices, a category's stock warns",
    },
    Setting {
        key: "stock_alert_percent",
        rule: Rule::Number(0, 100),
        default: "10",
        about: "at or below this share of free devices, a category's stock alerts",
    },
    Setting {
        key: "stock_warn_count",
        rule: Rule::Number(0, 100_000),
        default: "5",
        about: "below so many free devices, a category's stock warns",
    },
    Setting {
        key: "ghost_waiting_days",
        rule: Rule::Number(1, 365),
        default: "2",
        about: "days after which a booking has waited too long for a room",
    },
    Setting {
        key: "currency",
        rule: Rule::Currency,
        default: "ZAR",
        about: "currency of prices, by its ISO code",
    },
    Setting {
        key: "tax_percent",
        rule: Rule::Percent,
        default: "15",
        about: "tax on what is charged, in percent",
    },
    Setting {
        key: "half_day_minutes",
        rule: Rule::Number(0, 1440),
        default: "270",
        about: "a booking of one day and at most so many minutes is charged as half a day",
    },
    Setting {
        key: "half_day_percent",
        rule: Rule::Number(0, 100),
        default: "60",
        about: "what half a day costs in a room, in percent of a day",
    },
    Setting {
        key: "label_size_mm",
        rule: Rule::Size,
        default: "63.5x38.1",
        about: "width and height of a label on a sheet of A4",
    },
    Setting {
        key: "company_name",
        rule: Rule::Text,
        default: "Colab",
        about: "name on what is printed",
    },
    Setting {
        key: "mail_from",
        rule: Rule::Sender,
        default: NONE,
        about: "who sends the site's mail",
    },
    Setting {
        key: "quiet_hours",
        rule: Rule::Hours,
        default: NONE,
        about: "hours in which no notifications are sent, such as 18:00-07:00",
    },
    Setting {
        key: "quiet_days",
        rule: Rule::Weekdays,
        default: NONE,
        about: "days on which no notifications are sent, such as sat, sun",
    },
    Setting {
        key: "quiet_lets_alerts_pass",
        rule: Rule::YesNo,
        default: "no",
        about: "whether alerts are sent in quiet hours and on quiet days too",
    },
    Setting {
        key: "send_max_attempts",
        rule: Rule::Number(1, 1000),
        default: "30",
        about: "tries after which a digest is given up; 30 take about five days",
    },
];

/// The setting with this key.
///
/// # Errors
/// `NotFound` with the nearest keys.
pub fn setting(key: &str) -> Result<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key).ok_or_else(|| {
        let nearest = crate::kernel::names::nearest(key, SETTINGS.iter().map(|setting| setting.key), 3);
        Error::not_found(
            ErrorCode::UnknownSetting,
            format!("there is no setting `{key}`"),
            &nearest,
        )
        .hint("colab config get lists them")
    })
}

impl Setting {
    /// The value as it is stored.
    ///
    /// # Errors
    /// `Invalid` for one that breaks the setting's rule.
    pub fn check(&self, value: &str) -> Result<String> {
        let value = value.trim();
        let refuse = |fact: String| {
            Err(Error::invalid(
                ErrorCode::InvalidSetting,
                format!("{}: {fact}", self.key),
            ))
        };
        match self.rule {
            Rule::TimeZone => match value.parse::<chrono_tz::Tz>() {
                Ok(zone) => Ok(zone.name().to_owned()),
                Err(_) => refuse(format!("`{value}` is no time zone, such as Africa/Johannesburg")),
            },
            Rule::TimeOfDay => match parse_time(value) {
                Ok(time) => Ok(time.format("%H:%M").to_string()),
                Err(_) => refuse(format!("`{value}` is no time, such as 07:30")),
            },
            Rule::Number(low, high) => match value.parse::<i64>() {
                Ok(number) if (low..=high).contains(&number) => Ok(number.to_string()),
                _ => refuse(format!("`{value}` is no number from {low} to {high}")),
            },
            Rule::Size => match size(value) {
                Some((width, height)) => Ok(format!("{width}x{height}")),
                None => refuse(format!(
                    "`{value}` is no size such as 63.5x38.1, from 15x15 to 210x297"
                )),
            },
            Rule::Currency => match Currency::from_code(&value.to_uppercase()) {
                Some(currency) => Ok(currency.code().to_owned()),
                None => refuse(format!("`{value}` is no currency, such as ZAR")),
            },
            Rule::Percent => match hundredths(value) {
                Some(_) => Ok(value.to_owned()),
                None => refuse(format!("`{value}` is no percentage such as 15 or 15.5")),
            },
            Rule::YesNo => match value.to_lowercase().as_str() {
                word @ ("yes" | "no") => Ok(word.to_owned()),
                _ => refuse(format!("`{value}` is neither yes nor no")),
            },
            Rule::Hours | Rule::Weekdays | Rule::Sender if value == NONE => Ok(NONE.to_owned()),
            Rule::Hours => match hours(value) {
                Some((start, end)) => Ok(format!("{}-{}", start.format("%H:%M"), end.format("%H:%M"))),
                None => refuse(format!(
                    "`{value}` are no hours such as 18:00-07:00, and not none"
                )),
            },
            Rule::Weekdays => match weekdays(value) {
                Some(days) => Ok(day_words(&days)),
                None => refuse(format!(
                    "`{value}` are no days such as sat, sun, at most six, and not none"
                )),
            },
            Rule::Sender => match value.parse::<lettre::message::Mailbox>() {
                Ok(sender) => Ok(sender.to_string()),
                Err(_) => refuse(format!(
                    "`{value}` is no sender such as Colab <colab@example.org>, and not none"
                )),
            },
            Rule::Text | Rule::List => crate::kernel::text::clean_text(self.key, value, 2000),
        }
    }
}

/// Hundredths of a percent, of a percentage from 0 to 100 with at most two decimals.
pub fn hundredths(value: &str) -> Option<i64> {
    let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
    let digits =
        |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let hundredths: i64 = format!("{whole}{part:0<2}").parse().ok()?;
    (hundredths <= 10_000).then_some(hundredths)
}

/// From when to when; the end may be on the next day.
fn hours(value: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (start, end) = parse_time_range(value).ok()?;
    (start != end).then_some((start, end))
}

/// In the order of the week.
fn weekdays(value: &str) -> Option<Vec<Weekday>> {
    let days: Result<Vec<Weekday>, _> = value.split(',').map(|word| word.trim().parse()).collect();
    let mut days = days.ok()?;
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    (days.len() < 7).then_some(days)
}

/// `sat, sun`.
fn day_words(days: &[Weekday]) -> String {
    let words: Vec<String> = days.iter().map(|day| day.to_string().to_lowercase()).collect();
    words.join(", ")
}

/// Width and height of a label.
fn size(value: &str) -> Option<(f32, f32)> {
    let (width, height) = value.split_once('x')?;
    let (width, height): (f32, f32) = (width.trim().parse().ok()?, height.trim().parse().ok()?);
    let fits = (15.0..=210.0).contains(&width) && (15.0..=297.0).contains(&height);
    fits.then_some((width, height))
}

/// The settings in force.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    changed: BTreeMap<String, String>,
}

impl Settings {
    /// # Errors
    /// `Database` when they cannot be read.
    pub fn load(connection: &mut Connection) -> Result<Self> {
        Ok(Self {
            changed: store::all(connection)?.into_iter().collect(),
        })
    }

    /// Those that somebody changed, as they are stored.
    pub fn changed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.changed
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// A setting's value in force, and whether someone changed it.
    pub fn get(&self, setting: &Setting) -> (String, bool) {
        match self.changed.get(setting.key) {
            Some(value) => (value.clone(), true),
            None => (setting.default.to_owned(), false),
        }
    }

    /// Only for keys of [`SETTINGS`]; anything else is empty.
    fn value(&self, key: &str) -> String {
        setting(key)
            .map(|setting| self.get(setting).0)
            .unwrap_or_default()
    }

    /// A number setting; the table's bounds hold, so it fits.
    fn number(&self, key: &str) -> u32 {
        self.value(key).parse().unwrap_or_default()
    }

    fn time(&self, key: &str) -> NaiveTime {
        parse_time(&self.value(key)).unwrap_or_default()
    }

    pub fn site(&self) -> Site {
        Site {
            timezone: self.value("timezone").parse().unwrap_or(chrono_tz::UTC),
            day_start: self.time("day_start"),
            day_end: self.time("day_end"),
        }
    }

    pub fn capacity_warn_percent(&self) -> u32 {
        self.number("capacity_warn_percent")
    }

    pub fn stock_warn_percent(&self) -> u32 {
        self.number("stock_warn_percent")
    }

    pub fn stock_alert_percent(&self) -> u32 {
        self.number("stock_alert_percent")
    }

    pub fn stock_warn_count(&self) -> u32 {
        self.number("stock_warn_count")
    }

    pub fn ghost_waiting_days(&self) -> i64 {
        self.number("ghost_waiting_days").into()
    }

    pub fn currency(&self) -> Currency {
        Currency::from_code(&self.value("currency")).unwrap_or(Currency::ZAR)
    }

    /// Tax in hundredths of a percent: 1500 is 15 %.
    pub fn tax_hundredths(&self) -> i64 {
        hundredths(&self.value("tax_percent")).unwrap_or_default()
    }

    /// The longest half-day, in minutes.
    pub fn half_day_minutes(&self) -> i64 {
        self.number("half_day_minutes").into()
    }

    pub fn half_day_percent(&self) -> i64 {
        self.number("half_day_percent").into()
    }

    pub fn company_name(&self) -> String {
        self.value("company_name")
    }

    /// Width and height of a label, in millimetres.
    pub fn label_size_mm(&self) -> (f32, f32) {
        size(&self.value("label_size_mm")).unwrap_or((63.5, 38.1))
    }

    /// Who sends the site's mail.
    pub fn mail_from(&self) -> Option<lettre::message::Mailbox> {
        self.value("mail_from").parse().ok()
    }

    /// When no notifications are sent; the end may be on the next day.
    pub fn quiet_hours(&self) -> Option<(NaiveTime, NaiveTime)> {
        hours(&self.value("quiet_hours"))
    }

    /// When no notifications are sent; at most six days of the week.
    pub fn quiet_days(&self) -> Vec<Weekday> {
        weekdays(&self.value("quiet_days")).unwrap_or_default()
    }

    pub fn quiet_lets_alerts_pass(&self) -> bool {
        self.value("quiet_lets_alerts_pass") == "yes"
    }

    pub fn send_max_attempts(&self) -> u32 {
        self.number("send_max_attempts")
    }

    pub fn import_ignore(&self) -> Vec<String> {
        self.value("import_ignore")
            .split(',')
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect()
    }

    pub fn import_facilitators(&self) -> u32 {
        self.number("import_facilitators")
    }

    pub fn import_long_term_days(&self) -> u32 {
        self.number("import_long_term_days")
    }

    pub fn import_max_cells(&self) -> u64 {
        self.number("import_max_cells").into()
    }

    pub fn bcrypt_cost(&self) -> u32 {
        self.number("bcrypt_cost")
    }

    pub fn session_days(&self) -> i64 {
        self.number("session_days").into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_keeps_its_own_rule() {
        for setting in SETTINGS {
            assert_eq!(
                setting.check(setting.default).unwrap(),
                setting.default,
                "{}",
                setting.key
            );
        }
    }

    #[test]
    fn a_value_that_breaks_the_rule_is_refused() {
        for (key, value) in [
            ("timezone", "Mars/Olympus"),
            ("day_start", "25:00"),
            ("bcrypt_cost", "99"),
            ("bcrypt_cost", "x"),
            ("currency", "Rand"),
            ("tax_percent", "15.555"),
            ("tax_percent", "101"),
            ("tax_percent", "-1"),
            ("mail_from", "nobody"),
            ("quiet_hours", "18:00"),
            ("quiet_hours", "07:00-07:00"),
            ("quiet_days", "caturday"),
            ("quiet_days", "mon,tue,wed,thu,fri,sat,sun"),
            ("quiet_lets_alerts_pass", "perhaps"),
        ] {
            assert_eq!(
                setting(key).unwrap().check(value).unwrap_err().code,
                "invalid_setting",
                "{key}={value}"
            );
        }
        assert_eq!(
            setting("timezon").err().unwrap().hints[0],
            "did you mean timezone?"
        );
    }
}
