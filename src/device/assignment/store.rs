//! Queries of the devices that bookings and rentals have.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::schema::{booking_device_assignments, bookings, devices, offsite_rentals};
use crate::db::{Connection, QueryBatch, ReservedIds, insert_rows, rows_of};
use crate::device::model::DeviceRow;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// An assignment to insert: one device for one booking or rental.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = booking_device_assignments, treat_none_as_default_value = false)]
pub struct NewAssignment {
    /// Reserved when it is inserted.
    pub id: i64,
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub device_id: i64,
    pub device_category_id: i64,
    pub quantity: i32,
    /// `manual` or `auto`.
    pub assignment_type: &'static str,
    pub assigned_by: String,
    pub assigned_at: Timestamp,
    pub notes: Option<String>,
    pub created_at: Timestamp,
}

impl NewAssignment {
    /// Returns the assignment of a device by somebody, to nothing yet.
    pub fn new(device: &DeviceRow, by: &str, at: Timestamp) -> Self {
        Self {
            id: 0,
            booking_id: None,
            rental_id: None,
            device_id: device.id,
            device_category_id: device.category_id,
            quantity: 1,
            assignment_type: "manual",
            assigned_by: by.to_owned(),
            assigned_at: at,
            notes: None,
            created_at: at,
        }
    }
}

/// Asks for the ids of so many assignments to insert.
pub fn reserved_ids(count: usize) -> ReservedIds {
    ReservedIds {
        table: "booking_device_assignments",
        count,
    }
}

/// Inserts assignments under ids that are reserved.
pub fn insert_assignments(
    connection: &mut Connection,
    rows: &[NewAssignment],
    ids: Vec<i64>,
) -> QueryResult<()> {
    let rows = rows
        .iter()
        .zip(ids)
        .map(|(row, id)| NewAssignment { id, ..row.clone() });
    let rows: Vec<NewAssignment> = rows.collect();
    insert_rows(connection, booking_device_assignments::table, &rows[..])
}

/// A device that a booking has.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct DeviceAssignment {
    pub id: i64,
    pub device_id: i64,
    pub serial_number: String,
    pub rental_id: Option<i64>,
    pub returned_at: Option<Timestamp>,
}

/// Loads the devices of a booking.
pub fn assigned_to(connection: &mut Connection, booking_id: i64) -> Result<Vec<DeviceAssignment>> {
    Ok(connection.answer(assigned_query(booking_id))?)
}

/// Asks for the devices of a booking.
pub fn assigned_query(booking_id: i64) -> impl QueryBatch<Answer = Vec<DeviceAssignment>> {
    use booking_device_assignments as a;
    let rows = a::table
        .inner_join(devices::table)
        .filter(a::booking_id.eq(booking_id))
        .order(a::id)
        .select((
            a::id,
            devices::id,
            devices::serial_number,
            a::rental_id,
            a::returned_at,
        ));
    rows_of(rows)
}

/// Returns the number of a rental.
pub fn rental_no(connection: &mut Connection, rental_id: i64) -> Result<String> {
    Ok(offsite_rentals::table
        .find(rental_id)
        .select(offsite_rentals::rental_no)
        .first(connection)?)
}

/// Deletes assignments.
pub fn delete_assignments(connection: &mut Connection, ids: &[i64]) -> QueryResult<()> {
    diesel::delete(
        booking_device_assignments::table.filter(booking_device_assignments::id.eq_any(ids.to_vec())),
    )
    .execute(connection)
    .map(|_| ())
}

/// Asks how often each device has been assigned.
pub fn wear() -> impl QueryBatch<Answer = BTreeMap<i64, i64>> {
    use booking_device_assignments as a;
    let rows = a::table
        .filter(a::device_id.is_not_null())
        .group_by(a::device_id)
        .select((a::device_id, diesel::dsl::count_star()));
    rows_of(rows).read_as(by_device)
}

/// Asks how often each device was with a client's bookings.
pub fn of_client(client_ids: Vec<i64>) -> impl QueryBatch<Answer = BTreeMap<i64, i64>> {
    use booking_device_assignments as a;
    let theirs = bookings::table
        .filter(bookings::client_id.eq_any(client_ids))
        .select(bookings::id);
    let rows = a::table
        .filter(a::booking_id.assume_not_null().eq_any(theirs))
        .filter(a::device_id.is_not_null())
        .group_by(a::device_id)
        .select((a::device_id, diesel::dsl::count_star()));
    rows_of(rows).read_as(by_device)
}

fn by_device(counts: Vec<(Option<i64>, i64)>) -> BTreeMap<i64, i64> {
    let counts = counts.into_iter();
    counts
        .filter_map(|(device, count)| Some((device?, count)))
        .collect()
}
