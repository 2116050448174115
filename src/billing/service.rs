//! Closing months, holding and reopening them, and what is booked in them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::matters::{OpenCostings, OpenMatters, open_in, open_matters, open_months};
use super::model::{
    BilledMonth, BillingPeriod, BookedTotals, PeriodEventRow, PeriodKey, PeriodStatus, PeriodStep,
    status_after,
};
use super::snapshot::PeriodSnapshot;
use super::store::{self, MonthSum};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::Tenant;
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::text::clean_text;
use crate::pricing::ledger::model::Costing;
use crate::pricing::ledger::one_person;
use crate::pricing::ledger::propose::LEDGER_LOCK;
use crate::pricing::quote::lines::month_of;

/// How many open matters an error lists.
const MOST_LISTED: usize = 20;

/// Lists how months stand: those in which something is booked or that were closed, those up to the present one, or the last
/// that is asked for, of which something is open, and the one that is asked for.
pub fn status(
    tx: &mut Tx<'_>,
    months: Option<(String, String)>,
    tenant: Option<Tenant>,
) -> Result<Vec<BillingPeriod>> {
    let grant = tx.require(Permission::SeePrices)?;
    let found = (store::all_month_sums(), store::all_events());
    let (sums, all_events) = tx.connection().answer(found)?;
    let mut events: BTreeMap<PeriodKey, Vec<PeriodEventRow>> = BTreeMap::new();
    for event in all_events {
        let key = PeriodKey {
            month: event.month.clone(),
            tenant: event.tenant_id,
        };
        events.entry(key).or_default().push(event);
    }
    let of = |month: &str, tenant| PeriodKey {
        month: month.to_owned(),
        tenant,
    };
    let mut keys: BTreeSet<PeriodKey> = events.keys().cloned().collect();
    keys.extend(sums.iter().map(|sum| of(&sum.month, tenant)));
    let present = month_of(tx.site().today(tx.now()));
    let last = months.as_ref().map_or(&present, |(_, last)| last);
    let costings = OpenCostings::load(tx)?;
    let open = open_months(tx, &grant, &costings, tenant, last)?;
    keys.extend(open.iter().map(|month| of(month, tenant)));
    keys.extend(
        months
            .as_ref()
            .filter(|(first, last)| first == last)
            .map(|(month, _)| of(month, tenant)),
    );
    if months.is_none() {
        keys.insert(of(&present, tenant));
    }
    keys.retain(|key| {
        let in_months = months
            .as_ref()
            .is_none_or(|(first, last)| (first..=last).contains(&&key.month));
        in_months && (tenant.is_none() || key.tenant == tenant)
    });
    keys.into_iter()
        .map(|key| {
            let events = events.remove(&key).unwrap_or_default();
            let totals = totals_of(&sums, &key);
            let open = |_: &mut Tx<'_>, key: &PeriodKey| Ok(costings.in_month(key));
            period(tx, &grant, key, (events, totals), open)
        })
        .collect()
}

/// Closes a month, or holds it. Nothing is booked into it from then on.
///
/// # Errors
/// `Conflict` for a month that is closed or held already, and while something of it is pending, stale or unpriced.
pub fn close(tx: &mut Tx<'_>, key: &PeriodKey, hold: bool) -> Result<BillingPeriod> {
    let grant = tx.require(Permission::CloseMonths)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let events = store::events_of(tx.connection(), key)?;
    let stands = status_after(&events);
    let step = if hold {
        PeriodStep::Held
    } else {
        PeriodStep::Closed
    };
    if stands == PeriodStatus::Closed || hold && stands == PeriodStatus::Held {
        return Err(Error::conflict(
            ErrorCode::PeriodClosed,
            format!("{} is already {stands}", key.name()),
        )
        .hint(format!("colab billing show {}", key.arguments())));
    }
    let mut row = event(tx, key, step)?;
    if !hold {
        let open = open_in(tx, key)?;
        let open = open_matters(tx, &grant, key, open)?;
        if !open.is_empty() {
            return Err(unfinished(key, &open));
        }
        let snapshot = PeriodSnapshot::of(&store::booked_lines(tx.connection(), key)?)?;
        row.snapshot = Some(snapshot.text);
        row.snapshot_hash = Some(snapshot.hash);
        row.totals = Some(Json(snapshot.totals));
    }
    write(tx, &grant, key, &row, stands)?;
    reload(tx, &grant, key)
}

/// A month after a request to reopen it, and what is still to be done.
#[derive(Debug)]
pub struct ReopenOutcome {
    pub period: BillingPeriod,
    pub note: Option<String>,
}

