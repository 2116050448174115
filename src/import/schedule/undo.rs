//! Undoing the import of a schedule, booking by booking.

use std::collections::HashMap;

use super::differences::edited as edited_fields;
use super::model::SheetBooking;
use super::snapshot::{BookingSnapshot, BookingState};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::BookingRow;
use crate::booking::batch::{self, BatchOutcome, WantedRoom};
use crate::client::written;
use crate::import::journal::{ImportedRow, from_json};
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::import::since::ChangesSince;
use crate::import::undone::{UndoOutcome, UndoneRecord};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};

/// Cancels what an import created, because of `cause`, and restores what it changed; what `since` knows to be as it left it,
/// or what looks so.
pub fn undo(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rows: Vec<ImportedRow>,
    cause: &str,
    since: &ChangesSince,
) -> Result<Vec<UndoneRecord>> {
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.booking_id).collect();
    let bookings = batch::lock(tx, grant, &ids)?;
    let bookings: HashMap<i64, BookingRow> = bookings.into_iter().map(|row| (row.id, row)).collect();
    let site = tx.site();
    let (mut created, mut changed, mut edited) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        let Some(booking) = row.booking_id.and_then(|id| bookings.get(&id)) else {
            continue;
        };
        let is_created = row.action == ImportAction::Create;
        if !is_created && !matches!(row.action, ImportAction::Update | ImportAction::Cancel) {
            continue;
        }
        if since.is_left(row) || is_as_left(row, booking, &site)? {
            if is_created { &mut created } else { &mut changed }.push((row, booking));
        } else if !(is_created && booking.status.is_off()) {
            // Of one that somebody cancelled already nothing is left to undo.
            edited.push((row, booking));
        }
    }
    let left = |(row, booking): (&ImportedRow, &BookingRow), why: &str| {
        undone_record(row, booking, UndoOutcome::Left, Some(why))
    };
    let why = |row: &ImportedRow| since.why(ImportKind::Schedule, row);
    let edited = edited
        .into_iter()
        .map(|one: (&ImportedRow, &BookingRow)| left(one, &why(one.0)));
    let mut undone: Vec<UndoneRecord> = edited.collect();
    loop {
        let mut stuck = None;
        let tried = tx.with_savepoint(|tx| {
            let mut undo = ScheduleUndo {
                tx,
                grant,
                cause,
                stuck: &mut stuck,
            };
            undo.take_back(&created, &changed)
        });
        match (tried, stuck) {
            (Ok(records), _) => {
                undone.extend(records);
                return Ok(undone);
            }
            (Err(error), None) => return Err(error),
            // What can neither go back nor stay once others are back keeps its room from them.
            (Err(_), Some(stuck)) => {
                let stays = changed.extract_if(.., |(_, booking)| booking.id == stuck);
                undone.extend(stays.map(|one| left(one, "its room is taken by now")));
            }
        }
    }
}

struct ScheduleUndo<'t, 'c> {
    tx: &'t mut Tx<'c>,
    grant: &'t Grant,
    cause: &'t str,
    /// The booking that can neither go back nor stay.
    stuck: &'t mut Option<i64>,
}

/// Rows of an import with their bookings.
type RowBookings<'b> = [(&'b ImportedRow, &'b BookingRow)];

impl ScheduleUndo<'_, '_> {
    /// Rooms are given back first, so that what stood there before finds its place.
    fn take_back(
        &mut self,
        created: &RowBookings<'_>,
        changed: &RowBookings<'_>,
    ) -> Result<Vec<UndoneRecord>> {
        let mut undone = self.cancel(created)?;
        let holding = changed.iter().filter(|(_, booking)| booking.status.holds_room());
        let holding: Vec<i64> = holding.map(|(_, booking)| booking.id).collect();
        batch::release(self.tx, self.grant, &holding)?;
        for (row, booking) in changed {
            undone.push(self.restore(row, booking)?);
        }
        Ok(undone)
    }

