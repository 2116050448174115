//! The rentals' queries.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{RentalRow, RentedDevice, ReturnCondition};
use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{
    booking_device_assignments, device_categories, devices, offsite_rentals, rental_numbers,
};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::on_engine;

/// Draws the next number of a year. The year's row stays locked until the commit: a rental that fails leaves no gap.
pub fn draw_number(connection: &mut Connection, year: i32) -> QueryResult<i32> {
    use rental_numbers::dsl;
    on_engine!(connection, |inner| diesel::insert_into(dsl::rental_numbers)
        .values((dsl::year.eq(year), dsl::last_number.eq(1)))
        .on_conflict(dsl::year)
        .do_update()
        .set(dsl::last_number.eq(dsl::last_number + 1))
        .returning(dsl::last_number)
        .get_result(inner))
}

pub fn insert(connection: &mut Connection, row: &RentalRow) -> QueryResult<()> {
    diesel::insert_into(offsite_rentals::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// Which rentals to list; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct RentalQuery {
    pub ids: Option<Vec<i64>>,
    pub booking_id: Option<i64>,
    /// Not all back yet, or all back.
    pub open: Option<bool>,
    /// On in this stretch: begun before its end, and neither due nor back before its beginning.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

/// Rentals that fit, in the order of their making.
pub fn list(connection: &mut Connection, filter: &RentalQuery) -> Result<Vec<RentalRow>> {
    let mut query = offsite_rentals::table
        .select(RentalRow::as_select())
        .order(offsite_rentals::id)
        .into_boxed();
    if let Some(ids) = &filter.ids {
        query = query.filter(offsite_rentals::id.eq_any(ids.clone()));
    }
    if let Some(id) = filter.booking_id {
        query = query.filter(offsite_rentals::booking_id.eq(id));
    }
    query = match filter.open {
        Some(true) => query.filter(offsite_rentals::returned_at.is_null()),
        Some(false) => query.filter(offsite_rentals::returned_at.is_not_null()),
        None => query,
    };
    if let Some(from) = filter.from {
        // What is out is out, due or not.
        query = query.filter(
            offsite_rentals::returned_at
                .is_null()
                .or(offsite_rentals::returned_at.gt(from)),
        );
    }
    if let Some(to) = filter.to {
        query = query.filter(offsite_rentals::starts_at.lt(to));
    }
    Ok(query.load(connection)?)
}

pub fn by_number(connection: &mut Connection, number: &str) -> Result<Option<RentalRow>> {
    Ok(offsite_rentals::table
        .filter(offsite_rentals::rental_no.eq(number))
        .select(RentalRow::as_select())
        .first(connection)
        .optional()?)
}

/// All numbers, for the nearest ones to a mistyped one and for a shell.
pub fn numbers(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(offsite_rentals::table
        .order(offsite_rentals::id)
        .select(offsite_rentals::rental_no)
        .load(connection)?)
}

/// By rental: how many devices went out, and how many of them are back.
pub fn counts(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, (i64, i64)>> {
    use booking_device_assignments as a;
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(Option<i64>, i64, i64)> = a::table
            .filter(a::rental_id.eq_any(chunk.iter().copied().map(Some).collect::<Vec<_>>()))
            .group_by(a::rental_id)
            .select((
                a::rental_id,
                diesel::dsl::count_star(),
                diesel::dsl::count(a::returned_at),
            ))
            .load(connection)?;
        found.extend(
            rows.into_iter()
                .filter_map(|(id, all, back)| Some((id?, (all, back)))),
        );
    }
    Ok(found)
}

/// Devices of rentals, by rental and in the order of serials.
pub fn taken(connection: &mut Connection, rental_ids: &[i64]) -> Result<Vec<RentedDevice>> {
    use booking_device_assignments as a;
    let mut found = Vec::new();
    for chunk in rental_ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<RentedDevice> = a::table
            .inner_join(devices::table.on(a::device_id.eq(devices::id.nullable())))
            .inner_join(device_categories::table.on(devices::category_id.eq(device_categories::id)))
            .filter(a::rental_id.eq_any(chunk.iter().copied().map(Some).collect::<Vec<_>>()))
            .select((
                a::id,
                a::rental_id.assume_not_null(),
                devices::id,
                devices::serial_number,
                devices::name,
                device_categories::name,
                a::returned_at,
                a::return_condition,
            ))
            .load(connection)?;
        found.extend(rows);
    }
    found.sort_by(|a, b| {
        (a.rental_id, &a.serial_number, a.assignment_id).cmp(&(
            b.rental_id,
            &b.serial_number,
            b.assignment_id,
        ))
    });
    Ok(found)
}

/// Lets devices that a booking has already leave with a rental.
pub fn attach_to_rental(connection: &mut Connection, assignments: &[i64], rental_id: i64) -> QueryResult<()> {
    use booking_device_assignments as a;
    for id in assignments {
        diesel::update(a::table.find(*id))
            .set(a::rental_id.eq(rental_id))
            .execute(connection)?;
    }
    Ok(())
}

/// A device is back: its hold ends here.
pub fn record_return(
    connection: &mut Connection,
    assignment: i64,
    at: Timestamp,
    condition: ReturnCondition,
) -> QueryResult<()> {
    use booking_device_assignments as a;
    diesel::update(a::table.find(assignment))
        .set((a::returned_at.eq(at), a::return_condition.eq(condition)))
        .execute(connection)
        .map(|_| ())
}

/// The last device of a rental is back.
pub fn end(connection: &mut Connection, id: i64, at: Timestamp) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set((
            offsite_rentals::returned_at.eq(at),
            offsite_rentals::updated_at.eq(at),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Something else of a rental has changed.
pub fn touch(connection: &mut Connection, id: i64, at: Timestamp) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set(offsite_rentals::updated_at.eq(at))
        .execute(connection)
        .map(|_| ())
}

/// Another day to bring it back; the database moves the holds, or refuses.
pub fn set_due(
    connection: &mut Connection,
    id: i64,
    return_on: NaiveDate,
    due_at: Timestamp,
    now: Timestamp,
) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set((
            offsite_rentals::return_expected_date.eq(return_on),
            offsite_rentals::due_at.eq(due_at),
            offsite_rentals::updated_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}

pub fn set_form_generated(connection: &mut Connection, id: i64, now: Timestamp) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set((
            offsite_rentals::rental_form_generated.eq(true),
            offsite_rentals::updated_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}
