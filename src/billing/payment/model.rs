//! Rows and types of payments.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{payment_allocations, payments};
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, dated, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::text_enum;

text_enum! {
    /// Kinds of payments.
    pub enum PaymentKind {
        Payment = "payment",
        /// What went back to the client.
        Refund = "refund",
        /// The mirror of one that was wrong.
        Reversal = "reversal",
    }
}

text_enum! {
    /// How it was paid.
    pub enum PaymentMethod {
        Cash = "cash",
        Eft = "eft",
        Card = "card",
        Other = "other",
    }
}

/// A payment as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = payments, treat_none_as_default_value = false)]
pub struct PaymentRow {
    pub id: i64,
    pub number: String,
    pub year: i32,
    pub ordinal: i32,
    pub kind: PaymentKind,
    /// Of a reversal: what it takes back.
    pub reverses_id: Option<i64>,
    /// As it was when it was entered.
    pub client_name: String,
    pub client_key: String,
    pub client_id: i64,
    /// What comes in is positive.
    pub amount_cents: i64,
    pub currency: String,
    pub received_on: NaiveDate,
    pub method: PaymentMethod,
    pub reference: Option<String>,
    pub reason: Option<String>,
    pub source_id: Option<String>,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

/// How much of a payment pays an invoice, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = payment_allocations, treat_none_as_default_value = false)]
pub struct AllocationRow {
    pub id: i64,
    pub payment_id: Option<i64>,
    pub invoice_id: i64,
    /// Negative where it takes an allocation back.
    pub amount_cents: i64,
    pub created_by: String,
    pub created_at: Timestamp,
    /// Instead of a payment: a credit note that takes no invoice back.
    pub credit_id: Option<i64>,
}

/// Where money comes from that pays invoices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoneySource {
    Payment(i64),
    /// A credit note that takes no invoice back.
    Credit(i64),
}

impl MoneySource {
    /// Returns it as allocations have it: payment and credit note.
    pub fn ids(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Payment(id) => (Some(id), None),
            Self::Credit(id) => (None, Some(id)),
        }
    }

    /// Returns it from what an allocation has.
    pub fn of(payment_id: Option<i64>, credit_id: Option<i64>) -> Option<Self> {
        payment_id.map(Self::Payment).or(credit_id.map(Self::Credit))
    }
}

text_enum! {
    /// States of a payment; none is stored.
    pub enum PaymentStatus {
        /// It pays no invoice yet.
        OnAccount = "on_account",
        /// A part of it pays no invoice yet.
        Partial = "partial",
        Allocated = "allocated",
        /// It pays no invoice, and went back to the client.
        Refunded = "refunded",
        Reversed = "reversed",
    }
}

/// A payment with what it pays.
#[derive(Debug, Clone)]
pub struct Payment {
    pub row: PaymentRow,
    /// The record of its client: number and name. Of one that was merged, that of the client that it is one with now.
    pub client: (i64, String),
    /// Invoices by number, with how much of each it pays, in minor units.
    pub pays: Vec<(String, i64)>,
    /// What of it is on account, and what of it went back to the client, in minor units.
    pub on_account_cents: i64,
    pub refunded_cents: i64,
    /// The number of its reversal, and of what it reverses.
    pub reversed_by: Option<String>,
    pub reverses: Option<String>,
}

impl Payment {
    pub fn money(&self, cents: i64) -> Money {
        Money::new(cents, stored_currency(&self.row.currency))
    }

    /// Returns the state of a payment; `None` of a refund and of a reversal that stand.
    pub fn status(&self) -> Option<PaymentStatus> {
        if self.reversed_by.is_some() {
            return Some(PaymentStatus::Reversed);
        }
        if self.row.kind != PaymentKind::Payment {
            return None;
        }
        Some(match self.on_account_cents {
            0 if self.pays.is_empty() => PaymentStatus::Refunded,
            0 => PaymentStatus::Allocated,
            all if all == self.row.amount_cents => PaymentStatus::OnAccount,
            _ => PaymentStatus::Partial,
        })
    }
}

impl Record for Payment {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Payment>] = &[
            shown_in_table("number", |p| p.row.number.as_str().into()),
            shown_in_table("kind", |p| p.row.kind.as_str().into()),
            shown_in_table("client", |p| p.client.1.as_str().into()),
            wanted_only("client_id", |p| p.client.0.into()),
            wanted_only("client_name", |p| p.row.client_name.as_str().into()),
            dated(shown_in_table("received_on", |p| p.row.received_on.into())),
            shown_if_wide("method", |p| p.row.method.as_str().into()),
            shown_if_wide("reference", |p| p.row.reference.clone().into()),
            summed(shown_in_table("amount", |p| p.money(p.row.amount_cents).into())),
            summed(shown_in_table("unallocated", |p| {
                p.money(p.on_account_cents).into()
            })),
            shown_in_table("status", |p| p.status().map(PaymentStatus::as_str).into()),
            wanted_only("refunded", |p| p.money(p.refunded_cents).into()),
            wanted_only("pays", |p| {
                let one = |(number, cents): &(String, i64)| {
                    Value::Object(vec![
                        ("invoice", number.as_str().into()),
                        ("amount", p.money(*cents).into()),
                    ])
                };
                Value::List(p.pays.iter().map(one).collect())
            }),
            wanted_only("reverses", |p| p.reverses.clone().into()),
            wanted_only("reversed_by", |p| p.reversed_by.clone().into()),
            wanted_only("reason", |p| p.row.reason.clone().into()),
            wanted_only("created_by", |p| p.row.created_by.as_str().into()),
            wanted_only("created_at", |p| p.row.created_at.into()),
        ];
        FIELDS
    }
}

/// What a client owes, by how long it is overdue, in minor units.
#[derive(Debug, Clone)]
pub struct ClientBalance {
    pub client: (i64, String),
    pub currency: String,
    /// Not due yet.
    pub current: i64,
    /// By the days of aging, and what is older than the last of them.
    pub overdue: Vec<(String, i64)>,
    /// What pays no invoice yet: payments and credit notes.
    pub on_account: i64,
    pub invoices: Vec<String>,
}

impl ClientBalance {
    pub fn money(&self, cents: i64) -> Value {
        Money::new(cents, stored_currency(&self.currency)).into()
    }

    /// Returns what is overdue, in minor units.
    pub fn late(&self) -> i64 {
        self.overdue.iter().map(|(_, cents)| cents).sum()
    }
}

impl Record for ClientBalance {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ClientBalance>] = &[
            shown_in_table("client", |b| b.client.1.as_str().into()),
            wanted_only("client_id", |b| b.client.0.into()),
            wanted_only("client_name", |b| b.client.1.as_str().into()),
            summed(shown_in_table("current", |b| b.money(b.current))),
            summed(shown_in_table("overdue", |b| b.money(b.late()))),
            wanted_only("aging", |b| {
                let one = |(name, cents): &(String, i64)| {
                    Value::Object(vec![("days", name.as_str().into()), ("amount", b.money(*cents))])
                };
                Value::List(b.overdue.iter().map(one).collect())
            }),
            summed(shown_if_wide("on_account", |b| b.money(b.on_account))),
            summed(shown_in_table("outstanding", |b| {
                b.money(b.current + b.late() - b.on_account)
            })),
            wanted_only("invoices", |b| b.invoices.clone().into()),
        ];
        FIELDS
    }
}
