//! Queries of holds: who has which device when.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{booking_device_assignments, bookings, device_holds, devices, offsite_rentals};
use crate::db::{Connection, QueryBatch, rows_of};
use crate::device::model::{DeviceHolding, DeviceStatus, RentedHolding};
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Which holds to load.
#[derive(Debug, Clone, Default)]
pub struct HoldFilter {
    pub devices: Option<Vec<i64>>,
    /// Loads holds that overlap this stretch; either end may be open.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

/// Loads holds with the booking and rental they are of, in order of time.
pub fn holdings(connection: &mut Connection, filter: &HoldFilter) -> Result<Vec<DeviceHolding>> {
    Ok(connection.answer(holdings_query(filter))?)
}

/// Asks for what [`holdings`] loads.
pub fn holdings_query(filter: &HoldFilter) -> impl QueryBatch<Answer = Vec<DeviceHolding>> + use<> {
    let lists = in_chunks(filter.devices.as_deref()).into_iter();
    let lists: Vec<_> = lists
        .map(|devices| holdings_of(devices, filter.from, filter.to))
        .collect();
    lists.read_as(|lists| {
        let mut holdings: Vec<DeviceHolding> = lists.into_iter().flatten().collect();
        holdings.sort_by_key(|holding| (holding.starts_at, holding.device_id));
        holdings
    })
}

/// Splits devices into lists that a query takes; `None`, which is all of them, is one.
fn in_chunks(devices: Option<&[i64]>) -> Vec<Option<Vec<i64>>> {
    let Some(ids) = devices else {
        return vec![None];
    };
    ids.chunks(IDS_PER_QUERY)
        .map(|chunk| Some(chunk.to_vec()))
        .collect()
}

fn holdings_of(
    devices: Option<Vec<i64>>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> impl QueryBatch<Answer = Vec<DeviceHolding>> + use<> {
    let mut query = device_holds::table
        .inner_join(booking_device_assignments::table)
        .left_join(bookings::table.on(booking_device_assignments::booking_id.eq(bookings::id.nullable())))
        .left_join(
            offsite_rentals::table
                .on(booking_device_assignments::rental_id.eq(offsite_rentals::id.nullable())),
        )
        .order((device_holds::starts_at, device_holds::device_id))
        .select((
            device_holds::device_id,
            device_holds::assignment_id,
            device_holds::starts_at,
            device_holds::ends_at,
            booking_device_assignments::booking_id,
            (bookings::client_name, bookings::client_id).nullable(),
            offsite_rentals::rental_no.nullable(),
            (offsite_rentals::client_name, offsite_rentals::client_id).nullable(),
        ))
        .into_boxed();
    if let Some(ids) = devices {
        query = query.filter(device_holds::device_id.eq_any(ids));
    }
    if let Some(from) = from {
        query = query.filter(device_holds::ends_at.gt(from));
    }
    if let Some(to) = to {
        query = query.filter(device_holds::starts_at.lt(to));
    }
    rows_of(query)
}

/// A hold without the booking or rental it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct DeviceHold {
    pub device_id: i64,
    pub assignment_id: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

impl DeviceHold {
    /// Returns whether the hold overlaps a period.
    pub fn is_in(&self, period: &Period) -> bool {
        self.starts_at < period.ends_at() && self.ends_at > period.starts_at()
    }
}

/// Asks for the holds that overlap a stretch, of these devices or of all, in order of time.
pub fn holds_between(
    devices: Option<&[i64]>,
    from: Timestamp,
    to: Timestamp,
) -> impl QueryBatch<Answer = Vec<DeviceHold>> + use<> {
    let lists = in_chunks(devices).into_iter();
    let lists: Vec<_> = lists.map(|devices| holds_of(devices, from, to)).collect();
    lists.read_as(|lists| {
        let mut holds: Vec<DeviceHold> = lists.into_iter().flatten().collect();
        // Sorting here is faster than in the database.
        holds.sort_unstable_by_key(|hold| (hold.starts_at, hold.device_id));
        holds
    })
}

fn holds_of(
    devices: Option<Vec<i64>>,
    from: Timestamp,
    to: Timestamp,
) -> impl QueryBatch<Answer = Vec<DeviceHold>> + use<> {
    let mut query = device_holds::table
        .filter(device_holds::ends_at.gt(from).and(device_holds::starts_at.lt(to)))
        .select((
            device_holds::device_id,
            device_holds::assignment_id,
            device_holds::starts_at,
            device_holds::ends_at,
        ))
        .into_boxed();
    if let Some(ids) = devices {
        query = query.filter(device_holds::device_id.eq_any(ids));
    }
    rows_of(query)
}

/// Loads the start and end of every hold that ends after an instant.
pub fn hold_times(connection: &mut Connection, from: Timestamp) -> Result<Vec<(Timestamp, Timestamp)>> {
    Ok(device_holds::table
        .filter(device_holds::ends_at.gt(from))
        .select((device_holds::starts_at, device_holds::ends_at))
        .load(connection)?)
}

/// Asks for the ids of the assignments of rentals that overlap a stretch or are not back.
pub fn rented_between(from: Timestamp, to: Timestamp) -> impl QueryBatch<Answer = Vec<i64>> {
    use booking_device_assignments as a;
    let ids = a::table
        .inner_join(offsite_rentals::table)
        .filter(offsite_rentals::due_at.gt(from).or(a::returned_at.is_null()))
        .filter(offsite_rentals::starts_at.lt(to))
        .select(a::id);
    rows_of(ids)
}

/// Loads the devices that begun rentals have or are to have and that are not back. Of one device, the rental that it left
/// with comes last, and before it the earliest one; `ends_at` is when they are due. A rental that begins after `today` is
/// planned.
pub fn begun(connection: &mut Connection, today: NaiveDate) -> Result<Vec<RentedHolding>> {
    Ok(connection.answer(begun_query(today))?)
}

/// Asks for what [`begun`] loads.
pub fn begun_query(today: NaiveDate) -> impl QueryBatch<Answer = Vec<RentedHolding>> {
    use booking_device_assignments as a;
    let rows = a::table
        .inner_join(offsite_rentals::table)
        .inner_join(devices::table.on(a::device_id.eq(devices::id.nullable())))
        // As in the partial index of what is out; an ORDER BY would keep the engine from using it.
        .filter(a::rental_id.is_not_null().and(a::returned_at.is_null()))
        .filter(offsite_rentals::rental_date.le(today))
        .select((
            devices::id,
            a::id,
            offsite_rentals::starts_at,
            offsite_rentals::due_at,
            a::booking_id,
            offsite_rentals::rental_no,
            (offsite_rentals::client_name, offsite_rentals::client_id),
            (devices::status, devices::status_since),
        ));
    rows_of(rows).read_as(|rows: Vec<BegunRow>| {
        let mut by_device: BTreeMap<i64, Vec<BegunRow>> = BTreeMap::new();
        for row in rows {
            by_device.entry(row.0).or_default().push(row);
        }
        by_device.into_values().flat_map(of_device).collect()
    })
}

type BegunRow = (
    i64,
    i64,
    Timestamp,
    Timestamp,
    Option<i64>,
    String,
    (String, i64),
    (DeviceStatus, Timestamp),
);

/// Tells with which of the rentals of a device it left. A device that was handed over is off site since its rental holds it;
/// one that is here by its row left with the first rental that began after it was here and fit.
fn of_device(mut rows: Vec<BegunRow>) -> Vec<RentedHolding> {
    rows.sort_by_key(|row| (row.2, row.1));
    let left = match rows.first().map(|row| row.7) {
        Some((DeviceStatus::Offsite, since)) => {
            let of_then = rows.iter().find(|row| row.2 <= since && since < row.3);
            of_then.or(rows.first())
        }
        Some((DeviceStatus::Available, since)) => rows.iter().find(|row| since <= row.2),
        _ => None,
    };
    let left = left.map(|row| row.1);
    let mut holdings: Vec<RentedHolding> = rows
        .into_iter()
        .map(
            |(device_id, assignment_id, starts_at, ends_at, booking_id, rental_no, client, _)| {
                RentedHolding {
                    has_left: left == Some(assignment_id),
                    holding: DeviceHolding {
                        device_id,
                        assignment_id,
                        starts_at,
                        ends_at,
                        booking_id,
                        booking_client: None,
                        rental_no: Some(rental_no),
                        rental_client: Some(client),
                    },
                }
            },
        )
        .collect();
    holdings.sort_by_key(|one| {
        let holding = &one.holding;
        (
            one.has_left,
            std::cmp::Reverse((holding.starts_at, holding.assignment_id)),
        )
    });
    holdings
}
