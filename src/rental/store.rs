//! Queries of rentals.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};

use super::model::{RentalQuery, RentalRow, RentalSort, RentedDevice, ReturnCondition};
use crate::access::sort_order::SortOrder;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{booking_device_assignments, device_categories, devices, offsite_rentals};
use crate::db::{Connection, QueryBatch, ReservedIds, columns_of, rows_by_keys, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

#[derive(QueryableByName)]
struct DrawnNumber {
    #[diesel(sql_type = Integer)]
    last_number: i32,
}

/// Draws the next number of a year. The row of the year stays locked until the commit, so that a failed rental leaves no
/// gap.
pub fn draw_number(connection: &mut Connection, year: i32) -> QueryResult<i32> {
    let drawn: DrawnNumber = diesel::sql_query(
        "INSERT INTO rental_numbers (year, last_number) VALUES ($1, 1)
         ON CONFLICT (year) DO UPDATE SET last_number = rental_numbers.last_number + 1 RETURNING last_number",
    )
    .bind::<Integer, _>(year)
    .get_result(connection)?;
    Ok(drawn.last_number)
}

/// Asks for the id of a rental to insert.
pub fn reserved_id() -> ReservedIds {
    ReservedIds {
        table: "offsite_rentals",
        count: 1,
    }
}

/// Inserts a rental.
pub fn insert(connection: &mut Connection, row: &RentalRow) -> QueryResult<()> {
    diesel::insert_into(offsite_rentals::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// The name of a client, as the rental has it.
const CLIENT: &str = "offsite_rentals.client_name";

/// A place in a list of rentals and how far to read on from there.
#[derive(Debug, Clone, Copy)]
pub struct RentalPage<'a> {
    pub sort: SortOrder<RentalSort>,
    pub after: Option<&'a RentalRow>,
    pub limit: Option<i64>,
}

/// Lists the rentals that match, in the order of their ids.
pub fn list(connection: &mut Connection, filter: &RentalQuery) -> Result<Vec<RentalRow>> {
    Ok(connection.answer(list_query(filter))?)
}

/// Asks for what [`list`] lists.
pub fn list_query(filter: &RentalQuery) -> impl QueryBatch<Answer = Vec<RentalRow>> + use<> {
    let whole = RentalPage {
        sort: RentalSort::Number.into(),
        after: None,
        limit: None,
    };
    page_query(filter, whole, CLIENT)
}

/// Lists the next rentals that match.
pub fn page(
    connection: &mut Connection,
    filter: &RentalQuery,
    page: RentalPage<'_>,
) -> Result<Vec<RentalRow>> {
    let rows = page_query(filter, page, &connection.in_byte_order(CLIENT));
    Ok(connection.answer(rows)?)
}

/// Asks for what [`page`] lists; the text is the name of the client, as it is ordered by.
fn page_query(
    filter: &RentalQuery,
    page: RentalPage<'_>,
    client: &str,
) -> impl QueryBatch<Answer = Vec<RentalRow>> + use<> {
    let mut query = offsite_rentals::table
        .select(columns_of::<RentalRow>())
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
        // Devices that are out count even after the return date.
        query = query.filter(
            offsite_rentals::returned_at
                .is_null()
                .or(offsite_rentals::returned_at.gt(from)),
        );
    }
    if let Some(to) = filter.to {
        query = query.filter(offsite_rentals::starts_at.lt(to));
    }
    let name = || sql::<Text>(client);
    let (field, descending) = (page.sort.field, page.sort.descending);
    if let Some(row) = page.after {
        use offsite_rentals::{id, return_expected_date as day};
        query = match (field, descending) {
            (RentalSort::Number, false) => query.filter(id.gt(row.id)),
            (RentalSort::Number, true) => query.filter(id.lt(row.id)),
            (RentalSort::ReturnOn, false) => query
                .filter(day.ge(row.return_expected_date))
                .filter(day.gt(row.return_expected_date).or(id.gt(row.id))),
            (RentalSort::ReturnOn, true) => query
                .filter(day.le(row.return_expected_date))
                .filter(day.lt(row.return_expected_date).or(id.lt(row.id))),
            (RentalSort::Client, _) => {
                // Compared as a row: of the rentals of one client none is read twice.
                let direction = if descending { '<' } else { '>' };
                let place = sql::<Bool>(&format!("({client}, offsite_rentals.id) {direction} ("));
                let place = place.bind::<Text, _>(row.client_name.clone()).sql(", ");
                query.filter(place.bind::<BigInt, _>(row.id).sql(")"))
            }
        };
    }
    query = match (field, descending) {
        (RentalSort::Number, false) => query.order(offsite_rentals::id),
        (RentalSort::Number, true) => query.order(offsite_rentals::id.desc()),
        (RentalSort::ReturnOn, false) => {
            query.order((offsite_rentals::return_expected_date, offsite_rentals::id))
        }
        (RentalSort::ReturnOn, true) => query.order((
            offsite_rentals::return_expected_date.desc(),
            offsite_rentals::id.desc(),
        )),
        (RentalSort::Client, false) => query.order((name(), offsite_rentals::id)),
        (RentalSort::Client, true) => query.order((name().desc(), offsite_rentals::id.desc())),
    };
    if let Some(limit) = page.limit {
        query = query.limit(limit);
    }
    rows_of(query)
}

/// Asks for a rental by its number, and locks it until the transaction ends.
pub fn locked_by_number(number: &str) -> impl QueryBatch<Answer = Vec<RentalRow>> + use<> {
    let row = offsite_rentals::table
        .filter(offsite_rentals::rental_no.eq(number.to_owned()))
        .select(columns_of::<RentalRow>());
    rows_of(row.locked_whole())
}

/// Asks for the devices of a rental that are not back, and locks them until the transaction ends. In the order of ids, so that
/// two of these never wait for each other.
pub fn locked_devices(number: &str) -> impl QueryBatch<Answer = Vec<i64>> + use<> {
    use booking_device_assignments as a;
    let not_back = a::table
        .inner_join(offsite_rentals::table)
        .filter(offsite_rentals::rental_no.eq(number.to_owned()))
        .filter(a::returned_at.is_null())
        .select(a::device_id.assume_not_null());
    let ids = devices::table
        .filter(devices::id.eq_any(not_back))
        .order(devices::id)
        .select(devices::id);
    rows_of(ids.locked_whole())
}

/// Finds a rental by its number.
pub fn by_number(connection: &mut Connection, number: &str) -> Result<Option<RentalRow>> {
    Ok(offsite_rentals::table
        .filter(offsite_rentals::rental_no.eq(number))
        .select(RentalRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the numbers of all rentals, oldest first.
pub fn numbers(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(offsite_rentals::table
        .order(offsite_rentals::id)
        .select(offsite_rentals::rental_no)
        .load(connection)?)
}

/// The devices of rentals and those of them that are not back, by rental.
pub type RentedCounts = BTreeMap<i64, (i64, i64)>;

/// Asks how many devices rentals have, and how many of them are not back.
pub fn counts(ids: &[i64]) -> impl QueryBatch<Answer = RentedCounts> + use<> {
    use booking_device_assignments as a;
    let ids: Vec<Option<i64>> = ids.iter().copied().map(Some).collect();
    let rows = rows_by_keys::<_, (Option<i64>, i64, i64), _, _>(&ids, |ids| {
        a::table
            .filter(a::rental_id.eq_any(ids))
            .group_by(a::rental_id)
            .select((
                a::rental_id,
                diesel::dsl::count_star(),
                diesel::dsl::count(a::returned_at),
            ))
    });
    rows.read_as(|rows| {
        let rows = rows.into_iter();
        rows.filter_map(|(id, all, back)| Some((id?, (all, all - back))))
            .collect()
    })
}

/// Returns the devices of rentals, by rental and serial.
pub fn devices_of(connection: &mut Connection, rental_ids: &[i64]) -> Result<Vec<RentedDevice>> {
    Ok(connection.answer(devices_query(rental_ids))?)
}

/// Asks for what [`devices_of`] returns.
pub fn devices_query(rental_ids: &[i64]) -> impl QueryBatch<Answer = Vec<RentedDevice>> + use<> {
    use booking_device_assignments as a;
    let ids: Vec<Option<i64>> = rental_ids.iter().copied().map(Some).collect();
    let rows = rows_by_keys::<_, RentedDevice, _, _>(&ids, |ids| {
        a::table
            .inner_join(devices::table.on(a::device_id.eq(devices::id.nullable())))
            .inner_join(device_categories::table.on(devices::category_id.eq(device_categories::id)))
            .filter(a::rental_id.eq_any(ids))
            .select((
                a::id,
                a::rental_id.assume_not_null(),
                devices::id,
                devices::serial_number,
                devices::name,
                device_categories::name,
                a::returned_at,
                a::return_condition,
                a::due_on,
                devices::status,
            ))
    });
    rows.read_as(|mut found: Vec<RentedDevice>| {
        found.sort_by(|a, b| {
            (a.rental_id, &a.serial_number, a.assignment_id).cmp(&(
                b.rental_id,
                &b.serial_number,
                b.assignment_id,
            ))
        });
        found
    })
}

/// Attaches devices that a booking already has to a rental.
pub fn attach_to_rental(connection: &mut Connection, assignments: &[i64], rental_id: i64) -> QueryResult<()> {
    use booking_device_assignments as a;
    for chunk in assignments.chunks(IDS_PER_QUERY) {
        diesel::update(a::table.filter(a::id.eq_any(chunk.to_vec())))
            .set(a::rental_id.eq(rental_id))
            .execute(connection)?;
    }
    Ok(())
}

/// Records the return of devices that are due on a day; their holds end then.
pub fn record_return(
    connection: &mut Connection,
    assignments: &[i64],
    at: Timestamp,
    condition: ReturnCondition,
    due_on: NaiveDate,
) -> QueryResult<()> {
    use booking_device_assignments as a;
    for chunk in assignments.chunks(IDS_PER_QUERY) {
        diesel::update(a::table.filter(a::id.eq_any(chunk.to_vec())))
            .set((
                a::returned_at.eq(at),
                a::return_condition.eq(condition),
                a::due_on.eq(due_on),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Marks a rental as returned.
pub fn close(connection: &mut Connection, id: i64, at: Timestamp, now: Timestamp) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set((
            offsite_rentals::returned_at.eq(at),
            offsite_rentals::updated_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Sets the time of the last change of a rental.
pub fn touch(connection: &mut Connection, id: i64, at: Timestamp) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set(offsite_rentals::updated_at.eq(at))
        .execute(connection)
        .map(|_| ())
}

/// Sets the return date; the database moves the holds or refuses.
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

/// Sets the first day and the return date; the database moves the holds or refuses.
pub fn set_days(connection: &mut Connection, row: &RentalRow) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(row.id))
        .set((
            offsite_rentals::rental_date.eq(row.rental_date),
            offsite_rentals::starts_at.eq(row.starts_at),
            offsite_rentals::return_expected_date.eq(row.return_expected_date),
            offsite_rentals::due_at.eq(row.due_at),
            offsite_rentals::updated_at.eq(row.updated_at),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Sets the first day; the database moves the holds or refuses.
pub fn set_start(
    connection: &mut Connection,
    id: i64,
    rental_date: NaiveDate,
    starts_at: Timestamp,
    now: Timestamp,
) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set((
            offsite_rentals::rental_date.eq(rental_date),
            offsite_rentals::starts_at.eq(starts_at),
            offsite_rentals::updated_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Saves the texts of a rental; its form, if there is one, is no longer the present one.
pub fn save_texts(connection: &mut Connection, row: &RentalRow) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(row.id))
        .set((
            offsite_rentals::client_name.eq(&row.client_name),
            offsite_rentals::client_id.eq(row.client_id),
            offsite_rentals::contact_person.eq(&row.contact_person),
            offsite_rentals::contact_number.eq(&row.contact_number),
            offsite_rentals::contact_email.eq(&row.contact_email),
            offsite_rentals::company.eq(&row.company),
            offsite_rentals::address.eq(&row.address),
            offsite_rentals::notes.eq(&row.notes),
            offsite_rentals::rental_form_generated.eq(row.rental_form_generated),
            offsite_rentals::updated_at.eq(row.updated_at),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Records that the form was drawn.
pub fn set_form_generated(connection: &mut Connection, id: i64, now: Timestamp) -> QueryResult<()> {
    diesel::update(offsite_rentals::table.find(id))
        .set((
            offsite_rentals::rental_form_generated.eq(true),
            offsite_rentals::updated_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}
