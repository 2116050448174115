//! Rows and types of advances.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::schema::invoice_advances;
use crate::kernel::money::Money;
use crate::pricing::quote::model::QuoteTarget;

/// The kind of a line that is about an advance.
pub const ADVANCE: &str = "advance";

/// A line of a document that is about an advance, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoice_advances, treat_none_as_default_value = false)]
pub struct AdvanceLineRow {
    #[serde(skip)]
    pub invoice_id: i64,
    pub place: i32,
    /// The advance invoice; 0 of its own lines until it is issued.
    pub advance_id: i64,
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub quote_id: Option<i64>,
    /// What it is for in words: `booking 17`.
    pub subject: String,
    pub item: String,
    pub service_month: String,
    pub amount_cents: i64,
    /// In thousandths of a percent.
    pub tax_rate: i64,
    pub tax_cents: i64,
    pub why: String,
}

impl AdvanceLineRow {
    /// Whether it is a line of the advance itself.
    pub fn is_own(&self) -> bool {
        self.advance_id == self.invoice_id
    }

    /// Returns amount and tax together, in minor units.
    pub fn gross(&self) -> i64 {
        self.amount_cents + self.tax_cents
    }
}

/// What an advance is for.
#[derive(Debug, Clone)]
pub enum AdvanceSubject {
    /// The name of a client.
    Client(String),
    Booked(QuoteTarget),
    /// The number of a quote.
    Quote(String),
}

/// How large an advance is.
#[derive(Debug, Clone, Copy)]
pub enum AdvanceSize {
    /// Before tax.
    Amount(Money),
    /// In thousandths of a percent of what it is for.
    Percent(i64),
}

/// An advance to ask for.
#[derive(Debug, Clone)]
pub struct NewAdvance {
    pub subject: AdvanceSubject,
    pub size: AdvanceSize,
    /// Of an amount, in thousandths of a percent; `None`: the rate of today.
    pub tax: Option<i64>,
}

/// What is left of an advance at one tax rate.
#[derive(Debug, Clone)]
pub struct AdvanceRest {
    /// One of its own lines.
    pub line: AdvanceLineRow,
    pub amount: i64,
    pub tax: i64,
}
