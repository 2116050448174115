//! Saves a changed booking with its audit event, and explains a taken room.

use serde_json::{Value, json};

use super::describe::{describe_block, describe_booking, describe_period};
use super::holds::blocks_in_the_way;
use super::model::{Booking, BookingRow, Catering, RoomClaim};
use super::reach::{require_boss, require_room};
use super::{conflict, service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, PermissionScope};
use crate::access::outbox::{Announcement, BEFORE, Recipient};
use crate::access::tx::Tx;
use crate::client::{hold, written};
use crate::db::{OnViolation, StatementError, contention, violated_constraint};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::output::facts;

/// What several verbs hand back.
#[derive(Debug, Default)]
pub struct ChangedBookings {
    pub bookings: Vec<Booking>,
    pub warnings: Vec<String>,
}

/// Writes the booking as it is to be; `None` where nothing differs. `metadata` goes with the audit row.
///
/// # Errors
/// `Conflict` when its room is taken then, naming who has it.
pub fn save_with_audit(
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
    if row.status.holds_room() {
        refuse_where_overridden(tx, before, &row)?;
    }
    if let Some(room) = row.room_id.filter(|room| before.row.room_id != Some(*room)) {
        require_room(tx, grant, before.row.tenant_id, room)?;
    }
    row.updated_at = tx.now();
    if row.client_name != before.row.client_name {
        row.client_id = written::one(tx, grant, &row.client_name)?;
        if row.client_id != before.row.client_id {
            hold::refuse(tx.connection(), &row.client_name)?;
        }
    }
    let saved = tx.savepoint(|connection| store::save(connection, &row));
    if let Err(error) = saved {
        return Err(match violated_constraint(&error).as_deref() {
            _ if is_room_taken(&error) => taken(tx, &row)?,
            Some("device_holds_no_overlap") => devices_taken(&row),
            _ => error.into(),
        });
    }
    if let Some(catering) = &catering {
        store::save_catering(tx.connection(), catering)?;
    }
    let after = service::load_one(tx, grant, row.id)?;
    let (was, is) = (facts(before), facts(&after));
    let mut event = AuditEvent::difference("booking", after.row.id, &was, &is);
    if metadata != json!({}) {
        event = event.with(metadata);
    }
    tx.audit(grant, event);
    Ok(Some(after))
}

/// Refuses a block that makes place for the booking where it was, and not where it goes: another room, another day.
fn refuse_where_overridden(tx: &mut Tx<'_>, before: &Booking, row: &BookingRow) -> Result<()> {
    let site = tx.site();
    let days = |row: &BookingRow| {
        let last = site.local(row.ends_at.plus(-chrono::TimeDelta::microseconds(1)));
        (site.local(row.starts_at).date_naive(), last.date_naive())
    };
    let (was, is) = (days(&before.row), days(row));
    let goes = row.room_id != before.row.room_id || is.0 < was.0 || is.1 > was.1;
    if !goes || store::blocks_passed_by(tx.connection(), &[row.id])?.is_empty() {
        return Ok(());
    }
    let (Some(room), claim) = (row.room_id, RoomClaim::of(row.long_term)) else {
        return Ok(());
    };
    let period = Period::new(row.starts_at, row.ends_at)?;
    let blocks = blocks_in_the_way(tx.connection(), room, &period, claim, &[])?;
    let Some(block) = blocks.first() else {
        return Ok(());
    };
    let names = store::room_names(tx.connection())?;
    let fact = format!(
        "{} is blocked on {} by {}: booking {} may be under it in its own room on its own day alone",
        names.get(&room).map_or("the room", String::as_str),
        describe_period(&site, row.starts_at, row.ends_at),
        describe_block(block, &site),
        row.id
    );
    Err(Error::conflict(ErrorCode::RoomBlocked, fact).hint("colab room blocks"))
}

/// Tells who asked for a booking that it is at another time or in another room; a step tells by itself what it comes to.
pub(super) fn tell_of_move(tx: &mut Tx<'_>, before: &Booking, after: &Booking) {
    let place = |booking: &Booking| (booking.row.room_id, booking.row.starts_at, booking.row.ends_at);
    if before.row.status != after.row.status || place(before) == place(after) {
        return;
    }
    let site = tx.site();
    let was = describe_period(&site, before.row.starts_at, before.row.ends_at);
    let room = before.room.as_deref().unwrap_or("no room");
    tx.announce(Announcement {
        topic: "booking_moved",
        audience: vec![Recipient::User(after.row.created_by.clone())],
        entity: "booking",
        entity_id: after.row.id.to_string(),
        message: format!(
            "{} was moved{BEFORE}{room}, {was}",
            describe_booking(after, &site)
        ),
    });
}

/// Inserts new bookings of their clients, with what they ask for.
///
/// # Errors
/// Contention when somebody took one of the rooms meanwhile: tried again, the command names who.
pub fn insert(tx: &mut Tx<'_>, grant: &Grant, rows: &[BookingRow], catering: &[Catering]) -> Result<()> {
    for row in rows {
        if let Some(room) = row.room_id {
            require_room(tx, grant, row.tenant_id, room)?;
        } else if grant.reach() == PermissionScope::ManagedRooms {
            require_boss(tx, grant, row, "create")?;
        }
    }
    let clients = written::find_or_make(tx, grant, rows.iter().map(|row| row.client_name.as_str()))?;
    let of_clients = rows.iter().map(|row| {
        Ok(BookingRow {
            client_id: clients.id_of(&row.client_name)?,
            ..row.clone()
        })
    });
    let rows: Vec<BookingRow> = of_clients.collect::<Result<_>>()?;
    let inserted = tx.savepoint(|connection| store::insert_many(connection, &rows));
    inserted.on_violation("room_holds_no_overlap", contention)?;
    store::insert_catering(tx.connection(), catering)
}

/// Returns whether a statement failed because the room is held then.
pub fn is_room_taken(error: &StatementError) -> bool {
    violated_constraint(error).as_deref() == Some("room_holds_no_overlap")
}

fn taken(tx: &mut Tx<'_>, row: &BookingRow) -> Result<Error> {
    let rooms = crate::room::service::all(tx.connection())?;
    let room = rooms.iter().find(|room| Some(room.row.id) == row.room_id);
    let Some(room) = room else {
        return Err(Error::internal(format!("booking {} has an unknown room", row.id)));
    };
    let period = Period::new(row.starts_at, row.ends_at)?;
    let claim = RoomClaim::of(row.long_term);
    conflict::room_taken(tx, room, &period, row.headcount, claim, &[row.id])
}

/// Returns the error of devices that another booking holds then.
fn devices_taken(row: &BookingRow) -> Error {
    let id = row.id;
    Error::conflict(
        ErrorCode::DeviceTaken,
        format!("devices of booking {id} are held by another booking at that time"),
    )
    .hint(format!(
        "colab device unassign {id} --all, then colab device assign {id} --auto"
    ))
}
