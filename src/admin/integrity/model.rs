//! What was found.

use crate::output::{Record, RecordField, shown_in_table};

/// One thing that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A stable word for scripts.
    pub check: String,
    pub table: String,
    /// The row, by the name or number that people know it by; empty where it is no row.
    pub id: String,
    pub problem: String,
    pub way_out: String,
}

impl Record for Finding {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Finding>] = &[
            shown_in_table("check", |one| one.check.as_str().into()),
            shown_in_table("table", |one| one.table.as_str().into()),
            shown_in_table("id", |one| one.id.as_str().into()),
            shown_in_table("problem", |one| one.problem.as_str().into()),
            shown_in_table("way_out", |one| one.way_out.as_str().into()),
        ];
        FIELDS
    }
}
