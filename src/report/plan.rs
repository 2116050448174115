//! What a section is before its command has run.

use super::measure::ReportMeasure;
use super::model::ReportChart;
use super::period::ReportPeriod;
use crate::access::auth::Permission;

/// What a report is about.
#[derive(Debug, Clone)]
pub enum ReportSubject {
    Site,
    /// By the whole name.
    Client(String),
    Room(String),
}

/// A section before its command has run.
pub struct SectionPlan {
    pub key: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub permission: Permission,
    pub line: PlannedLine,
    pub figures: Vec<(&'static str, ReportMeasure)>,
    /// The field that groups go by, or two, and what is measured of each.
    pub groups: Option<GroupPlan>,
    pub chart: ReportChart,
    /// The columns of the rows.
    pub columns: &'static [&'static str],
}

/// What is measured by a field.
pub struct GroupPlan {
    pub fields: &'static [&'static str],
    pub name: &'static str,
    pub measure: ReportMeasure,
}

/// The words of a command.
pub enum PlannedLine {
    /// `--from` and `--to` of the period follow.
    Days(Vec<String>),
    /// The same, and nothing is compared with other periods.
    DaysAlone(Vec<String>),
    /// `--month` with the months of the period follows.
    Months(Vec<String>),
    /// It tells of the day on which it runs.
    Now(Vec<String>),
}

impl PlannedLine {
    /// Returns the words for a period; `None` where it is of whole months and the period is not.
    pub fn words(&self, period: &ReportPeriod) -> Option<Vec<String>> {
        let (words, more) = match self {
            Self::Now(words) => (words, Vec::new()),
            Self::Days(words) | Self::DaysAlone(words) => {
                let (from, to) = (period.first.to_string(), period.last.to_string());
                (words, vec!["--from".to_owned(), from, "--to".to_owned(), to])
            }
            Self::Months(words) => (words, vec!["--month".to_owned(), period.as_months()?]),
        };
        Some(words.iter().cloned().chain(more).collect())
    }

    /// Returns whether it runs for the periods before, too.
    pub fn is_compared(&self) -> bool {
        matches!(self, Self::Days(_) | Self::Months(_))
    }
}
