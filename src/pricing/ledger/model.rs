//! Rows and types of the ledger.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::basis::CostingBasis;
use crate::booking::Tenant;
use crate::db::schema::{booking_costing, costing_lines};
use crate::db::types::Json;
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::percent::percent;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::pricing::model::Tier;
use crate::pricing::quote::lines::{CostSums, LineKind, LineShare, QuoteLine};
use crate::pricing::quote::report::told_line;
use crate::text_enum;

text_enum! {
    /// Kinds of entries.
    pub enum EntryKind {
        Proposal = "proposal",
        Approval = "approval",
        Rejection = "rejection",
    }
}

text_enum! {
    /// What entries are added up by.
    pub enum SumsBy {
        Booking = "booking",
        Client = "client",
        Room = "room",
        Month = "month",
        Kind = "kind",
        Tenant = "tenant",
        Location = "location",
    }
}

text_enum! {
    /// What is charged or credited beside what is quoted.
    pub enum AdjustmentKind {
        Credit = "credit",
        Damage = "damage",
        Loss = "loss",
        CancellationFee = "cancellation_fee",
        Goodwill = "goodwill",
    }
}

impl AdjustmentKind {
    /// Parses a kind; a dash may stand for the underscore.
    ///
    /// # Errors
    /// Names the kinds.
    pub fn read(text: &str) -> Result<Self, String> {
        text.to_lowercase().replace(['-', ' '], "_").parse()
    }

    /// Whether it lowers what is charged.
    pub fn is_credit(self) -> bool {
        matches!(self, Self::Credit | Self::Goodwill)
    }

    /// Returns the name of its line.
    pub fn item(self) -> &'static str {
        match self {
            Self::Credit => "Credit",
            Self::Damage => "Damage",
            Self::Loss => "Loss",
            Self::CancellationFee => "Cancellation fee",
            Self::Goodwill => "Goodwill",
        }
    }

    /// Returns the kind of its line.
    pub fn line_kind(self) -> LineKind {
        match self {
            Self::Credit | Self::Goodwill => LineKind::Adjustment,
            Self::Damage => LineKind::Damage,
            Self::Loss => LineKind::Loss,
            Self::CancellationFee => LineKind::Cancellation,
        }
    }
}

text_enum! {
    /// States of a proposal.
    pub enum CostingStatus {
        Pending = "pending",
        Approved = "approved",
        Rejected = "rejected",
    }
}

/// The booking or rental that is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectId {
    Booking(i64),
    Rental(i64),
}

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = booking_costing, treat_none_as_default_value = false)]
pub struct CostingRow {
    pub id: i64,
    pub entry: EntryKind,
    /// Of an approval or rejection: the proposal it decides.
    pub proposal_id: Option<i64>,
    /// Of a correction: the first costing.
    pub corrects_id: Option<i64>,
    /// Of the second half of a move: the half that reverses what was charged before.
    pub follows_id: Option<i64>,
    /// The same for all costings that were quoted together.
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
    pub lines: Option<Json<Vec<QuoteLine>>>,
    pub basis: Option<Json<CostingBasis>>,
    pub reason: Option<String>,
    /// The user in whose name it was entered.
    pub created_by: String,
    /// The user who entered it.
    pub entered_by: String,
    pub created_at: Timestamp,
    /// Thousandths of a percent beyond the discount.
    pub discount_rest: i32,
    /// Of what is charged or credited beside a quote.
    pub adjustment: Option<AdjustmentKind>,
    /// Of a decision: the only admin decided about an own proposal.
    pub one_person: bool,
    /// The month in which it is booked, where that of the service is closed.
    pub booked_month: Option<String>,
}

/// What a costing charges for an item in a month at a tax rate, as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = costing_lines, treat_none_as_default_value = false)]
pub struct CostingLineRow {
    pub costing_id: i64,
    pub place: i32,
    pub kind: LineKind,
    pub item: String,
    /// `2026-03`.
    pub service_month: String,
    pub quantity: i64,
    pub unit: String,
    pub rate_cents: i64,
    pub amount_cents: i64,
    /// In thousandths of a percent.
    pub tax_rate: i64,
    pub tax_cents: i64,
    pub why: String,
    /// The month in which it is booked, where that of the service is closed.
    pub booked_month: Option<String>,
}

impl CostingLineRow {
    /// Returns what it charges.
    pub fn share(&self) -> LineShare {
        LineShare {
            kind: self.kind,
            item: self.item.clone(),
            month: self.service_month.clone(),
            quantity: self.quantity,
            amount: self.amount_cents,
            tax_rate: self.tax_rate,
            tax: self.tax_cents,
        }
    }
}

impl CostingRow {
    /// Returns the discount in thousandths of a percent.
    pub fn discount_thousandths(&self) -> i64 {
        i64::from(self.discount) * 10 + i64::from(self.discount_rest)
    }

    /// Returns what the row charges; `None` for a row that breaks the constraints.
    pub fn subject_id(&self) -> Option<SubjectId> {
        self.booking_id
            .map(SubjectId::Booking)
            .or(self.rental_id.map(SubjectId::Rental))
    }

    /// Returns the month in which it is booked.
    pub fn booked_month(&self) -> &str {
        self.booked_month.as_deref().unwrap_or(&self.service_month)
    }

    /// Returns the amounts of the row.
    pub fn sums(&self) -> CostSums {
        CostSums {
            subtotal: self.subtotal_cents,
            tax: self.tax_cents,
            total: self.total_cents,
        }
    }

