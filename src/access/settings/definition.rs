//! Every setting there is, and what its value must be.

use chrono::{NaiveTime, Weekday};

use crate::access::auth::{Permission, PermissionScope, Role, reach};
use crate::access::bank_column::{ColumnMeaning, bank_column};
use crate::access::outbox::Recipient;
use crate::kernel::country::country_code;
use crate::kernel::email::parse_mailbox;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Currency;
use crate::kernel::percent::{percent, thousandths};
use crate::kernel::period::{Site, parse_end_time, parse_time, parse_time_range};
use crate::kernel::tax::TaxSchedule;
use crate::kernel::text::clean_text;

/// What a value must be.
#[derive(Debug, Clone, Copy)]
enum SettingRule {
    TimeZone,
    TimeOfDay,
    /// `HH:MM`, or 24:00 for midnight.
    EndOfDay,
    /// Inclusive bounds.
    Number(i64, i64),
    Text,
    /// A text, or `none`.
    Detail,
    /// The name of an account: `Assets:Bank`.
    Account,
    /// Days that ascend, separated by commas.
    Stages,
    /// Headings of a bank's statement and what stands under them, separated by commas; or `none`.
    BankColumns,
    /// Days before a start, descending, each with a percentage that does not fall: `14:0, 7:50`; or `none`.
    Tiers,
    /// A code of ISO 4217.
    Currency,
    /// Two letters of ISO 3166.
    Country,
    /// A percentage with at most three decimals; stored with the days from which others hold.
    TaxRates,
    /// Width and height in millimetres, `63.5x38.1`, at least 15 by 15 and no larger than A4.
    Size,
    /// Separated by commas.
    List,
    /// `yes` or `no`.
    YesNo,
    /// `on` or `off`.
    OnOff,
    /// A language that messages to clients are written in.
    Language,
    /// `18:00-07:00`, over midnight too, or `none`.
    Hours,
    /// `sat, sun`, at most six of them, or `none`.
    Weekdays,
    /// `Colab <colab@example.org>`, or `none`.
    Sender,
    /// Roles and users, in order, separated by commas: `finance, user:thandi`.
    Levels,
}

/// The languages that messages to clients are written in.
pub const LANGUAGES: [&str; 2] = ["en", "af"];

/// What is off until somebody switches it on.
const OFF: &str = "off";

/// A setting that is switched off.
const NONE: &str = "none";

