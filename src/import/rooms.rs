//! Rooms that the import of a schedule made or took into use again (`--create-rooms`), when it is undone.

use serde_json::Value as Json;

use super::kind::ImportKind;
use super::since::ChangesSince;
use super::undone::{UndoOutcome, UndoneRecord};
use crate::access::operation;
use crate::access::tx::Tx;
use crate::booking::room_changes;
use crate::db::operations::kept_row;
use crate::import::table::refusal_or_fail;
use crate::kernel::error::Result;
use crate::room::service as rooms;

/// A room in use that an import made or took into use.
pub struct MadeRoom {
    id: i64,
    title: String,
}

impl MadeRoom {
    /// Returns the name under which the import keeps it among what was left.
    pub fn name(&self) -> String {
        format!("room:{}", self.id)
    }
}

/// Returns the rooms that an import of a schedule made or took into use and that are in use, the last first: a whole comes before its parts.
pub fn made_by(tx: &mut Tx<'_>, kind: ImportKind, since: &ChangesSince) -> Result<Vec<MadeRoom>> {
    let Some(operation) = since.operation.filter(|_| kind == ImportKind::Schedule) else {
        return Ok(Vec::new());
    };
    let rows = operation::rows_of(tx.connection(), &[operation])?;
    let mut made: Vec<i64> = Vec::new();
    let of_rooms = rows
        .into_values()
        .flatten()
        .filter(|row| row.table_name == "rooms");
    for row in of_rooms {
        let before = row.before.as_deref().map(kept_row).transpose()?;
        let before = before.as_ref().map(|before| before.get("is_active"));
        // A file keeps 0 or 1.
        let was_idle = |flag: Option<&Json>| flag.is_some_and(|flag| *flag == false || *flag == 0);
        if before.is_none_or(was_idle) {
            made.extend(row.row_key.parse::<i64>());
        }
    }
    made.sort_unstable_by(|one, other| other.cmp(one));
    if made.is_empty() {
        return Ok(Vec::new());
    }
    let all = rooms::all(tx.connection())?;
    let room = |id: i64| {
        let found = all.iter().find(|room| room.row.id == id && room.row.is_active)?;
        Some(MadeRoom {
            id,
            title: found.row.name.clone(),
        })
    };
    Ok(made.into_iter().filter_map(room).collect())
}

/// Takes rooms out of use; one that was edited or is used by now is left.
///
/// # Errors
/// `Forbidden` for whoever may not edit rooms.
pub fn withdraw(tx: &mut Tx<'_>, made: Vec<MadeRoom>, since: &ChangesSince) -> Result<Vec<UndoneRecord>> {
    let mut undone = Vec::new();
    for room in made {
        let why = if since.is_room_left(&room.id.to_string()) {
            let tried = tx.with_savepoint(|tx| room_changes::deactivate(tx, &room.title, false));
            refusal_or_fail(tried)?.err().map(|error| error.message)
        } else {
            Some(since.why_of("rooms", &room.id.to_string()))
        };
        undone.push(UndoneRecord {
            noun: "room",
            booking_id: None,
            outcome: if why.is_some() {
                UndoOutcome::Left
            } else {
                UndoOutcome::Retired
            },
            client_name: None,
            sheet: None,
            cell: None,
            message: why,
            record: Some(room.name()),
            text: Some(room.title),
            again: None,
        });
    }
    Ok(undone)
}
