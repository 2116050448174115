//! Requisitions as rows, and what follows from them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::outbox::Recipient;
use crate::db::schema::{
    requisition_costs, requisition_decisions, requisition_items, requisition_receipts, requisitions,
};
use crate::db::types::Json;
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;
use crate::task::model::CostStep;
use crate::text_enum;

text_enum! {
    /// How far a requisition is.
    pub enum RequisitionState {
        Draft = "draft",
        Submitted = "submitted",
        Approved = "approved",
        Rejected = "rejected",
        Ordered = "ordered",
        Received = "received",
        Closed = "closed",
    }
}

impl RequisitionState {
    /// Returns whether money was approved for it.
    pub fn is_approved(self) -> bool {
        matches!(self, Self::Approved | Self::Ordered | Self::Received)
    }
}

text_enum! {
    /// What a level decided.
    pub enum DecisionVerdict {
        Approved = "approved",
        Rejected = "rejected",
    }
}

/// A requisition's own row, read and written whole.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = requisitions, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RequisitionRow {
    pub id: i64,
    /// `RQ-2026-0001`.
    pub number: String,
    pub year: i64,
    pub ordinal: i64,
    pub purpose: String,
    pub booking_id: Option<i64>,
    pub needed_on: Option<NaiveDate>,
    /// What the requester states to be available.
    pub funds_cents: Option<i64>,
    pub currency: String,
    pub state: RequisitionState,
    /// Counts how often it was submitted.
    pub submission: i64,
    /// Who decides on the last submission, in order, as [`Recipient::address`] writes it.
    pub levels: Json<Vec<String>>,
    /// How many levels have approved the last submission.
    pub decided: i64,
    /// Counts its receipts.
    pub receipts: i64,
    pub requester: String,
    /// Who typed it, for the requester or by a token.
    pub entered_by: String,
    pub submitted_by: Option<String>,
    pub submitted_at: Option<Timestamp>,
    pub vendor_id: Option<i64>,
    pub order_reference: Option<String>,
    pub ordered_at: Option<Timestamp>,
    pub close_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_by: String,
    pub updated_at: Timestamp,
}

impl RequisitionRow {
    pub fn currency(&self) -> Currency {
        stored_currency(&self.currency)
    }

    /// Returns an amount in its currency.
    pub fn money(&self, cents: i64) -> Money {
        Money::new(cents, self.currency())
    }

    /// Returns the levels of the last submission, in order.
    pub fn levels(&self) -> Vec<Recipient> {
        self.levels
            .0
            .iter()
            .filter_map(|level| Recipient::at(level))
            .collect()
    }

    /// Returns the level that decides next on what is submitted.
    pub fn waits_for(&self) -> Option<Recipient> {
        let place = usize::try_from(self.decided).ok()?;
        let next = self.levels().into_iter().nth(place);
        next.filter(|_| self.state == RequisitionState::Submitted)
    }
}

/// An item: so many of something, for so many days, at so much each a day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = requisition_items, treat_none_as_default_value = false)]
pub struct RequisitionItemRow {
    pub id: i64,
    pub requisition_id: i64,
    /// Numbers the items of a requisition from 1.
    pub position: i64,
    pub description: String,
    pub quantity: i64,
    pub days: i64,
    pub unit_cents: i64,
}

impl RequisitionItemRow {
    /// Returns such as `1. 3 × Dell 5420, 1 day at R14,999.00`.
    pub fn in_words(&self, currency: Currency) -> String {
        format!(
            "{}. {} × {}, {} at {}",
            self.position,
            self.quantity,
            self.description,
            counted(self.days, "day"),
            Money::new(self.unit_cents, currency)
        )
    }

    /// Returns what so many of the item cost, in minor units; the largest number where that is more.
    pub fn cost_of(&self, quantity: i64) -> i64 {
        quantity.saturating_mul(self.days).saturating_mul(self.unit_cents)
    }
}

