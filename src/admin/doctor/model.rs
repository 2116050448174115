//! Checks of the machine and the database, and figures measured on the way.

use crate::kernel::error::Error;
use crate::output::{Record, RecordField, shown_in_table};
use crate::text_enum;

text_enum! {
    /// The result of a check.
    pub enum CheckLevel {
        Pass = "pass",
        /// Works now, and needs attention.
        Warn = "warn",
        Fail = "fail",
    }
}

/// One check and its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthCheck {
    /// A stable word for scripts.
    pub name: &'static str,
    pub status: CheckLevel,
    pub fact: String,
    /// A command or an act, where the check does not pass.
    pub fix: Option<String>,
}

impl Record for HealthCheck {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<HealthCheck>] = &[
            shown_in_table("check", |one| one.name.into()),
            shown_in_table("status", |one| one.status.as_str().into()),
            shown_in_table("fact", |one| one.fact.as_str().into()),
            shown_in_table("way_out", |one| one.fix.clone().into()),
        ];
        FIELDS
    }
}

/// A figure to watch over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthMetric {
    /// Without the program's name in front.
    pub name: &'static str,
    pub help: &'static str,
    /// A label with its value, where there is one figure for each of several things.
    pub label: Option<(&'static str, String)>,
    pub value: i64,
}

/// Every check and figure.
#[derive(Debug, Default)]
pub struct HealthReport {
    pub checks: Vec<HealthCheck>,
    pub measures: Vec<HealthMetric>,
}

impl HealthReport {
    pub fn pass(&mut self, name: &'static str, fact: impl Into<String>) {
        self.add(name, CheckLevel::Pass, fact.into(), None);
    }

    pub fn warn(&mut self, name: &'static str, fact: impl Into<String>, fix: impl Into<String>) {
        self.add(name, CheckLevel::Warn, fact.into(), Some(fix.into()));
    }

    pub fn fail(&mut self, name: &'static str, fact: impl Into<String>, fix: impl Into<String>) {
        self.add(name, CheckLevel::Fail, fact.into(), Some(fix.into()));
    }

    /// Adds a failed check that could not be made, with the reason.
    pub fn fail_with(&mut self, name: &'static str, error: &Error) {
        self.fail(name, error.message.as_str(), error.hints.join("; "));
    }

    fn add(&mut self, name: &'static str, status: CheckLevel, fact: String, fix: Option<String>) {
        self.checks.push(HealthCheck {
            name,
            status,
            fact,
            fix,
        });
    }

    /// Adds the figure of one of several things; those of one name follow each other.
    pub fn measure_each(
        &mut self,
        name: &'static str,
        help: &'static str,
        label: (&'static str, &str),
        value: i64,
    ) {
        self.measures.push(HealthMetric {
            name,
            help,
            label: Some((label.0, label.1.to_owned())),
            value,
        });
    }

    pub fn measure(&mut self, name: &'static str, help: &'static str, value: impl TryInto<i64>) {
        self.measures.push(HealthMetric {
            name,
            help,
            label: None,
            value: value.try_into().unwrap_or(i64::MAX),
        });
    }

    pub fn failed(&self) -> usize {
        self.checks
            .iter()
            .filter(|check| check.status == CheckLevel::Fail)
            .count()
    }
}
