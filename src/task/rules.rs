//! What makes tasks by itself: rules that a setting switches on, and the tasks that come again.

use super::model::{TaskKind, TaskRow, TaskState};
use super::{series, service, store};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{BookingStatus, service as bookings};
use crate::device::service as devices;
use crate::kernel::error::{Error, Kind, Result};

/// A room is to be clean again so many hours after a check-out.
const CLEAN_WITHIN_HOURS: i64 = 2;

/// Makes the tasks that follow the changes of this transaction: cleaning after a check-out, inspection after a return, and the
/// next of a recurring task that is over. Runs before each commit.
pub fn follow(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut remarks = Vec::new();
    if tx.settings().task_after_check_out() {
        for id in tx.changed("booking") {
            remarks.extend(clean_after(tx, &id)?);
        }
    }
    if tx.settings().task_after_return() && !tx.changed("rental").is_empty() {
        remarks.extend(inspect_returned(tx)?);
    }
    for id in tx.changed("task") {
        let before = tx.fact_before("task", &id, "state").is_some();
        let row = match id.parse().ok().filter(|_| before) {
            Some(id) => store::by_id(tx.connection(), id)?,
            None => None,
        };
        if let Some(row) = row.filter(series::is_followed) {
            remarks.extend(next_of(tx, &row)?);
        }
    }
    Ok(remarks)
}

/// Makes the task to clean the room of a booking that was checked out now; however often, it is one.
fn clean_after(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    let (Ok(number), Some(before)) = (id.parse::<i64>(), tx.fact_before("booking", id, "status")) else {
        return Ok(None);
    };
    if before.as_str() != Some(BookingStatus::CheckedIn.as_str()) {
        return Ok(None);
    }
    let grant = tx.require(Permission::EditTasks)?;
    let booking = bookings::load_one(tx, &grant, number)?.row;
    let Some(room_id) = booking
        .room_id
        .filter(|_| booking.status == BookingStatus::Completed)
    else {
        return Ok(None);
    };
    let title = format!("Clean after booking {number}");
    let mut row = new(tx, TaskKind::Cleaning, title, format!("check-out:{number}"));
    row.room_id = Some(room_id);
    row.due_at = Some(tx.now().plus(chrono::TimeDelta::hours(CLEAN_WITHIN_HOURS)));
    make_once(tx, &grant, row)
}

/// Makes the tasks to inspect what came back now.
fn inspect_returned(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut remarks = Vec::new();
    let (now, grant) = (tx.now(), tx.require(Permission::EditTasks)?);
    for device in devices::returned_at(tx.connection(), now)? {
        let origin = format!("return:{}:{}", device.id, now.micros());
        let title = format!("Inspect {}", device.serial_number);
        let mut row = new(tx, TaskKind::Inspection, title, origin);
        row.device_id = Some(device.id);
        remarks.extend(make_once(tx, &grant, row)?);
    }
    Ok(remarks)
}

/// Returns a task without a number yet.
fn new(tx: &Tx<'_>, kind: TaskKind, title: String, origin: String) -> TaskRow {
    TaskRow {
        origin: Some(origin),
        created_by: None,
        ..TaskRow::new(0, kind, title, &tx.actor().username, tx.now())
    }
}

/// Inserts a task, unless its origin has made it before; one that was cancelled since is opened again.
fn make_once(tx: &mut Tx<'_>, grant: &Grant, row: TaskRow) -> Result<Option<String>> {
    let origin = row.origin.clone().unwrap_or_default();
    let task = match store::by_origin(tx.connection(), &origin)? {
        None => {
            let id = tx.connection().reserve_id("tasks")?;
            service::insert(tx, grant, TaskRow { id, ..row })?
        }
        Some(known) if known.state == TaskState::Cancelled => {
            let before = service::named(tx, grant, known)?;
            let again = TaskRow {
                state: TaskState::Open,
                due_at: row.due_at,
                ..before.row.clone()
            };
            service::save(tx, grant, &before, again)?
        }
        Some(_) => return Ok(None),
    };
    Ok(Some(task.in_words()))
}

/// Makes the next of a recurring task that is over, if it can be made, and tells it.
fn next_of(tx: &mut Tx<'_>, row: &TaskRow) -> Result<Vec<String>> {
    let grant = tx.require(Permission::EditTasks)?;
    let next = match tx.with_savepoint(|tx| series::follow(tx, &grant, row)) {
        Ok(Some(next)) => next,
        Ok(None) => return Ok(Vec::new()),
        Err(error) if error.kind == Kind::Invalid => return Ok(vec![unfollowed(row, &error)]),
        Err(error) => return Err(error),
    };
    let mut remarks = vec![format!("next: {}", next.in_words())];
    if row.state == TaskState::Cancelled {
        let id = next.row.id;
        remarks.push(format!(
            "to end the series: colab task edit {id} --rrule \"\" && colab task cancel {id} --reason REASON"
        ));
    }
    Ok(remarks)
}

fn unfollowed(row: &TaskRow, error: &Error) -> String {
    let (id, fact) = (row.id, &error.message);
    format!("no task follows task {id}: {fact}; colab task edit {id} --rrule RULE mends it")
}

/// Recurring tasks that are late.
#[derive(Debug, Default)]
pub struct LateSeries {
    /// The next ones, in words.
    pub made: Vec<String>,
    /// Those that no next one could be made of, and why.
    pub failing: Vec<String>,
}

/// Returns the recurring tasks that are late and that no next one can be made of; `None` where one is to be made, so that a
/// check has something to do.
///
/// # Errors
/// Those of the database.
pub fn late_without_next(tx: &mut Tx<'_>) -> Result<Option<Vec<String>>> {
    let late = series::late(tx)?;
    let failing = |(row, next): &(TaskRow, Result<()>)| Some(unfollowed(row, next.as_ref().err()?));
    Ok(late.iter().map(failing).collect())
}

/// Makes the next of each recurring task that is late. One that cannot be made is told, and stops none of the others.
///
/// # Errors
/// Those of the database.
pub fn make_late_ones_followed(tx: &mut Tx<'_>) -> Result<LateSeries> {
    let mut told = LateSeries::default();
    let late = series::late(tx)?;
    if late.is_empty() {
        return Ok(told);
    }
    let grant = tx.require(Permission::EditTasks)?;
    for (row, next) in late {
        match next {
            Ok(()) => {
                let next = series::follow(tx, &grant, &row)?;
                told.made
                    .extend(next.map(|task| format!("next: {}", task.in_words())));
            }
            Err(error) => told.failing.push(unfollowed(&row, &error)),
        }
    }
    Ok(told)
}
