//! How a table is read: `--map` and the other options about its columns.

use super::spec::TableSpec;
use crate::kernel::error::{Error, Result};

/// `--map "Seats=capacity"`; without a field the column is skipped.
#[derive(Debug, Clone)]
pub struct ColumnMapping {
    /// What the column is called, or its place: `D`.
    pub heading: String,
    pub field: Option<String>,
}

impl ColumnMapping {
    /// Parses a mapping.
    ///
    /// # Errors
    /// `Usage` for what is no pair, or names no field of this kind.
    pub fn parse(text: &str, spec: &TableSpec) -> Result<Self> {
        let Some((heading, field)) = text.rsplit_once('=') else {
            return Err(Error::usage(format!("--map {text} has no `=`")).hint("--map \"Seats=capacity\""));
        };
        let (heading, field) = (heading.trim().to_owned(), field.trim());
        if field == "-" {
            return Ok(Self { heading, field: None });
        }
        let known = spec.column(field).ok_or_else(|| {
            Error::usage(format!("{} have no field `{field}`", spec.kind))
                .hint(format!("the fields are {}", spec.names().join(", ")))
                .hint(format!("--map \"{heading}=-\" skips the column"))
        })?;
        Ok(Self {
            heading,
            field: Some(known.name.to_owned()),
        })
    }
}

/// How to read a table.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    pub sheet: Option<String>,
    pub mappings: Vec<ColumnMapping>,
    /// Whether an empty cell clears the field.
    pub clear_empty: bool,
    /// Whether columns that mean nothing are skipped.
    pub ignore_unknown: bool,
}
