//! Saves a changed booking with its audit event, and explains a taken room.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::describe::{describe_block, describe_booking, describe_period};
use super::errors::unknown_booking;
use super::holds::{blocking_bookings, blocks_in_the_way};
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

/// A booking, and what it is to be.
#[derive(Debug, Clone)]
pub struct BookingUpdate {
    pub before: Booking,
    pub row: BookingRow,
    /// `None` leaves what it eats as it is.
    pub catering: Option<Catering>,
    /// Goes with the audit row.
    pub metadata: Value,
}

impl BookingUpdate {
    pub fn new(before: Booking, row: BookingRow, metadata: Value) -> Self {
        Self {
            before,
            row,
            catering: None,
            metadata,
        }
    }

    fn new_catering(&self) -> Option<&Catering> {
        self.catering
            .as_ref()
            .filter(|catering| **catering != self.before.catering)
    }

    pub(super) fn differs(&self) -> bool {
        self.row != self.before.row || self.new_catering().is_some()
    }
}

/// Writes the booking as it is to be; `None` where nothing differs. `metadata` goes with the audit row.
///
/// # Errors
/// `Conflict` when its room is taken then, naming who has it.
pub fn save_with_audit(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Booking,
    row: BookingRow,
    catering: Option<Catering>,
    metadata: Value,
) -> Result<Option<Booking>> {
    let update = BookingUpdate {
        catering,
        ..BookingUpdate::new(before.clone(), row, metadata)
    };
    let saved = save_all(tx, grant, std::slice::from_ref(&update))?;
    Ok(saved.into_iter().next().flatten())
}

/// Writes bookings as [`save_with_audit`] does one, in statements whose number does not depend on theirs.
///
/// # Errors
/// As those of [`save_with_audit`], for the first that cannot be written.
pub fn save_all(tx: &mut Tx<'_>, grant: &Grant, updates: &[BookingUpdate]) -> Result<Vec<Option<Booking>>> {
    let changed: Vec<&BookingUpdate> = updates.iter().filter(|update| update.differs()).collect();
    if changed.is_empty() {
        return Ok(updates.iter().map(|_| None).collect());
    }
    let ids: Vec<i64> = changed.iter().map(|update| update.row.id).collect();
    let moved = changed.iter().filter(|update| goes_elsewhere(tx, update));
    let moved: Vec<i64> = moved.map(|update| update.row.id).collect();
    let passing = store::passing_any(tx.connection(), &moved)?;
    let mut rows: Vec<BookingRow> = Vec::with_capacity(changed.len());
    let mut clients = BTreeMap::new();
    for update in &changed {
        match checked_row(tx, grant, update, &passing, &mut clients) {
            Ok(row) => rows.push(row),
            Err(error) => {
                write(tx, &rows, &ids)?;
                return Err(error);
            }
        }
    }
    write(tx, &rows, &ids)?;
    let catering: Vec<Catering> = changed
        .iter()
        .filter_map(|update| update.new_catering().cloned())
        .collect();
    if !catering.is_empty() {
        store::save_catering(tx.connection(), &catering)?;
    }
    let after = service::load(tx, grant, &ids)?.into_iter();
    let mut after: BTreeMap<i64, Booking> = after.map(|booking| (booking.row.id, booking)).collect();
    let mut saved = Vec::with_capacity(updates.len());
    for update in updates {
        let id = update.row.id;
        saved.push(if update.differs() {
            let after = after.remove(&id).ok_or_else(|| unknown_booking(id))?;
            let mut event = AuditEvent::difference("booking", id, &facts(&update.before), &facts(&after));
            if update.metadata != json!({}) {
                event = event.with(update.metadata.clone());
            }
            tx.audit(grant, event);
            Some(after)
        } else {
            None
        });
    }
    Ok(saved)
}

/// Checks that a booking may be what it is to be, and returns its row as it is written.
fn checked_row(
    tx: &mut Tx<'_>,
    grant: &Grant,
    update: &BookingUpdate,
    passing: &BTreeSet<i64>,
    clients: &mut BTreeMap<String, CheckedClient>,
) -> Result<BookingRow> {
    let (before, mut row) = (&update.before, update.row.clone());
    if passing.contains(&row.id) {
        refuse_where_overridden(tx, &row)?;
    }
    if let Some(room) = row.room_id.filter(|room| before.row.room_id != Some(*room)) {
        require_room(tx, grant, before.row.tenant_id, room)?;
    }
    row.updated_at = tx.now();
    if row.client_name != before.row.client_name {
        let client = match clients.get(&row.client_name) {
            Some(client) => *client,
            None => CheckedClient {
                id: written::one(tx, grant, &row.client_name)?,
                is_open: false,
            },
        };
        row.client_id = client.id;
        let is_new = client.id != before.row.client_id;
        if is_new && !client.is_open {
            hold::refuse(tx.connection(), &row.client_name)?;
        }
        let client = CheckedClient {
            is_open: client.is_open || is_new,
            ..client
        };
        clients.insert(row.client_name.clone(), client);
    }
    Ok(row)
}

