//! Rows and types of billing.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::booking::Tenant;
use crate::client::service as clients;
use crate::db::Connection;
use crate::db::schema::period_events;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::names::name_key;
use crate::kernel::percent::percent;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::text_enum;

text_enum! {
    /// What happens to a month.
    pub enum PeriodStep {
        Held = "held",
        Closed = "closed",
        /// Somebody asks for a reopening.
        Reopening = "reopening",
        Reopened = "reopened",
    }
}

text_enum! {
    /// How a month stands.
    pub enum PeriodStatus {
        Open = "open",
        /// It takes no new proposals; decisions go on.
        Held = "held",
        Closed = "closed",
    }
}

/// A month, of a tenant or of all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeriodKey {
    /// `2026-03`.
    pub month: String,
    pub tenant: Option<Tenant>,
}

impl PeriodKey {
    /// Returns the key as the audit log names it: `2026-03`, `2026-03/TRAINING`.
    pub fn name(&self) -> String {
        match self.tenant {
            Some(tenant) => format!("{}/{tenant}", self.month),
            None => self.month.clone(),
        }
    }

    /// Returns the key as commands take it: `2026-03 --tenant TRAINING`.
    pub fn arguments(&self) -> String {
        match self.tenant {
            Some(tenant) => format!("{} --tenant {tenant}", self.month),
            None => self.month.clone(),
        }
    }
}

/// Something that happened to a month, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = period_events, treat_none_as_default_value = false)]
pub struct PeriodEventRow {
    pub id: i64,
    pub month: String,
    pub tenant_id: Option<Tenant>,
    pub event: PeriodStep,
    /// Of a reopening: the request that it grants.
    pub request_id: Option<i64>,
    pub reason: Option<String>,
    /// Of a closing: what is booked in the month.
    pub snapshot: Option<String>,
    pub snapshot_hash: Option<String>,
    pub totals: Option<Json<Vec<BookedTotals>>>,
    /// The only admin reopened alone.
    pub one_person: bool,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

impl PeriodEventRow {
    /// Whether a user did it, personally or through somebody else.
    pub fn is_by(&self, username: &str) -> bool {
        self.created_by == username || self.entered_by == username
    }
}

/// What is booked in a month in one currency, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedTotals {
    pub currency: String,
    pub lines: i64,
    pub subtotal: i64,
    pub tax: i64,
}

/// A month with what is booked in it and what is open.
#[derive(Debug, Clone)]
pub struct BillingPeriod {
    pub key: PeriodKey,
    pub status: PeriodStatus,
    pub totals: Vec<BookedTotals>,
    /// The currency of a month in which nothing is booked.
    pub currency: String,
    /// Costings that await a decision, that are stale, and bookings and rentals without one.
    pub pending: usize,
    pub stale: usize,
    pub unpriced: usize,
    /// Its closing or holding.
    pub shut: Option<PeriodEventRow>,
    /// The request to reopen it that nobody has granted.
    pub request: Option<PeriodEventRow>,
    /// Its last reopening, with the request.
    pub reopened: Option<(PeriodEventRow, Option<PeriodEventRow>)>,
}

impl BillingPeriod {
    /// Returns an amount of the month; of several currencies a list.
    fn money(&self, of: fn(&BookedTotals) -> i64) -> Value {
        let amount = |totals: &BookedTotals| Money::new(of(totals), stored_currency(&totals.currency));
        match self.totals.as_slice() {
            [] => Money::new(0, stored_currency(&self.currency)).into(),
            [one] => amount(one).into(),
            several => Value::List(several.iter().map(|one| amount(one).into()).collect()),
        }
    }

    /// Returns who asked for the last reopening, and who granted it.
    fn reopeners(&self) -> (Option<String>, Option<String>) {
        match &self.reopened {
            None => (None, None),
            Some((event, Some(request))) => {
                (Some(request.created_by.clone()), Some(event.created_by.clone()))
            }
            Some((event, None)) => (Some(event.created_by.clone()), None),
        }
    }
}

impl Record for BillingPeriod {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<BillingPeriod>] = &[
            shown_in_table("month", |p| p.key.month.as_str().into()),
            shown_if_wide("tenant", |p| p.key.tenant.map(Tenant::as_str).into()),
            shown_in_table("status", |p| p.status.as_str().into()),
            shown_in_table("lines", |p| {
                p.totals.iter().map(|totals| totals.lines).sum::<i64>().into()
            }),
            summed(shown_if_wide("subtotal", |p| p.money(|totals| totals.subtotal))),
            summed(shown_if_wide("tax", |p| p.money(|totals| totals.tax))),
            summed(shown_in_table("total", |p| {
                p.money(|totals| totals.subtotal + totals.tax)
            })),
            summed(shown_in_table("pending", |p| p.pending.into())),
            summed(shown_in_table("stale", |p| p.stale.into())),
            summed(shown_in_table("unpriced", |p| p.unpriced.into())),
            shown_if_wide("closed_by", |p| {
                p.shut.as_ref().map(|one| one.created_by.clone()).into()
            }),
            wanted_only("closed_at", |p| p.shut.as_ref().map(|one| one.created_at).into()),
            wanted_only("snapshot_sha256", |p| {
                p.shut.as_ref().and_then(|one| one.snapshot_hash.clone()).into()
            }),
            wanted_only("reopening_by", |p| {
                p.request.as_ref().map(|one| one.created_by.clone()).into()
            }),
            wanted_only("reopened_by", |p| p.reopeners().0.into()),
            wanted_only("approved_by", |p| p.reopeners().1.into()),
            wanted_only("reason", |p| {
                let reopened = p.reopened.as_ref().map(|(event, _)| event);
                let event = p.request.as_ref().or(reopened);
                event.and_then(|event| event.reason.clone()).into()
            }),
        ];
        FIELDS
    }
}

