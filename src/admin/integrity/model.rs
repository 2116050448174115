//! Rules, and what breaks them.

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::output::{Record, RecordField, shown_in_table};

/// One rule over the rows of a table.
#[derive(Debug, Clone, Copy)]
pub struct IntegrityRule {
    /// A stable word for scripts.
    pub name: &'static str,
    /// The table to look at.
    pub table: &'static str,
    /// Selects the rows that break it.
    pub sql: &'static str,
    /// A command or an act; `{id}` is the row's.
    pub fix: &'static str,
}

/// A row that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct RuleViolation {
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub problem: String,
}

/// One thing that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntegrityFinding {
    /// A stable word for scripts.
    pub check: String,
    pub table: String,
    /// The row, by the name or number that people know it by; empty where it is not a row.
    pub id: String,
    pub problem: String,
    pub fix: String,
}

impl Record for IntegrityFinding {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<IntegrityFinding>] = &[
            shown_in_table("check", |one| one.check.as_str().into()),
            shown_in_table("table", |one| one.table.as_str().into()),
            shown_in_table("id", |one| one.id.as_str().into()),
            shown_in_table("problem", |one| one.problem.as_str().into()),
            shown_in_table("way_out", |one| one.fix.as_str().into()),
        ];
        FIELDS
    }
}
