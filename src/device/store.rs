//! The devices' queries.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{Candidate, Category, DeviceRow, DeviceStatus, Holding, Movement};
use crate::booking::BookingStatus;
use crate::db::Connection;
use crate::db::backend::{IDS_PER_QUERY, ROWS_PER_INSERT};
use crate::db::schema::{
    booking_device_assignments, bookings, device_categories, device_holds, device_movement_log, devices,
    offsite_rentals, rooms,
};
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::on_engine;

pub fn categories(connection: &mut Connection) -> Result<Vec<Category>> {
    Ok(device_categories::table
        .order(device_categories::id)
        .select(Category::as_select())
        .load(connection)?)
}

pub fn insert_category(
    connection: &mut Connection,
    name: &str,
    key: &str,
    now: Timestamp,
) -> QueryResult<i64> {
    diesel::insert_into(device_categories::table)
        .values((
            device_categories::name.eq(name),
            device_categories::name_key.eq(key),
            device_categories::created_at.eq(now),
        ))
        .returning(device_categories::id)
        .get_result(connection)
}

/// Every device, in the order of serials as they are known.
pub fn all(connection: &mut Connection) -> Result<Vec<DeviceRow>> {
    let mut rows: Vec<DeviceRow> = devices::table.select(DeviceRow::as_select()).load(connection)?;
    rows.sort_by(|a, b| a.serial_key.cmp(&b.serial_key));
    Ok(rows)
}

/// Every device, but no more of it than finding one needs; in the same order.
pub fn candidates(connection: &mut Connection) -> Result<Vec<Candidate>> {
    let mut rows: Vec<Candidate> = devices::table.select(Candidate::as_select()).load(connection)?;
    rows.sort_by(|a, b| a.serial_key.cmp(&b.serial_key));
    Ok(rows)
}

