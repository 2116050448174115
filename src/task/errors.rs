//! Errors of tasks and vendors, each in one place.

use super::model::{Task, TaskState};
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::shell_word::shell_word;

pub fn unknown_task(id: i64) -> Error {
    Error::not_found(ErrorCode::UnknownTask, format!("no task {id}"), &[]).hint("colab task list --all")
}

pub fn unknown_vendor(name: &str, near: &[&str]) -> Error {
    Error::not_found(
        ErrorCode::UnknownVendor,
        format!("vendor `{name}` not found"),
        near,
    )
    .hint(format!("colab vendor add {}", shell_word(name)))
}

/// Returns the error of a step that cannot follow, with those that can.
pub fn illegal_step(task: &Task, to: TaskState) -> Error {
    let state = task.row.state;
    let legal: Vec<&str> = state.next().iter().map(|state| state.as_str()).collect();
    let hint = if legal.is_empty() {
        "what was ended in error comes back by colab undo".to_owned()
    } else {
        format!("it can become {}", legal.join(", "))
    };
    let id = task.row.id;
    Error::conflict(
        ErrorCode::IllegalStep,
        format!(
            "task {id} is {} and cannot become {}",
            state.in_words(),
            to.in_words()
        ),
    )
    .detail("task_id", id)
    .detail("from", state.as_str())
    .detail("to", to.as_str())
    .detail("legal", legal)
    .hint(hint)
}

/// Returns the error of an outcome of a task that is not a repair.
pub fn not_a_repair(task: &Task) -> Error {
    let fact = format!("task {} is of kind {}, not a repair", task.row.id, task.row.kind);
    Error::invalid(ErrorCode::NotARepair, fact).hint("leave --outcome out")
}
