//! What is booked in a month, written down in a fixed form. Pure.

use sha2::{Digest, Sha256};

use super::model::{BookedLine, BookedTotals};
use crate::kernel::error::{Error, Result};
use crate::kernel::percent::percent;
use crate::kernel::text::hex;

/// A month as it is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodSnapshot {
    /// A table as CSV: a line of the ledger each.
    pub text: String,
    pub hash: String,
    pub totals: Vec<BookedTotals>,
}

const HEADINGS: [&str; 20] = [
    "month",
    "costing",
    "line",
    "booking",
    "rental",
    "client",
    "room_id",
    "tenant",
    "service_on",
    "service_month",
    "kind",
    "item",
    "quantity",
    "unit",
    "rate",
    "amount",
    "tax_percent",
    "tax",
    "currency",
    "corrects",
];

impl PeriodSnapshot {
    /// Writes down the lines that are booked in a month; the same lines give the same bytes.
    ///
    /// # Errors
    /// `Internal` when a table cannot be made of them.
    pub fn of(lines: &[BookedLine]) -> Result<Self> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let broken =
            |error: csv::Error| Error::internal("the lines of a month are not a table").caused_by(error);
        writer.write_record(HEADINGS).map_err(broken)?;
        for line in lines {
            writer.write_record(cells(line)).map_err(broken)?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| broken(error.into_error().into()))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Self {
            hash: hash_of(&text),
            totals: totals(lines),
            text,
        })
    }
}

/// Returns the hash of a snapshot.
pub fn hash_of(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn cells(line: &BookedLine) -> [String; 20] {
    let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let money = |cents| line.money(cents).decimal();
    [
        line.booked_month.clone(),
        line.costing_id.to_string(),
        line.place.to_string(),
        number(line.booking_id),
        line.rental_no.clone().unwrap_or_default(),
        harmless(&line.client_name),
        number(line.room_id),
        line.tenant.clone().unwrap_or_default(),
        line.service_on.to_string(),
        line.service_month.clone(),
        line.kind.clone(),
        harmless(&line.item),
        line.quantity.to_string(),
        line.unit.clone(),
        money(line.rate_cents),
        money(line.amount_cents),
        percent(line.tax_rate),
        money(line.tax_cents),
        line.currency.clone(),
        number(line.corrects_id),
    ]
}

/// Puts an apostrophe in front of what a spreadsheet would run.
fn harmless(text: &str) -> String {
    // The form is fixed: what other files guard may change, and this may not.
    let runs = text
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r']);
    let mark = if runs { "'" } else { "" };
    format!("{mark}{text}")
}

fn totals(lines: &[BookedLine]) -> Vec<BookedTotals> {
    let mut totals: Vec<BookedTotals> = Vec::new();
    for line in lines {
        let known = totals.iter_mut().find(|one| one.currency == line.currency);
        match known {
            Some(one) => {
                one.lines += 1;
                one.subtotal += line.amount_cents;
                one.tax += line.tax_cents;
            }
            None => totals.push(BookedTotals {
                currency: line.currency.clone(),
                lines: 1,
                subtotal: line.amount_cents,
                tax: line.tax_cents,
            }),
        }
    }
    totals.sort_by(|a, b| a.currency.cmp(&b.currency));
    totals
}
