//! Requisitions, their parts and their costs as records.

use super::model::{
    Requisition, RequisitionCostRow, RequisitionDecisionRow, RequisitionItemRow, RequisitionReceiptRow,
    level_in_words,
};
use crate::access::outbox::Recipient;
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table, wanted_only};
use crate::task::model::CostStep;

impl Record for Requisition {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Requisition>] = &[
            shown_in_table("number", |r| r.row.number.as_str().into()),
            shown_in_table("purpose", |r| r.row.purpose.as_str().into()),
            shown_in_table("requester", |r| r.row.requester.as_str().into()),
            shown_in_table("state", |r| r.row.state.as_str().into()),
            shown_in_table("waits_for", |r| {
                r.row.waits_for().as_ref().map(level_in_words).into()
            }),
            shown_in_table("total", |r| r.row.money(r.total_cents()).into()),
            shown_if_wide("funds", |r| {
                r.row.funds_cents.map(|cents| r.row.money(cents)).into()
            }),
            shown_if_wide("balance", |r| {
                r.balance_cents().map(|cents| r.row.money(cents)).into()
            }),
            shown_in_table("needed_on", |r| r.row.needed_on.into()),
            shown_if_wide("vendor", |r| r.vendor.clone().into()),
            wanted_only("items", |r| {
                Value::List(r.items.iter().map(|item| r.item_value(item)).collect())
            }),
            wanted_only("decisions", |r| {
                Value::List(r.decisions.iter().map(Value::from).collect())
            }),
            wanted_only("receipts", |r| {
                Value::List(
                    r.receipts
                        .iter()
                        .map(|receipt| r.receipt_value(receipt))
                        .collect(),
                )
            }),
            wanted_only("booking_id", |r| r.row.booking_id.into()),
            wanted_only("funds_suffice", |r| {
                r.balance_cents().map(|cents| cents >= 0).into()
            }),
            wanted_only("levels", |r| {
                let levels = r.row.levels();
                Value::List(levels.iter().map(|level| level_in_words(level).into()).collect())
            }),
            wanted_only("revision", |r| r.row.submission.into()),
            wanted_only("submitted_at", |r| r.row.submitted_at.into()),
            wanted_only("order_reference", |r| r.row.order_reference.clone().into()),
            wanted_only("ordered_at", |r| r.row.ordered_at.into()),
            wanted_only("received_cost", |r| r.row.money(r.received_cents()).into()),
            wanted_only("close_reason", |r| r.row.close_reason.clone().into()),
            wanted_only("created_at", |r| r.row.created_at.into()),
            wanted_only("updated_at", |r| r.row.updated_at.into()),
        ];
        FIELDS
    }
}

impl Requisition {
    fn item_value(&self, item: &RequisitionItemRow) -> Value {
        let (each, cost) = (
            self.row.money(item.unit_cents),
            self.row.money(item.cost_of(item.quantity)),
        );
        let received = self.received(item);
        let mut words = format!("{}: {cost}", item.in_words(self.row.currency()));
        if received > 0 {
            words.push_str(&format!(" ({received} received)"));
        }
        Value::Told {
            at: None,
            words: vec![words.into()],
            facts: vec![
                ("item", item.position.into()),
                ("description", item.description.as_str().into()),
                ("quantity", item.quantity.into()),
                ("days", item.days.into()),
                ("unit_cost", each.into()),
                ("cost", cost.into()),
                ("received", received.into()),
            ],
        }
    }

