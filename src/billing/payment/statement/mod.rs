//! Reads statements of banks: MT940, and CSV with headings in the words of banks. Pure.

mod amount;
mod mt940;
mod row;
mod table;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

pub use row::{StatementOptions, StatementRow};

use crate::kernel::error::Result;
use crate::kernel::text::hex;

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
        let mut words = format!("{day}|{cents}|{}|{}", row.payer, row.text);
        if !row.bank_id.is_empty() {
            words = format!("{words}|{}", row.bank_id);
        }
        let hash: String = hex(&Sha256::digest(words)).chars().take(32).collect();
        let before = seen.entry(hash.clone()).or_default();
        *before += 1;
        row.source_id = format!("{hash}/{before}");
        row.is_repeated = *before > 1 && !row.bank_id.is_empty();
    }
    Ok(rows)
}

#[cfg(test)]
mod tests;
