//! From what a row says to a booking that is made, changed, or put back.

use super::super::adapter::{New, flag, kept, number};
use super::super::values::Values;
use super::columns::instant;
use crate::access::tx::Tx;
use crate::booking::apply_row::RowChange;
use crate::booking::details::BookingDetails;
use crate::booking::edit::BookingEdit;
use crate::booking::import_rows::BookingDraft;
use crate::booking::model::{Catering, LunchCatering, MorningCatering};
use crate::booking::{Booking, BookingImport, BookingRow, BookingStatus};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// Why a rejection that says nothing of it was made.
const AS_IMPORTED: &str = "as imported";

/// A word of an enum; the field's own reading has made sure that it is one.
fn word<T: std::str::FromStr<Err = String>>(values: &Values, field: &str) -> Result<Option<T>> {
    let text = values.text(field);
    text.map(|text| text.parse().map_err(Error::internal)).transpose()
}

/// A booking that is made.
pub fn draft(tx: &Tx<'_>, directory: &RoomDirectory, import_id: i64, new: &New<'_>) -> Result<BookingDraft> {
    let given = new.values.iter().filter(|(_, text)| !text.is_empty());
    let values = &given
        .map(|(field, text)| (field, text.to_owned()))
        .collect::<Values>();
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
    details(values)?.apply(&mut row, &mut catering, directory)?;
    let devices_alone = room_id.is_none() && row.devices_needed > 0 && row.headcount == 0 && !row.long_term;
    row.device_only = flag(values, "device_only").unwrap_or(devices_alone);
    let usual = if room_id.is_some() {
        BookingStatus::Confirmed
    } else {
        BookingStatus::Pending
    };
    row.status = word(values, "status")?.unwrap_or(usual);
    let import = BookingImport {
        booking_id: 0,
        import_id,
        sheet: new.sheet.map(str::to_owned),
        cell: Some(new.cell.clone()),
    };
    Ok(BookingDraft {
        row,
        catering,
        import,
    })
}

/// What is to be different of a booking that is there.
pub fn rewrite(changes: &Values, present: &Booking) -> Result<RowChange> {
    let status: Option<BookingStatus> = word(changes, "status")?;
    if changes.get("device_only").is_some() {
        return Err(Error::invalid(
            ErrorCode::DeviceOnly,
            "device_only does not change",
        ));
    }
    if changes.get("status_reason").is_some() && status.is_none() {
        return Err(Error::invalid(
            ErrorCode::StatusReason,
            "status_reason goes with another status",
        ));
    }
    if changes.get("room") == Some("") && status != Some(BookingStatus::Pending) {
        return Err(Error::invalid(
            ErrorCode::NoRoom,
            "a booking gives its room back with the status pending",
        ));
    }
    kept(changes, "device_type_preference")?;
    let reason = changes.text("status_reason").map(str::to_owned);
    Ok(RowChange {
        edit: BookingEdit {
            details: details(changes)?,
            room: changes.text("room").map(str::to_owned),
        },
        period: period(changes, present)?,
        status,
        reason: reason.or((status == Some(BookingStatus::Rejected)).then(|| AS_IMPORTED.to_owned())),
        over_capacity_reason: changes.text("over_capacity_reason").map(str::to_owned),
    })
}

/// What a booking was before: its room is put back by the caller, who knows its number.
pub fn put_back(before: &Values, present: &Booking) -> Result<RowChange> {
    let given = |field: &str| before.get(field).map(str::to_owned);
    Ok(RowChange {
        edit: BookingEdit {
            details: details(before)?,
            room: None,
        },
        period: period(before, present)?,
        status: word(before, "status")?,
        reason: given("status_reason").filter(|reason| !reason.is_empty()),
        over_capacity_reason: given("over_capacity_reason"),
    })
}

fn period(changes: &Values, present: &Booking) -> Result<Option<Period>> {
    let (start, end) = (changes.text("starts_at"), changes.text("ends_at"));
    if start.or(end).is_none() {
        return Ok(None);
    }
    let start = start.and_then(instant).unwrap_or(present.row.starts_at);
    Period::new(start, end.and_then(instant).unwrap_or(present.row.ends_at)).map(Some)
}

/// All but the room; an empty meal is none.
fn details(changes: &Values) -> Result<BookingDetails> {
    let given = |field: &str| changes.get(field).map(str::to_owned);
    let none_if_empty = |field: &str| changes.get(field) == Some("");
    Ok(BookingDetails {
        client: kept(changes, "client_name")?.map(str::to_owned),
        wished_room: given("wished_room"),
        tenant: word(changes, "tenant")?,
        learners: number(changes, "num_learners"),
        facilitators: number(changes, "num_facilitators"),
        headcount: number(changes, "headcount"),
        devices: number(changes, "devices_needed"),
        device_type: word(changes, "device_type_preference")?,
        contact_person: given("client_contact_person"),
        email: given("client_email"),
        phone: given("client_phone"),
        coffee: flag(changes, "coffee_tea_station"),
        morning: match none_if_empty("morning_catering") {
            true => Some(MorningCatering::None),
            false => word(changes, "morning_catering")?,
        },
        lunch: match none_if_empty("lunch_catering") {
            true => Some(LunchCatering::None),
            false => word(changes, "lunch_catering")?,
        },
        catering_notes: given("catering_notes"),
        stationery: flag(changes, "stationery_needed"),
        water_bottles: number(changes, "water_bottles"),
        notes: given("requester_notes"),
        room_boss_notes: given("room_boss_notes"),
        long_term: flag(changes, "long_term"),
    })
}