/// Reopens a month: one person asks for it with a reason, another one grants it. A month that is held is released by one.
///
/// # Errors
/// `Conflict` for a month that is open, and for the one who asked; `Invalid` without a reason.
pub fn reopen(tx: &mut Tx<'_>, key: &PeriodKey, reason: Option<&str>) -> Result<ReopenOutcome> {
    let grant = tx.require(Permission::CloseMonths)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let reason = reason
        .map(|reason| clean_text("reason", reason, 500))
        .transpose()?;
    let events = store::events_of(tx.connection(), key)?;
    let stands = status_after(&events);
    if stands == PeriodStatus::Open {
        return Err(
            Error::conflict(ErrorCode::PeriodOpen, format!("{} is not closed", key.name()))
                .hint(format!("colab billing close {}", key.arguments())),
        );
    }
    let alone = one_person::decides_alone(tx, &grant)?;
    let request = request_of(&events).cloned();
    if stands == PeriodStatus::Held {
        let mut row = event(tx, key, PeriodStep::Reopened)?;
        row.reason = Some(reason.ok_or_else(|| no_reason(key))?);
        write(tx, &grant, key, &row, stands)?;
        let period = reload(tx, &grant, key)?;
        return Ok(ReopenOutcome { period, note: None });
    }
    let request = match request {
        Some(request) => request,
        None => {
            let mut row = event(tx, key, PeriodStep::Reopening)?;
            row.reason = Some(reason.clone().ok_or_else(|| no_reason(key))?);
            write(tx, &grant, key, &row, stands)?;
            if !alone {
                let note = format!(
                    "another admin or finance user must agree: colab billing reopen {}",
                    key.arguments()
                );
                let period = reload(tx, &grant, key)?;
                return Ok(ReopenOutcome {
                    period,
                    note: Some(note),
                });
            }
            row
        }
    };
    let own = tx.actor().persons().find(|person| request.is_by(person));
    if let Some(name) = own.filter(|_| !alone) {
        let fact = format!(
            "{name} asked to reopen {}: another admin or finance user must agree",
            key.name()
        );
        return Err(tx.actor().same_person_error(ErrorCode::OwnRequest, fact, name));
    }
    let one_person = own.is_some();
    let mut row = event(tx, key, PeriodStep::Reopened)?;
    row.request_id = Some(request.id);
    row.reason = reason.or(request.reason);
    row.one_person = one_person;
    write(tx, &grant, key, &row, stands)?;
    let period = reload(tx, &grant, key)?;
    Ok(ReopenOutcome { period, note: None })
}

/// Returns what is booked in a month; of a closed one what was written down when it was closed.
///
/// # Errors
/// `Findings` where the ledger no longer is what was written down.
pub fn show(tx: &mut Tx<'_>, key: &PeriodKey) -> Result<BilledMonth> {
    let _grant = tx.require(Permission::SeePrices)?;
    let lines = store::booked_lines(tx.connection(), key)?;
    let events = store::events_of(tx.connection(), key)?;
    let status = status_after(&events);
    let now = PeriodSnapshot::of(&lines)?;
    let kept = events.iter().rev().find_map(|event| event.snapshot.clone());
    let text = match kept.filter(|_| status == PeriodStatus::Closed) {
        Some(kept) if kept != now.text => {
            return Err(differs(key));
        }
        Some(kept) => kept,
        None => now.text,
    };
    Ok(BilledMonth { status, lines, text })
}

/// Returns the request to reopen that nobody has granted.
fn request_of(events: &[PeriodEventRow]) -> Option<&PeriodEventRow> {
    events.last().filter(|event| event.event == PeriodStep::Reopening)
}

/// Adds up what is booked in a month, by currency.
fn totals_of(sums: &[MonthSum], key: &PeriodKey) -> Vec<BookedTotals> {
    let tenant = key.tenant.map(Tenant::as_str);
    let mut totals: BTreeMap<&str, BookedTotals> = BTreeMap::new();
    let of_key = sums
        .iter()
        .filter(|sum| sum.month == key.month && (tenant.is_none() || sum.tenant.as_deref() == tenant));
    for sum in of_key {
        let total = totals.entry(&sum.currency).or_insert_with(|| BookedTotals {
            currency: sum.currency.clone(),
            lines: 0,
            subtotal: 0,
            tax: 0,
        });
        total.lines += sum.lines;
        total.subtotal += sum.subtotal;
        total.tax += sum.tax;
    }
    totals.into_values().collect()
}

fn reload(tx: &mut Tx<'_>, grant: &Grant, key: &PeriodKey) -> Result<BillingPeriod> {
    let events = store::events_of(tx.connection(), key)?;
    let totals = totals_of(&store::month_sums(tx.connection())?, key);
    period(tx, grant, key.clone(), (events, totals), open_in)
}

