//! Charges and credits after the fact: a damage, a loss, a fee, a credit, each with a reason, proposed by one and approved
//! by another.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::agreed::accounts_of;
use super::bookable::{self, BookableMonths};
use super::model::{AdjustmentKind, Costing, CostingRow, EntryKind, SubjectId};
use super::one_person;
use super::plan::CostingAccount;
use super::propose::{LEDGER_LOCK, facts, line_rows};
use super::service;
use super::store;
use super::subject::{self, CostSubject};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::booking::service as bookings;
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Money, part_of};
use crate::kernel::names::name_key;
use crate::kernel::percent::WHOLE;
use crate::kernel::text::clean_text;
use crate::pricing::model::Tier;
use crate::pricing::quote::lines::{CostSheet, CostSums, LineShare, QuoteLine, month_of};
use crate::pricing::quote::model::QuoteTarget;
use crate::rental::service as rentals;

/// A charge or a credit to propose.
#[derive(Debug, Clone)]
pub struct NewAdjustment {
    pub target: QuoteTarget,
    pub kind: AdjustmentKind,
    /// Before tax, positive, also of a credit.
    pub amount: Money,
    pub reason: String,
    /// In thousandths of a percent; `None`: the rate of the day of the service.
    pub tax: Option<i64>,
}

/// A proposed adjustment, and what to do about it.
#[derive(Debug)]
pub struct AdjustmentOutcome {
    pub costing: Costing,
    pub notes: Vec<String>,
}

