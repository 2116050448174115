//! Recurring tasks: the next one follows when the last is done, cancelled or late.

use chrono::NaiveDate;

use super::model::{SERIES_ORIGIN, Task, TaskRow, TaskState};
use super::rule_day::day_of;
use super::service;
use super::store::{self, TaskQuery};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::recurrence;
use crate::kernel::error::{Kind, Result};
use crate::kernel::timestamp::Timestamp;

/// When the next task of a series is, and what makes it once.
struct NextTask {
    first: i64,
    origin: String,
    scheduled_at: Option<Timestamp>,
    due_at: Option<Timestamp>,
}

/// Makes the task that follows one that is over or late, once.
pub(super) fn follow(tx: &mut Tx<'_>, grant: &Grant, task: &TaskRow) -> Result<Option<Task>> {
    let Some(next) = next(tx, task)? else {
        return Ok(None);
    };
    let (id, now) = (tx.connection().reserve_id("tasks")?, tx.now());
    let row = TaskRow {
        device_id: task.device_id,
        room_id: task.room_id,
        location_id: task.location_id,
        booking_id: task.booking_id,
        rental_id: task.rental_id,
        vendor_id: task.vendor_id,
        assignee_id: task.assignee_id.clone(),
        priority: task.priority,
        estimate_cents: task.estimate_cents,
        notes: task.notes.clone(),
        rule: task.rule.clone(),
        series_id: Some(next.first),
        origin: Some(next.origin),
        scheduled_at: next.scheduled_at,
        due_at: next.due_at,
        created_by: None,
        ..TaskRow::new(id, task.kind, task.title.clone(), &tx.actor().username, now)
    };
    service::insert(tx, grant, row).map(Some)
}

/// Returns the task that follows; `None` where the rule has ended, and where it is there.
fn next(tx: &mut Tx<'_>, task: &TaskRow) -> Result<Option<NextTask>> {
    let (Some(rule), Some(at)) = (&task.rule, day_of(task)) else {
        return Ok(None);
    };
    let site = tx.site();
    let first = task.series_id.unwrap_or(task.id);
    let first_row = store::by_id(tx.connection(), first)?;
    let begun = first_row.as_ref().and_then(day_of).unwrap_or(at);
    let day = site.today(at);
    let Some(next) = recurrence::next_day(rule, site.today(begun).min(day), day, &site)? else {
        return Ok(None);
    };
    let origin = format!("{SERIES_ORIGIN}{first}:{next}");
    if store::by_origin(tx.connection(), &origin)?.is_some() {
        return Ok(None);
    }
    let first_day = site.today(begun);
    // A task that is where the first one's clock put it keeps that clock, also after an hour that the clocks skipped.
    let moved = |at: Option<Timestamp>, first_at: Option<Timestamp>| -> Result<Option<Timestamp>> {
        let Some(at) = at else { return Ok(None) };
        let first_at = match first_at {
            Some(first_at) if shifted(tx, first_at, first_day, day)? == at => Some(first_at),
            _ => None,
        };
        first_at
            .map_or_else(
                || shifted(tx, at, day, next),
                |first_at| shifted(tx, first_at, first_day, next),
            )
            .map(Some)
    };
    let first_row = first_row.as_ref();
    Ok(Some(NextTask {
        first,
        origin,
        scheduled_at: moved(task.scheduled_at, first_row.and_then(|row| row.scheduled_at))?,
        due_at: moved(task.due_at, first_row.and_then(|row| row.due_at))?,
    }))
}

/// Moves an instant by the days between two days, at the same time by the site's clock.
fn shifted(tx: &Tx<'_>, at: Timestamp, from: NaiveDate, to: NaiveDate) -> Result<Timestamp> {
    let site = tx.site();
    site.nearest_instant(site.local(at).naive_local() + (to - from))
}

/// Returns the recurring tasks that are late, and whose next one is not there yet or cannot be made: each with why.
pub(super) fn late(tx: &mut Tx<'_>) -> Result<Vec<(TaskRow, Result<()>)>> {
    let query = TaskQuery {
        states: TaskState::unfinished(),
        has_rule: true,
        ..TaskQuery::default()
    };
    let (site, now) = (tx.site(), tx.now());
    let today = site.today(now);
    // What is planned and due at no time is late when its day is over.
    let is_late = |row: &TaskRow| match (row.due_at, row.scheduled_at) {
        (Some(due), _) => due <= now,
        (None, at) => at.is_some_and(|at| site.today(at) < today),
    };
    let mut late = Vec::new();
    for row in store::list(tx.connection(), &query)?.into_iter().filter(is_late) {
        match next(tx, &row) {
            Ok(None) => {}
            Ok(Some(_)) => late.push((row, Ok(()))),
            Err(error) if error.kind == Kind::Invalid => late.push((row, Err(error))),
            Err(error) => return Err(error),
        }
    }
    Ok(late)
}

/// Returns whether a task has come to its end in such a way that another one follows. One that is cancelled is left out of its
/// series, which goes on.
pub(super) fn is_followed(row: &TaskRow) -> bool {
    row.rule.is_some() && row.state.is_over()
}
