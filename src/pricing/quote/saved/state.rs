//! What became of numbered quotes.

use chrono::NaiveDate;

use crate::text_enum;

text_enum! {
    /// States of a numbered quote; none is stored.
    pub enum QuoteStatus {
        Open = "open",
        Accepted = "accepted",
        Expired = "expired",
    }
}

/// What became of a numbered quote.
#[derive(Debug, Clone)]
pub struct QuoteState {
    pub number: String,
    pub valid_until: NaiveDate,
    pub status: QuoteStatus,
    pub accepted_on: Option<NaiveDate>,
    /// `booking 17`, `rental RN-2026-0001`.
    pub accepted_for: Vec<String>,
}

impl QuoteState {
    /// Says what became of it.
    pub fn words(&self) -> String {
        let until = self.valid_until;
        match (self.status, self.accepted_on) {
            (QuoteStatus::Accepted, Some(day)) if self.accepted_for.is_empty() => {
                format!("Accepted on {day}.")
            }
            (QuoteStatus::Accepted, Some(day)) => {
                format!("Accepted on {day} for {}.", self.accepted_for.join(", "))
            }
            (QuoteStatus::Expired, _) => format!("Expired: valid until {until}."),
            _ => format!("Valid until {until}."),
        }
    }
}