/// One setting of the site.
pub struct Setting {
    pub key: &'static str,
    rule: SettingRule,
    pub default: &'static str,
    pub about: &'static str,
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "timezone",
        rule: SettingRule::TimeZone,
        default: "Africa/Johannesburg",
        about: "time zone of the site",
    },
    Setting {
        key: "day_start",
        rule: SettingRule::TimeOfDay,
        default: "07:30",
        about: "start of the site day",
    },
    Setting {
        key: "day_end",
        rule: SettingRule::EndOfDay,
        default: "16:30",
        about: "end of the site day",
    },
    Setting {
        key: "capacity_warn_percent",
        rule: SettingRule::Number(1, 100),
        default: "90",
        about: "from this share of a room's capacity on, a booking warns",
    },
    Setting {
        key: "import_ignore",
        rule: SettingRule::List,
        default: "Storage, Office, Offices, IT Office, IT Store, Store room, Prayer Room, 4th Floor, Public holiday, \
                  Holiday, Closed, Kitchen, Server room, -, x, n/a",
        about: "whole cells of a schedule that are not bookings",
    },
    Setting {
        key: "import_facilitators",
        rule: SettingRule::Number(0, 100),
        default: "1",
        about: "facilitators of a cell that counts learners alone",
    },
    Setting {
        key: "import_long_term_days",
        rule: SettingRule::Number(2, 366),
        default: "20",
        about: "working days in a row after which a client without a headcount is a long-term tenant",
    },
    Setting {
        key: "import_max_cells",
        rule: SettingRule::Number(1_000, 20_000_000),
        default: "1000000",
        about: "most used cells of one sheet",
    },
    Setting {
        key: "bcrypt_cost",
        rule: SettingRule::Number(4, 16),
        default: "12",
        about: "work of a password hash",
    },
    Setting {
        key: "session_days",
        rule: SettingRule::Number(1, 366),
        default: "30",
        about: "days until a sign-in expires",
    },
    Setting {
        key: "session_idle_minutes",
        rule: SettingRule::Number(0, 100_000),
        default: "0",
        about: "minutes without a command after which a sign-in expires, 0 for never",
    },
    Setting {
        key: "email_domains",
        rule: SettingRule::List,
        default: "any",
        about: "domains of users' email addresses, separated by commas, or any",
    },
    Setting {
        key: "pool_interactive",
        rule: SettingRule::Number(1, 10_000),
        default: "12",
        about: "connections to a server that people's commands are expected to take",
    },
    Setting {
        key: "pool_agents",
        rule: SettingRule::Number(1, 10_000),
        default: "6",
        about: "transactions of agents that a server sees at once",
    },
    Setting {
        key: "pool_system",
        rule: SettingRule::Number(1, 10_000),
        default: "2",
        about: "transactions of jobs, checks and notifications that a server sees at once",
    },
    Setting {
        key: "stock_warn_percent",
        rule: SettingRule::Number(0, 100),
        default: "20",
        about: "at or below this share of free devices, a category's stock warns",
    },
    Setting {
        key: "stock_alert_percent",
        rule: SettingRule::Number(0, 100),
        default: "10",
        about: "at or below this share of free devices, a category's stock alerts",
    },
    Setting {
        key: "stock_warn_count",
        rule: SettingRule::Number(0, 100_000),
        default: "5",
        about: "below so many free devices, a category's stock warns",
    },
    Setting {
        key: "ghost_waiting_days",
        rule: SettingRule::Number(1, 365),
        default: "2",
        about: "days after which a booking has waited too long for a room",
    },
    Setting {
        key: "overdue_reminder_days",
        rule: SettingRule::Number(0, 365),
        default: "0",
        about: "after so many days an overdue rental is sent again; 0 for never",
    },
    Setting {
        key: "sla_returned_warn_days",
        rule: SettingRule::Number(1, 3650),
        default: "3",
        about: "after so many days returned from a rental, a device needs attention",
    },
    Setting {
        key: "sla_returned_critical_days",
        rule: SettingRule::Number(1, 3650),
        default: "7",
        about: "after so many days returned from a rental, a device is critical",
    },
    Setting {
        key: "sla_testing_warn_days",
        rule: SettingRule::Number(1, 3650),
        default: "2",
        about: "after so many days in testing, a device needs attention",
    },
    Setting {
        key: "sla_testing_critical_days",
        rule: SettingRule::Number(1, 3650),
        default: "5",
        about: "after so many days in testing, a device is critical",
    },
    Setting {
        key: "sla_repair_warn_days",
        rule: SettingRule::Number(1, 3650),
        default: "7",
        about: "after so many days in repair, a device needs attention",
    },
    Setting {
        key: "sla_repair_critical_days",
        rule: SettingRule::Number(1, 3650),
        default: "14",
        about: "after so many days in repair, a device is critical",
    },
    Setting {
        key: "task_after_check_out",
        rule: SettingRule::YesNo,
        default: "no",
        about: "whether the check-out of a booking makes a task to clean its room within two hours",
    },
    Setting {
        key: "task_after_return",
        rule: SettingRule::YesNo,
        default: "no",
        about: "whether a device that is returned from a rental for inspection makes a task to inspect it",
    },
    Setting {
        key: "currency",
        rule: SettingRule::Currency,
        default: "ZAR",
        about: "currency of prices, by its ISO code",
    },
    Setting {
        key: "tax_percent",
        rule: SettingRule::TaxRates,
        default: "15",
        about: "tax on what is charged, in percent, by the day of the service",
    },
    Setting {
        key: "one_person_approves",
        rule: SettingRule::YesNo,
        default: "no",
        about: "whether the only admin of a site approves own costings; it ends when there is a second admin",
    },
    Setting {
        key: "requisition_levels",
        rule: SettingRule::Levels,
        default: "training_facility_admin, finance, procurement_officer",
        about: "who approves a requisition after its requester, in order: roles, or user:NAME",
    },
    Setting {
        key: "half_day_minutes",
        rule: SettingRule::Number(0, 1440),
        default: "270",
        about: "a booking of one day and at most so many minutes is charged as half a day",
    },
    Setting {
        key: "half_day_percent",
        rule: SettingRule::Number(0, 100),
        default: "60",
        about: "what half a day costs in a room, in percent of a day",
    },
    Setting {
        key: "label_size_mm",
        rule: SettingRule::Size,
        default: "63.5x38.1",
        about: "width and height of a label on a sheet of A4",
    },
    Setting {
        key: "company_name",
        rule: SettingRule::Text,
        default: "Colab",
        about: "name on what is printed",
    },
    Setting {
        key: "company_address",
        rule: SettingRule::Detail,
        default: NONE,
        about: "address on invoices; a semicolon begins a line",
    },
    Setting {
        key: "company_country",
        rule: SettingRule::Country,
        default: "ZA",
        about: "country of the site, and of clients that have none, as two letters",
    },
    Setting {
        key: "company_tax_number",
        rule: SettingRule::Detail,
        default: NONE,
        about: "tax number on invoices",
    },
    Setting {
        key: "bank_details",
        rule: SettingRule::Detail,
        default: NONE,
        about: "how invoices are paid; a semicolon begins a line",
    },
    Setting {
        key: "bank_columns",
        rule: SettingRule::BankColumns,
        default: NONE,
        about: "columns of the bank's statements, such as Booked=date, Sum=amount",
    },
    Setting {
        key: "account_receivables",
        rule: SettingRule::Account,
        default: "Assets:Receivables",
        about: "account of what clients owe, in the journal",
    },
    Setting {
        key: "account_income",
        rule: SettingRule::Account,
        default: "Income:Sales",
        about: "account of what is charged; the kind follows it: Income:Sales:Room",
    },
    Setting {
        key: "account_advances",
        rule: SettingRule::Account,
        default: "Liabilities:Advances",
        about: "account of advances until they are set off",
    },
    Setting {
        key: "account_tax",
        rule: SettingRule::Account,
        default: "Liabilities:Tax",
        about: "account of the tax that is charged",
    },
    Setting {
        key: "account_bank",
        rule: SettingRule::Account,
        default: "Assets:Bank",
        about: "account that payments reach",
    },
    Setting {
        key: "account_refunds",
        rule: SettingRule::Account,
        default: "Assets:Bank",
        about: "account that refunds leave",
    },
    Setting {
        key: "account_write_offs",
        rule: SettingRule::Account,
        default: "Expenses:BadDebts",
        about: "account of what is written off",
    },
    Setting {
        key: "keep_invoices_years",
        rule: SettingRule::Number(0, 100),
        default: "10",
        about: "years in which invoices and payments keep the name of a client that is forgotten",
    },
    Setting {
        key: "reminder_days",
        rule: SettingRule::Stages,
        default: "7, 30, 60",
        about: "days after which clients are reminded of an overdue invoice, stage by stage",
    },
    Setting {
        key: "invoice_terms_days",
        rule: SettingRule::Number(0, 365),
        default: "30",
        about: "days within which an invoice is paid",
    },
    Setting {
        key: "cancellation_tiers",
        rule: SettingRule::Tiers,
        default: NONE,
        about: "percent kept of a cancelled booking, by the days before its start, such as 14:0, 7:50, 2:75, 0:100",
    },
    Setting {
        key: "quote_valid_days",
        rule: SettingRule::Number(0, 365),
        default: "30",
        about: "days for which a numbered quote can be accepted",
    },
    Setting {
        key: "mail_from",
        rule: SettingRule::Sender,
        default: NONE,
        about: "who sends the site's mail",
    },
    Setting {
        key: "demand_recorded",
        rule: SettingRule::YesNo,
        default: "yes",
        about: "whether bookings that got no room are recorded as demand",
    },
    Setting {
        key: "waiting_offer_hours",
        rule: SettingRule::Number(1, 720),
        default: "24",
        about: "hours for which a free room is offered to one on the waiting list before the next one is asked",
    },
    Setting {
        key: "client_messages",
        rule: SettingRule::OnOff,
        default: OFF,
        about: "whether clients are told of their bookings and returns by mail (colab notify clients)",
    },
    Setting {
        key: "client_messages_max",
        rule: SettingRule::Number(1, 100_000),
        default: "50",
        about: "most messages to clients that one run sends without --yes",
    },
    Setting {
        key: "message_delay_minutes",
        rule: SettingRule::Number(0, 1440),
        default: "10",
        about: "minutes that a change of a booking waits for further ones before its client is told",
    },
    Setting {
        key: "language",
        rule: SettingRule::Language,
        default: "en",
        about: "language of messages to clients that have none of their own: en or af",
    },
    Setting {
        key: "quiet_hours",
        rule: SettingRule::Hours,
        default: NONE,
        about: "hours in which no notifications and messages to clients are sent, such as 18:00-07:00",
    },
    Setting {
        key: "quiet_days",
        rule: SettingRule::Weekdays,
        default: NONE,
        about: "days on which no notifications and messages to clients are sent, such as sat, sun",
    },
    Setting {
        key: "quiet_lets_alerts_pass",
        rule: SettingRule::YesNo,
        default: "no",
        about: "whether alerts are sent in quiet hours and on quiet days too",
    },
    Setting {
        key: "send_max_attempts",
        rule: SettingRule::Number(1, 1000),
        default: "30",
        about: "tries after which a digest or message is given up; 30 take about five days",
    },
    Setting {
        key: "job_runs_kept",
        rule: SettingRule::Number(10, 1_000_000),
        default: "1000",
        about: "runs that are kept of each job, the newest",
    },
];

