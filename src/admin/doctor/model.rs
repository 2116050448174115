//! What was looked at, and what was measured on the way.

use crate::kernel::error::Error;
use crate::output::{Record, RecordField, shown_in_table};
use crate::text_enum;

text_enum! {
    /// How it stands.
    pub enum Level {
        Pass = "pass",
        /// Works now, and should be seen to.
        Warn = "warn",
        Fail = "fail",
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// A stable word for scripts.
    pub name: &'static str,
    pub status: Level,
    pub fact: String,
    /// Where it does not pass: a command, or an act.
    pub way_out: Option<String>,
}

impl Record for Check {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Check>] = &[
            shown_in_table("check", |one| one.name.into()),
            shown_in_table("status", |one| one.status.as_str().into()),
            shown_in_table("fact", |one| one.fact.as_str().into()),
            shown_in_table("way_out", |one| one.way_out.clone().into()),
        ];
        FIELDS
    }
}

/// A number for those who watch it over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Without the program's name in front.
    pub name: &'static str,
    pub help: &'static str,
    pub value: i64,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Health {
    pub checks: Vec<Check>,
    pub measures: Vec<Measure>,
}

impl Health {
    pub fn pass(&mut self, name: &'static str, fact: impl Into<String>) {
        self.add(name, Level::Pass, fact.into(), None);
    }

    pub fn warn(&mut self, name: &'static str, fact: impl Into<String>, way_out: impl Into<String>) {
        self.add(name, Level::Warn, fact.into(), Some(way_out.into()));
    }

    pub fn fail(&mut self, name: &'static str, fact: impl Into<String>, way_out: impl Into<String>) {
        self.add(name, Level::Fail, fact.into(), Some(way_out.into()));
    }

    /// What could not be looked at, for this reason.
    pub fn fail_with(&mut self, name: &'static str, error: &Error) {
        self.fail(name, error.message.as_str(), error.hints.join("; "));
    }

    fn add(&mut self, name: &'static str, status: Level, fact: String, way_out: Option<String>) {
        self.checks.push(Check {
            name,
            status,
            fact,
            way_out,
        });
    }

    pub fn measure(&mut self, name: &'static str, help: &'static str, value: impl TryInto<i64>) {
        self.measures.push(Measure {
            name,
            help,
            value: value.try_into().unwrap_or(i64::MAX),
        });
    }

    pub fn failed(&self) -> usize {
        self.checks
            .iter()
            .filter(|check| check.status == Level::Fail)
            .count()
    }
}