    fn receipt_value(&self, receipt: &RequisitionReceiptRow) -> Value {
        let item = self.items.iter().find(|item| item.id == receipt.item_id);
        let description = item.map(|item| item.description.as_str()).unwrap_or_default();
        let serials = self.serials_of(receipt);
        let amount = self.row.money(receipt.amount_cents);
        let mut words = format!(
            "{} received {} × {description} for {amount}",
            receipt.created_by, receipt.quantity
        );
        if !serials.is_empty() {
            words.push_str(&format!(" as {}", serials.join(", ")));
        }
        if receipt.taken_back_at.is_some() {
            words.push_str(" (taken back)");
        }
        let cost_state = self.cost_steps.get(&receipt.id).map(|step| step.state());
        Value::Told {
            at: Some(receipt.created_at),
            words: vec![words.into()],
            facts: vec![
                ("receipt", receipt.id.into()),
                ("at", receipt.created_at.into()),
                ("by", receipt.created_by.as_str().into()),
                ("item", item.map(|item| item.position).into()),
                ("quantity", receipt.quantity.into()),
                ("amount", amount.into()),
                (
                    "serials",
                    Value::List(serials.into_iter().map(Value::from).collect()),
                ),
                ("note", receipt.note.clone().into()),
                ("cost_state", cost_state.into()),
                ("taken_back_at", receipt.taken_back_at.into()),
            ],
        }
    }
}

impl From<&RequisitionDecisionRow> for Value {
    fn from(decision: &RequisitionDecisionRow) -> Self {
        let level = Recipient::at(&decision.level).map(|level| level_in_words(&level));
        let level = level.unwrap_or_default();
        let reason = decision.reason.as_ref();
        let because = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        Self::Told {
            at: Some(decision.created_at),
            words: vec![
                format!(
                    "{} {} it as {level} (level {}, revision {}){because}",
                    decision.created_by, decision.verdict, decision.place, decision.submission
                )
                .into(),
            ],
            facts: vec![
                ("at", decision.created_at.into()),
                ("by", decision.created_by.as_str().into()),
                ("level", level.as_str().into()),
                ("place", decision.place.into()),
                ("revision", decision.submission.into()),
                ("verdict", decision.verdict.as_str().into()),
                ("reason", decision.reason.clone().into()),
                ("one_person", decision.one_person.into()),
            ],
        }
    }
}

/// The cost of a receipt as it stands in the ledger.
#[derive(Debug, Clone)]
pub struct RequisitionCost {
    pub receipt: RequisitionReceiptRow,
    number: String,
    description: String,
    pub amount: Money,
    state: &'static str,
    proposed_by: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<Timestamp>,
    reason: Option<String>,
}

impl RequisitionCost {
    /// Reads the cost of a receipt from its rows, oldest first.
    pub fn of(
        receipt: RequisitionReceiptRow,
        number: String,
        description: String,
        rows: &[RequisitionCostRow],
    ) -> Self {
        let newest = rows.last();
        let decision = newest.filter(|row| matches!(row.step, CostStep::Approval | CostStep::Rejection));
        let proposal = rows.iter().rev().find(|row| row.step == CostStep::Proposal);
        Self {
            amount: Money::new(receipt.amount_cents, stored_currency(&receipt.currency)),
            state: newest.map_or("", |row| row.step.state()),
            proposed_by: proposal.map(|row| row.created_by.clone()),
            decided_by: decision.map(|row| row.created_by.clone()),
            decided_at: decision.map(|row| row.created_at),
            reason: decision.and_then(|row| row.reason.clone()),
            receipt,
            number,
            description,
        }
    }
}

impl Record for RequisitionCost {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RequisitionCost>] = &[
            shown_in_table("receipt", |c| c.receipt.id.into()),
            shown_in_table("number", |c| c.number.as_str().into()),
            shown_in_table("description", |c| c.description.as_str().into()),
            shown_in_table("quantity", |c| c.receipt.quantity.into()),
            shown_in_table("amount", |c| c.amount.into()),
            shown_in_table("state", |c| c.state.into()),
            shown_in_table("proposed_by", |c| c.proposed_by.clone().into()),
            shown_in_table("decided_by", |c| c.decided_by.clone().into()),
            wanted_only("decided_at", |c| c.decided_at.into()),
            wanted_only("reason", |c| c.reason.clone().into()),
            wanted_only("received_at", |c| c.receipt.created_at.into()),
        ];
        FIELDS
    }
}
