//! Writing a booking that has changed, with its audit row; what a taken room means then.

use serde_json::{Value, json};

use super::checks::Overrides;
use super::model::{Booking, BookingRow, Catering};
use super::{conflict, displace, service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::violation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::output::facts;
use crate::room::Room;

/// What several verbs hand back.
#[derive(Debug, Default)]
pub struct Changed {
    pub bookings: Vec<Booking>,
    pub warnings: Vec<String>,
}

/// Writes the booking as it is to be; `None` where nothing differs. `metadata` goes with the audit row.
///
/// # Errors
/// `Conflict` when its room is taken then, naming who has it.
pub fn keep(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Booking,
    mut row: BookingRow,
    catering: Option<Catering>,
    metadata: Value,
) -> Result<Option<Booking>> {
    let catering = catering.filter(|catering| *catering != before.catering);
    if row == before.row && catering.is_none() {
        return Ok(None);
    }
    row.updated_at = tx.now();
    let saved = tx.savepoint(|connection| store::save(connection, &row));
    if let Err(error) = saved {
        return Err(match violation(&error) {
            Some(rule) if rule.0 == "room_holds_no_overlap" => taken(tx, &row)?,
            Some(rule) if rule.0 == "device_holds_no_overlap" => devices_taken(&row),
            _ => error.into(),
        });
    }
    if let Some(catering) = &catering {
        store::save_catering(tx.connection(), catering)?;
    }
    let after = service::load_one(tx, row.id)?;
    let (was, is) = (facts(before), facts(&after));
    let mut event = AuditEvent::difference("booking", after.row.id, &was, &is);
    if metadata != json!({}) {
        event = event.with(metadata);
    }
    tx.audit(grant, event);
    Ok(Some(after))
}

fn taken(tx: &mut Tx<'_>, row: &BookingRow) -> Result<Error> {
    let rooms = crate::room::service::all(tx.connection())?;
    let room = rooms.iter().find(|room| Some(room.row.id) == row.room_id);
    let Some(room) = room else {
        return Err(Error::internal(format!(
            "booking {} has a room that is not there",
            row.id
        )));
    };
    let period = Period::new(row.starts_at, row.ends_at)?;
    conflict::room_taken(tx, room, &period, row.headcount, &[row.id])
}

/// Its devices are promised to somebody else then.
fn devices_taken(row: &BookingRow) -> Error {
    let id = row.id;
    Error::conflict(
        ErrorCode::DeviceTaken,
        format!("booking {id} has devices that somebody else has then"),
    )
    .hint(format!(
        "colab device unassign {id} --all, then colab device assign {id} --auto"
    ))
}

/// Sends whoever is in the way of this booking back among the ghosts, if that was asked for.
///
/// # Errors
/// `Conflict` for one that cannot make way.
pub fn clear_way(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking: &BookingRow,
    room: &Room,
    period: &Period,
    exceptions: &Overrides,
) -> Result<()> {
    if !exceptions.displace {
        return Ok(());
    }
    let mut ids: Vec<i64> = conflict::in_the_way(tx.connection(), room.row.id, period)?
        .into_iter()
        .map(|row| row.id)
        .collect();
    ids.retain(|id| *id != booking.id);
    displace::displace(tx, grant, &ids, &booking.client_name, exceptions)
}