    /// Whether a user proposed it, personally or through somebody else.
    pub fn is_by(&self, username: &str) -> bool {
        self.created_by == username || self.entered_by == username
    }
}

/// The approval or rejection of a proposal.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct CostingDecision {
    pub id: i64,
    pub entry: EntryKind,
    pub reason: Option<String>,
    pub created_by: String,
    pub created_at: Timestamp,
    /// The only admin decided about an own proposal.
    pub one_person: bool,
}

/// A proposal with its decision and names.
#[derive(Debug, Clone)]
pub struct Costing {
    pub row: CostingRow,
    /// The client whose name the entry was written with: its number and its name.
    pub client: Option<(i64, String)>,
    pub decision: Option<CostingDecision>,
    pub room: Option<String>,
    pub rental_no: Option<String>,
    /// How its booking differs from what was costed; empty when it is up to date, or a later costing is.
    pub changed: Vec<String>,
}

impl Costing {
    /// Returns the state of the proposal.
    pub fn status(&self) -> CostingStatus {
        status(self.decision.as_ref())
    }

    /// Returns what is charged in words: `booking 17`, `rental RN-2026-0001`.
    pub fn subject_name(&self) -> String {
        match (self.row.booking_id, &self.rental_no) {
            (Some(id), _) => format!("booking {id}"),
            (None, Some(number)) => format!("rental {number}"),
            (None, None) => "a rental".to_owned(),
        }
    }

    /// Returns what is charged as `pricing propose` takes it.
    pub fn propose_argument(&self) -> String {
        let booking = self.row.booking_id.map(|id| id.to_string());
        booking.or_else(|| self.rental_no.clone()).unwrap_or_default()
    }

    /// Returns the name of the client, else the name as it was written.
    fn client(&self) -> &str {
        self.client
            .as_ref()
            .map_or(self.row.client_name.as_str(), |(_, name)| name.as_str())
    }

    fn currency(&self) -> Currency {
        stored_currency(&self.row.currency)
    }

    fn money(&self, cents: i64) -> Value {
        Money::new(cents, self.currency()).into()
    }

    fn lines(&self) -> Value {
        let lines = self.row.lines.iter().flat_map(|lines| &lines.0);
        Value::List(lines.map(|line| told_line(line, self.currency())).collect())
    }
}

/// Returns the state of a proposal with this decision.
pub fn status(decision: Option<&CostingDecision>) -> CostingStatus {
    match decision.map(|decision| decision.entry) {
        None | Some(EntryKind::Proposal) => CostingStatus::Pending,
        Some(EntryKind::Approval) => CostingStatus::Approved,
        Some(EntryKind::Rejection) => CostingStatus::Rejected,
    }
}

impl Record for Costing {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Costing>] = &[
            shown_in_table("id", |c| c.row.id.into()),
            shown_in_table("status", |c| c.status().as_str().into()),
            shown_in_table("booking_id", |c| c.row.booking_id.into()),
            shown_in_table("rental_no", |c| c.rental_no.clone().into()),
            shown_if_wide("corrects_id", |c| c.row.corrects_id.into()),
            shown_in_table("client", |c| c.client().into()),
            wanted_only("client_id", |c| c.client.as_ref().map(|(id, _)| *id).into()),
            wanted_only("client_name", |c| c.row.client_name.as_str().into()),
            shown_in_table("room", |c| c.room.clone().into()),
            shown_if_wide("adjustment", |c| {
                c.row.adjustment.map(AdjustmentKind::as_str).into()
            }),
            wanted_only("tenant", |c| c.row.tenant_id.map(Tenant::as_str).into()),
            wanted_only("service_on", |c| c.row.service_on.into()),
            shown_in_table("month", |c| c.row.service_month.as_str().into()),
            shown_if_wide("booked_month", |c| c.row.booked_month().into()),
            wanted_only("tier", |c| c.row.pricing_tier.as_str().into()),
            wanted_only("discount_percent", |c| {
                percent(c.row.discount_thousandths()).into()
            }),
            wanted_only("lines", Costing::lines),
            summed(shown_if_wide("subtotal", |c| c.money(c.row.subtotal_cents))),
            summed(shown_if_wide("tax", |c| c.money(c.row.tax_cents))),
            summed(shown_in_table("total", |c| c.money(c.row.total_cents))),
            shown_in_table("stale", |c| (!c.changed.is_empty()).into()),
            wanted_only("changed", |c| c.changed.clone().into()),
            wanted_only("follows_id", |c| c.row.follows_id.into()),
            wanted_only("batch_id", |c| c.row.batch_id.into()),
            shown_if_wide("created_by", |c| c.row.created_by.as_str().into()),
            wanted_only("created_at", |c| c.row.created_at.into()),
            wanted_only("decided_by", |c| {
                c.decision.as_ref().map(|one| one.created_by.clone()).into()
            }),
            wanted_only("decided_at", |c| {
                c.decision.as_ref().map(|one| one.created_at).into()
            }),
            wanted_only("one_person", |c| {
                c.decision.as_ref().is_some_and(|one| one.one_person).into()
            }),
            wanted_only("reason", |c| {
                let of_decision = c.decision.as_ref().and_then(|one| one.reason.clone());
                of_decision.or_else(|| c.row.reason.clone()).into()
            }),
        ];
        FIELDS
    }
}