    fn cancel(&mut self, created: &RowBookings<'_>) -> Result<Vec<UndoneRecord>> {
        let standing = created.iter().filter(|(_, booking)| !booking.status.is_off());
        let ids: Vec<i64> = standing.clone().map(|(_, booking)| booking.id).collect();
        batch::cancel(self.tx, self.grant, &ids, self.cause)?;
        let cancelled =
            standing.map(|(row, booking)| undone_record(row, booking, UndoOutcome::Cancelled, None));
        Ok(cancelled.collect())
    }

    fn restore(&mut self, row: &ImportedRow, booking: &BookingRow) -> Result<UndoneRecord> {
        let before = row
            .before
            .as_ref()
            .ok_or_else(|| Error::internal(format!("the import did not keep booking {}", booking.id)))?;
        let before: BookingSnapshot = from_json(before)?;
        let updated = row.action == ImportAction::Update;
        let requests = before
            .booking
            .as_ref()
            .filter(|_| updated)
            .map(SheetBooking::requests);
        let client_id = if before.client_name == booking.client_name {
            booking.client_id
        } else {
            written::one(self.tx, self.grant, &before.client_name)?
        };
        let change = before.change(client_id, self.tx.now());
        match batch::update(self.tx, self.grant, booking.id, &change, requests.as_deref())? {
            BatchOutcome::Done => Ok(UndoneRecord {
                again: again(&before, booking),
                ..undone_record(row, booking, UndoOutcome::Restored, None)
            }),
            BatchOutcome::RoomTaken => {
                self.leave(booking)?;
                let why = self.who_is_there(&before, booking)?;
                Ok(undone_record(row, booking, UndoOutcome::Left, Some(&why)))
            }
        }
    }

    /// Names who has the room that a booking had.
    fn who_is_there(&mut self, before: &BookingSnapshot, booking: &BookingRow) -> Result<String> {
        let Some(room_id) = before.room_id else {
            return Ok("its room is taken by now".to_owned());
        };
        let wanted = WantedRoom {
            booking_id: booking.id,
            room_id,
            period: Period::new(before.starts_at, before.ends_at)?,
            people: before.headcount,
            long_term: booking.long_term,
        };
        Ok(batch::room_taken(self.tx, self.grant, &wanted, &[])?.message)
    }

    /// Gives a booking the room back that the import left it in.
    fn leave(&mut self, booking: &BookingRow) -> Result<()> {
        let change = BookingSnapshot::of(booking, None).change(booking.client_id, self.tx.now());
        match batch::update(self.tx, self.grant, booking.id, &change, None)? {
            BatchOutcome::Done => Ok(()),
            BatchOutcome::RoomTaken => {
                *self.stuck = Some(booking.id);
                Err(Error::conflict(
                    ErrorCode::UndoConflict,
                    format!("booking {} can neither go back nor stay", booking.id),
                ))
            }
        }
    }
}

/// Describes the status that a booking has again.
fn again(before: &BookingSnapshot, booking: &BookingRow) -> Option<String> {
    let status = before.status.as_str().replace('_', " ");
    (before.status != booking.status).then(|| format!("is {status} again"))
}

/// Returns whether a booking is what the import made of it.
fn is_as_left(row: &ImportedRow, booking: &BookingRow, site: &Site) -> Result<bool> {
    let Some(left) = &row.after else {
        return Ok(false);
    };
    let left: BookingState = from_json(left)?;
    let same = match (&row.reading, &row.before) {
        (Some(reading), _) => {
            let reading: SheetBooking = from_json(reading)?;
            let identity = row.room_id.zip(row.day);
            identity.is_some_and(|identity| edited_fields(booking, identity, &reading, site).is_empty())
        }
        (None, Some(before)) => from_json::<BookingSnapshot>(before)?.is_but_for_its_status(booking),
        (None, None) => false,
    };
    Ok(same && (left.revision, left.status) == (booking.revision, booking.status))
}

fn undone_record(
    row: &ImportedRow,
    booking: &BookingRow,
    outcome: UndoOutcome,
    why: Option<&str>,
) -> UndoneRecord {
    UndoneRecord {
        booking_id: Some(booking.id),
        outcome,
        client_name: Some(booking.client_name.clone()),
        sheet: row.sheet.clone(),
        cell: row.cell.clone(),
        message: why.map(str::to_owned),
        record: None,
        text: None,
        again: None,
        noun: "booking",
    }
}
