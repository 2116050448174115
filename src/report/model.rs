//! A report, gathered and ready to be shown.

use super::period::ReportPeriod;
use crate::output::{Record, RecordField, Records, Value, shown_if_wide, shown_in_table};

/// The report of a period, or of a client or a room in it.
pub struct PeriodReport {
    /// `March 2026`, `Acacia Bank, March 2026`.
    pub title: String,
    pub company: String,
    pub made_at: String,
    pub period: ReportPeriod,
    /// Names of the periods of [`ReportFigure::before`] and [`ReportFigure::year_before`].
    pub earlier: Vec<&'static str>,
    pub sections: Vec<ReportSection>,
    /// Sections that are not there, and why.
    pub left_out: Vec<String>,
}

/// What one command says of the period.
pub struct ReportSection {
    pub key: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    /// The command that gives the figures and the rows.
    pub command: String,
    /// The same for the periods that it is compared with, in the order of the report's; empty where it tells of today.
    pub earlier: Vec<String>,
    pub figures: Vec<ReportFigure>,
    /// Figures by room, by client, by status.
    pub groups: Vec<ReportFigure>,
    pub chart: ReportChart,
    /// What the command lists, to the last row; some of its columns.
    pub rows: Records,
}

/// What is drawn of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportChart {
    /// A bar a group.
    Bars,
    /// A cell a weekday and hour.
    Heat,
}

/// One number of a report.
#[derive(Debug, Clone)]
pub struct ReportFigure {
    pub section: &'static str,
    pub name: &'static str,
    /// Of which room, client or status; empty for all together.
    pub of: String,
    /// `ZAR`, `hours`, `percent`, `days`, or nothing for what is counted.
    pub unit: String,
    pub value: Value,
    /// The same of the period before; null where nothing is known of it.
    pub before: Value,
    pub year_before: Value,
    pub command: String,
}

impl Record for ReportFigure {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ReportFigure>] = &[
            shown_in_table("section", |one| one.section.into()),
            shown_in_table("figure", |one| one.name.into()),
            shown_in_table("of", |one| one.of.as_str().into()),
            shown_in_table("value", |one| one.value.clone()),
            shown_if_wide("unit", |one| one.unit.as_str().into()),
            shown_in_table("before", |one| one.before.clone()),
            shown_in_table("year_before", |one| one.year_before.clone()),
            shown_if_wide("command", |one| one.command.as_str().into()),
        ];
        FIELDS
    }
}

impl PeriodReport {
    /// Lists every figure, section by section.
    pub fn figures(&self) -> Vec<ReportFigure> {
        let all = self
            .sections
            .iter()
            .flat_map(|section| section.figures.iter().chain(&section.groups));
        all.cloned().collect()
    }
}

/// Returns a number without its unit, to compare and to draw; 0 for what is none.
pub fn size_of(value: &Value) -> i64 {
    match value {
        Value::Int(number) | Value::Tenths(number) => *number,
        Value::Money(money) => money.cents,
        _ => 0,
    }
}
