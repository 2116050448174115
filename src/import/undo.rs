//! Taking one import back: what it made is cancelled or taken out of use, what it changed is as before; what somebody
//! edited since stays. Here a schedule's; `table::undo` does the same with a table's.

use std::collections::HashMap;

use serde_json::json;

use super::kind::{self, Kind};
use super::model::Action;
use super::plan;
use super::service;
use super::snapshot::Snapshot;
use super::store::{self, ImportRow, StoredRow};
use super::table;
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::BookingRow;
use crate::booking::batch::{self, BatchOutcome};
use crate::db::types::Json;
use crate::kernel::error::{self, Error, ErrorCode, Result};
use crate::kernel::period::Site;
use crate::output::{Record, RecordField, shown_in_table};

/// What became of one booking, or of another record.
#[derive(Debug, Clone)]
pub struct Undone {
    pub booking_id: Option<i64>,
    pub what: &'static str,
    pub client_name: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub why: Option<String>,
    /// Of a table: which record, and the row in a few words.
    pub record: Option<String>,
    pub text: Option<String>,
}

impl Record for Undone {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Undone>] = &[
            shown_in_table("booking_id", |one| one.booking_id.into()),
            shown_in_table("action", |one| one.what.into()),
            shown_in_table("client_name", |one| one.client_name.clone().into()),
            shown_in_table("sheet", |one| one.sheet.clone().into()),
            shown_in_table("cell", |one| one.cell.clone().into()),
            shown_in_table("message", |one| one.why.clone().into()),
            shown_in_table("record", |one| one.record.clone().into()),
            shown_in_table("text", |one| one.text.clone().into()),
        ];
        FIELDS
    }
}

pub const CANCELLED: &str = "cancelled";
/// No booking: out of use.
pub const RETIRED: &str = "retired";
pub const RESTORED: &str = "restored";
pub const LEFT: &str = "left";

/// Takes an import back. Its base no longer counts: the next import compares with the one before it.
///
/// # Errors
/// `Conflict` when it was taken back already.
pub fn undo(tx: &mut Tx<'_>, id: i64, force: bool) -> Result<(Vec<Undone>, Option<Error>)> {
    kind::may_import_something(tx)?;
    let import = service::find(tx, id)?;
    let grant = tx.require(import.kind.permission())?;
    if import.kind.fills_a_database() {
        return Err(Error::conflict(
            ErrorCode::ImportOfEverything,
            format!("import {id} filled the database: users, devices and rentals came with its bookings"),
        )
        .hint("begin with a new database: colab --database NEW …"));
    }
    service::lock_source(tx, lock_of(&import))?;
    let import = service::find(tx, id)?;
    if import.undone_at.is_some() {
        return Err(Error::conflict(
            ErrorCode::AlreadyUndone,
            format!("import {id} was taken back already"),
        ));
    }
    let done = match import.kind {
        Kind::Schedule => undo_schedule(tx, &grant, id, force)?,
        kind => table::undo(tx, &grant, id, kind, force)?,
    };
    keep(tx, &grant, id, force, done)
}

/// Imports of one schedule wait for each other, and those of one kind of table.
fn lock_of(import: &ImportRow) -> &str {
    match import.kind {
        Kind::Schedule => &import.source,
        kind => kind.as_str(),
    }
}

fn undo_schedule(tx: &mut Tx<'_>, grant: &Grant, id: i64, force: bool) -> Result<Vec<Undone>> {
    let rows = store::rows(tx.connection(), id)?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.booking_id).collect();
    let bookings = batch::lock(tx, grant, &ids)?;
    let bookings: HashMap<i64, BookingRow> = bookings.into_iter().map(|row| (row.id, row)).collect();
    let touched: Vec<(StoredRow, BookingRow)> = rows
        .into_iter()
        .filter(|row| matches!(row.action, Action::Create | Action::Update | Action::Cancel))
        .filter_map(|row| {
            let booking = bookings.get(&row.booking_id?)?.clone();
            Some((row, booking))
        })
        .collect();
    Undoing { tx, grant, force, id }.run(touched)
}

fn keep(
    tx: &mut Tx<'_>,
    grant: &Grant,
    id: i64,
    force: bool,
    done: Vec<Undone>,
) -> Result<(Vec<Undone>, Option<Error>)> {
    let (now, by) = (tx.now(), tx.actor().username.clone());
    store::mark_undone(tx.connection(), id, now, &by)?;
    let count = |what: &str| done.iter().filter(|one| one.what == what).count();
    let facts = json!({"cancelled": count(CANCELLED), "retired": count(RETIRED), "restored": count(RESTORED),
                       "left": count(LEFT), "force": force});
    let left = count(LEFT);
    tx.audit(
        grant,
        AuditEvent::change("import", id, json!({"undone": false}), json!({"undone": true})).with(facts),
    );
    let failure = (left > 0).then(|| {
        Error::new(
            error::Kind::Partial,
            ErrorCode::UndoPartial,
            format!(
                "{left} {} left as they are",
                if left == 1 { "record was" } else { "records were" }
            ),
        )
        .hint("the report names them; those edited by hand are taken back by --force")
    });
    Ok((done, failure))
}

