//! From what a row says to a booking that is made, changed, or put back.

use super::super::adapter::{New, flag, kept, number};
use super::super::values::Values;
use super::columns::instant;
use crate::access::tx::Tx;
use crate::booking::edit::Edit;
use crate::booking::many::Draft;
use crate::booking::model::{Catering, LunchCatering, MorningCatering};
use crate::booking::rewrite::Rewrite;
use crate::booking::{Booking, BookingRow, DevicePreference, Status, Tenant};
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

fn whole(values: &Values, field: &str) -> i32 {
    let number = number(values, field).unwrap_or(0);
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A booking that is made.
pub fn draft(tx: &Tx<'_>, directory: &RoomDirectory, import_id: i64, new: &New<'_>) -> Result<Draft> {
    let values = new.values;
    let room = |field: &str| -> Result<Option<i64>> {
        let name = values.text(field);
        name.map(|name| rooms::find(directory, name).map(|room| room.id))
            .transpose()
    };
    let moment = |field: &str| {
        let text = values.text(field).and_then(instant);
        text.ok_or_else(|| Error::invalid(ErrorCode::NoTime, format!("{field} is missing")))
    };
    let text = |field: &str| values.text(field).map(str::to_owned);
    let room_id = room("room")?;
    let (learners, facilitators) = (whole(values, "num_learners"), whole(values, "num_facilitators"));
    let headcount = match values.text("headcount") {
        Some(_) => whole(values, "headcount"),
        None => learners.saturating_add(facilitators),
    };
    let devices = whole(values, "devices_needed");
    let long_term = flag(values, "long_term").unwrap_or(false);
    let only_devices = room_id.is_none() && devices > 0 && headcount == 0 && !long_term;
    let device_only = flag(values, "device_only").unwrap_or(only_devices);
    let usual = match (room_id, device_only) {
        (Some(_), _) => Status::Confirmed,
        (None, _) => Status::Pending,
    };
    let preference: Option<DevicePreference> = word(values, "device_type_preference")?;
    let row = BookingRow {
        id: 0,
        series_id: None,
        room_id,
        wished_room_id: room("wished_room")?,
        starts_at: moment("starts_at")?,
        ends_at: moment("ends_at")?,
        client_name: text("client_name").unwrap_or_default(),
        status: word(values, "status")?.unwrap_or(usual),
        tenant_id: word(values, "tenant")?.unwrap_or(Tenant::Tech),
        num_learners: learners,
        num_facilitators: facilitators,
        headcount,
        client_contact_person: text("client_contact_person"),
        client_email: text("client_email"),
        client_phone: text("client_phone"),
        devices_needed: devices,
        device_type_preference: preference.or((devices > 0).then_some(DevicePreference::Any)),
        requester_notes: text("requester_notes"),
        room_boss_notes: text("room_boss_notes"),
        long_term,
        status_reason: text("status_reason"),
        over_capacity_reason: text("over_capacity_reason"),
        import_id: Some(import_id),
        import_sheet: new.sheet.map(str::to_owned),
        import_cell: Some(new.cell.clone()),
        revision: 0,
        created_by: tx.actor().username.clone(),
        created_at: tx.now(),
        updated_at: tx.now(),
        device_only,
    };
    let catering = Catering {
        booking_id: 0,
        coffee_tea_station: flag(values, "coffee_tea_station").unwrap_or(false),
        morning_catering: word(values, "morning_catering")?,
        lunch_catering: word(values, "lunch_catering")?,
        catering_notes: text("catering_notes"),
        stationery_needed: flag(values, "stationery_needed").unwrap_or(false),
        water_bottles: whole(values, "water_bottles"),
    };
    Ok(Draft { row, catering })
}

/// What is to be different of a booking that is there.
pub fn rewrite(changes: &Values, present: &Booking) -> Result<Rewrite> {
    let status: Option<Status> = word(changes, "status")?;
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
    if changes.get("room") == Some("") && status != Some(Status::Pending) {
        return Err(Error::invalid(
            ErrorCode::NoRoom,
            "a booking gives its room back with the status pending",
        ));
    }
    kept(changes, "device_type_preference")?;
    let reason = changes.text("status_reason").map(str::to_owned);
    Ok(Rewrite {
        edit: Edit {
            room: changes.text("room").map(str::to_owned),
            ..edit(changes)?
        },
        period: period(changes, present)?,
        status,
        reason: reason.or((status == Some(Status::Rejected)).then(|| AS_IMPORTED.to_owned())),
        over_capacity_reason: changes.text("over_capacity_reason").map(str::to_owned),
    })
}

/// What a booking was before: its room is put back by the caller, who knows its number.
pub fn put_back(before: &Values, present: &Booking) -> Result<Rewrite> {
    let given = |field: &str| before.get(field).map(str::to_owned);
    Ok(Rewrite {
        edit: edit(before)?,
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
fn edit(changes: &Values) -> Result<Edit> {
    let given = |field: &str| changes.get(field).map(str::to_owned);
    let none_if_empty = |field: &str| changes.get(field) == Some("");
    Ok(Edit {
        client: kept(changes, "client_name")?.map(str::to_owned),
        room: None,
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
