//! What every list takes: `-o FILE.xlsx`, `--open` of what is written, and the choice and order of its rows. Read in one
//! place, by the ids of the arguments.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PathBufValueParser, TypedValueParser};
use clap_complete::ArgValueCompleter;

use crate::access::completion::complete_field;
use crate::output::takes_document;

/// The id of the argument, by which the command line finds it in any command.
pub const WORKBOOK: &str = "workbook";

/// The same of `--open`.
pub const OPEN: &str = "open_document";

// Where a list is written to; flattened into the arguments of every list, and read in one place.
#[derive(Debug, Clone, Args)]
pub struct WorkbookArgs {
    #[command(flatten)]
    pub file: WorkbookFileArgs,
    /// Open the workbook that is written
    #[arg(id = OPEN, long = "open", requires = WORKBOOK)]
    pub open_document: bool,
}

// The same for a list whose `--open` is a filter.
#[derive(Debug, Clone, Args)]
pub struct WorkbookFileArgs {
    /// Write a workbook (.xlsx) instead
    #[arg(short = 'o', long = "output", value_name = "FILE", value_parser = PathBufValueParser::new().try_map(workbook_path))]
    pub workbook: Option<PathBuf>,
    #[command(flatten)]
    pub total: TotalArgs,
}

// What every list has, however it is written to a file.
#[derive(Debug, Clone, Args)]
pub struct TotalArgs {
    /// Add up the rows that are shown, amounts by currency
    #[arg(id = TOTAL, long = "total")]
    pub total: bool,
}

// What a command has that writes a document by `-o`; read in the same place.
#[derive(Debug, Clone, Args)]
pub struct OpenArgs {
    /// Open the file that -o writes
    #[arg(id = OPEN, long = "open", requires = "output")]
    pub open_document: bool,
}

/// The ids of the arguments that choose and sort rows.
pub const SORT: &str = "row_sort";
pub const SEARCH: &str = "row_search";
pub const LIMIT: &str = "row_limit";

/// The id of `--total`, which every list has.
pub const TOTAL: &str = "row_total";

// What a list has whose query finds nothing by text.
#[derive(Debug, Clone, Args)]
pub struct SearchArgs {
    /// Text to find in any field
    #[arg(id = SEARCH, long = "search", value_name = "TEXT")]
    pub search: Option<String>,
}

// The same where the query sorts nothing either.
#[derive(Debug, Clone, Args)]
pub struct OrderArgs {
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        id = SORT,
        long = "sort",
        value_name = "FIELD",
        allow_hyphen_values = true,
        add = ArgValueCompleter::new(complete_field)
    )]
    pub sort: Option<String>,
    #[command(flatten)]
    pub search: SearchArgs,
}

// The same for a list that is worked out as a whole.
#[derive(Debug, Clone, Args)]
pub struct RowArgs {
    #[command(flatten)]
    pub order: OrderArgs,
    /// Maximum number of rows
    #[arg(id = LIMIT, long = "limit", value_name = "N")]
    pub limit: Option<usize>,
}

/// The ids of the arguments that choose rows by their time.
pub const FROM: &str = "row_from";
pub const TO: &str = "row_to";
pub const MONTH: &str = "row_month";

// What a list has whose rows have a time that its query does not choose by.
#[derive(Debug, Clone, Args)]
pub struct RowBoundsArgs {
    /// First day or time
    #[arg(id = FROM, long = "from", value_name = "WHEN")]
    pub from: Option<String>,
    /// Last day or time; a day counts as a whole
    #[arg(id = TO, long = "to", value_name = "WHEN")]
    pub to: Option<String>,
}

// The same where no other month is taken.
#[derive(Debug, Clone, Args)]
pub struct RowPeriodArgs {
    #[command(flatten)]
    pub bounds: RowBoundsArgs,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(id = MONTH, long = "month", value_name = "MONTH", conflicts_with_all = [FROM, TO])]
    pub month: Option<String>,
}

// The same with the workbook.
#[derive(Debug, Clone, Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub rows: RowArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

/// Parses the name of a workbook.
///
/// # Errors
/// Names the ending.
pub fn workbook_path(path: PathBuf) -> Result<PathBuf, String> {
    if takes_document(&path, "xlsx") {
        Ok(path)
    } else {
        Err("a list is written as a workbook: -o FILE.xlsx".to_owned())
    }
}
