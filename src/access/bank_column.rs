//! What the columns of a bank's statements are, where somebody says so.

use crate::text_enum;

text_enum! {
    /// What a column of a statement is.
    pub enum ColumnMeaning {
        Date = "date",
        /// What came in, or with a minus went out.
        Amount = "amount",
        Credit = "credit",
        Debit = "debit",
        /// Whether the amount came in or went out.
        Direction = "direction",
        Currency = "currency",
        Payer = "payer",
        Text = "text",
        Id = "id",
        /// Nothing of interest.
        None = "-",
    }
}

/// Parses `Booked=date`: a heading and what stands under it.
pub fn bank_column(text: &str) -> Option<(String, ColumnMeaning)> {
    let (heading, meaning) = text.rsplit_once('=')?;
    let heading = heading.trim();
    let meaning = meaning.trim().parse().ok()?;
    (!heading.is_empty()).then(|| (heading.to_owned(), meaning))
}