struct Undoing<'t, 'c> {
    tx: &'t mut Tx<'c>,
    grant: &'t Grant,
    force: bool,
    id: i64,
}

impl Undoing<'_, '_> {
    fn run(&mut self, touched: Vec<(StoredRow, BookingRow)>) -> Result<Vec<Undone>> {
        let site = self.tx.site();
        let (edited, ours): (Vec<_>, Vec<_>) = touched
            .into_iter()
            .partition(|(row, booking)| !self.force && !is_as_left(row, booking, &site));
        let mut done = Vec::new();
        // Rooms are given back first, so that what stood there before finds its place.
        let (made, changed): (Vec<_>, Vec<_>) = ours
            .into_iter()
            .partition(|(row, _)| row.action == Action::Create);
        done.extend(self.cancel(&made)?);
        let moved: Vec<i64> = changed
            .iter()
            .filter(|(_, booking)| booking.status.holds_room())
            .map(|(_, booking)| booking.id)
            .collect();
        batch::release(self.tx, self.grant, &moved)?;
        for (row, booking) in &changed {
            done.push(self.restore(row, booking)?);
        }
        // Somebody cancelled it already: nothing of it is left to take back.
        let edited = edited
            .iter()
            .filter(|(row, booking)| !(row.action == Action::Create && booking.status.is_off()));
        done.extend(edited.map(|(row, booking)| undone(row, booking, LEFT, Some("edited since".into()))));
        Ok(done)
    }

    fn cancel(&mut self, made: &[(StoredRow, BookingRow)]) -> Result<Vec<Undone>> {
        let made = made.iter().filter(|(_, booking)| !booking.status.is_off());
        let made: Vec<&(StoredRow, BookingRow)> = made.collect();
        let ids: Vec<i64> = made.iter().map(|(_, booking)| booking.id).collect();
        batch::cancel(
            self.tx,
            self.grant,
            &ids,
            &format!("import {} was taken back", self.id),
        )?;
        Ok(made
            .into_iter()
            .map(|(row, booking)| undone(row, booking, CANCELLED, None))
            .collect())
    }

    fn restore(&mut self, row: &StoredRow, booking: &BookingRow) -> Result<Undone> {
        let Some(Json(before)) = &row.before else {
            return Err(Error::internal(format!("import row {} does not read", row.id)));
        };
        let requests = match (&before.said, row.action) {
            (Some(said), Action::Update) => Some(said.requests()),
            _ => None,
        };
        let change = before.change(self.tx.now());
        match batch::update(self.tx, self.grant, booking.id, &change, requests.as_deref())? {
            BatchOutcome::Done => Ok(undone(row, booking, RESTORED, None)),
            BatchOutcome::RoomTaken => {
                self.put_back(booking)?;
                Ok(undone(
                    row,
                    booking,
                    LEFT,
                    Some("its room is taken by now".into()),
                ))
            }
        }
    }

    /// The booking stays as the import left it.
    fn put_back(&mut self, booking: &BookingRow) -> Result<()> {
        let as_is = Snapshot::of(booking, None);
        let change = as_is.change(self.tx.now());
        match batch::update(self.tx, self.grant, booking.id, &change, None)? {
            BatchOutcome::Done => Ok(()),
            BatchOutcome::RoomTaken => Err(Error::conflict(
                ErrorCode::UndoConflict,
                format!(
                    "booking {} can go neither back nor stay: its rooms are taken",
                    booking.id
                ),
            )
            .hint("nothing was changed; cancel one of the bookings in the way first")),
        }
    }
}

/// Whether a booking is what the import made of it.
fn is_as_left(row: &StoredRow, booking: &BookingRow, site: &Site) -> bool {
    let Some(Json(left)) = &row.after else {
        return false;
    };
    let same = match (&row.said, &row.before) {
        (Some(Json(said)), _) => {
            let identity = row.room_id.zip(row.day);
            identity.is_some_and(|(room, day)| plan::edited(booking, room, day, said, site).is_empty())
        }
        (None, Some(Json(before))) => before.is_but_for_its_status(booking),
        (None, None) => false,
    };
    same && (left.revision, left.status) == (booking.revision, booking.status)
}

fn undone(row: &StoredRow, booking: &BookingRow, what: &'static str, why: Option<String>) -> Undone {
    Undone {
        booking_id: Some(booking.id),
        what,
        client_name: Some(booking.client_name.clone()),
        sheet: row.sheet.clone(),
        cell: row.cell.clone(),
        why,
        record: None,
        text: None,
    }
}
