//! `-o FILE.xlsx`, which every list has.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::output::takes_document;

/// The id of the argument, by which the command line finds it in any command.
pub const WORKBOOK: &str = "workbook";

// Where a list is written to; flattened into the arguments of every list, and read in one place.
#[derive(Debug, Clone, Args)]
pub struct WorkbookArgs {
    /// Write a workbook (.xlsx) instead
    #[arg(short = 'o', long = "output", value_name = "FILE", value_parser = workbook_path)]
    pub workbook: Option<PathBuf>,
}

/// Parses the name of a workbook.
///
/// # Errors
/// Names the ending.
pub fn workbook_path(text: &str) -> Result<PathBuf, String> {
    if takes_document(Path::new(text), "xlsx") {
        Ok(PathBuf::from(text))
    } else {
        Err("a list is written as a workbook: -o FILE.xlsx".to_owned())
    }
}
