//! Queries of the devices that bookings and rentals have.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::schema::{booking_device_assignments, bookings, offsite_rentals};
use crate::db::{Connection, insert_rows};
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

/// Inserts assignments.
pub fn insert_assignments(connection: &mut Connection, rows: &[NewAssignment]) -> QueryResult<()> {
    let ids = connection.reserve_ids("booking_device_assignments", rows.len())?;
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
    pub rental_id: Option<i64>,
    pub returned_at: Option<Timestamp>,
}

/// Loads the devices of a booking.
pub fn assigned_to(connection: &mut Connection, booking_id: i64) -> Result<Vec<DeviceAssignment>> {
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

/// Counts how often each device has been assigned.
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

/// Counts how often each device was with a client's bookings.
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
