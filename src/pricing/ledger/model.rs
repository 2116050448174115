//! Entries of the ledger as domain types and rows.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::basis::Basis;
use crate::booking::Tenant;
use crate::db::schema::booking_costing;
use crate::db::types::Json;
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_in_table, wanted_only};
use crate::pricing::model::Tier;
use crate::pricing::quote::lines::{Line, Sums, percent};
use crate::pricing::quote::report::line_value;
use crate::text_enum;

text_enum! {
    /// Kinds of entries.
    pub enum Entry {
        Proposal = "proposal",
        Approval = "approval",
        Rejection = "rejection",
    }
}

text_enum! {
    /// Where a proposal stands.
    pub enum CostingStatus {
        Pending = "pending",
        Approved = "approved",
        Rejected = "rejected",
    }
}

/// Whose costs they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    Booking(i64),
    Rental(i64),
}

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = booking_costing, treat_none_as_default_value = false)]
pub struct CostingRow {
    pub id: i64,
    pub entry: Entry,
    /// Of an approval or rejection: what it decides.
    pub proposal_id: Option<i64>,
    /// Of a correction: the first costing.
    pub corrects_id: Option<i64>,
    /// Of the second half of a move: the half that takes back what was charged elsewhere.
    pub follows_id: Option<i64>,
    /// Of one that was quoted together with others: the id of one of them.
    pub batch_id: i64,
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub client_name: String,
    pub client_key: String,
    pub room_id: Option<i64>,
    pub tenant_id: Option<Tenant>,
    pub service_on: NaiveDate,
    /// `2026-03`.
    pub service_month: String,
    pub pricing_tier: Tier,
    /// In hundredths of a percent.
    pub discount: i32,
    pub currency: String,
    pub subtotal_cents: i64,
    pub tax_cents: i64,
    pub total_cents: i64,
    pub lines: Option<Json<Vec<Line>>>,
    pub basis: Option<Json<Basis>>,
    pub reason: Option<String>,
    /// In whose name.
    pub created_by: String,
    /// Who really typed it.
    pub entered_by: String,
    pub created_at: Timestamp,
}

impl CostingRow {
    /// `None` for a row that no constraint would let in.
    pub fn whose(&self) -> Option<Whose> {
        self.booking_id
            .map(Whose::Booking)
            .or(self.rental_id.map(Whose::Rental))
    }

    pub fn sums(&self) -> Sums {
        Sums {
            subtotal: self.subtotal_cents,
            tax: self.tax_cents,
            total: self.total_cents,
        }
    }

    /// Whether somebody had a hand in it.
    pub fn is_of(&self, username: &str) -> bool {
        self.created_by == username || self.entered_by == username
    }
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct Decision {
    pub id: i64,
    pub entry: Entry,
    pub reason: Option<String>,
    pub created_by: String,
    pub created_at: Timestamp,
}

/// A proposal with what became of it.
#[derive(Debug, Clone)]
pub struct Costing {
    pub row: CostingRow,
    pub decision: Option<Decision>,
    pub room: Option<String>,
    pub rental_no: Option<String>,
    /// How its booking differs from what was costed; empty: it is up to date, or a later costing is.
    pub changed: Vec<String>,
}

impl Costing {
    pub fn status(&self) -> CostingStatus {
        status(self.decision.as_ref())
    }

    /// `booking 17`, `rental RN-2026-0001`.
    pub fn whose(&self) -> String {
        match (self.row.booking_id, &self.rental_no) {
            (Some(id), _) => format!("booking {id}"),
            (None, Some(number)) => format!("rental {number}"),
            (None, None) => "a rental".to_owned(),
        }
    }

    /// What `pricing propose` takes.
    pub fn subject(&self) -> String {
        let booking = self.row.booking_id.map(|id| id.to_string());
        booking.or_else(|| self.rental_no.clone()).unwrap_or_default()
    }

    fn currency(&self) -> Currency {
        stored_currency(&self.row.currency)
    }

    fn money(&self, cents: i64) -> Value {
        Money::new(cents, self.currency()).into()
    }

    fn lines(&self) -> Value {
        let lines = self.row.lines.iter().flat_map(|lines| &lines.0);
        Value::List(lines.map(|line| line_value(line, self.currency())).collect())
    }
}

/// Where a proposal with this decision stands.
pub fn status(decision: Option<&Decision>) -> CostingStatus {
    match decision.map(|decision| decision.entry) {
        None | Some(Entry::Proposal) => CostingStatus::Pending,
        Some(Entry::Approval) => CostingStatus::Approved,
        Some(Entry::Rejection) => CostingStatus::Rejected,
    }
}

impl Record for Costing {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Costing>] = &[
            shown_in_table("id", |c| c.row.id.into()),
            shown_in_table("status", |c| c.status().as_str().into()),
            shown_in_table("booking_id", |c| c.row.booking_id.into()),
            shown_in_table("rental_no", |c| c.rental_no.clone().into()),
            shown_in_table("corrects_id", |c| c.row.corrects_id.into()),
            shown_in_table("client_name", |c| c.row.client_name.as_str().into()),
            shown_in_table("room", |c| c.room.clone().into()),
            wanted_only("tenant", |c| c.row.tenant_id.map(Tenant::as_str).into()),
            wanted_only("service_on", |c| c.row.service_on.into()),
            shown_in_table("month", |c| c.row.service_month.as_str().into()),
            wanted_only("tier", |c| c.row.pricing_tier.as_str().into()),
            wanted_only("discount_percent", |c| percent(c.row.discount.into()).into()),
            wanted_only("lines", Costing::lines),
            shown_in_table("subtotal", |c| c.money(c.row.subtotal_cents)),
            shown_in_table("tax", |c| c.money(c.row.tax_cents)),
            shown_in_table("total", |c| c.money(c.row.total_cents)),
            shown_in_table("stale", |c| (!c.changed.is_empty()).into()),
            wanted_only("changed", |c| c.changed.clone().into()),
            wanted_only("follows_id", |c| c.row.follows_id.into()),
            wanted_only("batch_id", |c| c.row.batch_id.into()),
            shown_in_table("created_by", |c| c.row.created_by.as_str().into()),
            wanted_only("created_at", |c| c.row.created_at.into()),
            wanted_only("decided_by", |c| {
                c.decision.as_ref().map(|one| one.created_by.clone()).into()
            }),
            wanted_only("decided_at", |c| {
                c.decision.as_ref().map(|one| one.created_at).into()
            }),
            wanted_only("reason", |c| {
                c.decision.as_ref().and_then(|one| one.reason.clone()).into()
            }),
        ];
        FIELDS
    }
}