/// Proposes a charge or a credit beside what is quoted. A repeated request returns the first one.
///
/// # Errors
/// `NotFound` for an unknown booking or rental; `Invalid` for no amount; `Conflict` for a credit of more than what is charged.
pub fn adjust(
    tx: &mut Tx<'_>,
    new: &NewAdjustment,
    repeat: Option<&IdempotencyKey>,
) -> Result<AdjustmentOutcome> {
    let grant = tx.require(Permission::ChangePrices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let known = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    let id = match known.and_then(|ids| ids.first().copied()) {
        Some(id) => id,
        None => {
            let id = write(tx, &grant, new)?;
            if let Some(repeat) = repeat {
                repeat.remember(tx, &[id])?;
            }
            id
        }
    };
    let costing = service::by_ids(tx, &grant, &[id])?.into_iter().next();
    let moved = costing.as_ref().and_then(bookable::moved_note);
    Ok(AdjustmentOutcome {
        costing: costing.ok_or_else(|| Error::internal("the adjustment cannot be read back"))?,
        notes: one_person::advice(tx, &grant)?.into_iter().chain(moved).collect(),
    })
}

fn write(tx: &mut Tx<'_>, grant: &Grant, new: &NewAdjustment) -> Result<i64> {
    let reason = clean_text("reason", &new.reason, 500)?;
    if new.amount.cents == 0 {
        return Err(Error::invalid(
            ErrorCode::NoChange,
            "an adjustment of nothing changes nothing",
        ));
    }
    let subject = subject_of(tx, grant, &new.target)?;
    let (booking_id, rental_id) = match subject.id {
        SubjectId::Booking(id) => (Some(id), None),
        SubjectId::Rental(id) => (None, Some(id)),
    };
    let ids = |id: Option<i64>| id.into_iter().collect::<Vec<i64>>();
    let accounts = accounts_of(tx, &ids(booking_id), &ids(rental_id))?;
    let account = accounts.get(&subject.id);
    let day = service_day(tx, &subject);
    let costs = costs(tx, new, account, day, &reason);
    let charged = charged(tx, &ids(booking_id), &ids(rental_id))?;
    if costs.sums.total < 0 && charged + costs.sums.total < 0 {
        return Err(too_much(tx, &subject.name, costs.sums.total, charged));
    }
    let corrects_id = account.and_then(CostingAccount::first_approved);
    if new.kind.is_credit() && corrects_id.is_none() {
        return Err(nothing_to_correct(&subject, account));
    }
    let months = BookableMonths::load(tx)?;
    let id = tx.connection().reserve_id("booking_costing")?;
    let row = CostingRow {
        id,
        entry: EntryKind::Proposal,
        proposal_id: None,
        corrects_id,
        follows_id: None,
        batch_id: id,
        booking_id,
        rental_id,
        client_key: name_key(&subject.client_name),
        client_name: subject.client_name.clone(),
        room_id: subject.room_id,
        tenant_id: subject.tenant_id,
        service_on: day,
        service_month: month_of(day),
        pricing_tier: Tier::Standard,
        discount: 0,
        discount_rest: 0,
        currency: new.amount.currency.code().to_owned(),
        subtotal_cents: costs.sums.subtotal,
        tax_cents: costs.sums.tax,
        total_cents: costs.sums.total,
        lines: Some(Json(costs.lines.clone())),
        basis: Some(Json(subject.basis.clone())),
        reason: Some(reason),
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
        adjustment: Some(new.kind),
        one_person: false,
        booked_month: months.booked(&month_of(day), subject.tenant_id),
    };
    store::insert(tx.connection(), std::slice::from_ref(&row))?;
    store::insert_lines(tx.connection(), &line_rows(&row, &costs, &months)?)?;
    tx.audit(grant, AuditEvent::created("costing", id, facts(&row)));
    Ok(id)
}

fn subject_of(tx: &mut Tx<'_>, grant: &Grant, target: &QuoteTarget) -> Result<CostSubject> {
    match target {
        QuoteTarget::Rental(number) => {
            let row = rentals::find(tx, grant, number)?;
            subject::of_rental(tx, grant, row)
        }
        QuoteTarget::Booking(id, _) => {
            let booking = bookings::load_one(tx, grant, *id)?;
            let subject = subject::of_bookings(tx, vec![booking])?.into_iter().next();
            subject.ok_or_else(|| Error::internal("a booking is not a subject"))
        }
    }
}

/// Returns the day on which it falls: today, or the first or last day of the service if that is nearer.
fn service_day(tx: &Tx<'_>, subject: &CostSubject) -> NaiveDate {
    let last = subject.order.days().max().copied().unwrap_or(subject.first_day);
    tx.site()
        .today(tx.now())
        .clamp(subject.first_day, last.max(subject.first_day))
}

fn costs(
    tx: &Tx<'_>,
    new: &NewAdjustment,
    account: Option<&CostingAccount>,
    day: NaiveDate,
    reason: &str,
) -> CostSheet {
    let subtotal = if new.kind.is_credit() {
        -new.amount.cents
    } else {
        new.amount.cents
    };
    let share = |(month, tax_rate): (String, i64), amount: i64, tax: i64| LineShare {
        kind: new.kind.line_kind(),
        item: new.kind.item().to_owned(),
        month,
        quantity: 1,
        amount,
        tax_rate,
        tax,
    };
    let charged = account.map(CostingAccount::charged_by_rate).unwrap_or_default();
    let rates: BTreeSet<i64> = charged.keys().map(|(_, rate)| *rate).collect();
    let mut line = QuoteLine::single(new.kind.item(), "adjustment", subtotal, reason.to_owned());
    if new.kind.is_credit() && new.tax.is_none() && rates.len() > 1 {
        // A correction carries the rates of what it corrects: each its share of what is charged.
        let whole: i64 = charged.values().map(|(amount, _)| amount).sum();
        let (mut before, mut given) = (0, 0);
        for (place, (amount, tax)) in charged {
            before += amount;
            let part = part_of(new.amount.cents, before, whole) - given;
            given += part;
            let tax = if part == amount {
                tax
            } else {
                part_of(part, place.1, WHOLE)
            };
            line.shares.extend((part != 0).then(|| share(place, -part, -tax)));
        }
    } else {
        let agreed = account.and_then(CostingAccount::tax);
        let of_day = || agreed.unwrap_or_else(|| tx.settings().tax_rates()).on(day);
        let charged_rate = rates.first().copied().filter(|_| new.kind.is_credit());
        let rate = new.tax.or(charged_rate).unwrap_or_else(of_day);
        let tax = part_of(subtotal, rate, WHOLE);
        line.shares.push(share((month_of(day), rate), subtotal, tax));
    }
    let tax = line.shares.iter().map(|share| share.tax).sum();
    CostSheet {
        lines: vec![line],
        sums: CostSums {
            subtotal,
            tax,
            total: subtotal + tax,
        },
    }
}

/// Returns what is charged or proposed by now, in minor units.
fn charged(tx: &mut Tx<'_>, bookings: &[i64], rentals: &[i64]) -> Result<i64> {
    let standing = service::standing(tx, bookings, rentals)?;
    Ok(standing.iter().map(|(row, _)| row.total_cents).sum())
}

/// Builds the error for a credit of more than what is charged.
pub(super) fn too_much(tx: &Tx<'_>, name: &str, credit: i64, charged: i64) -> Error {
    let currency = tx.settings().currency();
    let money = |cents| Money::new(cents, currency);
    Error::conflict(
        ErrorCode::CreditExceedsCharge,
        format!(
            "a credit of {} exceeds what is charged for {name}: {}",
            money(-credit),
            money(charged)
        ),
    )
    .hint("colab pricing ledger --by booking")
}

/// Builds the error for a credit where no costing is approved.
fn nothing_to_correct(subject: &CostSubject, account: Option<&CostingAccount>) -> Error {
    let name = &subject.name;
    let error = Error::conflict(
        ErrorCode::CreditExceedsCharge,
        format!("a credit corrects an approved costing, and {name} has none"),
    );
    error.hint(match account {
        Some(account) => format!("colab pricing approve {}", account.first.id),
        None => format!(
            "colab pricing propose {}",
            name.split(' ').next_back().unwrap_or_default()
        ),
    })
}
