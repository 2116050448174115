//! The rows of a request: bookings, catering, devices asked for.

use super::model::NewBooking;
use super::plan::PlannedPart;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::model::{BookingRow, Catering};
use crate::booking::status::BookingStatus;
use crate::booking::{save, service, store};
use crate::kernel::error::Result;
use crate::room::Room;
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// Writes the parts; several are one series. The new ids, in the order of the parts.
///
/// # Errors
/// Contention when somebody took a room since the calendar was asked: asked again, it names them.
pub fn insert(
    tx: &mut Tx<'_>,
    grant: &Grant,
    new: &NewBooking,
    all_rooms: &[Room],
    planned: &[PlannedPart<'_>],
) -> Result<Vec<i64>> {
    let ids = tx.connection().reserve_ids("bookings", planned.len())?;
    let now = tx.now();
    let series = if planned.len() > 1 {
        let series = tx.connection().reserve_id("booking_series")?;
        store::insert_series(tx.connection(), &[series], now)?;
        Some(series)
    } else {
        None
    };
    let directory = rooms::directory_of(all_rooms);
    let written: Vec<(BookingRow, Catering)> = ids
        .iter()
        .zip(planned)
        .map(|(id, part)| booking(tx, new, part, (*id, series), &directory))
        .collect::<Result<_>>()?;
    let (rows, mut catering): (Vec<BookingRow>, Vec<Catering>) = written.into_iter().unzip();
    catering.retain(|one| *one != Catering::none(one.booking_id));
    save::insert(tx, grant, &rows, &catering)?;
    service::request_devices_of(tx, grant, &rows)?;
    Ok(ids)
}

/// Returns the rows of one part.
fn booking(
    tx: &Tx<'_>,
    new: &NewBooking,
    part: &PlannedPart<'_>,
    (id, series_id): (i64, Option<i64>),
    rooms: &RoomDirectory,
) -> Result<(BookingRow, Catering)> {
    let mut row = BookingRow {
        id,
        series_id,
        room_id: part.room.map(|room| room.row.id),
        status: match part.room {
            None => BookingStatus::Pending,
            Some(_) if new.tentative => BookingStatus::RoomAssigned,
            Some(_) => BookingStatus::Confirmed,
        },
        over_capacity_reason: new.overrides.reason()?.filter(|_| new.overrides.over_capacity),
        ..BookingRow::new(&part.period, &tx.actor().username, tx.now())
    };
    let mut catering = Catering::none(id);
    let details = part.people.in_details(&new.details);
    details.apply(&mut row, &mut catering, rooms)?;
    let devices_alone = row.devices_needed > 0 && row.headcount == 0 && !row.long_term;
    row.device_only = part.room.is_none() && (new.device_only || devices_alone);
    row.wished_room_id = row.wished_room_id.filter(|_| !row.device_only);
    Ok((row, catering))
}