/// A line of the ledger that is approved, and booked in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedLine {
    pub costing_id: i64,
    pub place: i32,
    pub booking_id: Option<i64>,
    pub rental_no: Option<String>,
    pub client_name: String,
    pub room_id: Option<i64>,
    pub tenant: Option<String>,
    pub service_on: NaiveDate,
    pub kind: String,
    pub item: String,
    pub service_month: String,
    pub booked_month: String,
    pub quantity: i64,
    pub unit: String,
    pub rate_cents: i64,
    pub amount_cents: i64,
    /// In thousandths of a percent.
    pub tax_rate: i64,
    pub tax_cents: i64,
    pub currency: String,
    pub corrects_id: Option<i64>,
    pub why: String,
}

impl BookedLine {
    /// Returns an amount in the line's currency.
    pub fn money(&self, cents: i64) -> Money {
        Money::new(cents, stored_currency(&self.currency))
    }
}

impl Record for BookedLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<BookedLine>] = &[
            shown_in_table("costing_id", |l| l.costing_id.into()),
            wanted_only("line", |l| l.place.into()),
            shown_in_table("booking_id", |l| l.booking_id.into()),
            shown_in_table("rental_no", |l| l.rental_no.clone().into()),
            shown_in_table("client_name", |l| l.client_name.as_str().into()),
            wanted_only("room_id", |l| l.room_id.into()),
            wanted_only("tenant", |l| l.tenant.clone().into()),
            wanted_only("service_on", |l| l.service_on.into()),
            shown_in_table("kind", |l| l.kind.as_str().into()),
            shown_if_wide("item", |l| l.item.as_str().into()),
            shown_in_table("service_month", |l| l.service_month.as_str().into()),
            wanted_only("booked_month", |l| l.booked_month.as_str().into()),
            wanted_only("quantity", |l| l.quantity.into()),
            wanted_only("unit", |l| l.unit.as_str().into()),
            wanted_only("rate", |l| l.money(l.rate_cents).into()),
            summed(shown_in_table("amount", |l| l.money(l.amount_cents).into())),
            wanted_only("tax_percent", |l| percent(l.tax_rate).into()),
            summed(shown_if_wide("tax", |l| l.money(l.tax_cents).into())),
            shown_if_wide("corrects_id", |l| l.corrects_id.into()),
            wanted_only("why", |l| l.why.as_str().into()),
        ];
        FIELDS
    }
}

/// What is booked in a month.
#[derive(Debug)]
pub struct BilledMonth {
    pub status: PeriodStatus,
    pub lines: Vec<BookedLine>,
    /// The lines in a fixed form.
    pub text: String,
}

/// Returns how a month stands after these events.
pub fn status_after(events: &[PeriodEventRow]) -> PeriodStatus {
    let step = events.iter().rev().map(|event| event.event);
    match step.into_iter().find(|step| *step != PeriodStep::Reopening) {
        Some(PeriodStep::Held) => PeriodStatus::Held,
        Some(PeriodStep::Closed) => PeriodStatus::Closed,
        _ => PeriodStatus::Open,
    }
}

/// A client of documents and payments: its records, and part of the name that they were written with.
#[derive(Debug, Clone)]
pub struct BilledClient {
    pub ids: Vec<i64>,
    pub part: Option<String>,
}

impl BilledClient {
    /// Finds the clients that a part of a name means.
    pub fn named(connection: &mut Connection, part: &str) -> Result<Self> {
        Ok(Self {
            ids: clients::meant(connection, part, false)?,
            part: Some(name_key(part)),
        })
    }

    /// Finds the records that are one with this one.
    pub fn one_with(connection: &mut Connection, id: i64) -> Result<Self> {
        let ids = clients::with_merged(connection, vec![id])?;
        Ok(Self {
            ids: ids.into_iter().collect(),
            part: None,
        })
    }
}

/// Something that was closed or issued and is not as it was.
#[derive(Debug, Clone)]
pub struct BillingFinding {
    pub table: &'static str,
    pub id: String,
    pub fact: String,
    /// The row of the audit log that tells of it.
    pub audit_seq: Option<i64>,
}
