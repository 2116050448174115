//! What a statement is read into, and how.

use chrono::NaiveDate;

use crate::access::bank_column::ColumnMeaning;
use crate::access::date_order::DateOrder;
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::money::Currency;

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementRow {
    /// Its place in the file, from 1.
    pub place: usize,
    /// `None`: no movement of money.
    pub day: Option<NaiveDate>,
    /// In minor units; what comes in is positive. `None`: no movement of money.
    pub cents: Option<i64>,
    /// Who paid, as far as the bank says.
    pub payer: String,
    /// What the payer wrote.
    pub text: String,
    /// The bank's own number, which some banks give to several movements.
    pub bank_id: String,
    /// Names the movement for ever: a hash of what it says, and how often it came before.
    pub source_id: String,
    /// Whether the same line, with the bank's number, came before.
    pub is_repeated: bool,
    /// Why it cannot be read.
    pub fault: Option<String>,
}

/// How to read a statement.
#[derive(Debug, Clone)]
pub struct StatementOptions {
    /// The account's.
    pub currency: Currency,
    /// Of days such as 3/4/2026.
    pub date_order: Option<DateOrder>,
    /// What columns mean, before what their headings say.
    pub columns: Vec<(String, ColumnMeaning)>,
}

/// Returns the error for a line that cannot be read.
pub fn refused(line: usize, fact: &str) -> Error {
    Error::invalid(
        ErrorCode::NotAStatement,
        format!("line {line} of the statement: {fact}"),
    )
}