/// A decision; none ever changes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = requisition_decisions, treat_none_as_default_value = false)]
pub struct RequisitionDecisionRow {
    pub id: i64,
    pub requisition_id: i64,
    pub submission: i64,
    /// Counts the levels from 1.
    pub place: i64,
    pub level: String,
    pub verdict: DecisionVerdict,
    /// What was decided on, in minor units.
    pub total_cents: i64,
    pub reason: Option<String>,
    /// The only admin of the site decided alone.
    pub one_person: bool,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

/// What was received of an item at a time.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = requisition_receipts, treat_none_as_default_value = false)]
pub struct RequisitionReceiptRow {
    pub id: i64,
    pub requisition_id: i64,
    pub item_id: i64,
    pub quantity: i64,
    pub amount_cents: i64,
    pub currency: String,
    /// The devices that were made of it.
    pub device_ids: Json<Vec<i64>>,
    pub note: Option<String>,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
    /// When the receipt was undone.
    pub taken_back_at: Option<Timestamp>,
}

/// A row of the ledger of costs; none ever changes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = requisition_costs, treat_none_as_default_value = false)]
pub struct RequisitionCostRow {
    pub id: i64,
    pub receipt_id: i64,
    pub step: CostStep,
    pub amount_cents: i64,
    pub currency: String,
    pub reason: Option<String>,
    /// The only admin of the site decided alone.
    pub one_person: bool,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

/// A requisition with its items, decisions and receipts, each in order.
#[derive(Debug, Clone)]
pub struct Requisition {
    pub row: RequisitionRow,
    pub items: Vec<RequisitionItemRow>,
    pub decisions: Vec<RequisitionDecisionRow>,
    pub receipts: Vec<RequisitionReceiptRow>,
    pub vendor: Option<String>,
    /// Serial numbers of the devices that were made of it, by id.
    pub serials: BTreeMap<i64, String>,
    /// The newest step of the cost of each receipt.
    pub cost_steps: BTreeMap<i64, CostStep>,
}

impl Requisition {
    /// Returns quantity × days × unit cost of all items, in minor units.
    pub fn total_cents(&self) -> i64 {
        let costs = self.items.iter().map(|item| item.cost_of(item.quantity));
        costs.fold(0, i64::saturating_add)
    }

    /// Returns what is left of the stated funds after the total; negative where they do not suffice.
    pub fn balance_cents(&self) -> Option<i64> {
        let funds = self.row.funds_cents?;
        Some(funds.saturating_sub(self.total_cents()))
    }

    /// Returns the warning of funds that do not suffice.
    pub fn shortfall(&self) -> Option<String> {
        let missing = self
            .balance_cents()
            .filter(|balance| *balance < 0)?
            .saturating_neg();
        let (funds, total) = (self.row.funds_cents.unwrap_or_default(), self.total_cents());
        let money = |cents| self.row.money(cents);
        Some(format!(
            "the funds of {} do not suffice: {} of {} is missing",
            money(funds),
            money(missing),
            money(total)
        ))
    }

    /// Returns the receipts that stand.
    pub fn standing_receipts(&self) -> impl Iterator<Item = &RequisitionReceiptRow> {
        self.receipts
            .iter()
            .filter(|receipt| receipt.taken_back_at.is_none())
    }

    /// Returns how many of an item were received.
    pub fn received(&self, item: &RequisitionItemRow) -> i64 {
        let of_item = self
            .standing_receipts()
            .filter(|receipt| receipt.item_id == item.id);
        of_item.map(|receipt| receipt.quantity).sum()
    }

    /// Returns how many of an item are still to come.
    pub fn outstanding(&self, item: &RequisitionItemRow) -> i64 {
        item.quantity - self.received(item)
    }

    /// Returns whether everything was received.
    pub fn is_complete(&self) -> bool {
        self.items.iter().all(|item| self.outstanding(item) <= 0)
    }

    /// Returns the cost of what was received, in minor units.
    pub fn received_cents(&self) -> i64 {
        let amounts = self.standing_receipts().map(|receipt| receipt.amount_cents);
        amounts.fold(0, i64::saturating_add)
    }

    /// Returns the decisions on the last submission.
    pub fn last_decisions(&self) -> impl Iterator<Item = &RequisitionDecisionRow> {
        let last = self.row.submission;
        self.decisions
            .iter()
            .filter(move |decision| decision.submission == last)
    }

    /// Returns the serial numbers of the devices that a receipt made.
    pub fn serials_of(&self, receipt: &RequisitionReceiptRow) -> Vec<&str> {
        let ids = receipt.device_ids.0.iter();
        ids.filter_map(|id| self.serials.get(id).map(String::as_str))
            .collect()
    }
}

/// Returns a level as people read it: a role, or a user's name.
pub fn level_in_words(level: &Recipient) -> String {
    match level {
        Recipient::Role(role) => role.to_string(),
        Recipient::User(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(quantity: i64, days: i64, unit_cents: i64) -> RequisitionItemRow {
        RequisitionItemRow {
            id: 1,
            requisition_id: 1,
            position: 1,
            description: "laptop".to_owned(),
            quantity,
            days,
            unit_cents,
        }
    }

    #[test]
    fn a_cost_has_its_days_and_never_overflows() {
        assert_eq!(item(3, 5, 45_000).cost_of(3), 675_000);
        assert_eq!(item(3, 5, 45_000).cost_of(1), 225_000);
        assert_eq!(item(100_000, 3_660, i64::MAX).cost_of(100_000), i64::MAX);
    }
}
