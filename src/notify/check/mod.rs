//! `notify check`: what holds is open once, what no longer holds is over, what has happened is passed on.
//!
//! Most runs find nothing new. So the question is asked by reading alone first, and only where something is to be written
//! a transaction that writes begins, under a lock, and asks again: any number of these may run at once.

mod plan;
mod report;

use serde_json::json;

pub use report::{Change, Changed, CheckReport};

use self::plan::{Opening, Rise};
use super::model::NotificationRow;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::outbox;
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::Result;

/// The number under which checks wait for each other.
const LOCK: i64 = 0x6e6f_7469_6679;

/// The report of a check that has nothing to do; `None` where there is something.
///
/// # Errors
/// `Forbidden` for who may not run it.
pub fn look(tx: &mut Tx<'_>) -> Result<Option<CheckReport>> {
    let grant = tx.require(Permission::RunNotifications)?;
    let plan = plan::plan(tx, &grant)?;
    Ok(plan.is_empty().then(|| CheckReport::nothing(plan.open_before)))
}

/// Looks again and does it.
///
/// # Errors
/// `Forbidden` for who may not run it.
pub fn check(tx: &mut Tx<'_>) -> Result<CheckReport> {
    let grant = tx.require(Permission::RunNotifications)?;
    tx.connection().lock_for_transaction(LOCK)?;
    let plan = plan::plan(tx, &grant)?;
    if plan.is_empty() {
        tx.mark_unchanged();
        return Ok(CheckReport::nothing(plan.open_before));
    }
    let mut report = CheckReport::nothing(plan.open_before);
    resolve(tx, &grant, plan.resolve, &mut report)?;
    update(tx, &grant, plan.rise, &mut report)?;
    open(tx, &grant, plan.open, &mut report)?;
    let now = tx.now();
    outbox::drained(tx.connection(), &plan.drained, now)?;
    for (id, key) in plan.told_already {
        tx.audit(
            &grant,
            AuditEvent::happened("outbox", id, json!({"told_by": key})),
        );
    }
    Ok(report)
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
        report.add(Changed::Resolved, row);
    }
    Ok(())
}

fn update(tx: &mut Tx<'_>, grant: &Grant, risen: Vec<Rise>, report: &mut CheckReport) -> Result<()> {
    let now = tx.now();
    for Rise { mut row, finding } in risen {
        let facts = |row: &NotificationRow| json!({"severity": row.severity, "title": row.title, "message": row.message});
        let (before, graver) = (facts(&row), finding.severity > row.severity);
        row.severity = finding.severity;
        row.title = finding.title;
        row.message = finding.message;
        row.details = Json(finding.details);
        row.updated_at = now;
        store::save(tx.connection(), &row)?;
        if graver {
            store::make_unread(tx.connection(), row.id)?;
        }
        tx.audit(
            grant,
            AuditEvent::change("notification", row.id, before, facts(&row)),
        );
        report.add(Changed::Updated, row);
    }
    Ok(())
}

fn open(tx: &mut Tx<'_>, grant: &Grant, openings: Vec<Opening>, report: &mut CheckReport) -> Result<()> {
    let now = tx.now();
    let ids = tx.connection().reserve_ids("notifications", openings.len())?;
    let mut rows = Vec::with_capacity(openings.len());
    let mut recipients = Vec::new();
    for (id, opening) in ids.into_iter().zip(openings) {
        let addresses = opening.audience.iter().map(|one| (one.address(), id));
        recipients.extend(addresses.collect::<std::collections::BTreeSet<_>>());
        rows.push(opening.row(id, now));
    }
    store::insert(tx.connection(), &rows, &recipients)?;
    for row in rows {
        let facts = json!({"type": row.notification_type, "severity": row.severity, "key": row.condition_key,
                           "message": row.message});
        tx.audit(grant, AuditEvent::created("notification", row.id, facts));
        report.add(Changed::Opened, row);
    }
    Ok(())
}
