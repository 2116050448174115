//! Changing what is known of a task.

use super::details::TaskDetails;
use super::model::Task;
use super::{cost, service};
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// Changes a task's details. A cost that is entered is proposed, also where it is the one that was rejected.
///
/// # Errors
/// `NotFound` for an unknown task, vendor or user.
pub fn edit(tx: &mut Tx<'_>, id: i64, details: &TaskDetails) -> Result<Task> {
    let grant = service::require_editor(tx)?;
    let before = service::lock(tx, &grant, id)?;
    let mut row = before.row.clone();
    details.apply(tx, &mut row)?;
    let task = service::save(tx, &grant, &before, row)?;
    let Some(cost) = &details.cost else {
        return Ok(task);
    };
    cost::follow(tx, id)?;
    if cost.is_some() {
        cost::propose_again(tx, &grant, &task.row)?;
    }
    service::load(tx, &grant, id)
}