/// Returns the setting with this key.
///
/// # Errors
/// `NotFound` with the nearest keys.
pub fn setting(key: &str) -> Result<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key).ok_or_else(|| {
        let nearest = crate::kernel::names::nearest(key, SETTINGS.iter().map(|setting| setting.key), 3);
        Error::not_found(
            ErrorCode::UnknownSetting,
            format!("setting `{key}` not found"),
            &nearest,
        )
        .hint("colab config get")
    })
}

impl Setting {
    /// Returns the users that a value names, who must be there.
    pub fn users_named(&self, value: &str) -> Vec<String> {
        let SettingRule::Levels = self.rule else {
            return Vec::new();
        };
        let named = levels(value).unwrap_or_default().into_iter();
        let named = named.filter_map(|level| match level {
            Recipient::User(name) => Some(name),
            Recipient::Role(_) => None,
        });
        named.collect()
    }

    /// Returns the values that a shell may offer: those of a rule that has a list of them.
    pub fn choices(&self) -> Vec<&'static str> {
        match self.rule {
            SettingRule::TimeZone => chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect(),
            SettingRule::YesNo => vec!["yes", "no"],
            SettingRule::OnOff => vec!["on", OFF],
            SettingRule::Language => LANGUAGES.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Checks a value as it is stored: with the tax rates of all days.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn check_stored(&self, value: &str) -> Result<()> {
        if matches!(self.rule, SettingRule::TaxRates) && TaxSchedule::parse(value).is_some() {
            return Ok(());
        }
        self.check(value).map(|_value| ())
    }

    /// Returns the value as it is stored.
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
            SettingRule::TimeZone => match value.parse::<chrono_tz::Tz>() {
                Ok(zone) => Ok(zone.name().to_owned()),
                Err(_) => refuse(format!("invalid time zone `{value}`; write Africa/Johannesburg")),
            },
            SettingRule::TimeOfDay => match parse_time(value) {
                Ok(time) => Ok(time.format("%H:%M").to_string()),
                Err(_) => refuse(format!("invalid time `{value}`; write 07:30")),
            },
            SettingRule::EndOfDay => match parse_end_time(value) {
                Ok(NaiveTime::MIN) => Ok("24:00".to_owned()),
                Ok(time) => Ok(time.format("%H:%M").to_string()),
                Err(_) => refuse(format!("invalid time `{value}`; write 16:30 or 24:00")),
            },
            SettingRule::Number(low, high) => match value.parse::<i64>() {
                Ok(number) if (low..=high).contains(&number) => Ok(number.to_string()),
                _ => refuse(format!("invalid number `{value}`; allowed are {low} to {high}")),
            },
            SettingRule::Size => match size(value) {
                Some((width, height)) => Ok(format!("{width}x{height}")),
                None => refuse(format!(
                    "invalid size `{value}`; write 63.5x38.1, from 15x15 to 210x297"
                )),
            },
            SettingRule::Currency => match Currency::from_code(&value.to_uppercase()) {
                Some(currency) => Ok(currency.code().to_owned()),
                None => refuse(format!(
                    "unknown currency `{value}`; write an ISO code such as ZAR"
                )),
            },
            SettingRule::Country => match country_code(value) {
                Some(code) => Ok(code),
                None => refuse(format!(
                    "invalid country `{value}`; write its two letters, such as ZA"
                )),
            },
            SettingRule::TaxRates => match thousandths(value) {
                Some(rate) => Ok(percent(rate)),
                None => refuse(format!(
                    "invalid percentage `{value}`; write 15 or 15.5, with at most three decimals"
                )),
            },
            SettingRule::YesNo => match value.to_lowercase().as_str() {
                word @ ("yes" | "no") => Ok(word.to_owned()),
                _ => refuse(format!("invalid value `{value}`; write yes or no")),
            },
            SettingRule::OnOff => match value.to_lowercase().as_str() {
                word @ ("on" | OFF) => Ok(word.to_owned()),
                _ => refuse(format!("invalid value `{value}`; write on or off")),
            },
            SettingRule::Language => match value.to_lowercase() {
                word if LANGUAGES.contains(&&*word) => Ok(word),
                _ => refuse(format!(
                    "invalid language `{value}`; there are {}",
                    LANGUAGES.join(" and ")
                )),
            },
            SettingRule::Hours
            | SettingRule::Weekdays
            | SettingRule::Sender
            | SettingRule::Tiers
            | SettingRule::BankColumns
            | SettingRule::Detail
                if value == NONE =>
            {
                Ok(NONE.to_owned())
            }
            SettingRule::Hours => match hours(value) {
                Some((start, end)) => Ok(format!("{}-{}", start.format("%H:%M"), end.format("%H:%M"))),
                None => refuse(format!("invalid hours `{value}`; write 18:00-07:00 or none")),
            },
            SettingRule::Weekdays => match weekdays(value) {
                Some(days) => Ok(day_words(&days)),
                None => refuse(format!(
                    "invalid days `{value}`; write at most six, such as sat, sun, or none"
                )),
            },
            SettingRule::Sender => match parse_mailbox(value) {
                Some(sender) => Ok(sender.to_string()),
                None => refuse(format!(
                    "invalid sender `{value}`; write Colab <colab@example.org> or none"
                )),
            },
            SettingRule::Stages => match stages(value) {
                Some(days) => Ok(days.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")),
                None => refuse(format!("invalid days `{value}`; write 7, 30, 60, ascending")),
            },
            SettingRule::Levels => match levels(value) {
                Some(levels) => Ok(levels.iter().map(level_word).collect::<Vec<_>>().join(", ")),
                None => refuse(format!(
                    "invalid levels `{value}`; write roles or users in order, each once, such as finance, user:thandi"
                )),
            },
            SettingRule::BankColumns => match value.split(',').find(|one| bank_column(one).is_none()) {
                None => crate::kernel::text::clean_text(self.key, value, 2000),
                Some(column) => refuse(format!(
                    "invalid column `{}`; write Booked=date, Sum=amount, with the fields {}",
                    column.trim(),
                    ColumnMeaning::WORDS.join(", ")
                )),
            },
            SettingRule::Tiers => match tiers(value) {
                Some(tiers) => Ok(tier_words(&tiers)),
                None => refuse(format!(
                    "invalid tiers `{value}`; write 14:0, 7:50, 2:75, 0:100: days that descend, percentages that do not"
                )),
            },
            SettingRule::Account if is_account(value) => Ok(value.to_owned()),
            SettingRule::Account => refuse(format!(
                "invalid account `{value}`; write Assets:Bank, beginning with Assets, Liabilities, Equity, Income or Expenses"
            )),
            SettingRule::Text if value.trim().eq_ignore_ascii_case(NONE) => {
                refuse(format!("invalid name `{value}`"))
                    .map_err(|error| error.hint(format!("colab config unset {}", self.key)))
            }
            SettingRule::Text | SettingRule::Detail | SettingRule::List => {
                crate::kernel::text::clean_text(self.key, value, 2000)
            }
        }
    }
}

