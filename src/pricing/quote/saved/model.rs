//! Rows and types of numbered quotes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::state::QuoteState;
use crate::db::schema::{quote_acceptances, quotes};
use crate::db::types::Json;
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::tax::TaxSchedule;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, dated, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::pricing::model::Tier;
use crate::pricing::quote::book::PriceBook;
use crate::pricing::quote::lines::QuoteLine;
use crate::pricing::quote::model::QuoteHeader;

/// What a quote says, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteContent {
    pub header: QuoteHeader,
    /// The bookings that are quoted together.
    pub bookings: Vec<i64>,
    pub lines: Vec<QuoteLine>,
    /// Amount and tax in minor units, by the rate in thousandths of a percent.
    pub taxes: BTreeMap<i64, (i64, i64)>,
    pub left_out: Vec<String>,
    pub half_day_percent: i64,
    /// What it was made from.
    pub prices: PriceBook,
    pub tax: TaxSchedule,
}

/// A numbered quote as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = quotes, treat_none_as_default_value = false)]
pub struct QuoteRow {
    pub id: i64,
    pub number: String,
    pub year: i32,
    pub ordinal: i32,
    pub client_name: String,
    pub client_key: String,
    /// Of a series its first booking; `None` of what is not booked yet.
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub quoted_on: NaiveDate,
    /// The last day on which it can be accepted.
    pub valid_until: NaiveDate,
    pub pricing_tier: Tier,
    /// In thousandths of a percent.
    pub discount: i64,
    pub currency: String,
    pub subtotal_cents: i64,
    pub tax_cents: i64,
    pub total_cents: i64,
    pub content: Json<QuoteContent>,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

impl QuoteRow {
    /// Returns what the audit log keeps of it.
    pub fn facts(&self) -> serde_json::Value {
        json!({
            "client_name": self.client_name, "booking_id": self.booking_id, "rental_id": self.rental_id,
            "quoted_on": self.quoted_on.to_string(), "valid_until": self.valid_until.to_string(), "tier": self.pricing_tier,
            "discount": self.discount, "currency": self.currency, "subtotal_cents": self.subtotal_cents,
            "tax_cents": self.tax_cents, "total_cents": self.total_cents, "lines": self.content.0.lines,
        })
    }
}

/// That a quote was accepted, and for what; as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = quote_acceptances, treat_none_as_default_value = false)]
pub struct AcceptanceRow {
    pub id: i64,
    pub quote_id: i64,
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub accepted_on: NaiveDate,
    /// The newest entry of the ledger at that time.
    pub costings_before: i64,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

/// A numbered quote in a list.
#[derive(Debug, Clone)]
pub struct NumberedQuote {
    pub row: QuoteRow,
    pub state: QuoteState,
}

impl NumberedQuote {
    /// Returns what it is for in words.
    fn subject(&self) -> String {
        self.row.content.0.header.subject()
    }

    fn money(&self, cents: i64) -> Money {
        Money::new(cents, stored_currency(&self.row.currency))
    }
}

impl Record for NumberedQuote {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<NumberedQuote>] = &[
            shown_in_table("number", |q| q.row.number.as_str().into()),
            shown_in_table("client_name", |q| q.row.client_name.as_str().into()),
            shown_in_table("subject", |q| q.subject().into()),
            dated(shown_if_wide("quoted_on", |q| q.row.quoted_on.into())),
            shown_in_table("valid_until", |q| q.row.valid_until.into()),
            shown_in_table("status", |q| q.state.status.as_str().into()),
            summed(shown_if_wide("subtotal", |q| {
                q.money(q.row.subtotal_cents).into()
            })),
            summed(shown_if_wide("tax", |q| q.money(q.row.tax_cents).into())),
            summed(shown_in_table("total", |q| q.money(q.row.total_cents).into())),
            wanted_only("accepted_on", |q| q.state.accepted_on.into()),
            wanted_only("accepted_for", |q| q.state.accepted_for.clone().into()),
            wanted_only("created_by", |q| q.row.created_by.as_str().into()),
            wanted_only("created_at", |q| q.row.created_at.into()),
        ];
        FIELDS
    }
}
