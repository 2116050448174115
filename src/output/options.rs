//! How a command shows its output, and values in each form.

use std::io::IsTerminal;

use chrono_tz::Tz;
use serde_json::{Map, Value as Json};

use super::record::{Record, Records, Value, check_fields};
use super::table;
use super::{ColorChoice, OutputFormat};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// How a command shows its output.
#[derive(Debug, Clone)]
pub struct OutputOptions {
    pub format: OutputFormat,
    /// `--fields`; empty for the default ones.
    pub fields: Vec<String>,
    pub timezone: Tz,
    /// Columns of the terminal; `None` in a pipe, where nothing is cut.
    pub width: Option<u16>,
    pub colour: bool,
    /// The same of standard error.
    pub colours_errors: bool,
    /// `--quiet`: a list without rows has no heading either.
    pub quiet: bool,
    /// `--no-header`.
    pub no_header: bool,
    /// The command that shows what is longer than the screen; `None` in a pipe.
    pub pager: Option<String>,
}

impl OutputOptions {
    /// Returns the options for standard output as it is: a terminal or a pipe.
    /// `by_default` is what the environment says about colours, if it does.
    pub fn new(
        format: OutputFormat,
        fields: Vec<String>,
        color: ColorChoice,
        by_default: Option<bool>,
    ) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let is_coloured = |terminal: bool| match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => by_default.unwrap_or(terminal),
        };
        let colours_errors = is_coloured(std::io::stderr().is_terminal());
        let width = terminal.then(table::terminal_width);
        Self {
            format,
            fields,
            timezone: chrono_tz::UTC,
            width,
            colour: is_coloured(terminal),
            colours_errors,
            quiet: false,
            no_header: false,
            pager: None,
        }
    }

    /// Sets the pager for standard output; a pipe has none.
    pub fn page_with(&mut self, command: String) {
        self.pager = std::io::stdout().is_terminal().then_some(command);
    }

    /// Lays out for a terminal of so many columns; a pipe has no width.
    pub fn fit(&mut self, columns: Option<u16>) {
        self.width = self
            .width
            .map(|width| columns.map_or(width, |columns| columns.max(table::MIN_WIDTH)));
    }

    /// Refuses unknown `--fields` of this record type, before a command changes anything.
    pub fn check_fields<T: Record>(&self) -> Result<()> {
        check_fields::<T>(&self.fields)
    }

    /// Formats an instant in the site's time zone for machines.
    pub fn rfc3339(&self, instant: Timestamp) -> String {
        instant
            .utc()
            .with_timezone(&self.timezone)
            .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)
    }

    /// Formats a value for people: instants to the minute, lists with commas.
    pub fn words(&self, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(true) => "yes".into(),
            Value::Bool(false) => "no".into(),
            Value::Int(number) => number.to_string(),
            Value::Tenths(tenths) => tenths_in_words(*tenths),
            Value::Money(money) => money.to_string(),
            // Notes of several lines stand on one.
            Value::Text(text) => text.replace('\n', " "),
            Value::Instant(instant) => instant
                .utc()
                .with_timezone(&self.timezone)
                .format("%Y-%m-%d %H:%M")
                .to_string(),
            Value::Date(date) => date.to_string(),
            Value::Time(time) => time.format("%H:%M").to_string(),
            // Records within a record stand on lines of their own.
            Value::List(values)
                if values
                    .iter()
                    .any(|one| matches!(one, Value::Object(_) | Value::Told { .. })) =>
            {
                values
                    .iter()
                    .map(|one| self.words(one))
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            Value::List(values) => values
                .iter()
                .map(|one| self.words(one))
                .collect::<Vec<_>>()
                .join(", "),
            Value::Told { at, words, .. } => {
                let local = |at: &Timestamp| at.utc().with_timezone(&self.timezone);
                let at = at
                    .as_ref()
                    .map(|at| local(at).format("%-d %b %Y %H:%M ").to_string());
                let words = words.iter().map(|one| self.words(one));
                at.into_iter().chain(words).collect()
            }
            Value::Worded { words, .. } => words.iter().map(|one| self.words(one)).collect(),
            // Empty fields are left out.
            Value::Object(pairs) => pairs
                .iter()
                .filter(|(_, value)| *value != Value::Null)
                .map(|(name, value)| format!("{name} {}", self.words(value)))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// Wraps a line at the width of the terminal.
    pub fn sentence(&self, text: &str) -> String {
        table::sentence(text, self.width, self.colour)
    }

    /// Returns each record as a JSON object.
    pub fn objects(&self, records: &Records) -> Vec<Json> {
        let rows = records.rows.iter();
        rows.map(|row| json_object(&records.names, row, self)).collect()
    }

    pub fn json(&self, value: &Value) -> Json {
        match value {
            Value::Null => Json::Null,
            Value::Bool(flag) => Json::from(*flag),
            Value::Int(number) => Json::from(*number),
            Value::Tenths(tenths) => serde_json::from_str(&tenths_in_words(*tenths)).unwrap_or(Json::Null),
            Value::Money(money) => {
                serde_json::json!({"amount_cents": money.cents, "currency": money.currency.code()})
            }
            Value::Text(text) => Json::from(text.as_str()),
            Value::Instant(instant) => Json::from(self.rfc3339(*instant)),
            Value::Date(date) => Json::from(date.to_string()),
            Value::Time(time) => Json::from(time.format("%H:%M").to_string()),
            Value::List(values) => values.iter().map(|one| self.json(one)).collect(),
            Value::Worded { value, .. } => self.json(value),
            Value::Told { words, facts, .. } if facts.is_empty() => {
                Json::from(words.iter().map(|one| self.plain(one)).collect::<String>())
            }
            Value::Object(pairs) | Value::Told { facts: pairs, .. } => Json::Object(
                pairs
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), self.json(value)))
                    .collect(),
            ),
        }
    }

    /// Formats a value for CSV and TSV: the JSON form without quotes, lists with semicolons, money as a decimal, what is
    /// told in its words; other nested values as JSON.
    pub fn plain(&self, value: &Value) -> String {
        let nested = match value {
            Value::Null => return String::new(),
            Value::Text(text) => return text.clone(),
            Value::Int(number) => return number.to_string(),
            Value::Money(money) => return money.decimal(),
            Value::Instant(instant) => return self.rfc3339(*instant),
            Value::Worded { value, .. } => return self.plain(value),
            Value::Told { .. } => return self.words(value),
            Value::List(values) if values.iter().any(|one| matches!(one, Value::Told { .. })) => {
                let told: Vec<String> = values.iter().map(|one| self.words(one)).collect();
                return told.join("; ");
            }
            other => self.json(other),
        };
        match nested {
            Json::String(text) => text,
            Json::Array(items) if items.iter().all(|item| item.is_string() || item.is_number()) => {
                let text = |item: &Json| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
                let texts: Vec<String> = items.iter().map(text).collect();
                match texts.as_slice() {
                    // A list of one text that has commas would be split at them.
                    [only] if only.contains(',') => format!("{only};"),
                    _ => texts.join("; "),
                }
            }
            other => other.to_string(),
        }
    }
}

/// `12.5`.
fn tenths_in_words(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// Returns a record as a JSON object.
pub(super) fn json_object(names: &[&'static str], row: &[Value], view: &OutputOptions) -> Json {
    let pairs = names
        .iter()
        .zip(row)
        .map(|(name, value)| ((*name).to_owned(), view.json(value)));
    Json::Object(pairs.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_shown_in_the_sites_zone() {
        let instant: chrono::DateTime<chrono::Utc> = "2026-06-01T05:30:00Z".parse().unwrap();
        assert_eq!(
            OutputOptions {
                timezone: chrono_tz::Africa::Johannesburg,
                ..OutputOptions::new(OutputFormat::Json, Vec::new(), ColorChoice::Never, None)
            }
            .rfc3339(instant.into()),
            "2026-06-01T07:30:00+02:00"
        );
    }
}