/// Describes a month by what happened to it, what is booked in it, and its costings that are pending or stale.
fn period(
    tx: &mut Tx<'_>,
    grant: &Grant,
    key: PeriodKey,
    (events, totals): (Vec<PeriodEventRow>, Vec<BookedTotals>),
    open: impl FnOnce(&mut Tx<'_>, &PeriodKey) -> Result<Vec<Costing>>,
) -> Result<BillingPeriod> {
    let status = status_after(&events);
    // Nothing is open in a month that is closed.
    let open = if status == PeriodStatus::Closed {
        OpenMatters::default()
    } else {
        let open = open(tx, &key)?;
        open_matters(tx, grant, &key, open)?
    };
    let last = |step| events.iter().rev().find(|event| event.event == step);
    let shut = events
        .iter()
        .rev()
        .find(|event| event.event != PeriodStep::Reopening)
        .filter(|_| status != PeriodStatus::Open);
    let reopened = last(PeriodStep::Reopened).map(|event| {
        let request = events.iter().find(|one| Some(one.id) == event.request_id);
        (event.clone(), request.cloned())
    });
    Ok(BillingPeriod {
        key,
        status,
        totals,
        currency: tx.settings().currency().code().to_owned(),
        pending: open.pending.len(),
        stale: open.stale.len(),
        unpriced: open.unpriced.len(),
        shut: shut.cloned(),
        request: request_of(&events).cloned(),
        reopened,
    })
}

/// Builds an event of a month, as the actor's, now.
fn event(tx: &mut Tx<'_>, key: &PeriodKey, step: PeriodStep) -> Result<PeriodEventRow> {
    Ok(PeriodEventRow {
        id: tx.connection().reserve_id("period_events")?,
        month: key.month.clone(),
        tenant_id: key.tenant,
        event: step,
        request_id: None,
        reason: None,
        snapshot: None,
        snapshot_hash: None,
        totals: None,
        one_person: false,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    })
}

fn write(
    tx: &mut Tx<'_>,
    grant: &Grant,
    key: &PeriodKey,
    row: &PeriodEventRow,
    stood: PeriodStatus,
) -> Result<()> {
    store::insert_event(tx.connection(), row)?;
    let stands = match row.event {
        PeriodStep::Held => PeriodStatus::Held,
        PeriodStep::Closed => PeriodStatus::Closed,
        PeriodStep::Reopening => stood,
        PeriodStep::Reopened => PeriodStatus::Open,
    };
    let facts = json!({
        "event": row.event, "reason": row.reason, "request_id": row.request_id, "one_person": row.one_person,
        "snapshot_sha256": row.snapshot_hash, "totals": row.totals.as_ref().map(|totals| &totals.0),
    });
    let audited = if stood == stands {
        AuditEvent::happened("period", key.name(), facts)
    } else {
        AuditEvent::change(
            "period",
            key.name(),
            json!({"status": stood}),
            json!({"status": stands}),
        )
        .with(facts)
    };
    tx.audit(grant, audited);
    Ok(())
}

/// Builds the error for a month of which something is open.
fn unfinished(key: &PeriodKey, open: &OpenMatters) -> Error {
    let mut rows = open.rows();
    let all = rows.len();
    rows.truncate(MOST_LISTED);
    if all > MOST_LISTED {
        rows.push(format!("and {} more", all - MOST_LISTED));
    }
    let fact = format!(
        "cannot close {}: {} pending, {} stale, {} unpriced",
        key.name(),
        open.pending.len(),
        open.stale.len(),
        open.unpriced.len()
    );
    let error = Error::conflict(ErrorCode::PeriodUnfinished, fact)
        .with_rows(rows)
        .detail("pending", open.pending.len())
        .detail("stale", open.stale.len())
        .detail("unpriced", open.unpriced.clone());
    open.hints().into_iter().fold(error, Error::hint)
}

fn no_reason(key: &PeriodKey) -> Error {
    Error::invalid(
        ErrorCode::NoReason,
        format!("reopening {} needs a reason", key.name()),
    )
    .hint(format!(
        "colab billing reopen {} --reason REASON",
        key.arguments()
    ))
}

/// Builds the error for a closed month whose lines are no longer those that were written down.
fn differs(key: &PeriodKey) -> Error {
    Error::new(
        Kind::Findings,
        ErrorCode::PeriodDiffers,
        format!(
            "{} is closed, and the ledger has other lines than its snapshot",
            key.name()
        ),
    )
    .hint("colab db check")
}