/// Parses hours, `18:00-07:00`; the end may be on the next day.
pub fn hours(value: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (start, end) = parse_time_range(value).ok()?;
    (start != end).then_some((start, end))
}

/// Parses days of the week, and returns them in its order.
pub fn weekdays(value: &str) -> Option<Vec<Weekday>> {
    let days: Result<Vec<Weekday>, _> = value.split(',').map(|word| word.trim().parse()).collect();
    let mut days = days.ok()?;
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    (days.len() < 7).then_some(days)
}

/// Returns days as words: `sat, sun`.
fn day_words(days: &[Weekday]) -> String {
    let words: Vec<String> = days.iter().map(|day| day.to_string().to_lowercase()).collect();
    words.join(", ")
}

/// Parses days that ascend, from 1 to 3650.
pub fn stages(value: &str) -> Option<Vec<i64>> {
    let days: Result<Vec<i64>, _> = value.split(',').map(|day| day.trim().parse()).collect();
    let days = days.ok()?;
    let fits = days.iter().all(|day| (1..=3650).contains(day)) && days.is_sorted_by(|a, b| a < b);
    fits.then_some(days)
}

/// Parses the levels of requisitions, at most nine, each once.
pub fn levels(value: &str) -> Option<Vec<Recipient>> {
    let level = |word: &str| match word.trim().split_once(':') {
        Some(("user", name)) => {
            let name = clean_text("user", name, 255).ok()?;
            Some(Recipient::User(name))
        }
        Some(_) => None,
        None => {
            let role = word.trim().parse().ok()?;
            let decides = reach(role, Permission::DecideRequisitions) != PermissionScope::No;
            (decides && Role::of_people().any(|one| one == role)).then_some(Recipient::Role(role))
        }
    };
    let levels: Vec<Recipient> = value.split(',').map(level).collect::<Option<_>>()?;
    let is_once = |(place, one): (usize, &Recipient)| !levels.iter().take(place).any(|other| other == one);
    let fits = levels.len() <= 9 && levels.iter().enumerate().all(is_once);
    fits.then_some(levels)
}

