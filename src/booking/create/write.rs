//! The rows of a request: bookings, catering, devices asked for.

use super::NewBooking;
use super::plan::Planned;
use crate::access::tx::Tx;
use crate::booking::checks::{count, given_text};
use crate::booking::model::{BookingRow, Catering, DevicePreference, DeviceRequest, Status};
use crate::booking::{service, store};
use crate::db::violation;
use crate::kernel::error::Result;
use crate::kernel::text::clean_text;
use crate::room::Room;
use crate::room::service as rooms;

/// Writes the parts; several are one series. The new ids, in the order of the parts.
///
/// # Errors
/// Contention when somebody took a room since the calendar was asked: asked again, it names them.
pub fn insert(
    tx: &mut Tx<'_>,
    new: &NewBooking,
    all_rooms: &[Room],
    planned: &[Planned<'_>],
) -> Result<Vec<i64>> {
    let ids = tx.connection().reserve_ids("bookings", planned.len())?;
    let now = tx.now();
    let series = if planned.len() > 1 {
        let series = tx.connection().reserve_ids("booking_series", 1)?;
        store::insert_series(tx.connection(), &series, now)?;
        series.first().copied()
    } else {
        None
    };
    let template = template(tx, new, all_rooms, series)?;
    let rows: Vec<BookingRow> = ids
        .iter()
        .zip(planned)
        .map(|(id, part)| of_part(&template, new, *id, part))
        .collect();
    let inserted = tx.savepoint(|connection| store::insert_many(connection, &rows));
    inserted.map_err(|error| match violation(&error) {
        Some(rule) if rule.0 == "room_holds_no_overlap" => crate::db::contention(),
        _ => error.into(),
    })?;
    for id in &ids {
        let catering = catering(*id, new)?;
        if catering != Catering::none(*id) {
            store::save_catering(tx.connection(), &catering)?;
        }
    }
    let kind = new.device_type.unwrap_or(DevicePreference::Any).device_type();
    let requests: Vec<_> = ids
        .iter()
        .zip(planned)
        .filter(|(_, part)| part.devices > 0)
        .map(|(id, part)| {
            let quantity = part.devices;
            (*id, DeviceRequest { kind, quantity })
        })
        .collect();
    service::request_devices(tx, &requests)?;
    Ok(ids)
}

/// The row that all parts share; [`of_part`] makes each part's of it.
fn template(tx: &Tx<'_>, new: &NewBooking, all_rooms: &[Room], series: Option<i64>) -> Result<BookingRow> {
    let wished = new
        .wished_room
        .as_deref()
        .map(|name| rooms::find(&rooms::directory_of(all_rooms), name).map(|room| room.id))
        .transpose()?;
    let reason = new.exceptions.reason()?;
    Ok(BookingRow {
        id: 0,
        series_id: series,
        room_id: None,
        wished_room_id: wished,
        starts_at: tx.now(),
        ends_at: tx.now(),
        client_name: clean_text("client", &new.client, 255)?,
        status: Status::Pending,
        tenant_id: new.tenant,
        num_learners: 0,
        num_facilitators: 0,
        headcount: 0,
        client_contact_person: given_text("contact-person", new.contact_person.as_deref(), 100)?,
        client_email: given_text("email", new.email.as_deref(), 100)?,
        client_phone: given_text("phone", new.phone.as_deref(), 20)?,
        devices_needed: 0,
        device_type_preference: new.device_type,
        requester_notes: given_text("notes", new.notes.as_deref(), 2000)?,
        room_boss_notes: None,
        long_term: new.long_term,
        status_reason: None,
        over_capacity_reason: reason.filter(|_| new.exceptions.over_capacity),
        import_id: None,
        import_sheet: None,
        import_cell: None,
        revision: 0,
        created_by: tx.actor().username.clone(),
        created_at: tx.now(),
        updated_at: tx.now(),
        device_only: new.device_only,
    })
}

fn of_part(template: &BookingRow, new: &NewBooking, id: i64, part: &Planned<'_>) -> BookingRow {
    let status = match part.room {
        None => Status::Pending,
        Some(_) if new.tentative => Status::RoomAssigned,
        Some(_) => Status::Confirmed,
    };
    let devices = i32::try_from(part.devices).unwrap_or(i32::MAX);
    let device_only =
        part.room.is_none() && (new.device_only || devices > 0 && part.heads.total == 0 && !new.long_term);
    BookingRow {
        id,
        room_id: part.room.map(|room| room.row.id),
        wished_room_id: template.wished_room_id.filter(|_| !device_only),
        starts_at: part.period.starts_at(),
        ends_at: part.period.ends_at(),
        status,
        num_learners: part.heads.learners,
        num_facilitators: part.heads.facilitators,
        headcount: part.heads.total,
        devices_needed: devices,
        device_type_preference: template
            .device_type_preference
            .or((devices > 0).then_some(DevicePreference::Any)),
        device_only,
        ..template.clone()
    }
}

fn catering(booking_id: i64, new: &NewBooking) -> Result<Catering> {
    Ok(Catering {
        booking_id,
        coffee_tea_station: new.coffee,
        morning_catering: new.morning,
        lunch_catering: new.lunch,
        catering_notes: given_text("catering-notes", new.catering_notes.as_deref(), 2000)?,
        stationery_needed: new.stationery,
        water_bottles: count("water-bottles", new.water_bottles)?,
    })
}
