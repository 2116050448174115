//! Adding a task.

use super::details::{NewTask, TaskAbout};
use super::model::{Task, TaskKind, TaskRow};
use super::{repair, service};
use crate::access::auth::Grant;
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::clean_text;

/// Adds a task. A repair puts its device into maintenance.
///
/// # Errors
/// `NotFound` for what it is about, a vendor or a user that is unknown; those of a repair.
pub fn add(tx: &mut Tx<'_>, new: &NewTask, repeat: Option<&IdempotencyKey>) -> Result<Task> {
    let grant = service::require_editor(tx)?;
    let made = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    if let Some(id) = made.and_then(|ids| ids.first().copied()) {
        return service::load(tx, &grant, id);
    }
    let task = add_new(tx, &grant, new)?;
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[task.row.id])?;
    }
    Ok(task)
}

fn add_new(tx: &mut Tx<'_>, grant: &Grant, new: &NewTask) -> Result<Task> {
    if new.kind == TaskKind::Repair {
        let Some(TaskAbout::Device(serial)) = &new.about else {
            return Err(Error::usage("a repair is of a device: --device SERIAL"));
        };
        return repair::begin(tx, serial, &new.title, &new.details);
    }
    let title = clean_text("title", &new.title, 500)?;
    let now = tx.now();
    let mut row = TaskRow::new(0, new.kind, title, &tx.actor().username, now);
    if let Some(about) = &new.about {
        let query = service::found(tx, grant, about)?;
        row.device_id = query.device_id;
        row.room_id = query.room_id;
        row.booking_id = query.booking_id;
        row.rental_id = query.rental_id;
        row.location_id = query.location_id;
    }
    new.details.apply(tx, &mut row)?;
    row.id = tx.connection().reserve_id("tasks")?;
    service::insert(tx, grant, row)
}