/// Returns a level as it is written.
fn level_word(level: &Recipient) -> String {
    match level {
        Recipient::Role(role) => role.to_string(),
        Recipient::User(_) => level.address(),
    }
}

/// Parses tiers: days before a start, descending, each with a percentage in thousandths that does not fall.
pub fn tiers(value: &str) -> Option<Vec<(i64, i64)>> {
    let tier = |text: &str| {
        let (days, part) = text.trim().split_once(':')?;
        let days: i64 = days
            .trim()
            .parse()
            .ok()
            .filter(|days| (0..=3650).contains(days))?;
        Some((days, thousandths(part.trim().trim_end_matches('%').trim())?))
    };
    let tiers: Vec<(i64, i64)> = value.split(',').map(tier).collect::<Option<_>>()?;
    let fits = tiers.is_sorted_by(|one, next| one.0 > next.0 && one.1 <= next.1);
    fits.then_some(tiers)
}

/// Returns tiers as they are written.
fn tier_words(tiers: &[(i64, i64)]) -> String {
    let words = tiers
        .iter()
        .map(|(days, part)| format!("{days}:{}", percent(*part)));
    words.collect::<Vec<_>>().join(", ")
}

/// Whether a text names an account as accounting programs do.
fn is_account(value: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let (root, rest) = value.split_once(':').unwrap_or((value, ""));
    ["Assets", "Liabilities", "Equity", "Income", "Expenses"].contains(&root) && rest.split(':').all(is_part)
}