/// A client that bookings are to have, and whether it is known not to be on hold.
#[derive(Debug, Clone, Copy)]
struct CheckedClient {
    id: i64,
    is_open: bool,
}

/// Writes rows at once. Where one of them cannot be written, they are written one after the other: so it is known which. `ids`
/// are those of all bookings that change.
fn write(tx: &mut Tx<'_>, rows: &[BookingRow], ids: &[i64]) -> Result<()> {
    if rows.len() > 1 {
        match tx.savepoint(|connection| store::save_many(connection, rows)) {
            Err(error) if violated_constraint(&error).is_some() => {}
            written => return Ok(written?),
        }
    }
    for row in rows {
        let saved = tx.savepoint(|connection| store::save(connection, row));
        if let Err(error) = saved {
            return Err(match violated_constraint(&error).as_deref() {
                _ if is_room_taken(&error) => in_each_others_way(taken(tx, row)?, row.id, ids),
                Some("device_holds_no_overlap") => devices_taken(row),
                _ => error.into(),
            });
        }
    }
    Ok(())
}

/// Returns whether a booking that holds its room goes to another room, or to a day that it was not on.
fn goes_elsewhere(tx: &Tx<'_>, update: &BookingUpdate) -> bool {
    let (before, row, site) = (&update.before.row, &update.row, tx.site());
    let days = |row: &BookingRow| {
        let last = site.local(row.ends_at.plus(-chrono::TimeDelta::microseconds(1)));
        (site.local(row.starts_at).date_naive(), last.date_naive())
    };
    let (was, is) = (days(before), days(row));
    row.status.holds_room() && (row.room_id != before.room_id || is.0 < was.0 || is.1 > was.1)
}

/// Refuses a block that makes place for the booking where it was, and not where it goes: another room, another day.
fn refuse_where_overridden(tx: &mut Tx<'_>, row: &BookingRow) -> Result<()> {
    let site = tx.site();
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
    let inserted = store::insert_many(tx.connection(), &rows);
    inserted.on_violation("room_holds_no_overlap", contention)?;
    store::insert_catering(tx.connection(), catering)
}

/// Returns whether a statement failed because the room is held then.
pub fn is_room_taken(error: &StatementError) -> bool {
    violated_constraint(error).as_deref() == Some("room_holds_no_overlap")
}

/// Words the refusal of a booking that another one of the same command would be in the way of: what that one would be is
/// not what it is.
fn in_each_others_way(mut error: Error, id: i64, ids: &[i64]) -> Error {
    let blocking = error.details.get("blocking").and_then(|rows| rows.as_array());
    let blocking = blocking.into_iter().flatten();
    let others = blocking.filter_map(|row| row.get("booking_id")?.as_i64());
    let both: Vec<i64> = others.filter(|other| ids.contains(other)).collect();
    if error.code == ErrorCode::RoomTaken
        && let Some(other) = both.first()
    {
        let room = error
            .details
            .get("room")
            .and_then(|room| room.as_str())
            .unwrap_or_default();
        error.message = format!("bookings {other} and {id} would both be in {room} at one time");
        error.details.remove("blocking");
        error.details.insert("booking_ids".to_owned(), json!([other, id]));
    }
    error
}

/// Refuses a booking that would displace another one of the same command.
///
/// # Errors
/// `Conflict` for one that would.
pub(super) fn refuse_each_others_way(tx: &mut Tx<'_>, row: &BookingRow, ids: &[i64]) -> Result<()> {
    let Some(room) = row.room_id.filter(|_| ids.len() > 1) else {
        return Ok(());
    };
    let period = Period::new(row.starts_at, row.ends_at)?;
    let blocking = blocking_bookings(tx.connection(), room, &period)?;
    if blocking
        .iter()
        .any(|other| other.id != row.id && ids.contains(&other.id))
    {
        return Err(in_each_others_way(taken(tx, row)?, row.id, ids));
    }
    Ok(())
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
