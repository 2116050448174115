//! The agenda: what is to be done on a day or in a week, by one person or by all.

use icalendar::{Calendar as Feed, Component, EventLike, Property, Todo, TodoStatus};

use super::model::{Priority, Task, TaskState, TaskSubject};
use super::service::{self, TaskFilter};
use crate::access::tx::Tx;
use crate::db::database_id;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::text::printable;

/// Returns the tasks of a period that fit a filter, by time: what is planned or due in it, what has begun before, and what is
/// late already.
///
/// # Errors
/// `NotFound` for an unknown user.
pub fn agenda(tx: &mut Tx<'_>, period: &Period, filter: &TaskFilter) -> Result<Vec<Task>> {
    let mut tasks = service::list(tx, filter)?;
    // What began before is still to be done, whenever it is due.
    tasks.retain(|task| {
        let row = &task.row;
        row.scheduled_at.is_some_and(|at| at < period.ends_at())
            || row.due_at.is_some_and(|due| due <= period.ends_at())
    });
    tasks.sort_by_key(|task| (task.row.scheduled_at.or(task.row.due_at), task.row.id));
    Ok(tasks)
}

/// Writes tasks for calendar programs (RFC 5545, VTODO), times in UTC.
///
/// # Errors
/// Those of the database.
pub fn feed(tx: &mut Tx<'_>, tasks: &[Task]) -> Result<Vec<u8>> {
    let database = database_id(tx.connection())?;
    let mut feed = Feed::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//colab//tasks//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        feed.append_property(Property::new(name, value));
    }
    for task in tasks {
        feed.push(todo(task, &database));
    }
    Ok(feed.to_string().into_bytes())
}

fn todo(task: &Task, database: &str) -> Todo {
    let row = &task.row;
    let mut todo = Todo::new();
    todo.uid(&format!("task-{}@{database}", row.id))
        .timestamp(row.updated_at.utc())
        .summary(&printable(&task.in_words()))
        .priority(match row.priority {
            Priority::Urgent => 1,
            Priority::High => 3,
            Priority::Normal => 5,
            Priority::Low => 9,
        })
        .status(match row.state {
            TaskState::Open => TodoStatus::NeedsAction,
            TaskState::InProgress | TaskState::OnHold => TodoStatus::InProcess,
            TaskState::Done => TodoStatus::Completed,
            TaskState::Cancelled => TodoStatus::Cancelled,
        });
    if let Some(at) = row.scheduled_at {
        todo.starts(at.utc());
    }
    if let Some(due) = row.due_at {
        todo.due(due.utc());
    }
    if let Some(notes) = &row.notes {
        todo.description(&printable(notes));
    }
    if let Some(TaskSubject::Room(place) | TaskSubject::Location(place)) = &task.about {
        todo.location(&printable(place));
    }
    todo.done()
}