pub fn by_keys(connection: &mut Connection, keys: &[String]) -> Result<Vec<DeviceRow>> {
    let mut rows = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(IDS_PER_QUERY) {
        let found: Vec<DeviceRow> = devices::table
            .filter(devices::serial_key.eq_any(chunk.to_vec()))
            .select(DeviceRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

pub fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<DeviceRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let found: Vec<DeviceRow> = devices::table
            .filter(devices::id.eq_any(chunk.to_vec()))
            .select(DeviceRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    rows.sort_by(|a, b| a.serial_key.cmp(&b.serial_key));
    Ok(rows)
}

/// All serials, for the nearest ones to a mistyped one.
pub fn serials(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(devices::table.select(devices::serial_number).load(connection)?)
}

pub fn insert(connection: &mut Connection, rows: &[DeviceRow]) -> QueryResult<()> {
    for chunk in rows.chunks(ROWS_PER_INSERT) {
        on_engine!(connection, |inner| diesel::insert_into(devices::table)
            .values(chunk)
            .execute(inner))?;
    }
    Ok(())
}

pub fn save(connection: &mut Connection, row: &DeviceRow) -> QueryResult<()> {
    diesel::update(devices::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

pub fn insert_movements(connection: &mut Connection, rows: &[Movement]) -> Result<()> {
    for chunk in rows.chunks(ROWS_PER_INSERT) {
        on_engine!(connection, |inner| diesel::insert_into(
            device_movement_log::table
        )
        .values(chunk)
        .execute(inner))?;
    }
    Ok(())
}

/// A device's movements, oldest first.
pub fn movements(connection: &mut Connection, device_id: i64) -> Result<Vec<Movement>> {
    Ok(device_movement_log::table
        .filter(device_movement_log::device_id.eq(device_id))
        .order(device_movement_log::id)
        .select(Movement::as_select())
        .load(connection)?)
}

/// Which holds to read.
#[derive(Debug, Clone, Default)]
pub struct HoldFilter {
    pub devices: Option<Vec<i64>>,
    /// Overlapping this stretch; either end may be open.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

/// Holds with whose they are, in order of time.
pub fn holdings(connection: &mut Connection, filter: &HoldFilter) -> Result<Vec<Holding>> {
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
            bookings::client_name.nullable(),
            offsite_rentals::rental_no.nullable(),
            offsite_rentals::client_name.nullable(),
        ))
        .into_boxed();
    if let Some(ids) = &filter.devices {
        query = query.filter(device_holds::device_id.eq_any(ids.clone()));
    }
    if let Some(from) = filter.from {
        query = query.filter(device_holds::ends_at.gt(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(device_holds::starts_at.lt(to));
    }
    Ok(query.load(connection)?)
}

/// A hold without whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Hold {
    pub device_id: i64,
    pub assignment_id: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

impl Hold {
    /// Whether it takes anything of a period.
    pub fn is_in(&self, period: &Period) -> bool {
        self.starts_at < period.ends_at() && self.ends_at > period.starts_at()
    }
}

/// Holds that overlap a stretch, of these devices or of any, in order of time.
pub fn holds_between(
    connection: &mut Connection,
    devices: Option<&[i64]>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Hold>> {
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
        query = query.filter(device_holds::device_id.eq_any(ids.to_vec()));
    }
    let mut holds: Vec<Hold> = query.load(connection)?;
    // Faster here than there.
    holds.sort_unstable_by_key(|hold| (hold.starts_at, hold.device_id));
    Ok(holds)
}

/// When devices are held that are held after an instant, without which and by whom.
pub fn hold_times(connection: &mut Connection, from: Timestamp) -> Result<Vec<(Timestamp, Timestamp)>> {
    Ok(device_holds::table
        .filter(device_holds::ends_at.gt(from))
        .select((device_holds::starts_at, device_holds::ends_at))
        .load(connection)?)
}

/// How many devices are here, or with somebody who gives them back.
pub fn count_in_service(connection: &mut Connection) -> Result<usize> {
    let count: i64 = devices::table
        .filter(devices::status.eq_any([DeviceStatus::Available, DeviceStatus::Offsite]))
        .count()
        .get_result(connection)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Assignments of rentals whose time overlaps a stretch, or that are not back.
pub fn rented_between(connection: &mut Connection, from: Timestamp, to: Timestamp) -> Result<Vec<i64>> {
    use booking_device_assignments as a;
    Ok(a::table
        .inner_join(offsite_rentals::table)
        .filter(offsite_rentals::due_at.gt(from).or(a::returned_at.is_null()))
        .filter(offsite_rentals::starts_at.lt(to))
        .select(a::id)
        .load(connection)?)
}

/// Devices that are out on a rental and not back, with whose they are; `ends_at` is when they are due.
pub fn out(connection: &mut Connection) -> Result<Vec<Holding>> {
    use booking_device_assignments as a;
    type Row = (
        Option<i64>,
        i64,
        Timestamp,
        Timestamp,
        Option<i64>,
        String,
        String,
    );
    let rows: Vec<Row> = a::table
        .inner_join(offsite_rentals::table)
        // As in the partial index of what is out, which an order of the engine's would keep it from.
        .filter(a::rental_id.is_not_null().and(a::returned_at.is_null()))
        .filter(a::device_id.is_not_null())
        .select((
            a::device_id,
            a::id,
            offsite_rentals::starts_at,
            offsite_rentals::due_at,
            a::booking_id,
            offsite_rentals::rental_no,
            offsite_rentals::client_name,
        ))
        .load(connection)?;
    let holding = |(device, assignment, starts_at, ends_at, booking_id, rental_no, client): Row| Holding {
        device_id: device.unwrap_or_default(),
        assignment_id: assignment,
        starts_at,
        ends_at,
        booking_id,
        booking_client: None,
        rental_no: Some(rental_no),
        rental_client: Some(client),
    };
    let mut out: Vec<Holding> = rows.into_iter().map(holding).collect();
    out.sort_by_key(|holding| holding.assignment_id);
    Ok(out)
}

/// How often each device has been given to somebody.
pub fn wear(connection: &mut Connection) -> Result<BTreeMap<i64, i64>> {
    use booking_device_assignments as a;
    let rows: Vec<(Option<i64>, i64)> = a::table
        .filter(a::device_id.is_not_null())
        .group_by(a::device_id)
        .select((a::device_id, diesel::dsl::count_star()))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .filter_map(|(device, count)| Some((device?, count)))
        .collect())
}

/// An assignment to be written: one device for one booking or rental.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = booking_device_assignments, treat_none_as_default_value = false)]
pub struct NewAssignment<'a> {
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub device_id: i64,
    pub device_category_id: i64,
    pub quantity: i32,
    pub assignment_type: &'a str,
    pub assigned_by: &'a str,
    pub assigned_at: Timestamp,
    pub notes: Option<&'a str>,
    pub created_at: Timestamp,
}

pub fn insert_assignments(connection: &mut Connection, rows: &[NewAssignment<'_>]) -> QueryResult<()> {
    for chunk in rows.chunks(ROWS_PER_INSERT) {
        on_engine!(connection, |inner| diesel::insert_into(
            booking_device_assignments::table
        )
        .values(chunk)
        .execute(inner))?;
    }
    Ok(())
}

/// A device given to a booking.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct Assignment {
    pub id: i64,
    pub device_id: i64,
    pub rental_id: Option<i64>,
    pub returned_at: Option<Timestamp>,
}

/// The devices of a booking.
pub fn assigned_to(connection: &mut Connection, booking_id: i64) -> Result<Vec<Assignment>> {
    use booking_device_assignments as a;
    Ok(a::table
        .filter(a::booking_id.eq(booking_id).and(a::device_id.is_not_null()))
        .order(a::id)
        .select((
            a::id,
            a::device_id.assume_not_null(),
            a::rental_id,
            a::returned_at,
        ))
        .load(connection)?)
}

pub fn delete_assignments(connection: &mut Connection, ids: &[i64]) -> QueryResult<()> {
    diesel::delete(
        booking_device_assignments::table.filter(booking_device_assignments::id.eq_any(ids.to_vec())),
    )
    .execute(connection)
    .map(|_| ())
}

/// What a booking asks for, or was given, of one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub booking_id: i64,
    /// `None`: any.
    pub category_id: Option<i64>,
    /// Devices that it has, not such as it asks for.
    pub given: bool,
    pub quantity: i64,
}

/// A booking that asks for devices.
#[derive(Debug, Clone, Queryable)]
pub struct Asker {
    pub booking_id: i64,
    pub client_name: String,
    pub room: Option<String>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// Bookings that still want devices in a stretch: those with a request, open, that end after its beginning.
pub fn askers(
    connection: &mut Connection,
    from: Timestamp,
    to: Option<Timestamp>,
    only: Option<i64>,
) -> Result<Vec<Asker>> {
    use booking_device_assignments as a;
    let open = [
        BookingStatus::Pending,
        BookingStatus::RoomAssigned,
        BookingStatus::Confirmed,
        BookingStatus::CheckedIn,
    ];
    let requested = a::table
        .filter(a::device_id.is_null())
        .select(a::booking_id.assume_not_null());
    let mut query = bookings::table
        .left_join(rooms::table.on(bookings::room_id.eq(rooms::id.nullable())))
        .filter(bookings::ends_at.gt(from))
        .filter(bookings::status.eq_any(open.to_vec()))
        .filter(bookings::id.eq_any(requested))
        .order((bookings::starts_at, bookings::id))
        .select((
            bookings::id,
            bookings::client_name,
            rooms::name.nullable(),
            bookings::starts_at,
            bookings::ends_at,
        ))
        .into_boxed();
    if let Some(to) = to {
        query = query.filter(bookings::starts_at.lt(to));
    }
    if let Some(id) = only {
        query = query.filter(bookings::id.eq(id));
    }
    Ok(query.load(connection)?)
}

/// Requests of these bookings, and how many devices of each category they have.
pub fn demands(connection: &mut Connection, booking_ids: &[i64]) -> Result<Vec<Demand>> {
    use booking_device_assignments as a;
    let mut found = Vec::new();
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<Option<i64>> = chunk.iter().copied().map(Some).collect();
        let requests: Vec<(i64, Option<i64>, i32)> = a::table
            .filter(a::booking_id.eq_any(ids.clone()).and(a::device_id.is_null()))
            .order(a::id)
            .select((
                a::booking_id.assume_not_null(),
                a::device_category_id,
                a::quantity,
            ))
            .load(connection)?;
        let given: Vec<(Option<i64>, Option<i64>, i64)> = a::table
            .filter(a::booking_id.eq_any(ids).and(a::device_id.is_not_null()))
            .group_by((a::booking_id, a::device_category_id))
            .select((a::booking_id, a::device_category_id, diesel::dsl::count_star()))
            .load(connection)?;
        found.extend(
            requests
                .into_iter()
                .map(|(booking_id, category_id, quantity)| Demand {
                    booking_id,
                    category_id,
                    given: false,
                    quantity: quantity.into(),
                }),
        );
        found.extend(
            given
                .into_iter()
                .filter_map(|(booking_id, category_id, quantity)| {
                    Some(Demand {
                        booking_id: booking_id?,
                        category_id,
                        given: true,
                        quantity,
                    })
                }),
        );
    }
    Ok(found)
}

/// Puts a booking's request of a category (none: any) in the place of the one it had; of 0, takes it away.
pub fn set_request(
    connection: &mut Connection,
    booking_id: i64,
    category_id: Option<i64>,
    quantity: i32,
    now: Timestamp,
) -> Result<()> {
    use booking_device_assignments as a;
    let requests = a::booking_id.eq(booking_id).and(a::device_id.is_null());
    match category_id {
        Some(id) => {
            diesel::delete(a::table.filter(requests.and(a::device_category_id.eq(id)))).execute(connection)?
        }
        None => diesel::delete(a::table.filter(requests.and(a::device_category_id.is_null())))
            .execute(connection)?,
    };
    if quantity > 0 {
        diesel::insert_into(a::table)
            .values((
                a::booking_id.eq(booking_id),
                a::device_category_id.eq(category_id),
                a::quantity.eq(quantity),
                a::created_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Devices that were with a client's other bookings, by how often.
pub fn of_client(connection: &mut Connection, client_name: &str) -> Result<BTreeMap<i64, i64>> {
    use booking_device_assignments as a;
    let theirs = bookings::table
        .filter(bookings::client_name.eq(client_name))
        .select(bookings::id);
    let rows: Vec<(Option<i64>, i64)> = a::table
        .filter(a::booking_id.assume_not_null().eq_any(theirs))
        .filter(a::device_id.is_not_null())
        .group_by(a::device_id)
        .select((a::device_id, diesel::dsl::count_star()))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .filter_map(|(device, count)| Some((device?, count)))
        .collect())
}