/// Parses width and height of a label.
pub fn size(value: &str) -> Option<(f32, f32)> {
    let (width, height) = value.split_once('x')?;
    let (width, height): (f32, f32) = (width.trim().parse().ok()?, height.trim().parse().ok()?);
    let fits = (15.0..=210.0).contains(&width) && (15.0..=297.0).contains(&height);
    fits.then_some((width, height))
}

/// Refuses a site day that would end before it starts.
pub fn check_site_day(site: &Site) -> Result<()> {
    if site.day_end != NaiveTime::MIN && site.day_end <= site.day_start {
        return Err(Error::invalid(
            ErrorCode::InvalidSetting,
            "the site day must end after it starts",
        ));
    }
    Ok(())
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
            ("tax_percent", "15.5555"),
            ("tax_percent", "15, 16 from 2026-07-01"),
            ("tax_percent", "101"),
            ("tax_percent", "-1"),
            ("reminder_days", "30, 7"),
            ("cancellation_tiers", "7:50, 14:0"),
            ("cancellation_tiers", "14:50, 7:0"),
            ("cancellation_tiers", "14:0, 7:101"),
            ("cancellation_tiers", "-1:5"),
            ("cancellation_tiers", "14"),
            ("bank_columns", "Booked"),
            ("bank_columns", "Booked=when"),
            ("bank_columns", "=date"),
            ("account_bank", "bank"),
            ("account_bank", "Assets:"),
            ("mail_from", "nobody"),
            ("quiet_hours", "18:00"),
            ("quiet_hours", "07:00-07:00"),
            ("quiet_days", "caturday"),
            ("quiet_days", "mon,tue,wed,thu,fri,sat,sun"),
            ("quiet_lets_alerts_pass", "perhaps"),
            ("requisition_levels", "finanse"),
            ("requisition_levels", "finance, finance"),
            ("requisition_levels", "agent"),
            ("requisition_levels", "user:"),
            ("requisition_levels", ""),
            ("client_messages", "yes"),
            ("language", "de"),
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
