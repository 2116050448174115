//! From a row to a booking that is created, changed, or put back.

use super::times::instant;
use crate::access::tx::Tx;
use crate::booking::apply_row::RowChange;
use crate::booking::details::BookingDetails;
use crate::booking::edit::BookingEdit;
use crate::booking::import_rows::BookingDraft;
use crate::booking::model::Catering;
use crate::booking::{Booking, BookingImport, BookingRow, BookingStatus};
use crate::import::table::adapter::NewRecord;
use crate::import::table::values::FieldValues;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// The reason of a rejection that names none.
const AS_IMPORTED: &str = "as imported";

/// What is not a detail of a booking: when, where and in which status it is, and what it is known by.
const APART: [&str; 9] = [
    "booking_id",
    "external_id",
    "room",
    "starts_at",
    "ends_at",
    "status",
    "status_reason",
    "over_capacity_reason",
    "device_only",
];

/// Returns a booking to be created.
pub fn draft(
    tx: &Tx<'_>,
    directory: &RoomDirectory,
    new: &NewRecord<'_>,
    is_uncounted: bool,
) -> Result<BookingDraft> {
    let given = new.values.iter().filter(|(_, text)| !text.is_empty());
    let values: FieldValues = given.map(|(field, text)| (field, text.to_owned())).collect();
    let moment = |field: &str| {
        let text = values.text(field).and_then(instant);
        text.ok_or_else(|| Error::invalid(ErrorCode::NoTime, format!("{field} is missing")))
    };
    let text = |field: &str| values.text(field).map(str::to_owned);
    let room_id = match values.text("room") {
        Some(name) => Some(rooms::find(directory, name)?.id),
        None => None,
    };
    let period = Period::new(moment("starts_at")?, moment("ends_at")?)?;
    let mut row = BookingRow {
        room_id,
        status_reason: text("status_reason"),
        over_capacity_reason: text("over_capacity_reason"),
        ..BookingRow::new(&period, &tx.actor().username, tx.now())
    };
    let mut catering = Catering::default();
    details(&values)?.apply(&mut row, &mut catering, directory)?;
    let devices_alone = room_id.is_none() && row.devices_needed > 0 && row.headcount == 0 && !row.long_term;
    row.device_only = values.flag("device_only").unwrap_or(devices_alone);
    let usual = if room_id.is_some() {
        BookingStatus::Confirmed
    } else {
        BookingStatus::Pending
    };
    row.status = values.parsed("status")?.unwrap_or(usual);
    Ok(BookingDraft {
        row,
        catering,
        is_uncounted,
        import: BookingImport {
            booking_id: 0,
            import_id: new.import_id,
            sheet: new.sheet.map(str::to_owned),
            cell: Some(new.cell.clone()),
        },
    })
}

/// Returns what to change of a booking.
pub fn rewrite(changes: &FieldValues, present: &Booking) -> Result<RowChange> {
    let status: Option<BookingStatus> = changes.parsed("status")?;
    if changes.get("device_only").is_some() {
        return Err(Error::invalid(
            ErrorCode::DeviceOnly,
            "device_only cannot be changed",
        ));
    }
    if changes.get("status_reason").is_some() && status.is_none() {
        return Err(Error::invalid(
            ErrorCode::StatusReason,
            "status_reason needs a new status beside it",
        ));
    }
    if changes.clears("room") && status != Some(BookingStatus::Pending) {
        return Err(Error::invalid(
            ErrorCode::NoRoom,
            "only the status pending takes a booking's room away",
        ));
    }
    let text = |field: &str| changes.text(field).map(str::to_owned);
    let as_imported = || (status == Some(BookingStatus::Rejected)).then(|| AS_IMPORTED.to_owned());
    Ok(RowChange {
        edit: BookingEdit {
            details: details(changes)?,
            room: text("room"),
        },
        period: period(changes, present)?,
        status,
        reason: text("status_reason").or_else(as_imported),
        over_capacity_reason: text("over_capacity_reason"),
    })
}

/// Returns what a booking was before; the caller, who knows the room's number, puts its room back.
pub fn put_back(before: &FieldValues, present: &Booking) -> Result<RowChange> {
    Ok(RowChange {
        edit: BookingEdit {
            details: details(before)?,
            room: None,
        },
        period: period(before, present)?,
        status: before.parsed("status")?,
        reason: before.text("status_reason").map(str::to_owned),
        over_capacity_reason: before.get("over_capacity_reason").map(str::to_owned),
    })
}

fn period(changes: &FieldValues, present: &Booking) -> Result<Option<Period>> {
    let (start, end) = (changes.text("starts_at"), changes.text("ends_at"));
    if start.or(end).is_none() {
        return Ok(None);
    }
    let start = start.and_then(instant).unwrap_or(present.row.starts_at);
    Period::new(start, end.and_then(instant).unwrap_or(present.row.ends_at)).map(Some)
}

/// Returns the details; an empty meal is none.
fn details(changes: &FieldValues) -> Result<BookingDetails> {
    let mut details = changes.clone();
    details.split_off(&APART);
    for meal in ["morning_catering", "lunch_catering"] {
        if details.clears(meal) {
            details.set(meal, "none");
        }
    }
    details.changes::<Booking, _>()
}
