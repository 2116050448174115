//! Reads statements of banks: MT940, and CSV with headings in the words of banks. Pure.

mod amount;
mod mt940;
mod table;

use std::collections::HashMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

pub use table::ColumnMeaning;

use crate::access::date_order::DateOrder;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Currency;
use crate::kernel::text::hex;

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

/// Parses a statement.
///
/// # Errors
/// `Invalid` for a file that is neither MT940 nor a table with a day and an amount, that ends within a quote, or whose days
/// could be read in two ways.
pub fn parse_statement(text: &str, options: &StatementOptions) -> Result<Vec<StatementRow>> {
    let mut rows = if text.lines().any(|line| line.starts_with(":61:")) {
        mt940::parse(text, options.currency)?
    } else {
        table::parse(text, options)?
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in &mut rows {
        let (Some(day), Some(cents)) = (row.day, row.cents) else {
            continue;
        };
        let mut said = format!("{day}|{cents}|{}|{}", row.payer, row.text);
        if !row.bank_id.is_empty() {
            said = format!("{said}|{}", row.bank_id);
        }
        let hash: String = hex(&Sha256::digest(said)).chars().take(32).collect();
        let before = seen.entry(hash.clone()).or_default();
        *before += 1;
        row.source_id = format!("{hash}/{before}");
        row.is_repeated = *before > 1 && !row.bank_id.is_empty();
    }
    Ok(rows)
}

fn refused(line: usize, fact: &str) -> Error {
    Error::invalid(
        ErrorCode::NotAStatement,
        format!("line {line} of the statement: {fact}"),
    )
}

#[cfg(test)]
mod tests;
