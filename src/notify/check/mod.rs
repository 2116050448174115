//! `notify check`: opens a notification for what holds, resolves what no longer holds, passes on events.
//!
//! Most runs find nothing new, so a check first only reads. If there is something to write, it begins a writing transaction,
//! takes a lock and looks again: several checks may run at once.

mod plan;
mod report;

use serde_json::json;

pub use report::{ChangeKind, CheckReport, NotificationChange};

use self::plan::{NewNotification, UpdatedNotification};
use super::model::{Condition, NotificationRow};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::outbox;
use crate::access::tx::Tx;
use crate::booking::demand::waiting;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::task::rules::{self as tasks, LateSeries};

/// Number of the lock under which checks wait for each other.
const LOCK: i64 = 0x6e6f_7469_6679;

/// Returns the report of a check that has nothing to do; `None` if there is something to do.
pub fn unchanged_report(tx: &mut Tx<'_>) -> Result<Option<CheckReport>> {
    let grant = tx.require(Permission::RunNotifications)?;
    let Some(failing) = tasks::late_without_next(tx)? else {
        return Ok(None);
    };
    let announced = outbox::waiting(tx.connection())?;
    if !announced.is_empty() {
        return Ok(None);
    }
    let plan = plan::plan(tx, &grant, announced)?;
    let unchanged = plan.is_empty().then(|| CheckReport::unchanged(plan.open_before));
    Ok(unchanged.map(|report| {
        report.with_series(LateSeries {
            failing,
            ..LateSeries::default()
        })
    }))
}

/// Brings the notifications in step with what holds and what has happened.
pub fn check(tx: &mut Tx<'_>) -> Result<CheckReport> {
    let grant = tx.require(Permission::RunNotifications)?;
    tx.connection().lock_for_transaction(LOCK)?;
    let late = tasks::make_late_ones_followed(tx)?;
    let announced = outbox::waiting(tx.connection())?;
    let plan = plan::plan(tx, &grant, announced)?;
    if plan.is_empty() {
        tx.mark_unchanged();
        return Ok(CheckReport::unchanged(plan.open_before).with_series(late));
    }
    let mut report = CheckReport::unchanged(plan.open_before).with_series(late);
    resolve(tx, &grant, plan.resolve, &mut report)?;
    update(tx, &grant, plan.update, &mut report)?;
    open(tx, &grant, plan.open, &mut report)?;
    follow_offers(tx, &grant, &report)?;
    let now = tx.now();
    outbox::drained(tx.connection(), &plan.drained, now)?;
    for (id, key) in plan.covered {
        let event = AuditEvent::happened("outbox", id, json!({"told_by": key}));
        tx.audit(&grant, event);
    }
    Ok(report)
}

/// Brings the notifications of what imports left out in step, as a part of the import.
pub fn check_remainders(tx: &mut Tx<'_>, grant: &Grant) -> Result<()> {
    tx.connection().lock_for_transaction(LOCK)?;
    let plan = plan::of_remainders(tx)?;
    let mut report = CheckReport::unchanged(plan.open_before);
    resolve(tx, grant, plan.resolve, &mut report)?;
    update(tx, grant, plan.update, &mut report)?;
    open(tx, grant, plan.open, &mut report)
}

/// Tells the waiting list which rooms are offered from now on, and which no longer are.
fn follow_offers(tx: &mut Tx<'_>, grant: &Grant, report: &CheckReport) -> Result<()> {
    let of_kind = |kind: ChangeKind| -> Vec<i64> {
        let changes = report.changes.iter();
        let offers = changes.filter(|change| {
            change.kind == kind && change.row.notification_type == Condition::RoomFree.as_str()
        });
        offers
            .filter_map(|change| change.row.entity_id.parse().ok())
            .collect()
    };
    let (offered, ended) = (of_kind(ChangeKind::Opened), of_kind(ChangeKind::Resolved));
    waiting::follow_offers(tx, grant, &offered, &ended)
}

fn resolve(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rows: Vec<NotificationRow>,
    report: &mut CheckReport,
) -> Result<()> {
    let now = tx.now();
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    store::resolve(tx.connection(), &ids, now)?;
    for mut row in rows {
        row.resolved_at = Some(now);
        let (before, after) = (json!({"resolved_at": null}), json!({"resolved_at": now}));
        tx.audit(grant, AuditEvent::change("notification", row.id, before, after));
        report.add(ChangeKind::Resolved, row);
    }
    Ok(())
}

fn update(
    tx: &mut Tx<'_>,
    grant: &Grant,
    updates: Vec<UpdatedNotification>,
    report: &mut CheckReport,
) -> Result<()> {
    let now = tx.now();
    for UpdatedNotification { mut row, found } in updates {
        let facts = |row: &NotificationRow| json!({"severity": row.severity, "title": row.title, "message": row.message});
        let (before, is_graver) = (facts(&row), found.severity > row.severity);
        let reminders = reminders_due(tx, &row);
        let is_told_again = is_graver || reminders > row.escalations;
        row.severity = found.severity;
        row.title = found.title;
        row.message = found.message;
        row.details = Json(found.details);
        row.updated_at = now;
        if is_told_again {
            row.escalations = reminders.max(row.escalations + 1);
        }
        store::save(tx.connection(), &row)?;
        if is_told_again {
            store::make_unread(tx.connection(), row.id)?;
        }
        let event = AuditEvent::change("notification", row.id, before, facts(&row));
        tx.audit(grant, event);
        report.add(ChangeKind::Updated, row);
    }
    Ok(())
}

/// Returns how often a late rental was to be told again by now, every so many days as the setting has it; else 0.
fn reminders_due(tx: &Tx<'_>, row: &NotificationRow) -> i32 {
    let days = tx.settings().overdue_reminder_days();
    if days == 0 || row.notification_type != Condition::ReturnOverdue.as_str() {
        return 0;
    }
    let passed = tx.now().since(row.opened_at).num_days();
    i32::try_from(passed / days).unwrap_or(i32::MAX)
}

fn open(tx: &mut Tx<'_>, grant: &Grant, new: Vec<NewNotification>, report: &mut CheckReport) -> Result<()> {
    let now = tx.now();
    let ids = tx.connection().reserve_ids("notifications", new.len())?;
    let mut rows = Vec::with_capacity(new.len());
    let mut recipients = Vec::new();
    for (id, one) in ids.into_iter().zip(new) {
        let addresses = one.audience.iter().map(|recipient| (recipient.address(), id));
        recipients.extend(addresses.collect::<std::collections::BTreeSet<_>>());
        rows.push(one.into_row(id, now));
    }
    store::insert(tx.connection(), &rows, &recipients)?;
    for row in rows {
        let facts = json!({"type": row.notification_type, "severity": row.severity, "key": row.condition_key,
                           "message": row.message});
        tx.audit(grant, AuditEvent::created("notification", row.id, facts));
        report.add(ChangeKind::Opened, row);
    }
    Ok(())
}
